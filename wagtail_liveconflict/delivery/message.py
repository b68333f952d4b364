"""What is sent to open pages, as bytes.

One answer serves everybody who is at the same cursor, polled or streamed, from
the view or from the hub's memory. Its parts are made once and put together
here, so that they give the same bytes wherever that happens.
"""

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import NamedTuple

#: Smaller bodies do not gain by compression (Django's middleware knows the same).
_WORTH_COMPRESSING = 200
_LARGE = 50_000

CONTENT_TYPE = "application/json"
# A second, so that a cache collapses all readers into one question; the stale
# rest is short because a withdrawal has to leave every cache within seconds.
CACHE_CONTROL = "public, max-age=1, stale-while-revalidate=2, stale-if-error=5"


def encode(value) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


@dataclass(frozen=True)
class Head:
    """What every answer of one state of a live blog begins with.

    ``wait``: seconds until a polling page should ask again; ``stop``: the blog
    has ended; ``halt``: the site's switch has stopped all pages.
    """

    cursor: str
    wait: int
    stop: bool = False
    halt: bool = False


class Entry(NamedTuple):
    """One changed update as it is now. ``json`` is its object in an answer."""

    update_id: int
    ordinal: int | None
    is_key_event: bool
    json: bytes

    @classmethod
    def make(cls, update_id, ordinal, state, html="", is_key_event=False):
        """``state`` is "live", "withdrawn" or, without ``html``, "removed"."""
        entry = {"id": update_id, "ordinal": ordinal, "state": state}
        if html:
            entry["html"] = html
        return cls(update_id, ordinal, is_key_event, encode(entry))


def assemble(
    head: Head,
    *,
    reload: bool = False,
    entries: Sequence[Entry] = (),
    outline: bytes | None = None,
) -> bytes:
    """The body of an answer: a JSON object.

    ``cursor``, ``wait`` and, where they hold, ``stop``, ``halt``, ``reload``;
    ``updates``: the changed ones, oldest first; ``blog``: state and parts.
    """
    answer = {"cursor": head.cursor, "wait": head.wait}
    for name, value in (("stop", head.stop), ("halt", head.halt), ("reload", reload)):
        if value:
            answer[name] = True
    body = encode(answer)
    if entries:
        ordered = sorted(entries, key=lambda entry: entry.ordinal or 0)
        updates = b",".join(entry.json for entry in ordered)
        body = b'%b,"updates":[%b]}' % (body[:-1], updates)
    if outline is not None:
        body = b'%b,"blog":%b}' % (body[:-1], outline)
    return body


class Answer:
    """The body of one answer, and what is made of it when somebody needs it.

    ``is_last``: after this answer a page asks nothing any more.
    """

    def __init__(self, body: bytes, cursor: str, *, is_last: bool = False):
        self.body = body
        self.cursor = cursor
        self.is_last = is_last

    @cached_property
    def etag(self) -> str:
        return f'"{blake2b(self.body, digest_size=12).hexdigest()}"'

    @cached_property
    def compressed(self) -> bytes | None:
        """The body in gzip; None when that is not worth it."""
        if len(self.body) < _WORTH_COMPRESSING:
            return None
        # On the event loop: a large body is not to hold up the others.
        level = 6 if len(self.body) < _LARGE else 1
        return gzip.compress(self.body, compresslevel=level, mtime=0)

    @cached_property
    def event(self) -> bytes:
        """The body as one server-sent event. JSON has no line breaks."""
        return b"id: %b\ndata: %b\n\n" % (self.cursor.encode(), self.body)

    @cached_property
    def message(self) -> dict:
        """The event as an ASGI message."""
        return {"type": "http.response.body", "body": self.event, "more_body": True}


def is_same(if_none_match: str, etag: str) -> bool:
    """Whether a reader holds the answer already. Weak comparison (RFC 9110,
    13.1.2): a proxy that compresses makes the tag weak."""
    return any(
        tag.strip().removeprefix("W/") in (etag, "*")
        for tag in if_none_match.split(",")
    )


def make_event(name: str, **data) -> bytes:
    """A named server-sent event that carries no change."""
    return b"event: %b\ndata: %b\n\n" % (name.encode(), encode(data))


#: A comment keeps proxies from closing a quiet connection; the event lets the
#: page notice one that is dead without having been closed.
BEAT = b": beat\n" + make_event("beat")
GONE = make_event("gone")

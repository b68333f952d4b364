"""The posts of a wagtail-live page, out of the raw value of its StreamField."""

import json
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.dateparse import parse_datetime

_NAMESPACE = uuid.UUID("6a8a6c4e-7d0c-4b7e-9a55-0d6f4a6b6f0e")


class UnreadableExport(Exception):
    """What was given holds no posts of wagtail-live. The message says why."""


@dataclass
class OldPost:
    """One ``live_post`` as it lies in the column."""

    #: Of the message in the messenger, as text; an editor may have typed any.
    message_id: str
    #: Of the block in the StreamField (a UUID); "" where an old Wagtail gave none.
    block_id: str
    #: None where neither the post nor one before it says when it was.
    created: datetime | None
    modified: datetime | None
    show: bool
    content: list
    #: 1 for the first post that was written.
    number: int = 0
    #: How many posts before it have the same name, as copies do.
    doubles: int = 0

    def __str__(self):
        when = f"{self.created:%Y-%m-%d %H:%M}, " if self.created else ""
        return f"Post {self.number} ({when}message {self.message_id or 'without id'})"

    def get_name(self, channel: str = "") -> str:
        return self.block_id or f"{channel}/{self.message_id}/{self.created}"

    def get_key(self, page_id: int, channel: str) -> uuid.UUID:
        """By which the update that it becomes is known again, in one live blog.

        The id of the block: those of messages are the messenger's, count from 1 in
        each channel, and editors type them by hand. Of posts that share one, as copies
        may, the second and the later ones are told apart by their place among them.
        """
        name = self.get_name(channel)
        if self.doubles:
            name += f"#{self.doubles}"
        return uuid.uuid5(_NAMESPACE, f"{page_id}/{name}")


@dataclass
class OldBlog:
    """What an export tells of one page."""

    posts: list[OldPost]
    title: str = ""
    slug: str = ""
    channel: str = ""
    #: Primary key of an image -> (title, file below the media folder).
    images: dict[int, tuple[str, str]] = field(default_factory=dict)


def load_raw(value) -> list | None:
    """A StreamField's value as it comes out of a column or a file: JSON or, where the
    database or the serializer has read it already, a list. None for anything else."""
    if isinstance(value, memoryview | bytes):
        value = bytes(value).decode()
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return None
    return value if isinstance(value, list) else None


def holds_posts(value) -> bool:
    return bool(value) and any(_is_post(child) for child in value)


def _is_post(child) -> bool:
    return (
        isinstance(child, dict)
        and isinstance(child.get("value"), dict)
        and {"message_id", "content"} <= child["value"].keys()
    )


def read_posts(raw: list, fallback: datetime | None = None) -> list[OldPost]:
    """The posts, in the order in which they were written. ``fallback`` is the time of
    a post where neither it nor one before it has any."""
    posts = list(_read(reversed(raw)))
    # The newest was first. Editors may have sorted by hand: the time counts.
    last = min((post.created for post in posts if post.created), default=fallback)
    for post in posts:
        post.created = last = post.created or last
    posts.sort(key=lambda post: post.created.timestamp() if post.created else 0)
    seen = Counter()
    for number, post in enumerate(posts, start=1):
        post.number = number
        post.doubles = seen[post.get_name()]
        seen[post.get_name()] += 1
    return posts


def _read(children) -> Iterator[OldPost]:
    for child in children:
        if not _is_post(child):
            # A block that the site has put between the posts.
            yield OldPost("", _text(child, "id"), None, None, True, [child])
            continue
        value = child["value"]
        content = value["content"]
        yield OldPost(
            message_id=_text(value, "message_id"),
            block_id=_text(child, "id"),
            created=read_time(value.get("created")),
            modified=read_time(value.get("modified")),
            # wagtail-live shows a post that says nothing.
            show=value.get("show") is not False,
            content=content if isinstance(content, list) else [content],
        )


def _text(mapping, name) -> str:
    value = mapping.get(name) if isinstance(mapping, dict) else None
    return "" if value is None else str(value)


def read_time(value) -> datetime | None:
    try:
        moment = parse_datetime(value) if isinstance(value, str) else None
    except ValueError:
        return None
    if moment is not None and timezone.is_naive(moment):
        # The old site ran with USE_TZ off: in its own zone, which is this site's.
        moment = timezone.make_aware(moment)
    return moment

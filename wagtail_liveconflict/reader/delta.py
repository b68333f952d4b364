"""What changed in a live blog after a cursor, as JSON.

A function of the blog's state and the cursor alone: the same bytes for every
reader, so that any cache can answer for us.
"""

import json

from ..conf import conf
from ..delivery.change_log import read_after
from ..delivery.cursor import Cursor
from ..models import Change, LiveFeed, LiveUpdate
from .locale import in_words_of
from .outline import build_outline
from .page import get_wait
from .rendering import render_updates

#: After these alone the parts around the stream are as they were.
_STREAM_ONLY = {Change.Kind.PUBLISHED, Change.Kind.CLAIM}


def build_delta(feed: LiveFeed, cursor: Cursor) -> dict:
    """The answer to a reader at ``cursor``. ``feed`` brings its page along
    (``select_related("page")``); nothing is queried when nothing is new."""
    answer = {"cursor": str(Cursor(feed.epoch, feed.cursor)), "wait": get_wait(feed)}
    if feed.has_ended:
        answer["stop"] = True
    if cursor.number == feed.cursor and cursor.epoch == feed.epoch:
        return answer
    changes = read_after(feed, cursor, conf.LIVECONFLICT_DELTA_LIMIT)
    if not changes.complete:
        answer["reload"] = True
        return answer

    page = feed.page.specific
    with in_words_of(page):
        updates = _render_changed(changes, page)
        if updates:
            answer["updates"] = updates
        if _outline_changed(changes, feed):
            outline = build_outline(page, feed)
            answer["blog"] = {
                "state": outline["blog_state"],
                "label": str(outline["blog_state_label"]),
                "parts": outline["parts"],
            }
    return answer


def _render_changed(changes, page) -> list[dict]:
    shown = {
        update.pk: update
        for update in render_updates(
            LiveUpdate.objects.shown().on(page).filter(pk__in=list(changes.ordinals)),
            page,
        )
    }
    entries = []
    for update_id, ordinal in changes.ordinals.items():
        entry = {"id": update_id, "ordinal": ordinal, "state": "removed"}
        if update := shown.get(update_id):
            entry["ordinal"] = update.ordinal
            entry["state"] = "withdrawn" if update.is_withdrawn else "live"
            entry["html"] = update.html
            changes.is_outline_changed |= update.is_key_event
        entries.append(entry)
    return sorted(entries, key=lambda entry: entry["ordinal"] or 0)


def _outline_changed(changes, feed) -> bool:
    return (
        changes.is_outline_changed
        or bool(changes.kinds - _STREAM_ONLY)
        or feed.pinned_update_id in changes.ordinals
    )


def encode(answer: dict) -> bytes:
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()

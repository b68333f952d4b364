"""Which updates a reader has to be told of, out of the rows of the log."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from ..models import Change, LiveFeed
from .cursor import Cursor

#: After these alone the parts around the stream of updates are as they were.
_STREAM_ONLY = {Change.Kind.PUBLISHED, Change.Kind.CLAIM}
#: So many changes, for each update that one answer may carry, are looked
#: through. A reader who slept through more is told to load the page.
_CHANGES_PER_UPDATE = 5


class Row(NamedTuple):
    """One change, as it stands in the log."""

    number: int
    kind: str
    update_id: int | None
    ordinal: int | None


@dataclass
class Changes:
    """What changed in a live blog after a cursor.

    ``ordinals`` maps the id of each changed update to its ordinal; ``kinds``
    are the kinds of change; ``complete`` is False when the reader is so far
    behind, or the cursor so foreign, that the page has to be loaded anew.
    """

    ordinals: dict[int, int | None] = field(default_factory=dict)
    kinds: set[str] = field(default_factory=set)
    complete: bool = True

    def touches_outline(self, pinned_update_id, key_event_ids: Iterable[int]) -> bool:
        """Whether the parts around the stream may have changed as well."""
        return (
            bool(self.kinds - _STREAM_ONLY)
            or pinned_update_id in self.ordinals
            or any(update_id in self.ordinals for update_id in key_event_ids)
        )


def get_window(limit: int) -> int:
    """How many numbers back the log is read at most, for answers that carry at
    most ``limit`` updates."""
    return limit * _CHANGES_PER_UPDATE


def is_within_reach(number: int, newest: int, limit: int) -> bool:
    """Whether a reader at ``number`` can be told what changed up to ``newest``:
    not of the future, and not too far back."""
    return 0 <= newest - number <= get_window(limit)


def fold(rows: Iterable[Row], limit: int) -> Changes:
    """``rows`` (newest first) as changes: each update once."""
    changes = Changes()
    for row in rows:
        changes.kinds.add(row.kind)
        if row.update_id is not None:
            changes.ordinals.setdefault(row.update_id, row.ordinal)
    if len(changes.ordinals) > limit:
        return Changes(complete=False)
    return changes


def read_rows(feed: LiveFeed, after: int) -> list[Row]:
    """The changes from ``after`` (excluded) to the feed's cursor, newest first."""
    rows = (
        # Where the feed was read: another copy of the log may be behind it.
        Change.objects.using(feed._state.db)
        .filter(page_id=feed.page_id, number__gt=after, number__lte=feed.cursor)
        .order_by("-number")
        .values_list("number", "kind", "update_id", "ordinal")
    )
    return [Row(*row) for row in rows]


def read_after(feed: LiveFeed, cursor: Cursor, limit: int) -> Changes:
    """Everything after ``cursor``, at most ``limit`` different updates."""
    is_ours = cursor.epoch in ("", feed.epoch)
    if not is_ours or not is_within_reach(cursor.number, feed.cursor, limit):
        return Changes(complete=False)
    return fold(read_rows(feed, cursor.number), limit)

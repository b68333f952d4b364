"""What changed in a live blog after a cursor, for those who keep its updates as data.

The same promise as :mod:`~wagtail_liveconflict.reader.delta` makes to open pages: the
latest state of everything that changed after the cursor, complete, or the explicit
word that the list has to be read anew.
"""

from dataclasses import dataclass, field

from ..conf import conf
from ..delivery.changes import read_after
from ..delivery.cursor import Cursor
from ..delivery.message import Head
from ..models import LiveFeed, LiveUpdate
from ..reader.feeds import get_head
from .preparing import prepare_live_blogs, prepare_updates
from .public import get_updates


@dataclass
class ChangedSince:
    """``updates``: those that readers see, tombstones included, as they are now;
    ``removed``: ids of those that readers do not see any more. ``reload``: nothing is
    told here; the whole list, read after this answer, holds all up to ``cursor``."""

    head: Head
    cursor: str
    page: object
    reload: bool = False
    updates: list[LiveUpdate] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)

    @property
    def signals(self) -> dict:
        """What stands in an answer beside the live blog and its updates."""
        return {
            "cursor": self.cursor,
            "wait": self.head.wait,
            "stop": self.head.stop,
            "halt": self.head.halt,
            "reload": self.reload,
            "removed": self.removed,
        }


def find_changed(feed: LiveFeed, cursor: Cursor) -> ChangedSince:
    """``feed`` as :func:`~wagtail_liveconflict.reader.feeds.get_public_feeds` reads
    it: before the updates, so that what changes meanwhile is told a second time and
    never left out."""
    head = get_head(feed)
    (page,) = prepare_live_blogs([feed])
    if head.halt:
        # The site's switch: whoever comes back then goes on where they are.
        return ChangedSince(head, str(cursor), page)
    changes = read_after(feed, cursor, conf.LIVECONFLICT_DELTA_LIMIT)
    if not changes.complete:
        return ChangedSince(head, head.cursor, page, reload=True)
    found = get_updates([feed.page_id]).filter(pk__in=list(changes.ordinals))
    updates = prepare_updates(found.order_by("ordinal"), {feed.page_id: feed})
    shown = {update.pk for update in updates}
    removed = sorted(pk for pk in changes.ordinals if pk not in shown)
    return ChangedSince(head, head.cursor, page, updates=updates, removed=removed)

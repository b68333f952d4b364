"""The change log: the source of truth for what reaches open pages.

A number is taken under the row lock of the blog's feed, in the transaction
that makes the change, so numbers commit in order and none is skipped by a
reader. Call :func:`append` as the last step of that transaction: the lock is
then held only until the commit, and writers hardly wait for each other.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import router, transaction
from django.db.models import F

from ..models import Change, LiveFeed, LiveUpdate
from .cursor import Cursor


def append(page_id, kind, update=None, *, gives_ordinal=False, make_feed=True) -> int:
    """Append one change to the log of a live blog and return its number.

    With ``gives_ordinal`` the update also gets its place in the order of first
    publication. Raises ``TransactionManagementError`` outside a transaction:
    a change and what it tells of are committed together or not at all.
    """
    using = router.db_for_write(LiveFeed)
    if not transaction.get_connection(using).in_atomic_block:
        raise transaction.TransactionManagementError(
            "change_log.append() must run in the transaction that makes the change."
        )
    feeds = LiveFeed.objects.using(using).filter(page_id=page_id)
    steps = {"cursor": F("cursor") + 1}
    if gives_ordinal:
        steps["last_ordinal"] = F("last_ordinal") + 1
    if not feeds.update(**steps):
        if not make_feed:
            return 0
        LiveFeed.objects.using(using).get_or_create(page_id=page_id)
        feeds.update(**steps)
    number, last_ordinal = feeds.values_list("cursor", "last_ordinal").get()
    if gives_ordinal:
        update.ordinal = last_ordinal
        LiveUpdate.objects.using(using).filter(pk=update.pk).update(
            ordinal=last_ordinal
        )
    Change.objects.using(using).create(
        page_id=page_id,
        number=number,
        kind=kind,
        update_id=update.pk if update else None,
        ordinal=update.ordinal if update else None,
    )
    return number


@dataclass
class Changes:
    """What changed in a live blog after a cursor.

    ``ordinals`` maps the id of each changed update to its ordinal; ``kinds``
    are the kinds of change; ``complete`` is False when the reader is so far
    behind, or the cursor so foreign, that the page has to be loaded anew.
    """

    ordinals: dict[int, int] = field(default_factory=dict)
    kinds: set[str] = field(default_factory=set)
    complete: bool = True
    #: Set by who renders the updates, when one of them stands in the outline.
    is_outline_changed: bool = False


def read_after(feed: LiveFeed, cursor: Cursor, limit: int) -> Changes:
    """Everything after ``cursor``, at most ``limit`` different updates."""
    if cursor.number > feed.cursor or cursor.epoch not in ("", feed.epoch):
        return Changes(complete=False)
    rows: Iterable = (
        Change.objects.filter(
            page_id=feed.page_id, number__gt=cursor.number, number__lte=feed.cursor
        )
        .order_by("-number")
        .values_list("update_id", "ordinal", "kind")
    )
    changes = Changes()
    # Bounded: a reader who slept through thousands of changes is not served
    # from the log but told to load the page.
    for update_id, ordinal, kind in rows[: limit * 5 + 1]:
        changes.kinds.add(kind)
        if update_id is not None:
            changes.ordinals.setdefault(update_id, ordinal)
    if len(changes.ordinals) > limit or feed.cursor - cursor.number > limit * 5:
        return Changes(complete=False)
    return changes

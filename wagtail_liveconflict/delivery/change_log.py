"""The change log: the source of truth for what reaches open pages.

A number is taken under the row lock of the blog's feed, in the transaction
that makes the change, so numbers commit in order and none is skipped by a
reader. Append as the last step of that transaction: the lock is then held only
until the commit, and writers hardly wait for each other.
"""

from collections.abc import Iterable, Sequence
from functools import partial

from django.db import router, transaction
from django.db.models import F
from django.utils import timezone

from ..models import Change, LiveFeed, LiveUpdate
from ..models.live_feed import new_epoch
from .announcing import announce


def append(page_id, kind, update=None, *, gives_ordinal=False, make_feed=True) -> int:
    """Append one change to the log of a live blog and return its number.

    With ``gives_ordinal`` the update also gets its place in the order of first
    publication. Raises ``TransactionManagementError`` outside a transaction:
    a change and what it tells of are committed together or not at all.
    """
    feed = _take_numbers(
        page_id, 1, ordinals=1 if gives_ordinal else 0, make_feed=make_feed
    )
    if feed is None:
        return 0
    if gives_ordinal:
        update.ordinal = feed.last_ordinal
    _write(feed, kind, [update])
    return feed.cursor


def append_for_each(
    page_id, kind, updates: Sequence[LiveUpdate], *, gives_ordinals=False
) -> int:
    """Append one change for each update of one live blog, under numbers that
    follow each other, and return the last. As cheap for a thousand as for one.
    With ``gives_ordinals`` they are the newest of it, the last one the very newest."""
    feed = _take_numbers(
        page_id, len(updates), ordinals=len(updates) if gives_ordinals else 0
    )
    if gives_ordinals:
        first = feed.last_ordinal - len(updates) + 1
        for ordinal, update in enumerate(updates, start=first):
            update.ordinal = ordinal
        LiveUpdate.objects.using(feed._state.db).bulk_update(
            updates, ["ordinal"], batch_size=500
        )
    _write(feed, kind, updates)
    return feed.cursor


def _take_numbers(page_id, count, *, ordinals=0, make_feed=True) -> LiveFeed | None:
    """The feed with its new cursor. From here until the commit it is locked."""
    using = router.db_for_write(LiveFeed)
    if not transaction.get_connection(using).in_atomic_block:
        raise transaction.TransactionManagementError(
            "change_log.append() must run in the transaction that makes the change."
        )
    feeds = LiveFeed.objects.using(using).filter(page_id=page_id)
    steps = {"cursor": F("cursor") + count, "changed_at": timezone.now()}
    if ordinals:
        steps["last_ordinal"] = F("last_ordinal") + ordinals
    if not feeds.update(**steps):
        if not make_feed:
            return None
        LiveFeed.objects.using(using).get_or_create(page_id=page_id)
        feeds.update(**steps)
    return feeds.only("page_id", "cursor", "last_ordinal").get()


def _write(feed: LiveFeed, kind, updates: Sequence[LiveUpdate | None]) -> None:
    using = feed._state.db
    first = feed.cursor - len(updates) + 1
    changes, outdated = [], []
    for number, update in enumerate(updates, start=first):
        change = Change(page_id=feed.page_id, number=number, kind=kind)
        if update is not None:
            change.update_id, change.ordinal = update.pk, update.ordinal
            outdated.append((update.pk, update.change_number))
            update.change_number = number
        changes.append(change)
    Change.objects.using(using).bulk_create(changes)
    changed = [update for update in updates if update is not None]
    if len(changed) == 1:
        # Not through the object, whose other fields may be older than the row.
        LiveUpdate.objects.using(using).filter(pk=changed[0].pk).update(
            ordinal=changed[0].ordinal, change_number=changed[0].change_number
        )
    elif changed:
        LiveUpdate.objects.using(using).bulk_update(
            changed, ["change_number"], batch_size=500
        )
    transaction.on_commit(partial(announce, feed.page_id, outdated), using=using)


def renew_epoch(page_ids: Iterable[int] | None = None) -> int:
    """Give feeds (all of them by default) a new epoch; the number of feeds.

    Every cursor given out before is then answered with "reload". To be done
    after a backup was restored: its log would count on with numbers that open
    pages believe to have seen.
    """
    feeds = LiveFeed.objects.all()
    if page_ids is not None:
        feeds = feeds.filter(page_id__in=page_ids)
    count = 0
    with transaction.atomic(using=router.db_for_write(LiveFeed)):
        for feed in feeds.select_for_update():
            feed.epoch = new_epoch()
            feed.save(update_fields=["epoch"])
            transaction.on_commit(partial(announce, feed.page_id))
            count += 1
    return count

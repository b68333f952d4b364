from django.db import transaction
from wagtail.log_actions import log

from ..delivery import change_log
from ..models import Change, LiveFeed, LiveUpdate
from .gate import check_on_air, check_right, check_right_on_page, lock_update


def pin_update(update, user=None):
    """Make this the one update at the top of its live blog."""
    with transaction.atomic():
        current = lock_update(update)
        check_right(user, "publish", current)
        check_on_air(current)
        feed = LiveFeed.objects.select_for_update().get(page_id=current.page_id)
        if feed.pinned_update_id == current.pk:
            return
        feed.pinned_update = current
        feed.save(update_fields=["pinned_update"])
        log(instance=current, action="liveconflict.pin", user=user)
        change_log.append(current.page_id, Change.Kind.PINNED, current)


def unpin_update(page, user=None, *, only=None):
    """Take the pinned update of a live blog from the top; with ``only``, where it is
    that update. A colleague may have pinned another since."""
    with transaction.atomic():
        check_right_on_page(user, "publish", page)
        feeds = LiveFeed.objects.filter(page_id=page.pk)
        # First the update, then the feed: see LiveUpdateQuerySet.locked().
        pinned = (
            LiveUpdate.objects.locked()
            .filter(pk__in=feeds.values("pinned_update"))
            .first()
        )
        feed = feeds.select_for_update().get()
        if pinned is None or feed.pinned_update_id != pinned.pk:
            return
        if only is not None and only.pk != pinned.pk:
            return
        feed.pinned_update = None
        feed.save(update_fields=["pinned_update"])
        log(instance=pinned, action="liveconflict.unpin", user=user)
        change_log.append(page.pk, Change.Kind.PINNED, pinned)

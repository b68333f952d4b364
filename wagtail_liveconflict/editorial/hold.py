"""An embargo: whoever publishes it, and however, an update does not appear before."""

from datetime import datetime

from django.db import transaction
from wagtail.log_actions import log

from ..exceptions import SeenByReaders, UpdateWithdrawn
from ..sanitise import one_line
from .gate import check_ahead, check_right, is_held, lock_update


def hold_update(update, user, until: datetime, reason: str = ""):
    """Keep an update that readers do not see from being published before ``until``.
    The reason is for colleagues. An author may hold her own draft; to end a hold
    earlier takes the right to publish."""
    with transaction.atomic():
        current = lock_update(update)
        is_earlier = is_held(current) and until < current.hold_until
        check_right(user, "publish" if is_earlier else "change", current)
        if current.is_withdrawn:
            raise UpdateWithdrawn
        if current.live:
            raise SeenByReaders
        check_ahead(until, "until")
        reason = one_line(reason)[:255]
        _set_hold(current, until, reason)
        log(
            instance=current,
            action="liveconflict.hold",
            user=user,
            data={"until": until.isoformat(), "reason": reason},
        )


def release_update(update, user):
    """End a hold before its time. A schedule that has waited for it is then due."""
    with transaction.atomic():
        current = lock_update(update)
        check_right(user, "publish", current)
        if not is_held(current):
            return
        log(
            instance=current,
            action="liveconflict.release",
            user=user,
            data={"until": current.hold_until.isoformat()},
        )
        _set_hold(current, None, "")


def _set_hold(update, until, reason):
    update.hold_until, update.hold_reason = until, reason
    update.save(update_fields=["hold_until", "hold_reason"])

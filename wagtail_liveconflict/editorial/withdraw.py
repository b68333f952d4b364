from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from ..delivery import change_log
from ..exceptions import ReasonRequired
from ..models import Change, LiveFeed
from ..sanitise import one_line
from .claim_showing import forget_claims
from .correct import list_correction
from .gate import check_on_air, check_right, lock_update
from .telling import tell_corrected, tell_withdrawn


def withdraw_update(update, user, reason: str, *, is_our_error=False):
    """Take a published update back. Readers see a tombstone with the time and
    the reason; the old text is not served any more. With ``is_our_error`` the reason
    is listed among the corrections as well."""
    reason = one_line(reason)
    if not reason:
        raise ReasonRequired
    with transaction.atomic():
        current = lock_update(update)
        check_right(user, "publish", current)
        check_on_air(current)
        current.withdrawn_at = timezone.now()
        current.withdrawn_reason = reason[:500]
        current.save(update_fields=["withdrawn_at", "withdrawn_reason"])
        # A newer version must not come back by its schedule.
        current.revisions.update(approved_go_live_at=None)
        forget_claims(current)
        if is_our_error:
            correction = list_correction(
                current, current.withdrawn_reason, at=current.withdrawn_at
            )
            tell_corrected(correction, current, user)
        LiveFeed.objects.filter(pinned_update_id=current.pk).update(pinned_update=None)
        log(
            instance=current,
            action="liveconflict.withdraw",
            user=user,
            data={"reason": current.withdrawn_reason},
        )
        change_log.append(current.page_id, Change.Kind.WITHDRAWN, current)
        tell_withdrawn(current, user, is_our_error=is_our_error)
    return current

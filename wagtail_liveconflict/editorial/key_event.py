from django.db import transaction
from wagtail.log_actions import log

from ..delivery import change_log
from ..models import Change
from .gate import check_on_air, check_right, lock_update


def mark_key_event(update, user=None):
    """List the update in the outline of its live blog."""
    _set_key_event(update, user, True)


def unmark_key_event(update, user=None):
    """Take the update out of the outline."""
    _set_key_event(update, user, False)


def _set_key_event(update, user, value):
    with transaction.atomic():
        current = lock_update(update)
        check_right(user, "publish", current)
        check_on_air(current)
        if current.is_key_event == value:
            return
        current.is_key_event = value
        current.save(update_fields=["is_key_event"])
        _carry_into_drafts(current, value)
        log(
            instance=current,
            action="liveconflict.key_event" if value else "liveconflict.not_key_event",
            user=user,
        )
        change_log.append(current.page_id, Change.Kind.KEY_EVENT, current)


def _carry_into_drafts(update, value):
    """Write the mark into the versions that may still be published, so that
    publishing a draft that is under way does not undo it."""
    pending = {update.latest_revision_id}
    pending.update(
        update.revisions.filter(approved_go_live_at__isnull=False).values_list(
            "pk", flat=True
        )
    )
    for revision in update.revisions.filter(pk__in=pending):
        revision.content["is_key_event"] = value
        # Past Revision.save(), which would treat this as a new submission.
        update.revisions.filter(pk=revision.pk).update(content=revision.content)

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from wagtail.log_actions import registry as log_registry

from ..exceptions import NothingToSchedule
from .gate import check_ahead, check_right, lock_update


def schedule_update(update, user, at: datetime) -> None:
    """Have Wagtail's schedule publish the newest version of the update, as it is
    now, at a time ahead."""
    with transaction.atomic():
        current = lock_update(update)
        check_right(user, "publish", current)
        check_ahead(at, "go_live_at")
        if current.live and not current.has_unpublished_changes:
            raise NothingToSchedule
        draft = current.get_latest_revision_as_object()
        draft.go_live_at = at
        draft.save_revision(user=user).publish(user=user)


def unschedule_update(update, user) -> datetime | None:
    """Make what is scheduled a draft again, which Publish then publishes at once.
    Returns the time it was scheduled for, if it was."""
    with transaction.atomic():
        current = lock_update(update)
        check_right(user, "publish", current)
        revision = current.scheduled_revision
        if revision is None:
            return None
        at = revision.approved_go_live_at
        revision.approved_go_live_at = None
        # Logs it, as Wagtail's own button does.
        revision.save(user=user, update_fields=["approved_go_live_at"])
        # As the schedule was given to all of these.
        for draft in current.revisions.filter(
            pk__in={revision.pk, current.latest_revision_id}
        ):
            content = {**draft.content, "go_live_at": None}
            # Past Revision.save(), which would treat this as a new submission.
            current.revisions.filter(pk=draft.pk).update(content=content)
        current.go_live_at = None
        current.save(update_fields=["go_live_at"])
    return at


def get_earlier_time(update) -> datetime | None:
    """The time ahead that the update is scheduled for or, after that was taken back,
    was: to be offered again."""
    if at := update.revisions.aggregate(at=Max("approved_go_live_at"))["at"]:
        return at
    cancelled = log_registry.get_logs_for_instance(update).filter(
        action="wagtail.schedule.cancel"
    )
    entry = cancelled.order_by("-timestamp", "-pk").first()
    at = parse_datetime(entry.data["revision"]["go_live_at"] or "") if entry else None
    return at if at and at > timezone.now() else None

"""The stream beside the composer: every update of a live blog, whatever its
state, newest first."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast
from django.utils.translation import gettext
from wagtail.models import Revision

from ..models import LiveUpdate
from ..permissions import get_policy, may_on_page

PER_PAGE = 30


@dataclass
class Entry:
    update: LiveUpdate
    state: str
    state_label: str
    is_pinned: bool
    can_change: bool
    can_publish: bool

    @property
    def is_on_air(self):
        return self.state in ("live", "changed")


def describe_state(update, is_scheduled: bool) -> tuple[str, str]:
    """State of an update for editors, as (code, label)."""
    if update.is_withdrawn:
        return "withdrawn", gettext("Withdrawn")
    if is_scheduled:
        return "scheduled", gettext("Scheduled")
    if update.live and update.ordinal is not None:
        if update.has_unpublished_changes:
            return "changed", gettext("Live, with unpublished changes")
        return "live", gettext("Live")
    if update.ordinal is not None:
        return "unpublished", gettext("Unpublished")
    return "draft", gettext("Draft")


def get_stream(page, user, number=1):
    """One page of the stream, as a paginator page of :class:`Entry`."""
    from django.contrib.contenttypes.models import ContentType

    scheduled = Revision.objects.filter(
        base_content_type=ContentType.objects.get_for_model(LiveUpdate),
        object_id=Cast(OuterRef("pk"), CharField()),
        approved_go_live_at__isnull=False,
    )
    updates = (
        LiveUpdate.objects.on(page)
        .select_related("owner")
        .annotate(is_scheduled=Exists(scheduled))
        .order_by("-created_at", "-pk")
    )
    part = Paginator(updates, PER_PAGE).get_page(number)
    pinned_id = page.feed.pinned_update_id
    may_publish = may_on_page(user, "publish", page)
    policy = get_policy()

    def describe(update):
        update.page = page
        state, label = describe_state(update, update.is_scheduled)
        return Entry(
            update=update,
            state=state,
            state_label=label,
            is_pinned=update.pk == pinned_id,
            can_change=policy.user_has_permission_for_instance(user, "change", update),
            can_publish=may_publish,
        )

    part.object_list = [describe(update) for update in part.object_list]
    return part

"""What stands on Wagtail's home page and in its menu: which live blogs are on now,
and what waits for the user."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import DateTimeField, F, TextField
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.admin.menu import Menu, MenuItem
from wagtail.admin.ui.components import Component
from wagtail.models import TaskState

from ..colleagues import name_of
from ..models import LiveFeed, LiveUpdate
from ..permissions import get_policy
from .live_blogs import get_live_blogs
from .stream_filters import StreamFilters
from .views import get_desk_url

#: How many live blogs the menu has room for.
_IN_MENU = 8
#: How many of each kind are listed on the home page.
_LISTED = 10


def find_on_air(user, *states):
    """Live blogs in one of these states that the user may write in, those started
    last first; one query."""
    blogs = get_live_blogs(user).filter(live_feed__state__in=states)
    return blogs.order_by("-live_feed__started_at", "-pk")


def find_drafts(user):
    """The user's own drafts, those written last first, with their ``name`` and when
    they were ``written_at``; one query. Without those that are scheduled, on hold or
    waiting for somebody else."""
    own = get_policy().instances_user_has_any_permission_for(user, {"change"})
    filters = StreamFilters({"state": "draft"}, user)
    drafts = filters.apply(own.filter(owner=user), None, timezone.now())
    newest = "latest_revision__{}".format
    return (
        drafts.select_related("page")
        .defer("body")
        .annotate(
            name=Coalesce(newest("object_str"), "headline", output_field=TextField()),
            written_at=Coalesce(
                newest("created_at"), "created_at", output_field=DateTimeField()
            ),
        )
        .order_by("-written_at", "-pk")
    )


def find_awaiting(user) -> list[dict]:
    """Updates that wait for the user's approval, those that have waited longest first:
    ``update``, the ``name`` of the version, ``asked_by`` and ``since`` when. The
    number of queries grows with that of workflow tasks alone."""
    if not getattr(settings, "WAGTAIL_WORKFLOW_ENABLED", True):
        return []
    content_type = ContentType.objects.get_for_model(LiveUpdate)
    asked = list(
        TaskState.objects.reviewable_by(user)
        .filter(workflow_state__base_content_type=content_type)
        .select_related("workflow_state__requested_by")
        .annotate(name=F("revision__object_str"))
        .order_by("started_at", "pk")[:_LISTED]
    )
    updates = LiveUpdate.objects.select_related("page").defer("body")
    updates = updates.in_bulk([int(each.workflow_state.object_id) for each in asked])
    return [
        {
            "update": update,
            "name": each.name,
            "asked_by": name_of(each.workflow_state.requested_by),
            "since": each.started_at,
        }
        for each in asked
        # Wagtail leaves the tasks of what was deleted.
        if (update := updates.get(int(each.workflow_state.object_id)))
    ]


class LivePanel(Component):
    """On Wagtail's home page, where there is anything of it."""

    name = "liveconflict_live"
    template_name = "wagtail_liveconflict/desk/home_panel.html"
    # Before what Wagtail lists itself.
    order = 200

    class Media:
        css = {"all": ["wagtail_liveconflict/desk.css"]}

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        request = parent_context["request"]
        states = LiveFeed.State.LIVE, LiveFeed.State.PAUSED
        blogs = find_on_air(request.user, *states).select_related("live_feed")
        return {
            "blogs": [
                {
                    "page": page,
                    "url": page.specific_deferred.get_url(request) if page.live else "",
                }
                for page in blogs[:_LISTED]
            ],
            "drafts": find_drafts(request.user)[:_LISTED],
            "awaiting": find_awaiting(request.user),
        }


class LiveMenu(Menu):
    """The sections of the admin and, above them, the live blogs that are on now: they
    lead to their desks. One more query for a page of the admin."""

    def render_component(self, request):
        pages = find_on_air(request.user, LiveFeed.State.LIVE)
        items = [
            MenuItem(
                page.get_admin_display_title(),
                get_desk_url(page.pk),
                name=f"live-blog-{page.pk}",
                icon_name="radio-full",
            )
            for page in pages.only("title", "draft_title")[:_IN_MENU]
        ]
        on_air = [item.render_component(request) for item in items]
        return [*on_air, *super().render_component(request)]

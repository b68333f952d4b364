import swapper
from django.db.models import Case, IntegerField, Value, When
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView

from ..models import LiveFeed
from ..permissions import get_policy
from .views import get_desk_url


def get_live_blogs(user):
    """Pages of the live blogs that ``user`` may write in, as the base page type."""
    pages = get_policy().pages.instances_user_has_any_permission_for(
        user, {"add", "change", "publish"}
    )
    page_model = swapper.load_model("wagtailcore", "Page")
    return page_model.objects.filter(pk__in=pages.values("pk"), live_feed__isnull=False)


class StateColumn(Column):
    def get_value(self, instance):
        feed = getattr(instance, "live_feed", None)
        return feed.get_state_display() if feed else ""


class LiveBlogIndexView(IndexView):
    """Every live blog the user may write in, those on air first."""

    page_title = _("Live blogs")
    header_icon = "wlc-live"
    any_permission_required = ["add", "change", "publish", "view"]
    is_searchable = False
    default_ordering = None
    paginate_by = 50
    _show_breadcrumbs = True

    @cached_property
    def permission_policy(self):
        return get_policy()

    @cached_property
    def columns(self):
        return [
            TitleColumn(
                "title",
                label=_("Live blog"),
                accessor="get_admin_display_title",
                get_url=lambda page: get_desk_url(page.pk),
            ),
            StateColumn("state", label=_("State")),
            Column(
                "updates",
                label=_("Updates"),
                accessor=lambda page: page.live_feed.last_ordinal,
            ),
        ]

    def get_base_queryset(self):
        order = [
            LiveFeed.State.LIVE,
            LiveFeed.State.PAUSED,
            LiveFeed.State.UPCOMING,
            LiveFeed.State.ENDED,
        ]
        return (
            get_live_blogs(self.request.user)
            .select_related("live_feed")
            .annotate(
                rank=Case(
                    *(
                        When(live_feed__state=state, then=Value(rank))
                        for rank, state in enumerate(order)
                    ),
                    default=Value(len(order)),
                    output_field=IntegerField(),
                )
            )
            .order_by("rank", "-latest_revision_created_at", "-pk")
        )

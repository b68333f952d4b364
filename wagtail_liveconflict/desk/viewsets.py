from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _, pgettext_lazy
from wagtail.admin.panels import (
    FieldPanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
)
from wagtail.admin.viewsets.base import ViewSet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from ..models import LiveUpdate
from ..permissions import get_policy
from .actions import BlogVerbView, UpdateVerbView
from .asked_verbs import (
    CorrectView,
    HoldView,
    MoveView,
    ScheduleView,
    TranslateView,
    WithdrawView,
)
from .blog_head import HeadView
from .claim_desk import ClaimsView
from .claims import ClaimViewSet
from .contested_names import ContestedNameViewSet
from .forms import LiveUpdateForm
from .guard import guard_update
from .home import LiveMenu
from .live_blogs import LiveBlogIndexView
from .locking import LockUpdateView, UnlockUpdateView
from .moderation import CollectModerationView, ModerateView
from .parties import PartyViewSet
from .pasted_link import PastedLinkView
from .pictures import PicturesView
from .quote_card import QuoteCardView
from .records import PolicyViewSet
from .sources import SourceViewSet
from .stream_view import StreamView
from .update_chooser import UpdateChooserViewSet
from .update_templates import UpdateTemplateViewSet
from .views import DeskView, PreviewOnDeskView, PreviewUpdateView, UpdateView


class LiveUpdateViewSet(PolicyViewSet):
    """Updates in Wagtail's admin: its own snippet views, with the desk in the
    place of the create view."""

    model = LiveUpdate
    icon = "wlc-live"
    menu_label = _("Updates")
    # Wagtail's "__str__" is that of the newest draft, which is not for everybody.
    list_display = ["get_accessible_name", "page", "owner"]
    list_filter = ["live"]
    add_to_reference_index = True
    inspect_view_enabled = False
    copy_view_enabled = False
    add_view_class = DeskView
    edit_view_class = UpdateView
    preview_on_add_view_class = PreviewOnDeskView
    workflow_action_view_class = ModerateView
    collect_workflow_action_data_view_class = CollectModerationView
    preview_on_edit_view_class = PreviewUpdateView
    lock_view_class = LockUpdateView
    unlock_view_class = UnlockUpdateView
    chooser_viewset_class = UpdateChooserViewSet
    create_template_name = "wagtail_liveconflict/desk/desk.html"
    edit_template_name = "wagtail_liveconflict/desk/desk.html"
    edit_handler = ObjectList(
        [
            FieldPanel("headline"),
            FieldPanel("body"),
            FieldPanel("is_key_event"),
            MultiFieldPanel(
                [FieldPanel("byline"), FieldPanel("byline_names")],
                heading=_("Byline"),
                classname="collapsed",
            ),
            MultiFieldPanel(
                [FieldPanel("event_time"), FieldPanel("event_place")],
                heading=_("When and where it happened"),
                classname="collapsed",
            ),
            PublishingPanel(),
        ],
        base_form_class=LiveUpdateForm,
    )

    @property
    def permission_policy(self):
        return get_policy()

    def get_queryset(self, request):
        """Only updates of live blogs the user may write in."""
        policy = get_policy()
        updates = policy.instances_user_has_any_permission_for(
            request.user, {"change", "publish", "view"}
        )
        return updates.select_related("page", "owner")

    def get_urlpatterns(self):
        return [
            path("pasted-link/", PastedLinkView.as_view(), name="pasted_link"),
            path("blogs/", LiveBlogIndexView.as_view(), name="blogs"),
            path("desk/<int:page_pk>/", self.add_view, name="desk"),
            path("desk/<int:page_pk>/stream/", StreamView.as_view(), name="stream"),
            path("desk/<int:page_pk>/claims/", ClaimsView.as_view(), name="claims"),
            path("desk/<int:page_pk>/head/", HeadView.as_view(), name="head"),
            path(
                "desk/<int:page_pk>/pictures/", PicturesView.as_view(), name="pictures"
            ),
            path(
                "desk/<int:page_pk>/preview/",
                self.preview_on_add_view,
                name="preview_on_add",
            ),
            path(
                "desk/<int:page_pk>/<slug:verb>/",
                BlogVerbView.as_view(),
                name="blog_verb",
            ),
            path("withdraw/<int:pk>/", WithdrawView.as_view(), name="withdraw"),
            path("correct/<int:pk>/", CorrectView.as_view(), name="correct"),
            path("hold/<int:pk>/", HoldView.as_view(), name="hold"),
            path("schedule/<int:pk>/", ScheduleView.as_view(), name="schedule"),
            path("move/<int:pk>/", MoveView.as_view(), name="move"),
            path("translate/<int:pk>/", TranslateView.as_view(), name="translate"),
            path("quote-card/<int:pk>/", QuoteCardView.as_view(), name="quote_card"),
            path(
                "do/<int:pk>/<slug:verb>/", UpdateVerbView.as_view(), name="update_verb"
            ),
            # An update is written in a live blog: first choose which.
            path("add/", self.redirect_to_blogs, name="add"),
            path("unpublish/<int:pk>/", self.redirect_to_withdraw, name="unpublish"),
            *(
                guard_update(pattern)
                for pattern in super().get_urlpatterns()
                if pattern.name not in ("add", "preview_on_add", "unpublish")
            ),
        ]

    @property
    def menu_url(self):
        # Wagtail takes the first pattern there is.
        return reverse(self.get_url_name("list"))

    def redirect_to_blogs(self, request):
        return redirect(reverse(self.get_url_name("blogs")))

    def redirect_to_withdraw(self, request, pk):
        return redirect(reverse(self.get_url_name("withdraw"), args=[pk]))


class LiveBlogsViewSet(ViewSet):
    """The menu entry that leads to the desks; its view belongs to the updates."""

    name = "live_blogs"
    icon = "wlc-live"
    menu_label = _("Live blogs")

    @property
    def menu_url(self):
        return reverse(LiveUpdate.snippet_viewset.get_url_name("blogs"))

    def get_urlpatterns(self):
        return []


class LiveViewSetGroup(SnippetViewSetGroup):
    menu_label = pgettext_lazy("live blog", "Live")
    menu_icon = "wlc-live"
    menu_name = "live"
    menu_order = 150
    items = (
        LiveBlogsViewSet,
        LiveUpdateViewSet,
        SourceViewSet,
        ClaimViewSet,
        PartyViewSet,
        ContestedNameViewSet,
        UpdateTemplateViewSet,
    )

    def get_menu_item(self, order=None):
        item = super().get_menu_item(order)
        item.menu = LiveMenu(
            item.menu.register_hook_name, items=item.menu.initial_menu_items
        )
        return item

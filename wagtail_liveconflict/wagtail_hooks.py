import json

from django.utils.translation import gettext, gettext_lazy as _, pgettext_lazy
from wagtail import hooks
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.log_actions import LogFormatter
from wagtail.snippets.models import register_snippet

from .desk.action_menu import construct_action_menu
from .desk.blurring import urlpatterns as blur_urls
from .desk.claim_approvals import ApprovalsPanel
from .desk.content_checks import add_contested_names
from .desk.handbook import HandbookMenuItem, urlpatterns as handbook_urls
from .desk.home import LivePanel
from .desk.image_page import urlpatterns as image_page_urls
from .desk.originals import (
    OriginalsMenuItem,
    get_permissions as get_permissions_of_originals,
    urlpatterns as originals_urls,
)
from .desk.record_deletion import DeleteRecords
from .desk.views import get_desk_url
from .desk.viewsets import LiveViewSetGroup
from .models import LiveBlogMixin
from .models.merged_source import MERGE_ACTION
from .permissions import may_on_page
from .pictures.blurred_copies import BLUR_ACTION, BLURRED_ACTION

register_snippet(LiveViewSetGroup)
hooks.register("construct_snippet_action_menu", construct_action_menu)
hooks.register("construct_wagtail_userbar", add_contested_names)


@hooks.register("register_icons")
def register_icons(icons):
    return [*icons, "wagtail_liveconflict/icons/wlc-live.svg"]


def _has_desk(page, user):
    return (
        page.specific_class is not None
        and issubclass(page.specific_class, LiveBlogMixin)
        and page.pk is not None
        and may_on_page(user, "add", page)
    )


@hooks.register("register_page_header_buttons")
def add_desk_to_page_header(page, user, view_name, next_url=None):
    if _has_desk(page, user):
        yield HeaderButton(
            _("Live desk"), url=get_desk_url(page.pk), icon_name="wlc-live", priority=5
        )


@hooks.register("register_page_listing_buttons")
def add_desk_to_explorer(page, user, next_url=None):
    if _has_desk(page, user):
        yield Button(
            _("Live desk"), url=get_desk_url(page.pk), icon_name="wlc-live", priority=5
        )


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for action, label, message in (
        ("withdraw", _("Withdraw"), _("Withdrew the update from readers")),
        ("pin", _("Pin"), _("Pinned the update")),
        ("unpin", _("Unpin"), _("Unpinned the update")),
        ("key_event", _("Key event"), _("Marked as a key event")),
        ("not_key_event", _("No key event"), _("No longer marked as a key event")),
        (
            "not_published",
            _("Not published"),
            _("Could not be published as scheduled: look at it again"),
        ),
        ("start", _("Start"), _("Put the live blog on air")),
        ("pause", _("Pause"), _("Paused the live blog")),
        ("resume", _("Resume"), _("Resumed the live blog")),
        ("end", _("End"), _("Ended the live blog")),
        ("head", _("Headline and summary"), _("Changed the headline or the summary")),
        ("status", _("Change status"), _("Changed the status of the claim")),
        ("correct", _("Correct"), _("Added a correction")),
        ("withdraw_claim", _("Withdraw"), _("Withdrew the claim from readers")),
        ("hold", pgettext_lazy("update", "Hold"), _("Put the update on hold")),
        ("release", pgettext_lazy("update", "Release"), _("Ended the hold")),
        ("duplicate", _("Duplicate"), _("Copied from another update")),
        ("move", pgettext_lazy("update", "Move"), _("Moved from another live blog")),
        (
            "translate",
            pgettext_lazy("update", "Translate"),
            _("Copied from another language"),
        ),
        ("overtake_claim", _("Overtaken"), _("Changed what overtook the claim")),
    ):
        actions.register_action(f"liveconflict.{action}", label, message)


@hooks.register("register_log_actions")
def register_merge_of_sources(actions):
    @actions.register_action(MERGE_ACTION)
    class MergeFormatter(LogFormatter):
        label = _("Merge")

        def format_message(self, log_entry):
            return gettext("Merged with “%(name)s”") % {"name": log_entry.data["name"]}


@hooks.register("register_log_actions")
def register_import(actions):
    @actions.register_action("liveconflict.import")
    class ImportFormatter(LogFormatter):
        label = _("Import")

        def format_message(self, log_entry):
            # What an update has no place for is kept here alone.
            if kept := log_entry.data.get("kept"):
                return gettext("Taken over, without what it has no place for: %s") % (
                    json.dumps(kept, ensure_ascii=False)
                )
            return gettext("Taken over from another system")


@hooks.register("construct_homepage_panels")
def add_live_to_home(request, panels):
    panels += [LivePanel(), ApprovalsPanel()]


# In the place of Wagtail's own, and so after it.
hooks.register("register_bulk_action", DeleteRecords, order=100)


@hooks.register("register_admin_urls")
def register_handbook():
    return handbook_urls


@hooks.register("register_help_menu_item")
def add_handbook_to_help():
    return HandbookMenuItem()


@hooks.register("register_admin_urls")
def register_originals():
    return originals_urls


@hooks.register("register_permissions")
def register_permissions_of_originals():
    return get_permissions_of_originals()


@hooks.register("register_reports_menu_item")
def add_originals_to_reports():
    return OriginalsMenuItem()


@hooks.register("register_admin_urls")
def register_blurring():
    return blur_urls


# Before Wagtail's own.
@hooks.register("register_admin_urls", order=-1)
def register_page_of_image():
    return image_page_urls


@hooks.register("register_log_actions")
def register_blurring_of_pictures(actions):
    for action, message in (
        (BLUR_ACTION, _("Made a blurred picture of it")),
        (BLURRED_ACTION, _("Made of another picture by blurring areas")),
    ):
        actions.register_action(action, _("Blur areas"), message)

"""The buttons under the composer."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.action_menu import (
    ActionMenuItem,
    PublishMenuItem,
    SubmitForModerationMenuItem,
    UnpublishMenuItem,
)

from ..models import LiveUpdate
from ..permissions import may_on_page


class PublishUpdateMenuItem(PublishMenuItem):
    """Wagtail's, but shown to whoever may publish the live blog."""

    def is_shown(self, context):
        return True


class SubmitUpdateMenuItem(SubmitForModerationMenuItem):
    """Wagtail's, for an update that is yet to be saved: its workflow is that of its
    live blog."""

    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        context["label"] = _("Submit to %(workflow_name)s") % {
            "workflow_name": parent_context["workflow"].name
        }
        return context


class WithdrawMenuItem(ActionMenuItem):
    """Takes the place of "Unpublish": readers have seen the update, and are
    told why it is gone."""

    name = "action-withdraw"
    label = _("Withdraw…")
    icon_name = "no-view"

    def get_url(self, context):
        return get_withdraw_url(context["instance"])


def get_withdraw_url(update):
    return reverse(
        LiveUpdate.snippet_viewset.get_url_name("withdraw"), args=[update.pk]
    )


def construct_action_menu(menu_items, request, context):
    """Publish first, and Withdraw for Unpublish, by the rights on the page."""
    if context.get("model") is not LiveUpdate:
        return
    menu_items[:] = [
        item
        for item in menu_items
        if not isinstance(item, PublishMenuItem | UnpublishMenuItem)
    ]
    if context.get("locked_for_user"):
        return
    update = context.get("instance")
    page = context.get("live_blog") or (update.page if update else None)
    if context.get("workflow"):
        menu_items.append(SubmitUpdateMenuItem())
    if page is None or not may_on_page(request.user, "publish", page):
        return
    if update is None:
        menu_items.insert(0, PublishUpdateMenuItem())
    elif not update.is_withdrawn:
        menu_items.insert(0, PublishUpdateMenuItem())
        if update.live:
            menu_items.append(WithdrawMenuItem())

"""Changes of status that wait for a second editor: who may decide which, and the
screens on which they do."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _, gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.ui.components import Component
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from .. import editorial
from ..colleagues import name_of
from ..editorial.verify import find_involved
from ..exceptions import LiveConflictError, NotAllowed
from ..models import StatusChangeRequest
from ..verification import Finding, Reason, Status
from .claim_dialog import ClaimDialogView, get_claim_url, may_change_claims

State = StatusChangeRequest.State


@dataclass(frozen=True)
class WaitingRequest:
    """A request as one editor sees it."""

    request: StatusChangeRequest
    is_mine_to_approve: bool
    is_asked_by_me: bool

    @property
    def pk(self):
        return self.request.pk

    @property
    def claim(self):
        return self.request.claim

    @property
    def before(self) -> Status:
        return Status(self.request.before)

    @property
    def after(self) -> Status:
        return Status(self.request.after)

    @property
    def finding(self) -> str:
        finding = self.request.finding
        return Finding(finding).label if finding in Finding.values else ""

    @property
    def reason(self) -> str:
        return Reason(self.request.reason).label

    @property
    def asked_by(self) -> str:
        return name_of(self.request.requested_by)


def find_waiting(user, **which) -> list[WaitingRequest]:
    """Requests that wait, those that ``user`` may approve first, then by age. Two
    queries. ``which`` narrows them down, as a filter of requests."""
    requests = list(
        StatusChangeRequest.objects.filter(state=State.WAITING, **which)
        .select_related("claim__claimant", "requested_by")
        .order_by("requested_at")
    )
    involved = find_involved(requests)
    waiting = [
        WaitingRequest(
            request=request,
            is_mine_to_approve=user.pk not in involved[request.pk],
            is_asked_by_me=request.requested_by_id == user.pk,
        )
        for request in requests
    ]
    return sorted(waiting, key=lambda each: not each.is_mine_to_approve)


class ApproveView(View):
    """The second editor agrees. Comes back to where the button was."""

    http_method_names = ["post"]

    def post(self, request, pk):
        if not may_change_claims(request.user):
            raise PermissionDenied
        asked = get_object_or_404(StatusChangeRequest, pk=pk)
        try:
            claim = editorial.approve_status(asked, request.user)
        except NotAllowed as error:
            raise PermissionDenied(error.message) from error
        except LiveConflictError as error:
            messages.error(request, error.message)
        else:
            messages.success(
                request,
                _("Approved. The status is now “%(status)s”.")
                % {"status": claim.get_status_display()},
            )
        return redirect(
            get_valid_next_url_from_request(request)
            or get_claim_url("edit", asked.claim_id)
        )


class DeclineForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("Why not"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Whoever asked reads it. Only for the newsroom."),
    )


class DeclineView(ClaimDialogView):
    """The second editor does not agree, or whoever asked takes it back."""

    page_title = gettext_lazy("Decline")
    submit_label = gettext_lazy("Decline")

    def get_claim(self):
        self.asked = get_object_or_404(
            StatusChangeRequest.objects.select_related("claim"), pk=self.pk
        )
        return self.asked.claim

    def get_form(self, data=None):
        return DeclineForm(data)

    def act(self, form):
        editorial.decline_status(
            self.asked, self.request.user, form.cleaned_data["note"]
        )
        return _("Declined. The status stays “%(status)s”.") % {
            "status": self.claim.get_status_display()
        }


class ApprovalsView(WagtailAdminTemplateMixin, View):
    """Everything that waits for a second editor, mine to approve first."""

    template_name = "wagtail_liveconflict/desk/claim_approvals.html"
    page_title = gettext_lazy("Waiting for approval")
    header_icon = "circle-check"
    breadcrumbs_items = []

    def get(self, request, *args, **kwargs):
        if not may_change_claims(request.user):
            raise PermissionDenied
        context = self.get_context_data(
            waiting=find_waiting(request.user), next_url=request.path
        )
        return self.render_to_response(context)

    def get_breadcrumbs_items(self):
        return [
            {"url": get_claim_url("list"), "label": _("Claims")},
            {"url": "", "label": self.page_title},
        ]


class ApprovalsPanel(Component):
    """On Wagtail's home page, where something waits."""

    name = "liveconflict_approvals"
    template_name = "wagtail_liveconflict/desk/claim_approvals_panel.html"
    # Among Wagtail's own, before what moderators are asked for.
    order = 205
    #: How many are listed; the rest is behind a link.
    SHOWN = 10

    class Media:
        css = {"all": ["wagtail_liveconflict/desk.css"]}
        js = ["wagtail_liveconflict/desk.js"]

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        request = parent_context["request"]
        waiting = find_waiting(request.user) if may_change_claims(request.user) else []
        return {
            "request": request,
            # Wagtail renders panels without the request's own context.
            "csrf_token": get_token(request),
            "waiting": waiting[: self.SHOWN],
            "more": max(len(waiting) - self.SHOWN, 0),
            "next_url": request.path,
        }

"""A claim's page in the admin: its status on top, what it stands on below."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import CreateView, EditView

from ..models import Claim, ClaimStatusChange, StatusChangeRequest
from ..verification import Finding, Reason, Status
from .claim_approvals import find_waiting
from .claim_dialog import get_claim_url
from .claim_export import get_export_buttons


@dataclass(frozen=True)
class HistoryStep:
    """One step of the log as the newsroom sees it: with who did it."""

    before: Status
    after: Status
    finding: str
    reason: str
    note: str
    at: datetime
    actor: str
    approver: str
    override_reason: str
    is_override: bool


def get_history(claim) -> list[HistoryStep]:
    """The log of a claim, newest first. One query."""
    steps = ClaimStatusChange.objects.filter(claim_id=claim.pk).order_by("-number")
    return [
        HistoryStep(
            before=Status(step.before),
            after=Status(step.after),
            finding=Finding(step.finding).label if step.finding else "",
            reason=Reason(step.reason).label,
            note=step.note,
            at=step.at,
            actor=step._actor_name,
            approver=step._approver_name,
            override_reason=step._override_reason,
            is_override=step.is_override,
        )
        for step in steps
    ]


def find_declined(claim):
    """The newest request, if it was declined and no status has followed."""
    request = (
        StatusChangeRequest.objects.filter(claim_id=claim.pk)
        .select_related("decided_by")
        .first()
    )
    if request is None or request.state != StatusChangeRequest.State.DECLINED:
        return None
    changed_at = claim.status_changed_at
    return None if changed_at and changed_at > request.decided_at else request


class ClaimCreateView(CreateView):
    def get_success_url(self):
        # Where its status is changed, and its evidence grows.
        return get_claim_url("edit", self.object.pk)


class ClaimEditView(EditView):
    def post(self, request, *args, **kwargs):
        # The status may be changed at this moment: what the form asks, and what it
        # writes back, is of the row as it stays until all is saved.
        with transaction.atomic():
            claims = Claim.objects.locked()
            self.object = claims.filter(pk=self.object.pk).first() or self.object
            return super().post(request, *args, **kwargs)

    def is_valid(self, form):
        is_valid = super().is_valid(form)
        if form.is_only_asked:
            # Nothing is wrong: what is asked stands above the form.
            self.produced_error_message = None
        return is_valid

    def get_success_url(self):
        return get_claim_url("edit", self.object.pk)

    def get_success_buttons(self):
        return []

    @cached_property
    def header_more_buttons(self):
        buttons = [
            *super().header_more_buttons,
            *get_export_buttons(self.object),
        ]
        if self.object.is_withdrawn:
            return buttons
        # Events overtake only what was true.
        if self.object.overtaken_by_id or self.object.status in (
            Status.CORROBORATED,
            Status.VERIFIED,
        ):
            buttons.append(
                Button(
                    _("Overtaken by a newer claim…"),
                    url=get_claim_url("overtake", self.object.pk),
                    icon_name="history",
                    priority=40,
                )
            )
        buttons.append(
            Button(
                _("Withdraw…"),
                url=get_claim_url("withdraw", self.object.pk),
                icon_name="no-view",
                priority=50,
            )
        )
        return buttons

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        claim = Claim.objects.select_related("overtaken_by").get(pk=self.object.pk)
        context.update(
            claim=claim,
            history=get_history(claim),
            waiting=find_waiting(self.request.user, claim=claim),
            declined=find_declined(claim),
            status_url=get_claim_url("status", claim.pk),
            next_url=get_claim_url("edit", claim.pk),
        )
        return context

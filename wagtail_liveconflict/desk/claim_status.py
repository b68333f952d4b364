"""Changing a claim's status: one dialog with what may follow, and what that needs."""

from dataclasses import dataclass

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _, gettext_lazy, pgettext_lazy

from ..editorial import StatusStep, propose_status
from ..editorial.claim_gates import Lack, find_lacks
from ..editorial.second_person import is_second_person_needed
from ..editorial.verify import may_override
from ..exceptions import ClaimWithdrawn, GateClosed, TransitionNotPossible
from ..models import StatusChangeRequest
from ..sanitise import strip_control_characters
from ..verification import Finding, Reason, Status
from ..verification.transitions import get_next_statuses
from .claim_dialog import ClaimDialogView

#: As the browser's own control wants it: it works on phones and in a dialog.
_LOCAL_TIME = "%Y-%m-%dT%H:%M"


@dataclass(frozen=True)
class NextStatus:
    """A status that may follow, what it still lacks (besides the finding, which is
    chosen with it), and whether another editor has to agree."""

    status: Status
    lacks: list[Lack]
    needs_second_person: bool


def get_next_choices(claim) -> list[NextStatus]:
    if claim.is_withdrawn:
        return []
    has_second_person = is_second_person_needed()
    return [
        NextStatus(
            status=transition.after,
            lacks=find_lacks(claim, transition.after, Finding.values[0]),
            needs_second_person=transition.needs_second_person and has_second_person,
        )
        for transition in get_next_statuses(claim.status)
    ]


class ClaimStatusForm(forms.Form):
    before = forms.CharField(widget=forms.HiddenInput, required=False)
    after = forms.ChoiceField(
        label=gettext_lazy("New status"),
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": TransitionNotPossible.message},
    )
    finding = forms.ChoiceField(
        label=gettext_lazy("Finding"),
        required=False,
        choices=[("", "---------"), *Finding.choices],
        help_text=gettext_lazy("What exactly is false about it. Readers see it."),
    )
    reason = forms.ChoiceField(
        label=pgettext_lazy("status change", "Reason"),
        choices=[("", "---------"), *Reason.choices],
    )
    note = forms.CharField(
        label=gettext_lazy("Note for readers"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Why it is another now. It stands in the history."),
    )
    as_of = forms.DateTimeField(
        label=gettext_lazy("As of"),
        required=False,
        widget=forms.DateTimeInput(
            format=_LOCAL_TIME, attrs={"type": "datetime-local"}
        ),
        help_text=gettext_lazy("Left empty: now. Always shown beside the status."),
    )
    override_reason = forms.CharField(
        label=gettext_lazy("Without a second editor, because"),
        required=False,
        max_length=500,
        help_text=gettext_lazy(
            "Only where nobody else can be asked. It is logged and marked; readers do "
            "not see the words. Leave it empty to ask another editor."
        ),
    )

    def __init__(self, claim, user, *args, **kwargs):
        super().__init__(*args, initial={"before": claim.status}, **kwargs)
        self.claim = claim
        self.next_choices = get_next_choices(claim)
        self.fields["after"].choices = [
            (choice.status.value, choice.status.label) for choice in self.next_choices
        ]
        if claim.appearances.exists():
            self.fields["note"].help_text = _(
                "Readers have seen the claim: tell them why it is another now."
            )
        if not may_override(user) or not any(
            choice.needs_second_person for choice in self.next_choices
        ):
            del self.fields["override_reason"]

    def clean_note(self):
        return strip_control_characters(self.cleaned_data["note"])

    def clean_as_of(self):
        as_of = self.cleaned_data["as_of"]
        if as_of and as_of > timezone.now():
            raise forms.ValidationError(_("This time is still to come."))
        return as_of

    def clean(self):
        cleaned_data = super().clean()
        if self.claim.is_withdrawn:
            raise forms.ValidationError(ClaimWithdrawn.message)
        before = cleaned_data.get("before")
        if before and before != self.claim.status:
            raise forms.ValidationError(
                _(
                    "A colleague has changed the status in the meantime: it is "
                    "“%(status)s” now. Look again at what should follow."
                )
                % {"status": self.claim.get_status_display()}
            )
        return cleaned_data

    @property
    def lacks_something(self) -> bool:
        return any(choice.lacks for choice in self.next_choices)

    @property
    def chosen(self):
        return self["after"].value()


def propose(form: ClaimStatusForm, user):
    """Do what a valid form says: the claim, or the request where another editor has to
    agree."""
    data = form.cleaned_data
    step = StatusStep(
        after=data["after"],
        reason=data["reason"],
        note=data["note"],
        finding=data["finding"],
        as_of=data["as_of"],
    )
    override_reason = data.get("override_reason", "")
    return propose_status(form.claim, user, step, override_reason=override_reason)


def find_places(form, error) -> list[tuple[str | None, str]]:
    """At which fields of the form a verb's error is shown, and its messages."""
    if isinstance(error, GateClosed) and error.lacks:
        return [
            ("finding" if lack.code == "finding" else "after", lack.message)
            for lack in error.lacks
        ]
    return [(error.field if error.field in form.fields else None, error.message)]


class ClaimStatusView(ClaimDialogView):
    page_title = gettext_lazy("Change status")
    form_template_name = "wagtail_liveconflict/desk/_claim_status_fields.html"
    submit_label = gettext_lazy("Change status")

    def get_form(self, data=None):
        return ClaimStatusForm(self.claim, self.request.user, data)

    def act(self, form):
        label = Status(form.cleaned_data["after"]).label
        if isinstance(propose(form, self.request.user), StatusChangeRequest):
            return _("“%(status)s” waits for another editor.") % {"status": label}
        return _("The status is now “%(status)s”.") % {"status": label}

    def add_errors(self, form, error):
        for field, message in find_places(form, error):
            form.add_error(field, message)

    @cached_property
    def waiting(self):
        return StatusChangeRequest.objects.filter(
            claim=self.claim, state=StatusChangeRequest.State.WAITING
        ).first()

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "waiting": self.waiting}

"""Taking a claim back, and naming the claim that has overtaken it."""

from django import forms
from django.utils.translation import gettext as _, gettext_lazy
from wagtail.snippets.widgets import AdminSnippetChooser

from ..editorial.correct import overtake_claim, withdraw_claim
from ..models import Claim
from .claim_dialog import ClaimDialogView


class WithdrawClaimForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Public reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Readers see it, with the time, in place of the claim."),
    )


class WithdrawClaimView(ClaimDialogView):
    page_title = gettext_lazy("Withdraw claim")
    header_icon = "no-view"
    submit_label = gettext_lazy("Withdraw")
    is_serious = True
    explanation = gettext_lazy(
        "The claim was our error. Its sentence is no longer shown to anybody outside "
        "the newsroom; that it was withdrawn, and why, is. This cannot be undone."
    )

    def get_form(self, data=None):
        return WithdrawClaimForm(data)

    def act(self, form):
        withdraw_claim(self.claim, self.request.user, form.cleaned_data["reason"])
        return _("Withdrawn. Readers see the reason.")


class ClaimWidget(AdminSnippetChooser):
    """Shows nothing for what is no number, where Wagtail's own fails."""

    def get_instance(self, value):
        try:
            return super().get_instance(value)
        except ValueError:
            return None


class OvertakeClaimForm(forms.Form):
    newer = forms.ModelChoiceField(
        label=gettext_lazy("Newer claim"),
        queryset=None,
        help_text=gettext_lazy("Readers of the older one are led to it."),
    )

    def __init__(self, claim, *args, **kwargs):
        initial = {"newer": claim.overtaken_by_id}
        super().__init__(*args, initial=initial, **kwargs)
        field = self.fields["newer"]
        if claim.overtaken_by_id:
            field.required = False
            field.help_text = _("Leave it empty to take the mark back.")
        field.queryset = Claim.objects.exclude(pk=claim.pk)
        field.widget = ClaimWidget(Claim, icon="circle-check")


class OvertakeClaimView(ClaimDialogView):
    """A page only: its chooser opens a dialog, and Wagtail shows one at a time."""

    page_title = gettext_lazy("Overtaken by a newer claim")
    submit_label = gettext_lazy("Mark as overtaken")
    explanation = gettext_lazy(
        "It was true when we said so, and events have moved on. Its status stays."
    )

    def get_form(self, data=None):
        return OvertakeClaimForm(self.claim, data)

    def act(self, form):
        newer = form.cleaned_data["newer"]
        overtake_claim(self.claim, newer, self.request.user)
        if newer is None:
            return _("No longer marked as overtaken.")
        return _("Marked as overtaken. Readers are led to the newer claim.")

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.functional import cached_property
from django.utils.translation import gettext as _, gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm

from ..colleagues import get_colleagues
from ..models import Source, SourceAssessment
from .source_handles import NO_HANDLE, describe_owner, find_owners


class SourceForm(WagtailAdminModelForm):
    """A source with what only the newsroom may know of it, which is kept apart."""

    reliability = forms.ChoiceField(
        label=gettext_lazy("Reliability"),
        required=False,
        choices=[("", "---------"), *SourceAssessment.Reliability.choices],
    )
    internal_notes = forms.CharField(
        label=gettext_lazy("Notes"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Only for the newsroom. Never a name that must not be known."
        ),
    )
    identity_known_to = forms.ModelChoiceField(
        queryset=None,
        label=gettext_lazy("Identity known to"),
        required=False,
        help_text=gettext_lazy(
            "The colleague who knows who this is. Do not write down a name."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # A colleague who has left still knows.
        known_to = self.assessment.identity_known_to_id
        self.fields["identity_known_to"].queryset = get_colleagues(also=known_to)
        self.initial.setdefault("reliability", self.assessment.reliability)
        self.initial.setdefault("internal_notes", self.assessment.notes)
        self.initial.setdefault("identity_known_to", known_to)

    @cached_property
    def assessment(self) -> SourceAssessment:
        return SourceAssessment.of(self.instance)

    def _post_clean(self):
        super()._post_clean()
        if "handles" in self.formsets:
            self._check_handles()

    def _check_handles(self):
        """Errors of handles stand at the handle: of an anonymous source, and those
        that another source, or another row, has already."""
        formset = self.formsets["handles"]
        rows = [
            row
            for row in formset.forms
            if row.has_changed() or row.instance.pk
            # Read first: the error below is added to what cleaning has found.
            if row.errors is not None and not formset._should_delete_form(row)
        ]
        names = [(row.instance.platform, row.instance.handle) for row in rows]
        owners = find_owners(names, except_for=self.instance)
        is_anonymous = self.cleaned_data.get("kind") == Source.Kind.ANONYMOUS
        for number, (row, name) in enumerate(zip(rows, names, strict=True)):
            if is_anonymous:
                row.add_error("handle", NO_HANDLE)
            elif owner := owners.get(name):
                # In the place of the constraint's message, which names nobody.
                row._errors.pop(NON_FIELD_ERRORS, None)
                row.add_error("handle", describe_owner(owner))
            elif name[1] and name in names[:number]:
                row.add_error("handle", _("This handle is in the list already."))

    def save(self, commit=True):
        source = super().save(commit=commit)
        if commit:
            self.assessment.source = source
            self.assessment.reliability = self.cleaned_data["reliability"]
            self.assessment.notes = self.cleaned_data["internal_notes"]
            self.assessment.identity_known_to = self.cleaned_data["identity_known_to"]
            self.assessment.save()
        return source

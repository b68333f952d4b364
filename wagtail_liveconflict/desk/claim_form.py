from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _, gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm

from ..colleagues import get_colleagues, name_of
from ..editorial.showing import announcing_once
from ..exceptions import TimeInFuture
from ..models import Claim, ClaimDossier
from ..moments import is_to_come
from ..sanitise import one_line
from ..verification import AspectState, Method, Status

#: Fields of the form that are kept in the claim's dossier.
DOSSIER_FIELDS = ("checked_by", "checker_agreed", "own_witness", "notes")
#: Name of the hidden input that carries the status of which the notice told.
REOPENING_SEEN = "reopening-seen"


class CleansSentence:
    """What every form with a claim's sentence asks of it."""

    def clean_sentence(self):
        sentence = one_line(self.cleaned_data["sentence"])
        if not sentence:
            raise forms.ValidationError(
                self.fields["sentence"].error_messages["required"]
            )
        return sentence


class ClaimForm(CleansSentence, WagtailAdminModelForm):
    """A claim with what its status stands on; what only the newsroom may know of it
    is kept apart. The status itself is changed on a page of its own.

    What takes a settled status back is asked once: nothing is saved, the form carries
    that it was asked, and posted again with that it goes through.
    """

    methods = forms.MultipleChoiceField(
        label=gettext_lazy("How we checked"),
        choices=Method.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Readers see it."),
    )
    checked_by = forms.ModelChoiceField(
        label=gettext_lazy("Checked by"),
        queryset=None,
        required=False,
        help_text=gettext_lazy(
            "Readers are told of the desk, unless the checker agreed."
        ),
    )
    checker_agreed = forms.BooleanField(
        label=gettext_lazy("The checker agreed to be named to readers"), required=False
    )
    own_witness = forms.CharField(
        label=gettext_lazy("Own witness"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Who of us saw or heard it. Only for the newsroom."),
    )
    notes = forms.CharField(
        label=gettext_lazy("Notes"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Only for the newsroom."),
    )

    #: Whether saving would take a settled status back, and was not asked before.
    asks_to_reopen = False
    #: Whether the form would have been saved without that question.
    is_only_asked = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Who has left has still checked it.
        self.fields["checked_by"].queryset = get_colleagues(
            also=self.dossier.checked_by_id
        )
        for name in DOSSIER_FIELDS:
            value = getattr(self.dossier, f"{name}_id", None)
            self.initial.setdefault(name, value or getattr(self.dossier, name))
        if "_evidence" in self.formsets and self.for_user:
            self._name_capturer(self.formsets["_evidence"])

    def _name_capturer(self, formset):
        """New evidence was captured by whoever enters it, until she says otherwise."""
        name = name_of(self.for_user)
        get_form_kwargs = formset.get_form_kwargs

        def get_form_kwargs_with_name(index):
            kwargs = get_form_kwargs(index)
            if index is None or index >= formset.initial_form_count():
                kwargs["initial"] = {"captured_by": name}
            return kwargs

        formset.get_form_kwargs = get_form_kwargs_with_name

    @cached_property
    def dossier(self) -> ClaimDossier:
        return ClaimDossier.of(self.instance)

    def clean(self):
        cleaned_data = super().clean()
        if "checked_by" in self.changed_data and (
            "checker_agreed" not in self.changed_data
        ):
            # Another colleague has not been asked.
            cleaned_data["checker_agreed"] = False
        as_of = cleaned_data.get("as_of")
        if as_of and is_to_come(as_of):
            self.add_error("as_of", TimeInFuture.message)
        if cleaned_data.get("checker_agreed") and not cleaned_data.get("checked_by"):
            self.add_error("checked_by", _("Say who checked it."))
        return cleaned_data

    def _post_clean(self):
        super()._post_clean()
        self._check_aspects()
        self._check_named("support", "source", _("Choose a source or give a name."))
        self._check_named("positions", "party", _("Choose a party or give a name."))
        if self.instance.pk:
            self._ask()

    def _check_aspects(self):
        seen = set()
        for row in self._get_rows("aspects"):
            aspect = row.cleaned_data.get("aspect")
            if aspect and aspect in seen:
                row.add_error("aspect", _("This aspect is in the list already."))
            seen.add(aspect)

    def _check_named(self, relation, field, message):
        for row in self._get_rows(relation):
            if field in row.errors or "name" in row.errors:
                continue
            if not row.cleaned_data.get(field) and not row.cleaned_data.get("name"):
                row.add_error(field, message)

    def _get_rows(self, relation):
        """The rows that will be saved, each cleaned."""
        formset = self.formsets.get(relation)
        rows = []
        for row in formset.forms if formset else ():
            # Read first: whether it is deleted is known after that.
            row.errors  # noqa: B018
            if not (row.instance.pk or row.has_changed()):
                continue
            if not formset._should_delete_form(row):
                rows.append(row)
        return rows

    def _ask(self):
        stored = Claim.objects.filter(pk=self.instance.pk).first()
        if stored is None or stored.is_withdrawn:
            return
        changes = stored.is_settled and self._changes_core(stored.sentence)
        if not changes and not self._loses_gate(stored.status):
            return
        #: What the form carries from now on.
        self.reopening_seen = stored.status
        if self.data.get(REOPENING_SEEN) == stored.status:
            return
        self.asks_to_reopen = True
        self.is_only_asked = not self.errors and all(
            formset.is_valid() for formset in self.formsets.values()
        )
        message = _(
            "This claim is “%(status)s”. Saving this takes the status back to “being "
            "checked”: readers will see it."
        ) % {"status": stored.get_status_display()}
        self.reopening_notice = message
        self.add_error(None, forms.ValidationError(message, code="reopens"))

    def _loses_gate(self, status) -> bool:
        """Whether the claim would lack, once saved, what its status asks for."""
        if status == Status.CORROBORATED:
            return not self._get_rows("support")
        if status != Status.VERIFIED:
            return False
        confirmed = [
            row
            for row in self._get_rows("aspects")
            if row.cleaned_data.get("state") == AspectState.CONFIRMED
        ]
        return not (
            confirmed
            and self.cleaned_data.get("methods")
            and (self.cleaned_data.get("checked_by") or self.dossier.checker_left)
            and (self.cleaned_data.get("own_witness") or self._get_rows("_evidence"))
        )

    def _changes_core(self, sentence) -> bool:
        """Whether saving changes what a status stands on, as the receivers see it."""
        if self.cleaned_data.get("sentence", sentence) != sentence:
            return True
        formset = self.formsets.get("_evidence")
        if formset is None:
            return False
        core = set(formset.model.CORE_FIELDS)
        for row in formset.forms:
            row.errors  # noqa: B018
            is_deleted = formset._should_delete_form(row)
            if row.instance.pk and is_deleted:
                return True
            if is_deleted or not row.has_changed():
                continue
            if not row.instance.pk or core & set(row.changed_data):
                return True
            has_place = any(row.cleaned_data.get(name) for name in core - {"kind"})
            if not has_place and "description" in row.changed_data:
                return True
        return False

    def save(self, commit=True):
        self.instance.edited_by = self.for_user
        checker = self.cleaned_data.get("checked_by")
        if checker and self.cleaned_data.get("checker_agreed"):
            # Without a full name the desk is told: a login is no name.
            self.instance.checker_name = checker.get_full_name()
        else:
            self.instance.checker_name = ""
        if not commit:
            return super().save(commit=False)
        with announcing_once():
            claim = super().save()
            for name in DOSSIER_FIELDS:
                setattr(self.dossier, name, self.cleaned_data.get(name))
            self.dossier.claim = claim
            self.dossier.last_edited_by = self.for_user
            if checker:
                self.dossier.checker_left = False
            self.dossier.save()
        return claim

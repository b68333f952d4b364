from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from ..editorial.corrigible import find_corrigible_changes
from ..editorial.gate import check_publishable
from ..editorial.warnings import (
    TEXT_FIELDS,
    find_warnings,
    find_warnings_in,
    leave_out_repeated,
)
from ..exceptions import LiveConflictError
from ..models import Correction, LiveUpdate
from ..moments import is_to_come
from ..sanitise import one_line
from ..writing import writing_for
from .warnings import SEEN, get_body_error, get_fingerprints, leave_out_seen

#: Name of the input for a note on what readers were told otherwise.
NOTE = "correction-note"
ASKED = _("Readers have been told otherwise: say so below, or publish again without.")
TOO_EARLY = _(
    "Readers would get the correction now, and the new words only later. Leave the "
    "correction empty, or publish now."
)
#: Code of the errors that are about the note.
OF_NOTE = "correction_note"


class LiveUpdateForm(WagtailAdminModelForm):
    """The composer. A draft may be incomplete; what is published may not.

    What is worth a second look is asked once: the form with the answer to Publish
    carries what was asked, and posted again with that it goes through.
    """

    #: What was asked this time.
    warnings = ()
    #: What the form carries: all that has been asked.
    warnings_seen = ""
    #: Whether the form would have been published without the warnings.
    is_only_asked = False
    #: What readers have been told otherwise, where a note on it is asked for.
    corrigible = ()

    @property
    def listed_warnings(self):
        return leave_out_repeated(self.warnings)

    def full_clean(self):
        if not self.is_bound:
            return super().full_clean()
        # The rules for quotes depend on the language and the zone of the live blog.
        with writing_for(self.instance.page.specific):
            super().full_clean()
            if self._asks_for_readers() and not self.is_deferred_validation:
                self._ask()

    @property
    def asks_for_correction(self):
        return bool(self.corrigible) or NOTE in self.data

    @property
    def correction_note(self):
        """What readers are to be told of the change, or ""."""
        return one_line(self.data.get(NOTE, ""))

    def _asks_for_readers(self):
        """Whether this is to be published, now or when a moderator has agreed."""
        return any(
            self.data.get(action)
            for action in (
                "action-publish",
                "action-submit",
                "action-restart-workflow",
            )
        )

    def clean(self):
        cleaned_data = super().clean()
        for name in ("headline", "byline_names", "event_place"):
            if value := cleaned_data.get(name):
                cleaned_data[name] = one_line(value)
        posted_page = self.data.get("live-blog")
        if posted_page and posted_page != str(self.instance.page_id):
            raise ValidationError(
                _(
                    "This form belongs to another live blog. Nothing was saved: copy "
                    "your text and open the desk of the right one."
                ),
                code="wrong_live_blog",
            )
        return cleaned_data

    def _post_clean(self):
        super()._post_clean()
        if self.is_deferred_validation or self.errors:
            return
        try:
            check_publishable(self.instance)
        except LiveConflictError as error:
            self.add_error(error.field, error.message)

    def _ask(self):
        """Show what is worth a second look, each at its field."""
        # As posted: cleaning leaves out empty texts, and the numbers of the blocks
        # would then not be those of the form that is shown again.
        name = self.add_prefix("body")
        body = self.fields["body"].widget.value_from_datadict(
            self.data, self.files, name
        )
        texts = {name: self.cleaned_data.get(name) or "" for name in TEXT_FIELDS}
        self._ask_for_correction()
        found = find_warnings_in(texts, body)
        if not found:
            return
        self.warnings = leave_out_seen(
            found, self.data.get(SEEN, ""), self._find_published_warnings()
        )
        self.warnings_seen = get_fingerprints(found)
        self.is_only_asked |= bool(self.warnings) and not self.errors
        for warning in self.warnings:
            if not warning.path:
                self.add_error(
                    warning.field, ValidationError(warning.message, code="warning")
                )
        in_body = [warning for warning in self.warnings if warning.path]
        if not in_body:
            return
        errors = self.errors["body"].as_data() if "body" in self.errors else [None]
        block = self.fields["body"].block
        self._errors["body"] = self.error_class(
            [get_body_error(block, body, in_body, errors[0]), *errors[1:]],
            renderer=self.renderer,
        )
        self.cleaned_data.pop("body", None)

    def _ask_for_correction(self):
        """Once: the form then has a field for it, which may stay empty."""
        longest = Correction._meta.get_field("text").max_length
        if len(self.correction_note) > longest:
            message = _("The correction is longer than %(longest)d characters.")
            self._refuse_note(message % {"longest": longest})
        later = self.instance.go_live_at
        is_later = bool(later) and is_to_come(later)
        if self.correction_note and is_later:
            self._refuse_note(TOO_EARLY)
        if NOTE in self.data or self.errors or is_later:
            return
        self.corrigible = find_corrigible_changes(self._published, self.instance)
        if self.corrigible:
            self.is_only_asked = True
            self.add_error(None, ValidationError(ASKED, code="correction"))

    def _refuse_note(self, message):
        self.add_error(None, ValidationError(message, code=OF_NOTE))

    def _find_published_warnings(self):
        """What was asked about the version that readers have now."""
        return find_warnings(self._published) if self._published else ()

    @cached_property
    def _published(self):
        """The update as readers have it now; None where they do not."""
        if self.instance.pk is None:
            return None
        return LiveUpdate.objects.public().filter(pk=self.instance.pk).first()

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy as _
from wagtail.blocks import (
    ChoiceBlock,
    DateTimeBlock,
    StructBlock,
    StructValue,
    URLBlock,
)
from wagtail.blocks.struct_block import BlockGroup, StructBlockValidationError
from wagtail.snippets.blocks import SnippetChooserBlock

from ..attribution import (
    Kind,
    Medium,
    Precision,
    Verb,
    describe_attribution,
    describe_prefix,
)
from ..languages import (
    get_direction,
    get_language_choices,
    get_language_name,
    get_quotation_marks,
    is_written_in,
)
from ..links import validate_public_link
from .plain import PlainCharBlock, PlainTextBlock
from .text import PREVIEW_TEMPLATE, check_length


class QuoteValue(StructValue):
    """What templates need of a quote, in the reader's language."""

    @property
    def speaker(self):
        """The name as typed for this quote, else the source's public name."""
        source = self.get("source")
        return self.get("name") or (source.name if source else "")

    @property
    def speaker_role(self):
        """Role and affiliation at the time, else those of the source."""
        source = self.get("source")
        role = self.get("role") or (source.role if source else "")
        affiliation = self.get("affiliation") or (source.affiliation if source else "")
        return ", ".join(part for part in (role, affiliation) if part)

    @property
    def speaker_prefix(self):
        """What stands before the speaker, such as "According to"."""
        return describe_prefix(self.get("verb"))

    @cached_property
    def attribution(self):
        """How and when it was said, as a phrase: "wrote on Telegram, …"."""
        return describe_attribution(
            verb=self.get("verb"),
            medium=self.get("medium"),
            told_to=self.get("told_to"),
            said_at=self.get("said_at"),
            precision=self.get("said_precision"),
        )

    @property
    def is_translated(self):
        return bool(self.get("original_text") or self.get("translation_note"))

    @property
    def text_language(self):
        """The language of the words shown: the page's, or the original's when
        they were left untranslated."""
        language = self.get("language") or ""
        page_language = get_language() or ""
        if (
            language
            and not self.is_translated
            and is_written_in(self.get("text") or "", language)
            and not is_written_in(self.get("text") or "", page_language)
        ):
            return language
        return page_language

    @property
    def text_direction(self):
        return get_direction(self.text_language)

    @property
    def original_direction(self):
        return get_direction(self.get("language") or "")

    @property
    def language_label(self):
        return get_language_name(self.get("language") or "")

    @property
    def shows_quotation_marks(self):
        """Only the speaker's own words stand in quotation marks."""
        return self.get("kind") in (Kind.DIRECT, Kind.PARTIAL)

    @property
    def opening_mark(self):
        return get_quotation_marks(self.text_language)[0]

    @property
    def closing_mark(self):
        return get_quotation_marks(self.text_language)[1]

    @property
    def get_kind_label(self):
        try:
            return Kind(self.get("kind")).label
        except ValueError:
            return ""


class QuoteFromSourceBlock(StructBlock):
    """Did they say it? Who said it, where, when and in which words.

    Only the text and a source (or a name) are required.
    """

    text = PlainTextBlock(
        label=_("Quote"), rows=3, help_text=_("Without quotation marks.")
    )
    source = SnippetChooserBlock(
        "wagtail_liveconflict.Source", label=_("Source"), required=False
    )
    name = PlainCharBlock(
        label=_("or name"),
        required=False,
        max_length=200,
        help_text=_("When the source is not in the list."),
    )
    verb = ChoiceBlock(label=_("Verb"), choices=Verb.choices, default=Verb.SAID)
    medium = ChoiceBlock(label=_("Medium"), choices=Medium.choices, required=False)
    link = URLBlock(label=_("Link"), required=False, validators=[validate_public_link])
    kind = ChoiceBlock(
        label=_("Kind of quote"), choices=Kind.choices, default=Kind.DIRECT
    )
    told_to = PlainCharBlock(
        label=_("Told to"),
        required=False,
        max_length=200,
        help_text=_("The outlet or person it was told to."),
    )
    role = PlainCharBlock(label=_("Role at the time"), required=False, max_length=200)
    affiliation = PlainCharBlock(
        label=_("Affiliation at the time"), required=False, max_length=200
    )
    said_at = DateTimeBlock(label=_("When it was said"), required=False)
    said_precision = ChoiceBlock(
        label=_("How precisely that is known"),
        choices=Precision.choices,
        default=Precision.MINUTE,
    )
    language = ChoiceBlock(
        label=_("Original language"), choices=get_language_choices, required=False
    )
    original_text = PlainTextBlock(label=_("Original text"), required=False, rows=3)
    translation_note = PlainCharBlock(
        label=_("Translation note"),
        required=False,
        max_length=300,
        help_text=_("Who translated it, or what cannot be translated."),
    )

    def clean(self, value):
        errors = {}
        try:
            value = super().clean(value)
        except StructBlockValidationError as error:
            errors = dict(error.block_errors or {})
        for field, error in self._check(value):
            errors.setdefault(field, error)
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return value

    def _check(self, value):
        """What is wrong between the fields, as (field, error)."""
        for field in ("text", "original_text"):
            try:
                check_length(value.get(field) or "")
            except ValidationError as error:
                yield field, error
        # Drafts and autosave may be incomplete; what is published may not.
        if self.is_deferred_validation:
            return
        if not value.get("source") and not (value.get("name") or "").strip():
            yield "source", ValidationError(_("Choose a source or type a name."))
        said_at = value.get("said_at")
        if isinstance(said_at, datetime) and said_at > timezone.now():
            yield "said_at", ValidationError(_("This time is in the future."))

    class Meta:
        label = _("Quote from source")
        icon = "openquote"
        template = "wagtail_liveconflict/blocks/quote.html"
        value_class = QuoteValue
        preview_template = PREVIEW_TEMPLATE
        preview_value = {
            "text": _("The crossing is open again. It will take two days to clear."),
            "kind": Kind.DIRECT,
            "name": _("The mayor"),
            "role": "",
            "verb": Verb.WROTE,
            "medium": Medium.TELEGRAM,
            "said_precision": Precision.UNKNOWN,
        }
        description = _("Did they say it? Who said it, where and when")
        form_layout = BlockGroup(
            children=[
                "text",
                "source",
                "name",
                "verb",
                "medium",
                "link",
                BlockGroup(
                    heading=_("Who and when"),
                    icon="user",
                    classname="collapsed",
                    label_format="",
                    children=[
                        "kind",
                        "told_to",
                        "role",
                        "affiliation",
                        "said_at",
                        "said_precision",
                    ],
                ),
                BlockGroup(
                    heading=_("Original and translation"),
                    icon="globe",
                    classname="collapsed",
                    label_format="",
                    children=["language", "original_text", "translation_note"],
                ),
            ],
        )

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, DateTimeBlock, StructBlock
from wagtail.blocks.struct_block import BlockGroup, StructBlockValidationError

from ..attribution import (
    Gender,
    Kind,
    Medium,
    Precision,
    Provenance,
    Translation,
    Verb,
)
from ..languages import get_language_choices
from .chooser_widget import OwnSnippetChooserBlock
from .links import PublicLinkBlock
from .plain import PlainCharBlock, PlainTextBlock
from .quote_facts import get_facts
from .quote_rules import check_length_of_texts, check_quote
from .quote_time import round_time
from .quote_value import QuoteValue
from .source_chooser import SourceChooserBlock
from .text import PREVIEW_TEMPLATE


def get_kind_choices():
    from ..models import Source

    return Source.Kind.choices


class QuoteFromSourceBlock(StructBlock):
    """Did they say it? Who said it, where, when and in which words.

    Only the text and a source (or a name) are required. What the source was at the
    time is copied here when the quote is published: see ``quote_copy``.
    """

    text = PlainTextBlock(
        label=_("Quote"), rows=3, help_text=_("Without quotation marks.")
    )
    source = SourceChooserBlock(label=_("Source"), required=False)
    name = PlainCharBlock(
        label=_("or name"),
        required=False,
        max_length=200,
        help_text=_("When the source is not in the list, or was called otherwise."),
    )
    verb = ChoiceBlock(label=_("Verb"), choices=Verb.choices, default=Verb.SAID)
    medium = ChoiceBlock(label=_("Medium"), choices=Medium.choices, required=False)
    link = PublicLinkBlock(
        label=_("Link"),
        required=False,
        help_text=_("Paste the address of a post to fill in what it says."),
    )

    kind = ChoiceBlock(
        label=_("Kind of quote"), choices=Kind.choices, default=Kind.DIRECT
    )
    said_at = DateTimeBlock(label=_("When it was said"), required=False)
    said_precision = ChoiceBlock(
        label=_("How precisely that is known"),
        choices=Precision.choices,
        default=Precision.MINUTE,
    )
    told_to = PlainCharBlock(
        label=_("Told to"),
        required=False,
        max_length=200,
        help_text=_("The outlet or person it was told to."),
    )
    verb_reason = PlainCharBlock(
        label=_("Why this verb"),
        required=False,
        max_length=300,
        help_text=_("Readers see it. For verbs that judge, such as “admitted”."),
    )

    source_kind = ChoiceBlock(
        label=_("Kind of source"), choices=get_kind_choices, required=False
    )
    role = PlainCharBlock(label=_("Role at the time"), required=False, max_length=200)
    affiliation = PlainCharBlock(
        label=_("Affiliation at the time"), required=False, max_length=200
    )
    party = OwnSnippetChooserBlock(
        "wagtail_liveconflict.Party", label=_("Party at the time"), required=False
    )
    description = PlainCharBlock(
        label=_("Description at the time"),
        required=False,
        max_length=255,
        help_text=_("One line for readers, such as “a military channel”."),
    )
    gender = ChoiceBlock(
        label=_("Grammatical gender"), choices=Gender.choices, required=False
    )
    contested_form = PlainCharBlock(
        label=_("Contested form of a name"),
        required=False,
        max_length=200,
        help_text=_(
            "What the source calls itself or its office, where we call it otherwise."
        ),
    )
    anonymity_reason = PlainCharBlock(
        label=_("Why the source is not named"),
        required=False,
        max_length=300,
        help_text=_("Readers see it. For anonymous sources."),
    )

    language = ChoiceBlock(
        label=_("Original language"), choices=get_language_choices, required=False
    )
    original_text = PlainTextBlock(label=_("Original text"), required=False, rows=3)
    translated_by = ChoiceBlock(
        label=_("Translated by"), choices=Translation.choices, required=False
    )
    translator = PlainCharBlock(
        label=_("Name of the translator"),
        required=False,
        max_length=200,
        help_text=_("The outlet, the office or the person, if it is to be named."),
    )
    translation_note = PlainCharBlock(
        label=_("Translation note"),
        required=False,
        max_length=300,
        help_text=_("What cannot be translated, or has two meanings."),
    )

    provenance = ChoiceBlock(
        label=_("How we have it"), choices=Provenance.choices, required=False
    )
    relayed_by = PlainCharBlock(
        label=_("Relayed by"),
        required=False,
        max_length=200,
        help_text=_("Who passed it on."),
    )
    archive_link = PublicLinkBlock(label=_("Link to an archived copy"), required=False)
    context_note = PlainCharBlock(
        label=_("Context"),
        required=False,
        max_length=500,
        help_text=_("What a reader has to know to understand it rightly."),
    )

    # What was copied from the source, and from which: to tell a later edit from
    # the copy. Public facts only.
    copied_from = CharBlock(required=False, form_classname="w-hidden")

    def clean(self, value):
        errors = {}
        try:
            value = super().clean(value)
        except StructBlockValidationError as error:
            errors = dict(error.block_errors or {})
        found = [*check_length_of_texts(value)]
        # Drafts and autosave may be incomplete; what is published may not.
        if not self.is_deferred_validation:
            found += check_quote(value)
        for field, error in found:
            errors.setdefault(field, error)
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        value["said_at"] = round_time(value.get("said_at"), value.get("said_precision"))
        return value

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        if update := context.get("update"):
            value.posted_at = update.first_published_at
        return context

    def get_api_representation(self, value, context=None):
        """What readers get of it, not what was typed."""
        return get_facts(value)

    def get_searchable_content(self, value):
        facts = get_facts(value)
        speaker = facts["speaker"]
        return [
            words
            for words in (
                facts["text"],
                speaker["name"],
                speaker["role"],
                speaker["affiliation"],
                facts["original"]["text"],
                facts["context_note"],
            )
            if words
        ]

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
                    heading=_("When and how it was said"),
                    icon="date",
                    classname="collapsed",
                    label_format="",
                    children=[
                        "kind",
                        "said_at",
                        "said_precision",
                        "told_to",
                        "verb_reason",
                    ],
                ),
                BlockGroup(
                    heading=_("Who it was at the time"),
                    icon="user",
                    classname="collapsed",
                    label_format="",
                    children=[
                        "source_kind",
                        "role",
                        "affiliation",
                        "party",
                        "description",
                        "gender",
                        "contested_form",
                        "anonymity_reason",
                        "copied_from",
                    ],
                ),
                BlockGroup(
                    heading=_("Original and translation"),
                    icon="globe",
                    classname="collapsed",
                    label_format="",
                    children=[
                        "language",
                        "original_text",
                        "translated_by",
                        "translator",
                        "translation_note",
                    ],
                ),
                BlockGroup(
                    heading=_("How we have it, and context"),
                    icon="link-external",
                    classname="collapsed",
                    label_format="",
                    children=[
                        "provenance",
                        "relayed_by",
                        "archive_link",
                        "context_note",
                    ],
                ),
            ],
        )

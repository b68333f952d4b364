"""A quote as readers and machines get it."""

from datetime import datetime

from django.utils.translation import get_language, gettext as _
from wagtail.blocks import StructValue

from ..attribution import (
    Attribution,
    Kind,
    Precision,
    Provenance,
    Translation,
    Verb,
    describe_attribution,
    describe_attribution_as_text,
    describe_kind,
    describe_provenance,
    describe_translation,
)
from ..languages import (
    get_direction,
    get_language_name,
    get_quotation_marks,
    is_written_in,
)
from ..links import get_public_link
from .kept import read_kept
from .quote_copy import copy_source, get_typed

#: How the words came to us does not let us call them the speaker's own.
_NOT_IN_THEIR_WORDS = (Provenance.RELAYED, Provenance.NOT_SEEN)
_EXACT = (Precision.MINUTE, Precision.HOUR)


class QuoteValue(StructValue):
    """What templates need of a quote, in the reader's language.

    The keys are what was typed; the properties are what may be shown.
    """

    #: When the update was posted: a time in another year is printed with the year.
    posted_at: datetime | None = None

    @property
    def is_copied(self) -> bool:
        """Whether it says what its source was at the time, for good."""
        source = self.get("source")
        copied = read_kept(self.get("copied_from")).get("source")
        return copied is not None and (not source or source.pk == copied)

    def keep(self, published) -> bool:
        """Copy what the source is now, see :func:`.quote_copy.copy_source`."""
        is_quote = isinstance(published, QuoteValue)
        return copy_source(self, published if is_quote else None)

    def get_typed(self, name: str):
        """What was typed into a field, without what was copied from a source that
        another was chosen in the place of."""
        return get_typed(self, name)

    @property
    def _label(self) -> str:
        """What stood for an anonymous source when it was quoted."""
        if not self.is_copied:
            return ""
        return read_kept(self.get("copied_from")).get("label") or ""

    def _at_the_time(self, name: str):
        """As typed or copied here; before the first publication, the source's."""
        value = self.get_typed(name)
        source = self.get("source")
        if value or self.is_copied or not source:
            return value
        return getattr(source, {"gender": "grammatical_gender"}.get(name, name))

    @property
    def speaker_kind(self) -> str:
        """One of ``Source.Kind``, or "" where nothing is known."""
        source = self.get("source")
        if self.is_anonymous:
            return "anonymous"
        return self.get_typed("source_kind") or (source.kind if source else "")

    @property
    def is_anonymous(self) -> bool:
        source = self.get("source")
        kinds = (self.get_typed("source_kind"), source.kind if source else "")
        return "anonymous" in kinds

    @property
    def speaker(self) -> str:
        """The name at the time. An anonymous source has none, only what stands for it."""
        source = self.get("source")
        if self.is_anonymous:
            # A record that was chosen by mistake, or has become a named one since,
            # must not name anybody.
            stand_in = source.name if source and source.is_anonymous else ""
            return (
                self._label
                or stand_in
                or self.get("description")
                or _("A source who asked not to be named")
            )
        return self.get_typed("name") or (source.name if source else "")

    @property
    def speaker_role(self) -> str:
        return self._at_the_time("role") or ""

    @property
    def speaker_affiliation(self) -> str:
        return self._at_the_time("affiliation") or ""

    @property
    def speaker_description(self) -> str:
        description = self._at_the_time("description") or ""
        return "" if description == self.speaker else description

    @property
    def speaker_party(self) -> str:
        """The party's neutral label in the active language, or ""."""
        party = self.shown_party
        return party.get_label() if party else ""

    @property
    def shown_party(self):
        """The ``Party`` that readers are told the speaker belongs to, or None."""
        return self._at_the_time("party")

    @property
    def said_precision(self) -> str:
        """How precisely the time may be told."""
        precision = self.get("said_precision") or Precision.UNKNOWN
        if not self.get("said_at"):
            return Precision.UNKNOWN
        if self.is_anonymous and precision in _EXACT:
            return Precision.PART_OF_DAY
        return precision

    @property
    def is_relayed(self) -> bool:
        return self.get("kind") == Kind.RELAYED or (
            self.get("provenance") == Provenance.RELAYED
        )

    @property
    def relayed_by_name(self) -> str:
        return (self.get("relayed_by") or "") if self.is_relayed else ""

    @property
    def attribution(self) -> Attribution:
        """Who said it, how and when, ready to be put into a sentence."""
        return Attribution(
            speaker=self.speaker,
            role=self.speaker_role,
            affiliation=self.speaker_affiliation,
            description=self.speaker_description,
            party=self.speaker_party,
            gender=self._at_the_time("gender") or "",
            verb=self._verb_of_sentence,
            medium=self.get("medium") or "",
            told_to=self.get("told_to") or "",
            said_at=self.get("said_at"),
            precision=self.said_precision,
            relayed_by=self.relayed_by_name,
            posted_at=self.posted_at,
        )

    @property
    def _verb_of_sentence(self) -> str:
        verb = self.get("verb") or ""
        if verb == Verb.ACCORDING_TO and self.is_anonymous:
            # What stands for a name begins the sentence: it cannot stand within one.
            return Verb.SAID
        return verb

    @property
    def attribution_html(self):
        return describe_attribution(self.attribution)

    @property
    def attribution_text(self) -> str:
        return describe_attribution_as_text(self.attribution)

    @property
    def is_translated(self) -> bool:
        return any(
            self.get(name)
            for name in ("original_text", "translation_note", "translated_by")
        ) and (self.get("translated_by") != Translation.UNTRANSLATED)

    @property
    def text_language(self) -> str:
        """The language of the words shown: the page's, or the original's when
        they were left untranslated."""
        language = self.get("language") or ""
        page_language = get_language() or ""
        text = self.get("text") or ""
        if not language or self.is_translated:
            return page_language
        if self.get("translated_by") == Translation.UNTRANSLATED:
            return language
        if is_written_in(text, language) and not is_written_in(text, page_language):
            return language
        return page_language

    @property
    def text_direction(self) -> str:
        return get_direction(self.text_language)

    @property
    def original_direction(self) -> str:
        return get_direction(self.get("language") or "")

    @property
    def language_label(self) -> str:
        return get_language_name(self.get("language") or "")

    @property
    def shows_quotation_marks(self) -> bool:
        """Only the speaker's own words stand in quotation marks."""
        return (
            self.get("kind") in (Kind.DIRECT, Kind.PARTIAL)
            and self.get("provenance") not in _NOT_IN_THEIR_WORDS
        )

    @property
    def opening_mark(self) -> str:
        return get_quotation_marks(self.text_language)[0]

    @property
    def closing_mark(self) -> str:
        return get_quotation_marks(self.text_language)[1]

    @property
    def kind_label(self) -> str:
        kind = self.get("kind") or ""
        if self.is_relayed and kind != Kind.PARAPHRASE:
            kind = Kind.RELAYED
        elif kind and not self.shows_quotation_marks:
            kind = Kind.PARAPHRASE
        return describe_kind(kind)

    @property
    def translation_line(self) -> str:
        return describe_translation(
            self.get("translated_by") or "", self.get("translator") or ""
        )

    @property
    def provenance_line(self) -> str:
        provenance = self.get("provenance") or ""
        if provenance == Provenance.RELAYED and self.relayed_by_name:
            # By whom stands in the sentence.
            provenance = Provenance.NOT_SEEN
        return describe_provenance(provenance)

    def _show_link(self, name: str) -> str:
        return "" if self.is_anonymous else get_public_link(self.get(name))

    @property
    def public_link(self) -> str:
        return self._show_link("link")

    @property
    def public_archive_link(self) -> str:
        return self._show_link("archive_link")

"""What a quote must be before readers see it, and what is worth a second look.

Each rule gives the field and the message that stands there.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _, ngettext

from ..attribution import LOADED_VERBS, Kind, Precision, Provenance
from ..languages import get_language_name, is_written_in
from ..links import validate_public_link
from ..writing import get_written_language
from .quote_time import is_in_future
from .text import check_length

#: Pairs of marks that a text may be put in, with the plain ones of keyboards.
_MARKS = ("“”", "«»", "„“", "„”", "‚‘", "‘’", "‹›", '""', "''", "»«", "『』", "「」")
_MARKED = "|".join(
    f"{re.escape(opening)}[^{re.escape(opening + closing)}]*{re.escape(closing)}"
    for opening, closing in _MARKS
)
_IN_MARKS = re.compile(rf"(?:(?:{_MARKED})[.,!?…]*\s*)+")
_OWN_WORDS = (Kind.DIRECT, Kind.PARTIAL)
#: Characters from which on a quote is worth cutting.
LONG = 600
#: The same word twice on one line. Numbers are grouped by spaces in some languages.
_DOUBLED = re.compile(r"\b([^\W\d_]+)[ \t\xa0]+\1\b", re.IGNORECASE)
_RIGHTLY_DOUBLED = frozenset({"had had", "that that"})

Found = Iterator[tuple[str, ValidationError]]


@dataclass(frozen=True)
class QuoteWarning:
    """Something to look at again. It does not keep a quote from being published."""

    field: str
    code: str
    message: str


def check_length_of_texts(value) -> Found:
    for field in ("text", "original_text"):
        try:
            check_length(value.get(field) or "")
        except ValidationError as error:
            yield field, error


def check_quote(value) -> Found:
    """Everything that keeps the quote from being published."""
    yield from _check_speaker(value)
    yield from _check_marks(value)
    yield from _check_language(value)
    yield from _check_provenance(value)
    yield from _check_time(value)
    yield from _check_links(value)
    if value.is_anonymous:
        yield from _check_anonymity(value)


def _error(message, code) -> ValidationError:
    return ValidationError(message, code=code)


def _check_speaker(value) -> Found:
    if not (value.get("text") or "").strip():
        yield "text", _error(_("Write what was said."), "required")
    is_named = value.get("source") or (value.get("name") or "").strip()
    if not is_named and not value.is_anonymous:
        yield "source", _error(_("Choose a source or type a name."), "no_speaker")


def _check_marks(value) -> Found:
    if not is_in_marks(value.get("text") or ""):
        return
    if value.get("kind") in _OWN_WORDS:
        message = _(
            "Remove the quotation marks around the text: the page adds those of its "
            "language."
        )
    else:
        message = _(
            "Remove the quotation marks around the text: these are not the speaker's "
            "own words. If they are, choose a direct quote."
        )
    yield "text", _error(message, "quotation_marks")


def is_in_marks(text: str) -> bool:
    """Whether the whole of ``text`` stands in quotation marks, in one pair or in
    several one after the other."""
    return _IN_MARKS.fullmatch(text.strip()) is not None


def _check_language(value) -> Found:
    if value.get("kind") not in _OWN_WORDS:
        return
    text, language = value.get("text") or "", value.get("language") or ""
    page_language = get_written_language()
    if not language:
        if reason := _find_other_language(value, text, page_language):
            yield "language", _error(reason, "language_missing")
        return
    if value.get("translated_by") or _is_same(language, page_language):
        return
    if is_written_in(text, language) and not is_written_in(text, page_language):
        return  # The original words themselves, in a script of their own.
    yield (
        "translated_by",
        _error(
            _(
                "Say how these words were translated from %(language)s. A machine "
                "translation has to be checked by a person first."
            )
            % {"language": get_language_name(language)},
            "translation_missing",
        ),
    )


def _find_other_language(value, text, page_language):
    if value.get("original_text") or value.get("translated_by"):
        return _("Name the language that was translated from.")
    if any(letter.isalpha() for letter in text) and not is_written_in(
        text, page_language
    ):
        return _("These words are not in the language of the live blog: name theirs.")
    source = value.get("source")
    spoken = source.language if source else ""
    if spoken and not _is_same(spoken, page_language):
        return _(
            "This source usually speaks %(language)s. Name the language of these "
            "words, even if it is %(own)s."
        ) % {
            "language": get_language_name(spoken),
            "own": get_language_name(page_language),
        }
    return None


def _is_same(one: str, other: str) -> bool:
    return one.lower().split("-")[0] == other.lower().split("-")[0]


def _check_provenance(value) -> Found:
    provenance = value.get("provenance")
    if provenance == Provenance.NOT_SEEN and value.get("kind") in _OWN_WORDS:
        yield (
            "provenance",
            _error(
                _(
                    "Words that we have not seen or heard cannot stand in quotation "
                    "marks: make it a paraphrase, or say who relayed them."
                ),
                "not_seen",
            ),
        )
    relayed_by = (value.get("relayed_by") or "").strip()
    if value.is_relayed and not relayed_by:
        yield "relayed_by", _error(_("Name who relayed it."), "relayer_missing")
    if relayed_by and not value.is_relayed:
        yield (
            "relayed_by",
            _error(
                _("Choose “relayed” under how we have it, or leave this empty."),
                "not_relayed",
            ),
        )


def _check_time(value) -> Found:
    said_at = value.get("said_at")
    if isinstance(said_at, datetime) and is_in_future(
        said_at, value.get("said_precision")
    ):
        yield "said_at", _error(_("This time is in the future."), "future")


def _check_links(value) -> Found:
    for field in ("link", "archive_link"):
        if link := value.get(field):
            try:
                validate_public_link(link)
            except ValidationError as error:
                yield field, error


def _check_anonymity(value) -> Found:
    source = value.get("source")
    if source and not source.is_anonymous:
        yield (
            "source",
            _error(
                _(
                    "The record of this source has a name. Choose or make a record of "
                    "the kind “anonymous”."
                ),
                "named_record",
            ),
        )
    if not (value.get("anonymity_reason") or "").strip():
        yield (
            "anonymity_reason",
            _error(_("Tell readers why the source is not named."), "no_reason"),
        )
    refused = {
        "name": _("An anonymous source has no name here: it would be published."),
        "link": _("A link would lead to who this is. Leave it out."),
        "archive_link": _("An archived copy would lead to who this is. Leave it out."),
    }
    for field, message in refused.items():
        if value.get_typed(field):
            yield field, _error(message, "anonymous")
    exact = (Precision.MINUTE, Precision.HOUR)
    if value.get("said_at") and value.get("said_precision") in exact:
        yield (
            "said_precision",
            _error(
                _(
                    "An exact time can tell who was there. Choose the part of the day, "
                    "or the day."
                ),
                "anonymous",
            ),
        )


def find_warnings(value) -> Iterator[QuoteWarning]:
    """What is worth a second look before the quote is published."""
    text = value.get("text") or ""
    if value.get("verb") in LOADED_VERBS and not value.get("verb_reason"):
        yield QuoteWarning(
            "verb",
            "loaded_verb",
            _("This verb judges the speaker. Say why in one line, or choose “said”."),
        )
    for doubled in _DOUBLED.finditer(text):
        if doubled[0].lower() in _RIGHTLY_DOUBLED:
            continue
        yield QuoteWarning(
            "text",
            f"doubled:{doubled[0].lower()}",
            _("“%(words)s”: is a word doubled?") % {"words": doubled[0]},
        )
    if len(text) > LONG:
        yield QuoteWarning(
            "text",
            "long",
            ngettext(
                "This quote has %(count)s character; readers skip quotes over %(limit)s.",
                "This quote has %(count)s characters; readers skip quotes over %(limit)s.",
                len(text),
            )
            % {"count": len(text), "limit": LONG},
        )

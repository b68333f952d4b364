"""The sentence under a quote: who said it, how, where and when.

Each language builds the whole sentence in its own grammar. A site adds or
replaces one, for example in the ``ready()`` of its app::

    from wagtail_liveconflict.attribution import GRAMMARS, Grammar

    GRAMMARS["pl"] = Grammar(build_sentence, describe_moment)

``english.py`` is the shortest example. A language that is not there gets the
translated phrases of ``fallback.py``, in English order.
"""

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime

from django.utils import translation
from django.utils.safestring import SafeString

from . import english, fallback, russian, ukrainian
from .composition import Grammar, Sentence, get_moment
from .speaker import get_time_piece, tidy

#: Language code -> grammar; "pt-br" is looked up before "pt".
GRAMMARS: dict[str, Grammar] = {
    "en": english.GRAMMAR,
    "ru": russian.GRAMMAR,
    "uk": ukrainian.GRAMMAR,
}


@dataclass(frozen=True)
class Attribution:
    """What is known of how a quote was said; every text as the editor typed it.

    ``role``, ``affiliation`` and ``description`` are as they were then; ``party``
    is the side's neutral label in the page's language; ``gender``, ``verb``,
    ``medium`` and ``precision`` are values of the vocabulary or "". ``told_to`` is
    in the case the page's language asks for (Russian and Ukrainian: dative).
    The year is printed when it is not that of ``posted_at``.
    """

    speaker: str
    role: str = ""
    affiliation: str = ""
    description: str = ""
    party: str = ""
    gender: str = ""
    verb: str = "said"
    medium: str = ""
    told_to: str = ""
    said_at: datetime | None = None
    precision: str = "unknown"
    relayed_by: str = ""
    posted_at: datetime | None = None


def describe_attribution(
    attribution: Attribution, language: str | None = None
) -> SafeString:
    """One sentence without a final period, as HTML.

    ``language`` is a language code; None is the active one. Names stand in
    ``<cite>`` and ``<bdi>``, the time in ``<time>``, in the active time zone.
    """
    return _build_sentence(attribution, language).as_html()


def describe_attribution_as_text(
    attribution: Attribution, language: str | None = None
) -> str:
    """The same words as plain text."""
    return _build_sentence(attribution, language).as_text()


def describe_time(
    said_at: datetime | None,
    precision: str | None,
    posted_at: datetime | None = None,
    language: str | None = None,
) -> SafeString:
    """The time as precisely as it is known, as a ``<time>`` in the active time
    zone; empty when it is not known."""
    return _build_time(said_at, precision, posted_at, language).as_html()


def describe_time_as_text(
    said_at: datetime | None,
    precision: str | None,
    posted_at: datetime | None = None,
    language: str | None = None,
) -> str:
    """The same words as plain text."""
    return _build_time(said_at, precision, posted_at, language).as_text()


def get_grammar(language: str) -> Grammar:
    code = language.lower()
    return GRAMMARS.get(code) or GRAMMARS.get(code.split("-")[0]) or fallback.GRAMMAR


def activate(language: str | None):
    """The language as a context; None leaves the active one."""
    return translation.override(language) if language else nullcontext()


def _get_active_grammar() -> Grammar:
    return get_grammar(translation.get_language() or "en")


def _build_sentence(attribution: Attribution, language: str | None) -> Sentence:
    moment = get_moment(
        attribution.said_at, attribution.precision, attribution.posted_at
    )
    with activate(language):
        return _get_active_grammar().build_sentence(tidy(attribution), moment)


def _build_time(said_at, precision, posted_at, language) -> Sentence:
    sentence = Sentence()
    moment = get_moment(said_at, precision, posted_at)
    if moment:
        with activate(language):
            words = _get_active_grammar().describe_moment(moment)
        sentence.add(get_time_piece(moment, words))
    return sentence

"""The official line: "X has confirmed; Y has not commented."

Each language builds it in its own grammar. A site adds or replaces one, for
example in the ``ready()`` of its app::

    from wagtail_liveconflict.verification.official_line import GRAMMARS, Grammar

    GRAMMARS["pl"] = Grammar(describe_time, say_nobody, say_all, say_some)

``english.py`` is the shortest example. A language that is not there gets the
translated phrases of ``fallback.py``.
"""

from collections.abc import Sequence
from datetime import datetime

from django.utils import translation

from ...attribution.composition import get_moment
from ...attribution.sentence import activate
from ...attribution.vocabulary import Precision
from ..vocabulary import Stance
from . import english, fallback, russian, ukrainian
from .composition import Grammar, Positions, Side

#: Language code -> grammar; "pt-br" is looked up before "pt".
GRAMMARS: dict[str, Grammar] = {
    "en": english.GRAMMAR,
    "ru": russian.GRAMMAR,
    "uk": ukrainian.GRAMMAR,
}


def describe_official_line(
    sides: Sequence[Side],
    as_of: datetime,
    language: str | None = None,
    *,
    show_date: bool = False,
) -> str:
    """One sentence with its final period; empty when there is no side.

    Plain text: names stand as they are, markup in them too, so the caller escapes.
    ``as_of`` is printed, in the active time zone, while no side has confirmed or
    denied; with ``show_date`` the day and the month too. ``language`` is a
    language code; None is the active one. A side that declined to comment and one
    of which nothing is known read alike.
    """
    groups = Positions.of(sides).groups
    if not groups:
        return ""
    with activate(language):
        grammar = get_grammar(translation.get_language() or "en")
        stance, agreed = groups[0]
        if stance == Stance.NO_COMMENT:
            moment = get_moment(as_of, Precision.MINUTE)
            line = grammar.say_nobody(agreed, grammar.describe_time(moment, show_date))
        elif len(groups) == 1:
            line = grammar.say_all(stance, agreed)
        else:
            line = "; ".join(grammar.say_some(*group) for group in groups) + "."
    return _capitalise(line)


def get_grammar(language: str) -> Grammar:
    code = language.lower()
    return GRAMMARS.get(code) or GRAMMARS.get(code.split("-")[0]) or fallback.GRAMMAR


def _capitalise(line: str) -> str:
    """Labels are typed as they stand inside a sentence: "the islanders"."""
    # Not upper(): Georgian has capitals, and does not begin sentences with them.
    return line[:1].title() + line[1:]

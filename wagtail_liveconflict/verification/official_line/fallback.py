"""The line in a language without a grammar of its own: translated phrases that
agree with no name."""

from collections.abc import Sequence

from django.utils.translation import pgettext, pgettext_lazy

from ...attribution.composition import Moment
from ...attribution.fallback import describe_moment
from ..vocabulary import Stance
from .composition import Grammar, Side

_PHRASES = {
    Stance.CONFIRMS: pgettext_lazy("official line", "%(names)s: officially confirmed"),
    Stance.DENIES: pgettext_lazy("official line", "%(names)s: officially denied"),
    Stance.NO_COMMENT: pgettext_lazy("official line", "%(names)s: no comment"),
}


def describe_time(moment: Moment, show_date: bool) -> str:
    if show_date:
        return describe_moment(moment)
    return f"{moment.local:%H:%M} {moment.zone}".rstrip()


def say_nobody(sides: Sequence[Side], time: str) -> str:
    phrase = pgettext(
        "official line", "There is no official confirmation as of %(time)s."
    )
    return phrase % {"time": time}


def say_all(stance: Stance, sides: Sequence[Side]) -> str:
    return f"{say_some(stance, sides)}."


def say_some(stance: Stance, sides: Sequence[Side]) -> str:
    names = ", ".join(side.name for side in sides)
    return str(_PHRASES[stance]) % {"names": names}


GRAMMAR = Grammar(describe_time, say_nobody, say_all, say_some)

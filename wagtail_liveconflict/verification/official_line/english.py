"""The line in English: names are subjects, and verbs agree with them."""

from collections.abc import Sequence

from django.utils.formats import date_format

from ...attribution.composition import Moment
from ..vocabulary import Stance
from .composition import Grammar, Side, get_city, join_names

_VERBS = {
    Stance.CONFIRMS: "confirmed",
    Stance.DENIES: "denied this",
    Stance.NO_COMMENT: "not commented",
}


def describe_time(moment: Moment, show_date: bool) -> str:
    time = f"{moment.local:%H:%M}"
    if show_date:
        time = f"{time} on {date_format(moment.local, 'j F')}"
    city = get_city(moment)
    zone = f"{city} time" if city else moment.zone
    return f"{time} ({zone})" if zone else time


def say_nobody(sides: Sequence[Side], time: str) -> str:
    match len(sides):
        case 1:
            verb = f"{_name_with_verb(sides)} not"
        case 2:
            verb = "Neither side has"
        case _:
            verb = "None of the sides has"
    return f"{verb} officially confirmed this as of {time}."


def say_all(stance: Stance, sides: Sequence[Side]) -> str:
    each = {1: "", 2: " both"}.get(len(sides), " all")
    verb = "confirmed" if stance == Stance.CONFIRMS else "denied"
    return f"{_name_with_verb(sides)}{each} officially {verb} this."


def say_some(stance: Stance, sides: Sequence[Side]) -> str:
    return f"{_name_with_verb(sides)} {_VERBS[stance]}"


def _name_with_verb(sides):
    is_plural = len(sides) > 1 or sides[0].is_plural
    return f"{join_names(sides, 'and')} {'have' if is_plural else 'has'}"


GRAMMAR = Grammar(describe_time, say_nobody, say_all, say_some)

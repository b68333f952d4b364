"""What every language builds the line from: who says what, and as of when."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from ...attribution.composition import Moment
from ..vocabulary import Stance

#: First parts of zone keys whose last part is a place ("Etc/GMT+3" has none).
_REGIONS = {
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
}
#: Zone keys that are still in use with a name that is not.
_RENAMED = {"Kiev": "Kyiv", "Calcutta": "Kolkata"}


@dataclass(frozen=True)
class Side:
    """One belligerent party and its newest official position on a claim.

    ``name`` is its neutral label in the reader's language, in the nominative; no
    language declines it. ``stance`` is a ``Stance`` value, or "" where it has
    said nothing we know of. ``at`` is when it said so; the line does not print it.
    ``is_plural`` matters in English alone: "The islanders have confirmed".
    """

    name: str
    stance: str = ""
    at: datetime | None = None
    is_plural: bool = False


@dataclass(frozen=True)
class Positions:
    """The sides by what they say, each group in the order they were given."""

    confirming: Sequence[Side]
    denying: Sequence[Side]
    silent: Sequence[Side]

    @classmethod
    def of(cls, sides: Sequence[Side]) -> Self:
        """Whoever neither confirms nor denies is silent, whatever the stance."""
        spoken = (Stance.CONFIRMS, Stance.DENIES)
        return cls(
            confirming=[side for side in sides if side.stance == Stance.CONFIRMS],
            denying=[side for side in sides if side.stance == Stance.DENIES],
            silent=[side for side in sides if side.stance not in spoken],
        )

    @property
    def groups(self) -> list[tuple[Stance, Sequence[Side]]]:
        """Those who say the same, without groups of nobody; confirmations first."""
        groups = [
            (Stance.CONFIRMS, self.confirming),
            (Stance.DENIES, self.denying),
            (Stance.NO_COMMENT, self.silent),
        ]
        return [(stance, sides) for stance, sides in groups if sides]


@dataclass(frozen=True)
class Grammar:
    """What a language has to know. All run with the language active.

    ``describe_time(moment, show_date)``: the time with its zone, as
    ``say_nobody`` needs it.
    ``say_nobody(sides, time)``: none of the sides confirms or denies; a sentence.
    ``say_all(stance, sides)``: all sides confirm, or all deny; a sentence.
    ``say_some(stance, sides)``: what some sides say; a clause without a period.
    """

    describe_time: Callable[[Moment, bool], str]
    say_nobody: Callable[[Sequence[Side], str], str]
    say_all: Callable[[Stance, Sequence[Side]], str]
    say_some: Callable[[Stance, Sequence[Side]], str]


def get_city(moment: Moment) -> str:
    """The city in the key of the moment's zone, in English: ``"New York"``; empty
    where the zone is not named after a place."""
    key = getattr(moment.local.tzinfo, "key", None) or ""
    region, _slash, place = key.partition("/")
    if region not in _REGIONS:
        return ""
    city = place.rsplit("/", 1)[-1].replace("_", " ")
    return _RENAMED.get(city, city)


def join_names(sides: Iterable[Side], conjunction: str) -> str:
    """``"A"``, ``"A and B"``, ``"A, B and C"``."""
    *names, last = [side.name for side in sides]
    return f"{', '.join(names)} {conjunction} {last}" if names else last

"""Where a colleague's name is that no command can take out: people have to look."""

from collections.abc import Iterator
from typing import NamedTuple

from .copies import find_hold_reasons, find_log_data, find_versions
from .person import Person
from .places import BYLINE, HOLD, find_rows, get_texts


class Mention(NamedTuple):
    place: str
    id: int
    text: str


def find_mentions(person: Person) -> Iterator[Mention]:
    """Words that people wrote. Those of one place come together."""
    for column in get_texts():
        for pk, text in find_rows(column, person):
            yield Mention(str(column), pk, text)
    for place, pk, text in find_log_data():
        if person.is_in(text):
            yield Mention(place, pk, text)


def find_hold_copies(person: Person) -> Iterator[Mention]:
    """Why an update was held: as its versions and the history have it."""
    for pk, why in find_versions(HOLD.field):
        if person.is_in(why):
            yield Mention(f"versions of {HOLD}", pk, why)
    for pk, why in find_hold_reasons():
        if person.is_in(why):
            yield Mention("history, why held", pk, why)


def find_named_bylines(person: Person) -> Iterator[Mention]:
    """Bylines of updates, and of their versions, that have the person in whatever way."""
    rows = BYLINE.rows.exclude(byline_names="").order_by("pk")
    for pk, names in rows.values_list("pk", BYLINE.field).iterator(500):
        if person.is_in_byline(names):
            yield Mention(str(BYLINE), pk, names)
    for pk, names in find_versions(BYLINE.field):
        if person.is_in_byline(names):
            yield Mention(f"versions of {BYLINE}", pk, names)


def find_unclear_bylines(person: Person) -> Iterator[Mention]:
    """Those that name the person otherwise than in a list with commas."""
    for each in find_named_bylines(person):
        if person.is_left_in_byline(each.text):
            yield each

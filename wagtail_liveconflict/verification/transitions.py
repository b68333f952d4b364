"""Which status may follow which, and where a second editor has to agree."""

from collections.abc import Iterable
from dataclasses import dataclass

from .vocabulary import Status


@dataclass(frozen=True)
class Transition:
    before: Status
    after: Status
    #: Another editor has to approve it before it is made.
    needs_second_person: bool = False


def _each(
    before: Iterable[Status], after: Iterable[Status], *, needs_second_person=False
) -> Iterable[Transition]:
    return (
        Transition(one, other, needs_second_person)
        for one in before
        for other in after
        if one != other
    )


_S = Status

TRANSITIONS: dict[tuple[Status, Status], Transition] = {
    (transition.before, transition.after): transition
    for transition in (
        *_each([_S.UNVERIFIED], [_S.CHECKING, _S.CORROBORATED, _S.DISPUTED]),
        *_each([_S.CHECKING], [_S.CORROBORATED, _S.DISPUTED, _S.INCONCLUSIVE]),
        # What we put our name to.
        *_each(
            [_S.CHECKING, _S.CORROBORATED, _S.DISPUTED, _S.INCONCLUSIVE],
            [_S.VERIFIED, _S.FALSE],
            needs_second_person=True,
        ),
        # A downgrade takes back what readers were told.
        *_each(
            [_S.CORROBORATED, _S.VERIFIED],
            [_S.DISPUTED, _S.INCONCLUSIVE, _S.FALSE],
            needs_second_person=True,
        ),
        *_each(
            [_S.FALSE],
            [_S.DISPUTED, _S.INCONCLUSIVE, _S.VERIFIED],
            needs_second_person=True,
        ),
        # Back under review: nobody has to be asked to doubt.
        *_each(
            [
                _S.CORROBORATED,
                _S.VERIFIED,
                _S.DISPUTED,
                _S.INCONCLUSIVE,
                _S.FALSE,
            ],
            [_S.CHECKING],
        ),
    )
}


def find_transition(before: str, after: str) -> Transition | None:
    """The transition between two statuses; None where it is not possible."""
    return TRANSITIONS.get((before, after))


def get_next_statuses(before: str) -> list[Transition]:
    """What may follow, in the order of the vocabulary."""
    return [
        transition
        for status in Status
        if (transition := find_transition(before, status))
    ]

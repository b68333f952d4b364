"""Which status may follow which: all forty-nine pairs."""

import itertools

import pytest

from wagtail_liveconflict.verification import Status, find_transition
from wagtail_liveconflict.verification.transitions import get_next_statuses

# As the newsroom agreed on it: what may follow, with * where somebody else has to
# agree.
TABLE = {
    "unverified": "checking corroborated disputed",
    "checking": "corroborated disputed inconclusive verified* false*",
    "corroborated": "checking verified* disputed* inconclusive* false*",
    "verified": "checking disputed* inconclusive* false*",
    "disputed": "checking verified* false*",
    "inconclusive": "checking verified* false*",
    "false": "checking disputed* inconclusive* verified*",
}
AGREED = {
    (before, after.removesuffix("*")): after.endswith("*")
    for before, line in TABLE.items()
    for after in line.split()
}


@pytest.mark.parametrize(
    ("before", "after"), list(itertools.product(Status.values, repeat=2))
)
def test_every_pair_is_as_agreed(before, after):
    """Possible or not, and with a second person or without."""
    transition = find_transition(before, after)
    if (before, after) not in AGREED:
        assert transition is None
    else:
        assert transition.needs_second_person is AGREED[before, after]


def test_nothing_becomes_unverified_again():
    """What has been looked at stays looked at."""
    assert not any(find_transition(status, "unverified") for status in Status)


@pytest.mark.parametrize("status", Status)
def test_what_may_follow_is_listed_in_the_order_of_the_words(status):
    """For menus: every possible status once, as the vocabulary has them."""
    listed = [transition.after for transition in get_next_statuses(status)]
    assert listed == [one for one in Status if (status, one) in AGREED]


def test_marks_and_lines_tell_the_statuses_apart():
    """Each has its own plain-text mark and its own line for readers."""
    assert "".join(status.mark for status in Status) == "?…+✓≠–✗"
    assert len({str(status.line) for status in Status}) == len(Status)

"""After which changes readers are due a correction."""

import json

import pytest

from tests.factories import quote, text
from wagtail_liveconflict.editorial.corrigible import (
    find_corrigible_changes,
    find_numbers,
)
from wagtail_liveconflict.models import LiveUpdate

# No query is made; but Django 6.1 connects to SQLite before it sees that there is none.
pytestmark = pytest.mark.django_db


def make(headline="", *blocks, **fields):
    blocks = [{**block, "id": f"block-{n}"} for n, block in enumerate(blocks)]
    return LiveUpdate(headline=headline, body=json.dumps(blocks), live=True, **fields)


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("Two hurt", []),
        ("5 hurt, 12 missing", ["5", "12"]),
        ("1,200 people", ["1200"]),
        ("1 200 человек", ["1200"]),
        ("1\u00a0200\u00a0000 осіб", ["1200000"]),
        ("2.5 km", ["2.5"]),
        ("2,5 км", ["2.5"]),
        ("at 10:30 on 28.11.2026", ["10:30", "28.11.2026"]),
        ("in 2024 300 boats", ["2024", "300"]),
        ("٥ قوارب", ["5"]),
        ("T-72 and 3-5 boats", ["72", "3-5"]),
    ],
)
def test_numbers_are_read_whatever_way_they_are_written(words, numbers):
    """Grouped as each language does it, with a decimal point or comma, as a time or a
    date, in other scripts' digits."""
    assert find_numbers(words) == numbers


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("5 hurt",), ("7 hurt",)),
        (("Five hurt", text("At 10:30.")), ("Five hurt", text("At 11:30."))),
        (("У місті 5 поранених",), ("У місті 7 поранених",)),
        (("1 200 эвакуированы",), ("1 300 эвакуированы",)),
        (("2.5 km of road",), ("25 km of road",)),
        (("5 hurt",), ("Several hurt",)),
    ],
)
def test_another_number(before, after):
    """In headline or text: readers have another, and it is named."""
    (message,) = find_corrigible_changes(make(*before), make(*after))
    (number,) = find_numbers(" ".join(map(str, before)))[:1]
    assert number.split(":")[0] in message


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("5 hurt",), ("5 hurt, 2 missing",)),
        (("5 hurt",), ("Ferry: 5 people hurt",)),
        (("1,200 evacuated",), ("1 200 evacuated",)),
        (("5 hurt",), ("Quay closed", text("5 people were hurt."))),
        (("Quay",), ("Quay", quote("We sail."))),
        (("Quay", quote("We  sail.")), ("Quay", quote("We sail. "))),
        (
            ("Quay", quote("We sail."), text("Later.")),
            ("Quay", text("Later."), quote("We sail.")),
        ),
    ],
)
def test_what_needs_no_correction(before, after):
    """Added, moved, or only written otherwise."""
    assert find_corrigible_changes(make(*before), make(*after)) == []


@pytest.mark.parametrize(
    ("after", "message"),
    [
        (
            [quote("We sail at noon.")],
            "other words of The mayor of Ternwell: “We sail.”",
        ),
        (
            [quote("We sail.", name="Ada Quill")],
            "it was The mayor of Ternwell who said",
        ),
        ([], "A quote of The mayor of Ternwell is gone: “We sail.”"),
        ([text("Another block.")], "is gone"),
    ],
)
def test_another_quote(after, message):
    """Its words, its speaker, or none any more."""
    (found,) = find_corrigible_changes(make("", quote("We sail.")), make("", *after))
    assert message in found


def test_words_and_speaker_at_once():
    """Both are told."""
    before = make("", quote("Ми відпливаємо.", name="Мерка"))
    after = make("", quote("Ми чекаємо.", name="Олена Руда"))
    assert len(find_corrigible_changes(before, after)) == 2


def test_only_what_readers_have():
    """Nothing is due for a draft, nor for what was taken back."""
    after = make("7 hurt")
    assert find_corrigible_changes(None, after) == []
    draft = make("5 hurt")
    draft.live = False
    assert find_corrigible_changes(draft, after) == []
    assert find_corrigible_changes(make("5 hurt", withdrawn_at="now"), after) == []

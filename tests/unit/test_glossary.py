"""Which words of a text the glossary finds, and which it leaves alone."""

import unicodedata

import pytest
from hypothesis import given, strategies as st

from wagtail_liveconflict import glossary
from wagtail_liveconflict.glossary import Entry, Matcher, get_matcher, is_same_form

ENTRIES = (
    Entry(
        1, "Ternwell", "Ternwell", ("Ternvel", "Ternvel town", "New Ternwell"), "So."
    ),
    Entry(2, "Orm", "St. Orm", ("Orm", "lower orm", "orm's gate"), "A saint."),
    Entry(3, "Brak", "Brack-on-Sea", ("Brak-on-Sea",), "Its own spelling."),
    Entry(4, "Тернвел", "Тернвел", ("Тёрнвел", "Тернв'їл", "Терн"), "Так."),
)
OTHER_FORMS = [form for entry in ENTRIES for form in entry.other_forms]


def find(text, entries=ENTRIES):
    return [found.form for found in Matcher(entries).find(text)]


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Boats left Ternvel.", ["Ternvel"]),
        ("Ternvel’s quay, Ternvel-based boats", ["Ternvel", "Ternvel"]),
        ("The longest wins: Ternvel town.", ["Ternvel town"]),
        ("Between words any space: Ternvel\u00a0\n town", ["Ternvel\u00a0\n town"]),
        ("Hyphens are one: Brak–on‑Sea", ["Brak–on‑Sea"]),
        ("Small letters in any case: LOWER Orm", ["LOWER Orm"]),
        ("Apostrophes are one: Orm’s gate", ["Orm’s gate"]),
        ("Capitals as they are: ternvel, TERNVEL", []),
        ("No part of a word: Ternvelian, subTernvel, Ternvel2", []),
        ("The house forms: Ternwell, St. Orm, St.  Orm, Brack-on-Sea", []),
        ("The longer of the two: New Ternwell", ["New Ternwell"]),
        ("Ё is no е: Тёрнвел, Тернвел", ["Тёрнвел"]),
        ("Тернв’їл", ["Тернв’їл"]),
        ("An apostrophe inside a word does not end it: Терн’їв, в’Терн", []),
        ("But it ends an English one: 'Терн'", ["Терн"]),
        ("A mark after it is of the same word: Терн\u0301", []),
        ("Nothing at all", []),
    ],
)
def test_what_is_found(text, forms):
    """Whole words, the longest form, and never the house form or what is in it."""
    assert find(text) == forms


@pytest.mark.parametrize(
    "text",
    [
        "She said “Ternvel is ours”.",
        "Он сказал: «Боги Ternvel, „Ternvel“ и Тёрнвел».",
        "Він сказав: „Ternvel“.",
        'He wrote "Ternvel" on it.',
    ],
)
def test_typed_quotations_are_left_alone(text):
    """What stands in quotation marks is somebody else's word."""
    assert find(text) == []
    assert find(text + " In Ternvel.") == ["Ternvel"]


@pytest.mark.parametrize("mark", ["“", "«", "„", '"'])
def test_mark_that_is_not_closed_hides_nothing(mark):
    """A quotation ends at the latest with its paragraph."""
    assert find(f"{mark}Ternvel\nTernvel”»“{mark}") == ["Ternvel", "Ternvel"]


def test_found_says_where_and_why():
    """Start and end are those of the composed text."""
    text = unicodedata.normalize("NFD", "Café in Ternvel")
    (found,) = Matcher(ENTRIES).find(text)
    assert (found.start, found.end) == (8, 15)
    assert (found.house_form, found.reason, found.name_id) == ("Ternwell", "So.", 1)


def test_composed_and_decomposed_are_one():
    """However a text or a form was typed."""
    form = "Тёрнвел"
    assert find(unicodedata.normalize("NFD", form)) == [form]
    entry = Entry(1, "x", "Тернвел", (unicodedata.normalize("NFD", form),), "")
    assert find(form, (entry,)) == [form]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Ternvel", "Ternvel", True),
        ("Ternvel", "TERNVEL", False),
        ("ternvel", "TERNVEL", True),
        ("Orm’s  gate", "Orm's gate", True),
        ("Brak–on–Sea", "Brak-on-Sea", True),
        ("Тёрнвел", "Тернвел", False),
    ],
)
def test_same_form(one, other, expected):
    """Forms are the same where one text could be both."""
    assert is_same_form(one, other) is expected
    assert is_same_form(other, one) is expected


OTHER_WORDS = ["boats", "“", "”", "«", "»", "„", '"', "'", "-", "\n", ",", "İ", "ſ"]
WORDS = st.sampled_from(
    [
        *OTHER_FORMS,
        *(entry.house_form for entry in ENTRIES),
        *OTHER_WORDS,
        "\u0301",
        "Терн’їв",
    ]
)
TEXTS = st.lists(WORDS | st.text(max_size=6), max_size=12).map(" ".join)


@given(TEXTS)
def test_found_are_words_of_the_text(text):
    """Whatever the text: what is found stands there, as a whole word, in order, none
    in another, and is a form that the glossary has."""
    composed = unicodedata.normalize("NFC", text)
    end = 0
    for found in Matcher(ENTRIES).find(text):
        assert end <= found.start < found.end
        end = found.end
        assert composed[found.start : found.end] == found.form
        assert any(is_same_form(found.form, form) for form in OTHER_FORMS)
        around = composed[max(found.start - 1, 0) : found.start] + composed[end:][:1]
        assert not any(character.isalnum() for character in around)


@given(st.sampled_from(OTHER_FORMS), TEXTS)
def test_form_in_a_paragraph_of_its_own_is_found(form, text):
    """Nothing in another paragraph hides it."""
    assert find(f"{text}\n\n{form}\n\n{text}").count(form) >= 1


@given(st.lists(st.text(min_size=1, max_size=12).filter(str.strip), max_size=8))
def test_any_form_can_be_in_the_glossary(forms):
    """No character of a form has a meaning of its own."""
    Matcher([Entry(1, "x", "Ternwell", tuple(forms), "")]).find(" ".join(forms))


def test_large_glossary_is_one_expression(monkeypatch):
    """500 forms are one regular expression, made once for all texts."""
    compiled = []
    make = glossary.re.compile

    def compile_and_note(pattern, *args):
        compiled.append(pattern)
        return make(pattern, *args)

    monkeypatch.setattr(glossary.re, "compile", compile_and_note)
    get_matcher.cache_clear()
    entries = tuple(
        Entry(n, "x", f"Town{n}", (f"Toun{n}", f"toen{n}"), "") for n in range(250)
    )
    text = "".join(f"word toun{n} TOEN{n} " for n in range(250)) * 4
    assert len(text) > 15_000
    for _repetition in range(3):
        assert len(get_matcher(entries).find(text)) == 4 * 250
    assert len(compiled) == 1

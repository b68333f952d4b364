"""Letters stay whole, and lines are seen in the order in which they are read."""

import pytest
from hypothesis import given, strategies as st

from wagtail_liveconflict.share_cards import bidi, joining
from wagtail_liveconflict.share_cards.letters import clean, split_letters, split_words


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\0b\x07 \r\n c\t", "a b c"),
        ("half \ud83d of one", "half of one"),
        ("left\u202eright\u2066\u200b", "leftright"),
        ("и\u0306", "й"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("5\u00a0км", "5\u00a0км"),
        ("a" + "\u0301" * 99, "á" + "\u0301" * 4),
    ],
)
def test_a_text_is_cleaned(text, cleaned):
    """Controls, orders of direction and halves of characters go; what spelling needs
    stays."""
    assert clean(text) == (cleaned, False)


@given(st.text(st.characters()))
def test_any_text_can_be_cleaned(text):
    """Nothing is lost or doubled when it is cut into letters."""
    cleaned, _was_cut = clean(text)
    assert "".join(split_letters(cleaned)) == cleaned
    assert clean(cleaned)[0] == cleaned


@pytest.mark.parametrize(
    ("text", "count"),
    [("é", 1), ("🇺🇦🇪🇺", 2), ("👩\u200d🚒!", 2), ("👍🏽", 1), ("מִלָּה", 3)],
)
def test_a_letter_is_what_a_reader_takes_for_one(text, count):
    """Marks, flags and joined emoji are parts of one."""
    assert len(split_letters(text)) == count


def get_pieces(text):
    return [piece for piece, _after in split_words(text)]


def test_short_words_do_not_hang():
    """Prepositions stay with what follows, and a dash with what is before."""
    assert get_pieces("и в Киеве — тишина") == ["и\u00a0в\u00a0Киеве\u00a0—", "тишина"]


def test_long_compounds_may_be_parted_at_their_hyphen():
    """There, and not before one or two letters."""
    assert get_pieces("Ивано-Франковск e-mail") == ["Ивано-", "Франковск", "e-mail"]


def test_a_sentence_glued_together_is_parted():
    """Spaces that do not break, pasted all over a text, do not make it one word."""
    assert len(get_pieces("one\u00a0word\u00a0after\u00a0another\u00a0" * 3)) > 8


def get_order(text, *, rtl):
    letters = split_letters(text)
    return "".join(bidi.reorder(letters, bidi.get_levels(letters, rtl=rtl)))


@pytest.mark.parametrize(
    ("text", "rtl", "seen"),
    [
        ("abc אבג def", False, "abc גבא def"),
        ("אבג BBC 12", True, "BBC 12 גבא"),
        ("אבג (BBC) דה", True, "הד )BBC( גבא"),
        ("אב 25% גד", True, "דג 25% בא"),
        ("אב 21:45, 7", True, "7 ,21:45 בא"),
        ("شس 12-13", True, "13-12 سش"),
        ("abc (def אב) גד", False, "abc (def בא) דג"),
        ("אבג.", False, "גבא."),
        ("אבג.", True, ".גבא"),
    ],
)
def test_a_mixed_line_is_seen_in_its_order(text, rtl, seen):
    """As Unicode's algorithm has it; brackets are turned when they are drawn."""
    assert get_order(text, rtl=rtl) == seen


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("بيت", "ﺑﻴﺖ"),
        ("دار", "ﺩﺍﺭ"),
        ("لا", "ﻻ"),
        ("سلام", "ﺳﻼﻡ"),
        ("می\u200cخ", "ﻣﯽﺥ"),
    ],
)
def test_arabic_is_joined_without_libraqm(text, forms):
    """Each letter in the form its neighbours ask for."""
    everything = range(0x110000)
    assert "".join(joining.join(split_letters(text), everything)) == forms

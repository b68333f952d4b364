"""Texts on cards are as large as they can be, and never cut in a word."""

import re

import pytest
from hypothesis import given, settings, strategies as st

from wagtail_liveconflict.share_cards.fitting import Box, fit
from wagtail_liveconflict.share_cards.fonts import Ink, Typesetter

BOX = Box(width=900, height=300, largest=72, smallest=40)
WORDS = "Somebody has closed the road to the bridge and nobody knows for how long"


@pytest.fixture(scope="module")
def setter():
    return Typesetter(language="en")


def is_within(setter, fitted, box):
    widths = [setter.measure(line, fitted.size, fitted.ink) for line in fitted.lines]
    return max(widths, default=0) <= box.width + 1 and fitted.height <= box.height


def test_a_short_text_is_as_large_as_it_may_be(setter):
    """And no larger."""
    assert fit(setter, "Ceasefire", BOX, Ink()).size == BOX.largest


def test_the_size_is_the_largest_that_fits(setter):
    """One more would not."""
    fitted = fit(setter, WORDS, BOX, Ink(bold=True))
    larger = Box(BOX.width, BOX.height, fitted.size + 1, fitted.size + 1)
    assert BOX.smallest < fitted.size < BOX.largest
    assert " ".join(fitted.lines) == WORDS
    assert fit(setter, WORDS, larger, Ink(bold=True)).was_cut


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text("abcdeжщіїאבשسلم", min_size=1, max_size=14), max_size=60))
def test_a_text_ends_at_a_word(words):
    """All its words, or the first of them and an ellipsis; within the box."""
    setter = Typesetter()
    text = " ".join(words)
    fitted = fit(setter, text, BOX, Ink())
    shown = " ".join(fitted.lines).replace("\u00a0", " ").split(" ")
    assert is_within(setter, fitted, BOX)
    if fitted.was_cut:
        assert shown[-1].endswith("…")
        shown[-1] = shown[-1].removesuffix("…")
        words = words[: len(shown)]
    assert shown == (words or [""])


def test_an_ellipsis_follows_no_comma(setter):
    """The stop before it is taken off."""
    text = "nobody, " * 200
    assert fit(setter, text, BOX, Ink()).lines[-1].endswith("nobody…")


def test_a_word_gives_way_to_the_ellipsis_whole(setter):
    """Where both do not fit, the word goes, and none of its letters stays."""
    box = Box(setter.measure("Somebody", 40, Ink()) + 2, 100, 40, 40)
    fitted = fit(setter, "Ab Somebody Somebody Somebody", box, Ink())
    assert fitted.lines == ("Ab…",)


def test_a_closing_mark_stands_after_the_ellipsis(setter):
    """A quote that was cut is still closed."""
    fitted = fit(setter, WORDS * 9, BOX, Ink(), suffix="”")
    assert fitted.lines[-1].endswith("…”")
    assert is_within(setter, fitted, BOX)


def test_a_word_wider_than_the_box_is_made_smaller_first(setter):
    """It stays whole while the smallest size allows."""
    fitted = fit(setter, "Противоракетоносецеподобный", BOX, Ink(bold=True))
    assert fitted.lines == ("Противоракетоносецеподобный",)
    assert fitted.size < BOX.largest


def test_a_monstrous_word_is_broken_between_letters(setter):
    """Two hundred letters with marks: no mark leaves its letter."""
    word = "щ\u0301" * 200
    fitted = fit(setter, word, BOX, Ink())
    assert fitted.size == BOX.smallest
    assert len(fitted.lines) == int(BOX.height / (1.2 * BOX.smallest))
    assert all(re.fullmatch("(щ\u0301)+…?", line) for line in fitted.lines)
    assert is_within(setter, fitted, BOX)


def test_no_word_is_alone_in_the_last_line(setter):
    """Lines are about as wide as each other."""
    text = "The bridge at Halmeret is open to ambulances for now"
    fitted = fit(setter, text, Box(1000, 300, 60, 60), Ink())
    widths = [setter.measure(line, 60, Ink()) for line in fitted.lines]
    assert len(widths) == 2
    assert min(widths) > 0.8 * max(widths)


def test_nothing_is_nothing(setter):
    """A text of which nothing is left has no lines."""
    assert fit(setter, " \0\n", BOX, Ink()).lines == ()

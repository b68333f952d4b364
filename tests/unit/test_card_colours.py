"""Whatever colours a newsroom has, its cards can be read."""

import pytest
from hypothesis import given, settings, strategies as st

from wagtail_liveconflict.share_cards import colours
from wagtail_liveconflict.share_cards.drawing import Style, draw_card
from wagtail_liveconflict.verification.vocabulary import Status

from .card_samples import RUSSIAN, UKRAINIAN, read

colour = st.tuples(*[st.integers(0, 255)] * 3)
#: Greys of the middle are the hardest: neither black nor white is far.
grey = st.integers(90, 140).map(lambda value: (value, value, value))


def to_hex(value):
    return "#{:02x}{:02x}{:02x}".format(*value)


@pytest.mark.parametrize(
    ("one", "other", "contrast"),
    [("#000", "#fff", 21), ("#777777", "#ffffff", 4.48), ("#b3202a", "#b3202a", 1)],
)
def test_contrast_is_that_of_wcag(one, other, contrast):
    """Figures that WCAG's own checkers give."""
    pair = colours.parse(one), colours.parse(other)
    assert colours.get_contrast(*pair) == pytest.approx(contrast, abs=0.005)


@settings(deadline=None, max_examples=60)
@given(paper=colour | grey, accent=colour | grey)
def test_every_text_has_a_contrast_of_four_and_a_half(paper, accent):
    """Each text with what lies beneath it, and 3:1 for the accent's shapes."""
    palette = colours.make_palette(paper, accent)
    for text, surface in palette.get_texts():
        assert colours.get_contrast(text, surface) >= 4.5
    assert colours.get_contrast(palette.accent, paper) >= 3
    assert colours.get_contrast(palette.badge, paper) >= 3


@settings(deadline=None, max_examples=50)
@given(paper=colour)
def test_the_accent_may_be_the_background(paper):
    """Equal colours are told apart by turning one towards white or black."""
    palette = colours.make_palette(paper, paper)
    assert colours.get_contrast(palette.quotation, paper) >= 4.5


def test_a_colour_that_can_be_read_stays_as_it_is():
    """Only what cannot be read is changed."""
    palette = colours.make_palette((255, 255, 255), colours.parse("#0d5872"))
    assert palette.quotation == palette.badge == colours.parse("#0d5872")


def test_statuses_of_one_colour_have_other_shapes():
    """Every status has a colour that is read on white and black paper."""
    for paper in ((255, 255, 255), (0, 0, 0)):
        palette = colours.make_palette(paper, (179, 32, 42))
        for status in Status:
            found = palette.get_status(status.value)
            assert colours.get_contrast(found, palette.panel) >= 4.5


@settings(max_examples=4, deadline=None)
@given(paper=colour | grey, accent=colour)
def test_what_is_drawn_has_the_colours_that_were_computed(paper, accent):
    """Pixels of the card: each colour of a text is there, on its surface."""
    style = Style(to_hex(paper), to_hex(accent))
    picture = read(draw_card(RUSSIAN, style).content)
    counted = {value: count for count, value in picture.getcolors(2**24)}
    palette = colours.make_palette(paper, accent)
    assert max(counted, key=counted.get) == paper
    status = palette.get_status("disputed")
    for text in (palette.ink, palette.soft, palette.badge_ink, status):
        assert counted.get(text, 0) > 20, text


@pytest.mark.parametrize("value", ["", "red", "#12", "#12345g", "rgb(1,2,3)"])
def test_what_is_no_colour_is_noted(value):
    """The card is drawn in the app's own, and says so."""
    drawn = draw_card(UKRAINIAN, Style(background=value))
    assert read(drawn.content).getpixel((600, 10)) == colours.parse("#1b1f27")
    assert "The colour background is not like #1b1f27." in drawn.notes

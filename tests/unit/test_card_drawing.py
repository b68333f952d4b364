"""Any text and any logo gives a card, and what is on it stands where it should."""

import dataclasses
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings, strategies as st
from PIL import Image, ImageOps

from tests.tree import ROOT
from wagtail_liveconflict.share_cards import drawing, layout, logos
from wagtail_liveconflict.share_cards.drawing import (
    Card,
    Mark,
    Style,
    draw_card,
    draw_quote_card,
)
from wagtail_liveconflict.share_cards.marks import draw_shape, get_edge
from wagtail_liveconflict.verification.vocabulary import Status

from .card_samples import (
    ARABIC,
    HEADLINE,
    LONGEST,
    RUSSIAN,
    SAMPLES,
    UKRAINIAN,
    draw_sample,
    make_logo,
    read,
)

PAPER = (0x1B, 0x1F, 0x27)


def test_drawing_knows_nothing_of_django():
    """Neither it nor what it imports."""
    code = (
        "import sys, wagtail_liveconflict.share_cards.drawing;"
        "sys.exit(bool({'django', 'wagtail'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0


@pytest.mark.parametrize("name", SAMPLES)
def test_a_card_has_its_size_and_is_light(name):
    """What platforms ask for, in no more than 150 kB."""
    card, style, draw = SAMPLES[name]
    drawn = draw(card, style)
    with_size = (1200, 630) if draw is draw_card else (1080, 1080)
    assert (drawn.width, drawn.height) == read(drawn.content).size == with_size
    assert drawn.content_type == "image/png"
    assert len(drawn.content) < 150_000


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_that_is_read_stands_at_the_edge(name):
    """Platforms crop: the outer 48 pixels hold the bar where reading begins and no
    more."""
    card, _style, _draw = SAMPLES[name]
    picture = draw_sample(name)
    if card.is_rtl:
        picture = ImageOps.mirror(picture)
    width, height = picture.size
    paper = picture.getpixel((width - 1, 0))
    assert picture.crop((0, 0, 16, height)).getcolors(1) is not None
    for box in (
        *((16, 0, width, 48), (16, height - 48, width, height)),
        *((16, 0, 48, height), (width - 48, 0, width, height)),
    ):
        assert picture.crop(box).getcolors(1) == [
            ((box[2] - box[0]) * (box[3] - box[1]), paper)
        ]


texts = st.text(st.characters() | st.sampled_from("\0\n\u202e\ud83dאشї漢\u0301 "))


@settings(max_examples=15, deadline=None)
@given(
    *[texts] * 5,
    st.booleans(),
    st.sampled_from([layout.WIDE, layout.SQUARE]),
    st.booleans(),
)
def test_any_text_gives_a_card(one, two, three, four, five, is_rtl, kind, with_raqm):
    """With any marks, in any language, either way round, with libraqm or without."""
    card = Card(
        publication=one,
        headline=two,
        quote=three,
        speaker=four,
        role=five,
        marks=(Mark(one, two, three), Mark(four, five)),
        time=two,
        live_label=three,
        language=four,
        is_rtl=is_rtl,
    )
    assert drawing.draw(card, Style(), kind, with_raqm=with_raqm).width == kind.width


@pytest.mark.parametrize(
    "text",
    ["", "слово " * 20_000, "ש" * 100_000, "a" + "\u0301" * 100_000, "漢字" * 50_000],
    ids=["empty", "words", "a word", "marks", "left out"],
)
def test_a_text_of_any_length_gives_a_card(text):
    """A hundred thousand letters take no longer than what fits."""
    assert draw_card(Card(text, quote=text, speaker=text, time=text)).width == 1200


def test_what_was_cut_is_noted():
    """The caller can tell the editor."""
    notes = draw_card(LONGEST).notes
    assert "A text was too long and ends with an ellipsis." in notes
    assert "There was no room for 2 more statuses." in notes
    assert draw_card(HEADLINE).notes == ()


def test_threads_draw_the_same():
    """Cards drawn side by side are those drawn one by one."""
    cards = [HEADLINE, RUSSIAN, UKRAINIAN, ARABIC]
    alone = [draw_card(card).content for card in cards]
    with ThreadPoolExecutor(4) as pool:
        together = [drawn.content for drawn in pool.map(draw_card, cards)]
    assert together == alone


def test_what_is_not_verbatim_has_no_quotation_marks():
    """A paraphrase is not put into somebody's mouth."""
    plain = dataclasses.replace(RUSSIAN, is_verbatim=False)
    assert draw_card(plain).content != draw_card(RUSSIAN).content
    box = (50, 120, 88, 600)
    assert read(draw_card(plain).content).crop(box).getcolors(1)
    assert not read(draw_card(RUSSIAN).content).crop(box).getcolors(1)


def test_marks_that_an_editor_has_written_are_not_doubled():
    """A quote with its marks around it, and one without, give the same card."""
    marked = dataclasses.replace(RUSSIAN, quote=f"«{RUSSIAN.quote}»")
    assert draw_quote_card(marked).content == draw_quote_card(RUSSIAN).content


def test_every_status_has_a_shape_of_its_own():
    """They differ without any colour; so do, roughly, the edges."""
    codes = [*(status.value for status in Status), "withdrawn"]
    shapes = {draw_shape(code, 40).tobytes() for code in codes}
    assert len(shapes) == len(codes)
    assert draw_shape("new one", 40).tobytes() == draw_shape("unverified", 40).tobytes()
    assert get_edge("verified") != get_edge("disputed") != get_edge("checking")


def test_a_status_is_redrawn():
    """Another status is another picture."""
    before = draw_card(UKRAINIAN).content
    marks = (Mark("false", "Неправда", "станом на 21:45"),)
    assert draw_card(dataclasses.replace(UKRAINIAN, marks=marks)).content != before


@pytest.mark.parametrize("file_format", ["PNG", "JPEG", "WEBP", "GIF"])
@pytest.mark.parametrize("size", [(120, 120), (900, 60), (40, 800), (3, 3)])
def test_a_logo_of_any_shape_is_drawn(file_format, size):
    """Wide, tall, small: within its room, in its shape."""
    content = make_logo(size, "#ffffff", file_format=file_format)
    logo = logos.load_logo(content, PAPER, 260, 58)
    assert logo.picture.width <= 260
    assert logo.picture.height <= 58
    assert draw_card(HEADLINE, Style(logo=content)).notes == ()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "an SVG cannot be drawn"),
        (b"\n<?xml version='1.0'?><svg/>", "an SVG cannot be drawn"),
        (b"no picture", "it is no picture, or broken"),
        (make_logo()[:300], "it is no picture, or broken"),
        (make_logo(colour="#00000000"), "nothing can be seen in it"),
    ],
    ids=["svg", "xml", "text", "cut", "clear"],
)
def test_a_logo_that_cannot_be_drawn_is_left_out(content, reason):
    """The card is drawn without it, and says why."""
    drawn = draw_card(HEADLINE, Style(logo=content))
    assert drawn.content == draw_card(HEADLINE).content
    (note,) = drawn.notes
    assert note.startswith(f"The logo was left out: {reason}")


def test_a_logo_with_too_many_pixels_is_not_decoded():
    """A bomb is known by its header."""
    content = make_logo((9, 9)).replace(
        (9).to_bytes(4) + (9).to_bytes(4), (9000).to_bytes(4) + (9000).to_bytes(4), 1
    )
    with pytest.raises(logos.NoLogo):
        logos.load_logo(content, PAPER, 260, 58)


@pytest.mark.parametrize(
    ("colour", "paper", "plate"),
    [
        ("#000000", PAPER, (255, 255, 255)),
        ("#ffffff", PAPER, None),
        ("#ffffff", (255, 255, 255), (0, 0, 0)),
        ("#000000", (255, 255, 255), None),
        ("#777777", (0x77, 0x77, 0x77), (255, 255, 255)),
    ],
)
def test_a_logo_that_would_be_lost_gets_a_plate(colour, paper, plate):
    """White or black, beneath a logo that is much like the card's colour."""
    assert logos.load_logo(make_logo(colour=colour), paper, 260, 58).plate == plate


def test_a_card_that_is_large_as_a_png_is_a_jpeg():
    """Noise, which no PNG makes small."""
    noise = Image.effect_noise((600, 400), 90).convert("RGB")
    content, content_type = drawing.encode(noise)
    assert content_type == "image/jpeg"
    assert read(content).size == noise.size

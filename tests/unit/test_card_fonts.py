"""Every letter comes from a font that has it, and fonts that are broken are left out."""

from pathlib import Path

import pytest
from PIL import Image, features

from wagtail_liveconflict.share_cards import coverage
from wagtail_liveconflict.share_cards.drawing import Style, draw, draw_card
from wagtail_liveconflict.share_cards.fonts import BUNDLED, Ink, Typesetter
from wagtail_liveconflict.share_cards.layout import WIDE

from .card_samples import ARABIC, HEADLINE, HEBREW

SANS, HEBREW_FONT = BUNDLED / "sans-bold.ttf", BUNDLED / "hebrew-bold.ttf"
needs_raqm = pytest.mark.skipif(
    not features.check("raqm"), reason="NO LIBRAQM in Pillow: cards are set otherwise."
)


def get_fonts(setter, text, *, rtl=False):
    runs = setter.get_runs(text, Ink(bold=True, rtl=rtl))
    return [(run.text, run.file.path.name) for run in runs]


def test_a_line_is_set_in_the_fonts_it_needs():
    """Run by run, from left to right."""
    assert get_fonts(Typesetter(), "שלום, BBC: سلام", rtl=True) == [
        ("سلام", "arabic-bold.ttf"),
        (": ", "sans-bold.ttf"),
        ("BBC", "sans-bold.ttf"),
        (", ", "sans-bold.ttf"),
        ("שלום", "hebrew-bold.ttf"),
    ]


def test_the_newsrooms_fonts_come_first():
    """Where they have the letter."""
    setter = Typesetter(bold_fonts=[HEBREW_FONT])
    assert get_fonts(setter, "שלום") == [("שלום", HEBREW_FONT.name)]
    assert get_fonts(setter, "Kyiv") == [("Kyiv", SANS.name)]
    assert setter.notes == []


@pytest.mark.parametrize("weight", ["regular", "bold"])
@pytest.mark.parametrize(
    "text",
    [
        "Żółć ğüşı ẽ Việt ʼ ₴€₽ № ½ … – — «»„“” ° ′ ″",
        "Щось ґречне: їжак, Ђорђе, Ќе, ӓ, ў, Җ",
        "Ελλάδα ΰ",
        "پیام ۱۲۳ ‌ڤ گچژ ە ۆ ٱللَّٰه ؟ ، ٪",
        "שָׁלוֹם ״ ׳ ₪",
    ],
)
def test_the_apps_fonts_have_what_news_is_written_in(weight, text):
    """Latin, Cyrillic, Greek, Arabic and Hebrew, with their marks."""
    setter = Typesetter()
    assert setter.prepare(text, bold=weight == "bold")[0].replace(" ", "")
    assert not [note for note in setter.notes if "No font" in note]


def test_what_no_font_has_is_left_out_and_noted():
    """No boxes; nothing else of the line goes with it."""
    setter = Typesetter()
    text = "Kyiv 🇺🇦👍🏽 日本 \ue000 is calm"
    assert setter.prepare(text, bold=False) == ("Kyiv is calm", False)
    assert setter.notes == [
        "No font has these characters; they were left out: "
        "U+1F1FA, U+1F44D, U+65E5, U+672C, U+E000."
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a font",
        b"\0\1\0\0" + b"\xff" * 500,
        SANS.read_bytes()[:20_000],
        SANS.read_bytes()[:200] + b"\0" * 5000,
    ],
    ids=["empty", "text", "noise", "cut", "hollow"],
)
def test_a_broken_font_is_left_out(tmp_path, content):
    """The card is drawn with those of the app, and says which file it was."""
    path = tmp_path / "ours.ttf"
    path.write_bytes(content)
    drawn = draw_card(HEADLINE, Style(fonts=(path,), bold_fonts=(path,)))
    assert drawn.content == draw_card(HEADLINE).content
    assert drawn.notes == ("The font ours.ttf cannot be read and was left out.",)


def test_a_font_that_is_not_there_is_left_out():
    """A file that a deployment forgot breaks nothing."""
    drawn = draw_card(HEADLINE, Style(fonts=(Path("nowhere.otf"),)))
    assert drawn.notes == ("The font nowhere.otf cannot be read and was left out.",)


def test_a_font_that_breaks_at_a_letter_is_left_out(tmp_path):
    """It opens, and its outlines are noise: no exception, and a card."""
    data = bytearray(SANS.read_bytes())
    for number in range(int.from_bytes(data[4:6])):
        entry = data[12 + 16 * number : 28 + 16 * number]
        if entry[:4] == b"glyf":
            start = int.from_bytes(entry[8:12])
            data[start + 400 : start + 60_000] = b"\x7f" * 59_600
    path = tmp_path / "noise.ttf"
    path.write_bytes(data)
    assert draw_card(HEADLINE, Style(bold_fonts=(path,))).width == 1200


def test_characters_of_a_font_are_known():
    """As the font's own table says."""
    found = coverage.get_characters(SANS)
    assert {ord("A"), ord("ґ"), ord("Ω")} <= found
    assert not {ord("ש"), 0x65E5, 0xFFFF} & found


@needs_raqm
def test_the_language_chooses_the_forms_of_letters():
    """Serbian has a б of its own."""

    def render(language):
        picture = Image.new("L", (60, 80))
        Typesetter(language=language).draw(picture, (5, 60), "б", 60, 255, Ink())
        return picture.tobytes()

    assert render("sr") != render("uk")
    assert render("ru") == render("uk") == render("no language\0")


def test_without_libraqm_arabic_is_still_joined():
    """By presentation forms, and said in the notes; other scripts are as they were."""
    drawn = draw(ARABIC, Style(), WIDE, with_raqm=False)
    assert len(drawn.notes) == 1
    assert "libraqm" in drawn.notes[0]
    setter = Typesetter(with_raqm=False)
    (run,) = setter.get_runs("مُباشر", Ink(bold=True, rtl=True))
    assert setter._shape(run) == ("ﺮﺷﺎﺒﻣ", {})


@needs_raqm
@pytest.mark.parametrize("card", [HEADLINE, HEBREW], ids=["headline", "hebrew"])
def test_without_libraqm_nothing_else_moves(card):
    """Lines have the same order and, within a hundredth, the same width."""
    text = card.headline
    ink = Ink(bold=True, rtl=card.is_rtl)
    widths = [
        Typesetter(with_raqm=with_raqm).measure(text, 60, ink)
        for with_raqm in (True, False)
    ]
    assert widths[0] == pytest.approx(widths[1], rel=0.015)

"""Cards that are drawn and compared with pictures kept in ``golden_cards/``.

``python -m tests.unit.card_samples`` makes those pictures anew. Look at each before you
commit it.
"""

import io
from pathlib import Path

from PIL import Image, ImageDraw

from wagtail_liveconflict.share_cards.drawing import (
    Card,
    Mark,
    Style,
    draw_card,
    draw_quote_card,
)

GOLDEN = Path(__file__).parent / "golden_cards"
WHITE = Style(background="#ffffff", accent="#0d5872")


def make_logo(size=(120, 120), colour="#e63c28", *, file_format="PNG") -> bytes:
    """A disc with clear corners."""
    picture = Image.new("RGBA", size)
    ImageDraw.Draw(picture).ellipse((0, 0, size[0] - 1, size[1] - 1), fill=colour)
    file = io.BytesIO()
    picture.convert("RGB" if file_format == "JPEG" else "RGBA").save(file, file_format)
    return file.getvalue()


HEADLINE = Card(
    "Harbour Post",
    headline="Bridge at Halmeret reopens to ambulances after eleven hours",
    time="28 November, 21:45",
)
RUSSIAN = Card(
    "Вестник гавани",
    quote="Мы не видели колонны на этой дороге и не знаем, кто и когда мог её снять",
    speaker="Ирина Ковалёва",
    role="представитель районной администрации",
    marks=(Mark("disputed", "Оспаривается", "на 21:45, 28 ноября"),),
    time="21:45",
    live_label="ОНЛАЙН",
    language="ru",
)
UKRAINIAN = Card(
    "Голос порту",
    headline="Міст у Гальмереті відкрили для швидких: машини пішли ґрунтовим об’їздом",
    marks=(
        Mark("verified", "Перевірено", "станом на 21:45"),
        Mark("checking", "Перевіряється", "станом на 21:50"),
    ),
    time="21:45",
    live_label="НАЖИВО",
    language="uk",
)
ARABIC = Card(
    "بريد الميناء",
    quote="لم نرَ أي رتل على هذا الطريق ولا نعرف متى صُوّر هذا المقطع",
    speaker="سامي الحداد",
    role="المتحدث باسم البلدية",
    marks=(Mark("false", "غير صحيح", "حتى الساعة 21:45"),),
    time="28 نوفمبر، 21:45",
    live_label="مباشر",
    language="ar",
    is_rtl=True,
)
HEBREW = Card(
    "בשער הנמל",
    headline="דובר WHO: גשר Halmeret (קו 7) נפתח אחרי 11 שעות, 25% מהנתיבים סגורים",
    marks=(Mark("corroborated", "נתמך", "נכון ל-21:45"),),
    time="21:45",
    live_label="חי",
    language="he",
    is_rtl=True,
)
LONGEST = Card(
    "A Publication With A Very Long Name Indeed, Weekly Edition",
    quote="Nobody has told us when the road was closed, nor by whom. " * 30,
    speaker="Somebody with an extraordinarily long name, who is called so by all " * 2,
    role="head of the department for bridges and other crossings over water " * 4,
    marks=tuple(
        Mark(code, word, "as of 21:45, 28 November")
        for code, word in (
            ("unverified", "Unverified"),
            ("inconclusive", "Cannot be established"),
            ("false", "False"),
            ("verified", "Verified"),
        )
    ),
    time="Saturday, 28 November 2026, 21:45",
    live_label="LIVE COVERAGE",
)
LOGO = Style(logo=make_logo())
DARK_LOGO = Style("#777777", "#777777", logo=make_logo((600, 100), "#606060"))
#: Name -> what is drawn, how, and by which function.
SAMPLES = {
    "headline": (HEADLINE, Style(), draw_card),
    "russian-quote": (RUSSIAN, LOGO, draw_card),
    "ukrainian-on-white": (UKRAINIAN, WHITE, draw_card),
    "arabic-quote": (ARABIC, LOGO, draw_card),
    "hebrew-with-latin": (HEBREW, Style("#f4f3ef"), draw_card),
    "longest": (LONGEST, DARK_LOGO, draw_card),
    "square-russian": (RUSSIAN, LOGO, draw_quote_card),
    "square-arabic": (ARABIC, Style("#0d5872", "#ffcc00"), draw_quote_card),
}


def draw_sample(name: str) -> Image.Image:
    card, style, draw = SAMPLES[name]
    return read(draw(card, style).content)


def read(content: bytes) -> Image.Image:
    with Image.open(io.BytesIO(content)) as picture:
        return picture.convert("RGB")


def main() -> None:
    GOLDEN.mkdir(exist_ok=True)
    for name in SAMPLES:
        few = draw_sample(name).quantize(48, dither=Image.Dither.NONE)
        few.save(GOLDEN / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()

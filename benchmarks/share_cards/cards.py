"""Cards from the plainest to the largest."""

import dataclasses
import io

from PIL import Image

from wagtail_liveconflict.share_cards.drawing import (
    Card,
    Drawn,
    Mark,
    Style,
    draw_card,
    draw_quote_card,
)

_MARKS = tuple(
    Mark(code, word, "as of 21:45, 28 November")
    for code, word in (
        ("unverified", "Unverified"),
        ("inconclusive", "Cannot be established"),
        ("false", "False"),
        ("verified", "Verified"),
    )
)
_HEADLINE = Card(
    "Harbour Post",
    headline="Bridge at Halmeret reopens to ambulances after eleven hours",
    time="28 November, 21:45",
    live_label="LIVE",
)
_QUOTE = Card(
    "Вестник гавани",
    quote="Мы не видели колонны на этой дороге и не знаем, кто и когда мог её снять",
    speaker="Ирина Ковалёва",
    role="представитель районной администрации",
    marks=(Mark("disputed", "Оспаривается", "на 21:45, 28 ноября"),),
    time="21:45",
    live_label="ОНЛАЙН",
    language="ru",
)
_ARABIC = Card(
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
_LARGEST = Card(
    "A Publication With A Very Long Name Indeed, Weekly Edition",
    quote="Nobody has told us when the road was closed, nor by whom. " * 2000,
    speaker="Somebody with an extraordinarily long name " * 20,
    role="head of the department for bridges and other crossings " * 20,
    marks=_MARKS,
    time="Saturday, 28 November 2026, 21:45",
    live_label="LIVE COVERAGE",
)
#: Name -> card, and what draws it.
KINDS = {
    "headline": (_HEADLINE, draw_card),
    "quote with a status": (_QUOTE, draw_card),
    "Arabic quote": (_ARABIC, draw_card),
    "square quote": (_QUOTE, draw_quote_card),
    "largest, square": (_LARGEST, draw_quote_card),
}


def make_logo(kind: str) -> bytes:
    """As newsrooms upload them; for the largest card one of 16 million pixels, just
    under what is still drawn."""
    side = 4000 if kind.startswith("largest") else 600
    file = io.BytesIO()
    gradient = Image.radial_gradient("L").resize((side, side))
    gradient.convert("RGBA").save(file, "PNG", compress_level=1)
    return file.getvalue()


def draw(kind: str, style: Style, number: int) -> Drawn:
    """The card of a kind; each ``number`` has another text."""
    card, draw_kind = KINDS[kind]
    if card.quote:
        card = dataclasses.replace(card, quote=f"{number % 10} {card.quote}")
    else:
        card = dataclasses.replace(card, headline=f"{number % 10} {card.headline}")
    return draw_kind(card, style)

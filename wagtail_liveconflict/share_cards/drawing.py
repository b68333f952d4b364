"""Cards as pictures. Pillow alone: this module and what it imports know nothing of
Django or Wagtail."""

import io

from PIL import Image

from .card import Card, Drawn, Mark, Style
from .fonts import Typesetter
from .layout import SQUARE, WIDE, Format, Layout

__all__ = ["Card", "Drawn", "Mark", "Style", "draw_card", "draw_quote_card"]

#: A PNG of text is small and sharp. One with a photograph for a logo is not.
MAX_PNG_BYTES = 150_000
JPEG_QUALITY = 88
_PLAIN = Style()
_PLAINLY = Image.Dither.NONE


def draw_card(card: Card, style: Style = _PLAIN) -> Drawn:
    """The card of 1200×630 pixels. Any text gives a picture."""
    return draw(card, style, WIDE)


def draw_quote_card(card: Card, style: Style = _PLAIN) -> Drawn:
    """The square one, 1080×1080 pixels, of a card with a quote."""
    return draw(card, style, SQUARE)


def draw(
    card: Card, style: Style, kind: Format, *, with_raqm: bool | None = None
) -> Drawn:
    """A card of a kind. ``with_raqm`` False sets it as where Pillow has no libraqm."""
    try:
        setter = Typesetter(
            style.fonts,
            style.bold_fonts,
            language=card.language,
            with_raqm=with_raqm,
        )
        image = Layout(card, style, kind, setter).draw().image
    except (OSError, ValueError):
        if not (style.fonts or style.bold_fonts):
            raise
        # A font that opens and still breaks at some letter: without all of them.
        setter = Typesetter(language=card.language, with_raqm=with_raqm)
        setter.note("A font broke while it was drawn with; those of the app were used.")
        image = Layout(card, style, kind, setter).draw().image
    content, content_type = encode(image)
    return Drawn(content, content_type, image.width, image.height, tuple(setter.notes))


def encode(image: Image.Image) -> tuple[bytes, str]:
    """A PNG; where that is large one of 256 colours, whose letters are still sharp;
    where that is large too a JPEG."""
    for colours in (0, 256):
        picture = image.quantize(colours, dither=_PLAINLY) if colours else image
        file = io.BytesIO()
        # Level 9 takes five times as long and saves three hundredths.
        picture.save(file, "PNG", compress_level=6)
        if file.tell() <= MAX_PNG_BYTES:
            return file.getvalue(), "image/png"
    file = io.BytesIO()
    image.save(file, "JPEG", quality=JPEG_QUALITY, subsampling=0, optimize=True)
    return file.getvalue(), "image/jpeg"

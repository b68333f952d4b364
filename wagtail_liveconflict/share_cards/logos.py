"""The newsroom's logo, from whatever bytes it is."""

import io
from dataclasses import dataclass

from PIL import Image, ImageOps, ImageStat

from .colours import BLACK, SHAPE, WHITE, Colour, get_contrast

FORMATS = ("PNG", "JPEG", "WEBP", "AVIF", "GIF")
#: 64 MB as RGBA; no logo needs as many.
MAX_PIXELS = 16_000_000
#: Each side, before anything else is done with it.
_ENOUGH = (1600, 1600)
#: A pixel that covers less of what lies beneath does not count.
_VISIBLE = 128


@dataclass(frozen=True)
class Logo:
    """``picture`` is RGBA, fitted; ``plate`` the colour to lay beneath it, or None
    where it can be seen on the card as it is."""

    picture: Image.Image
    plate: Colour | None


class NoLogo(Exception):
    """The bytes are no picture that can be drawn. The message says why."""


def load_logo(content: bytes, paper: Colour, width: int, height: int) -> Logo:
    """The logo within ``width`` × ``height`` pixels, never larger than it is times
    two. ``NoLogo`` if it cannot be drawn."""
    head = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<svg", b"<?xml", b"<!doctype svg")):
        raise NoLogo("an SVG cannot be drawn by Pillow; use a PNG")
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as file:
            if file.width * file.height > MAX_PIXELS:
                raise NoLogo("it has more than 16 million pixels")
            file.load()
            if file.mode in ("P", "PA"):
                picture = file.convert("RGBA")
                picture.thumbnail(_ENOUGH)
            else:
                file.thumbnail(_ENOUGH)
                picture = ImageOps.exif_transpose(file).convert("RGBA")
    except NoLogo:
        raise
    # Pillow's readers raise whatever their format makes them stumble over.
    except Exception as error:
        raise NoLogo("it is no picture, or broken") from error
    picture = picture.crop(picture.getchannel("A").getbbox() or (0, 0, 1, 1))
    factor = min(width / picture.width, height / picture.height, 2)
    size = (
        max(1, round(picture.width * factor)),
        max(1, round(picture.height * factor)),
    )
    # With the alpha laid on first: else the colour of clear pixels shows at edges.
    picture = picture.convert("RGBa").resize(size, Image.Resampling.LANCZOS)
    picture = picture.convert("RGBA")
    return Logo(picture, _choose_plate(picture, paper))


def _choose_plate(picture: Image.Image, paper: Colour) -> Colour | None:
    """White or black where most of the logo would be lost on the card's colour."""
    visible = picture.getchannel("A").point(lambda alpha: 255 * (alpha >= _VISIBLE))
    if visible.getbbox() is None:
        raise NoLogo("nothing can be seen in it")
    # A few colours say enough, and are fast.
    few = picture.convert("RGB").quantize(16)
    palette = few.getpalette()
    shares = {
        tuple(palette[3 * n : 3 * n + 3]): count
        for n, count in enumerate(ImageStat.Stat(few, mask=visible).h[:16])
        if count
    }

    def get_seen(surface: Colour) -> float:
        total = sum(shares.values())
        seen = (n for c, n in shares.items() if get_contrast(c, surface) >= SHAPE)
        return sum(seen) / total

    if get_seen(paper) >= 0.5:
        return None
    return max((WHITE, BLACK), key=get_seen)

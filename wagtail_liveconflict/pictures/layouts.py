"""Where pictures stand on readers' pages, how wide they are there, and which renditions
are made for that."""

from dataclasses import dataclass
from functools import cache

from PIL import Image

#: Pixels. At the least a browser takes the next one up, so each stands just above what
#: many screens need: a phone of 360 or 375 at two dots a pixel, and the column of text
#: at one; a phone of 390 or 412 at its dots; the column of text at two.
_WIDTHS = (750, 1100, 1500)
LARGEST = _WIDTHS[-1]
#: The widest that is made as JPEG or PNG, for old browsers and for machines.
_WIDEST_FALLBACK = 1100


def _make_specs(*widths: int) -> tuple[tuple[str, int], ...]:
    return tuple((f"width-{width}", width) for width in widths)


@dataclass(frozen=True)
class Layout:
    """``sizes`` says how wide it is on the page, for browsers that do not find out by
    themselves (``sizes="auto"``): from ``reader.css``, where the column of updates has
    up to 65ch, about 47rem, and 1rem on both sides is what pages keep free. ``specs``
    are renditions in Wagtail's words, each with its width in pixels, from the
    smallest."""

    sizes: str
    specs: tuple[tuple[str, int], ...] = _make_specs(*_WIDTHS)

    def fit(self, width: int) -> tuple[str, ...]:
        """Those for an original of this width: none is larger than it, but for the
        first of them that is, which Wagtail leaves at the original's size."""
        smaller = sum(1 for _spec, wide in self.specs if wide < width)
        return tuple(spec for spec, _wide in self.specs[: smaller + 1])

    def find_fallback(self, width: int) -> str:
        """The one of them that is made for browsers which know no other format."""
        narrow = sum(1 for _spec, wide in self.specs if wide <= _WIDEST_FALLBACK)
        return self.fit(width)[:narrow][-1]


_IN_TEXT = "(min-width:49rem) 47rem,calc(100vw - 2rem)"
LAYOUTS = {
    "text": Layout(_IN_TEXT),
    # Several may stand in a row.
    "gallery": Layout(_IN_TEXT, _make_specs(480, *_WIDTHS)),
    # Beside the headline on a wide screen, above the updates on others.
    "hero": Layout(
        "(min-width:62rem) 26rem,calc(100vw - 2rem)", _make_specs(480, *_WIDTHS)
    ),
    # In a card with 1rem and a line on both sides.
    "poster": Layout("(min-width:49rem) 45rem,calc(100vw - 4.2rem)"),
    # One in a row on a phone, two to four in a row elsewhere.
    "story": Layout(
        "(min-width:33rem) 20rem,calc(100vw - 2rem)",
        (("fill-320x180", 320), ("fill-640x360", 640)),
    ),
}


@cache
def get_source_formats() -> tuple[str, ...]:
    """The sharpest first. AVIF only where Pillow was built with it."""
    Image.init()
    return ("avif", "webp") if "AVIF" in Image.SAVE else ("webp",)

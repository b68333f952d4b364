"""Where pictures stand on readers' pages, how wide they are there, and which renditions
are made for that."""

from dataclasses import dataclass
from functools import cache

from PIL import Image

#: Pixels. Phones and the column of text take the first at one dot for a pixel, the
#: second or the third at two.
_WIDTHS = (640, 960, 1280)


@dataclass(frozen=True)
class Layout:
    """``sizes`` says how wide it is on the page, for browsers that do not find out by
    themselves (``sizes="auto"``): from ``reader.css``, where 41rem are the 65ch of
    ``--liveconflict-measure``, and 1rem on both sides is what pages keep free.
    ``specs`` are renditions in Wagtail's words, each with its width in pixels, from
    the smallest; ``fallback`` is the one that is made as JPEG or PNG."""

    sizes: str
    specs: tuple[tuple[str, int], ...] = tuple((f"width-{w}", w) for w in _WIDTHS)
    fallback: int = 1

    def fit(self, width: int) -> tuple[str, ...]:
        """Those for an original of this width: none is larger than it, but for the
        first of them that is, which Wagtail leaves at the original's size."""
        smaller = sum(1 for _spec, wide in self.specs if wide < width)
        return tuple(spec for spec, _wide in self.specs[: smaller + 1])


_IN_TEXT = Layout("(min-width:43rem) 41rem,calc(100vw - 2rem)")
LAYOUTS = {
    "text": _IN_TEXT,
    "gallery": _IN_TEXT,
    # Beside the headline on a wide screen, above the updates on others.
    "hero": Layout("(min-width:62rem) 26rem,calc(100vw - 2rem)"),
    # In a card with 1rem and a line on both sides.
    "poster": Layout("(min-width:43rem) 39rem,calc(100vw - 4.2rem)"),
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

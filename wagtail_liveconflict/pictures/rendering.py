"""A picture in the formats and the sizes that a reader's browser chooses from."""

import logging
import re
from dataclasses import dataclass
from pathlib import PurePath

from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from PIL import Image
from wagtail.images.models import AbstractRendition, Filter, SourceImageIOError

from .animation import CleanAnimation
from .encoding import FromOriginal, Original
from .layouts import LAYOUTS, Layout, get_source_formats

logger = logging.getLogger("wagtail_liveconflict.pictures")

#: What share cards are cut to everywhere, in pixels.
SHARED_SIZE = (1200, 630)
SHARED = f"fill-{SHARED_SIZE[0]}x{SHARED_SIZE[1]}|format-jpeg"
#: Those in which a picture of an update may stand. Of a small picture the largest of a
#: gallery is not the largest of a text.
_IN_UPDATES = ("gallery", "text")
#: The first picture in some HTML: one of ours, or another with one file.
_PICTURE = re.compile(r"<picture>.*?</picture>|<img\b[^>]*>", re.DOTALL)


def render_picture(
    image, layout: str = "text", *, alt=None, class_name="", is_first=False
) -> SafeString:
    """A ``<picture>`` with its size reserved; "" where its file is gone or damaged.

    ``layout`` is where it stands: "text", "hero", "gallery", "poster", "story".
    ``alt`` is None for the image's own words. What ``is_first`` is not loaded lazily,
    and before other pictures.
    """
    attributes = {"class": class_name or False, "loading": "lazy", "decoding": "async"}
    if alt is not None:
        attributes["alt"] = alt
    if is_first:
        attributes |= {"loading": "eager", "fetchpriority": "high"}
    place = LAYOUTS[layout]
    html = _try(image, lambda: _render(_make(image, place), place, attributes))
    return html or SafeString("")


def show_at_once(html: str) -> SafeString:
    """The same with its first picture, if any, not loaded lazily: for what stands at
    the top of a page, but is rendered once for wherever it stands."""

    def change(found):
        picture = found[0].replace(' loading="lazy"', ' loading="eager"')
        # Only where it is loaded lazily does a browser know how wide it is.
        return picture.replace(' sizes="auto,', ' sizes="')

    return SafeString(_PICTURE.sub(change, html, count=1))


def find_rendition(image, spec: str | Filter):
    """The rendition, made if need be; None where the file is gone or damaged."""
    return _try(image, lambda: image.get_rendition(spec))


def find_plain(image, layout: str = "text"):
    """The one of a layout's renditions that everything can read: JPEG or PNG, or else
    the drawing or the animation. None where the file is gone or damaged. Where the
    picture stands in that layout already, nothing is made for it."""
    return _try(image, lambda: _make(image, LAYOUTS[layout]).plain)


def find_shared(image):
    """The rendition that a page is shared with, around the focal point; None where the
    file is gone or damaged."""
    return find_rendition(image, FromOriginal(SHARED, Original()))


def make_renditions(image) -> None:
    """Have all that an update needs made before somebody waits for it, wherever in it
    the picture will stand. Of a photograph, from one decoding."""
    original = Original()

    def make():
        for layout in _IN_UPDATES:
            _make(image, LAYOUTS[layout], original)
        if not _is_drawing(image):
            image.get_rendition(FromOriginal(SHARED, original))

    _try(image, make)


def get_specs(layout: str) -> tuple[str, ...]:
    """All that renditions for this layout may be called in the database."""
    formats = (*get_source_formats(), "jpeg", "png")
    specs = [spec for spec, _width in LAYOUTS[layout].specs]
    made = (f"{spec}|format-{name}" for spec in specs for name in formats)
    return (*specs, *made, CleanAnimation.SPEC)


def _try(image, make):
    try:
        return make()
    except SourceImageIOError:
        return None
    except Exception:
        # Pillow has many names for a damaged file; a page that shows it has other
        # things to show.
        logger.exception("Picture %s cannot be shown", image.pk)
        return None


@dataclass(frozen=True)
class _Made:
    """Renditions for one layout: by their formats those that a browser chooses from,
    and the one for whatever knows no other."""

    by_format: dict[str, list]
    plain: AbstractRendition


def _make(image, place: Layout, original: Original | None = None) -> _Made:
    if _is_drawing(image):
        # SVG is sharp in every size.
        spec, _width = place.specs[-1]
        return _Made({}, image.get_rendition(f"{spec}|preserve-svg"))
    if _is_animated(image):
        return _Made({}, image.get_rendition(CleanAnimation()))
    return _make_formats(image, place, original or Original())


def _make_formats(image, place: Layout, original: Original) -> _Made:
    best, *others = get_source_formats()
    spec = place.find_fallback(image.width)
    by_format = {best: [f"{each}|format-{best}" for each in place.fit(image.width)]}
    # Old browsers get one size: each further file costs the editor time.
    by_format |= {name: [f"{spec}|format-{name}"] for name in others}
    wanted = [each for names in by_format.values() for each in names]
    plain = _choose_plain(image, f"{spec}|format-jpeg", f"{spec}|format-png", original)
    filters = [FromOriginal(each, original) for each in (*wanted, plain)]
    made = image.get_renditions(*filters)
    found = {name: [made[each] for each in names] for name, names in by_format.items()}
    return _Made(found, made[plain])


def _choose_plain(image, jpeg: str, png: str, original: Original) -> str:
    """JPEG, or PNG where something shines through, which JPEG cannot have."""
    if PurePath(image.file.name).suffix.lower() != ".png":
        return jpeg
    either = image.find_existing_renditions(Filter(jpeg), Filter(png))
    if either:
        return png if Filter(png) in either else jpeg
    return png if original.shines_through(image) else jpeg


def _render(made: _Made, place: Layout, attributes) -> SafeString:
    sizes = place.sizes if attributes["loading"] == "eager" else f"auto,{place.sizes}"
    sources = []
    for name, files in made.by_format.items():
        source = {"type": f"image/{name}", "srcset": _list_files(files)}
        if len(files) > 1:
            source["sizes"] = sizes
        sources.append([flatatt(source)])
    return format_html(
        "<picture>{}{}</picture>",
        format_html_join("", "<source{}>", sources),
        made.plain.img_tag(attributes),
    )


def _list_files(files) -> str:
    if len(files) == 1:
        return files[0].url
    return ", ".join(f"{file.url} {file.width}w" for file in files)


def _is_drawing(image) -> bool:
    return PurePath(image.file.name).suffix.lower() == ".svg"


def _is_animated(image) -> bool:
    if PurePath(image.file.name).suffix.lower() != ".gif":
        return False
    if image.find_existing_renditions(Filter(CleanAnimation.SPEC)):
        return True
    with image.open_file() as file, Image.open(file) as picture:
        return picture.is_animated

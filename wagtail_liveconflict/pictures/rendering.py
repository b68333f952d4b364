"""A picture in the formats and the sizes that a reader's browser chooses from."""

import logging
import re
from pathlib import PurePath

from django.apps import apps
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from PIL import Image
from wagtail.images.models import Filter, SourceImageIOError

from .encoding import FromOriginal, Original
from .layouts import LAYOUTS, Layout, get_source_formats

logger = logging.getLogger("wagtail_liveconflict.pictures")

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
    try:
        suffix = PurePath(image.file.name).suffix.lower()
        if suffix == ".svg":
            return _render_vector(image, place, attributes)
        if suffix == ".gif" and _is_animated(image):
            return _render_original(image, attributes)
        return _render_formats(image, place, attributes)
    except SourceImageIOError:
        return SafeString("")
    except Exception:
        # Pillow has many names for a damaged file; a page that shows it has other
        # things to show.
        logger.exception("Picture %s cannot be shown", image.pk)
        return SafeString("")


def show_at_once(html: str) -> SafeString:
    """The same with its first picture, if any, not loaded lazily: for what stands at
    the top of a page, but is rendered once for wherever it stands."""

    def change(found):
        picture = found[0].replace(' loading="lazy"', ' loading="eager"')
        # Only where it is loaded lazily does a browser know how wide it is.
        return picture.replace(' sizes="auto,', ' sizes="')

    return SafeString(_PICTURE.sub(change, html, count=1))


def find_rendition(image, spec: str):
    """The rendition, made if need be; None where the file is gone or damaged."""
    try:
        return image.get_rendition(spec)
    except SourceImageIOError:
        return None
    except Exception:
        logger.exception("Picture %s cannot be shown", image.pk)
        return None


def make_renditions(image, layout: str = "text") -> None:
    """Have what the layout needs made before somebody waits for it."""
    render_picture(image, layout)


def get_specs(layout: str) -> tuple[str, ...]:
    """All that renditions for this layout may be called in the database."""
    formats = (*get_source_formats(), "jpeg", "png")
    specs = [spec for spec, _width in LAYOUTS[layout].specs]
    return (*specs, *(f"{spec}|format-{name}" for spec in specs for name in formats))


def _render_formats(image, place: Layout, attributes) -> SafeString:
    best, *others = get_source_formats()
    spec = place.find_fallback(image.width)
    by_format = {best: [f"{each}|format-{best}" for each in place.fit(image.width)]}
    # Old browsers get one size: each further file costs the editor time.
    by_format |= {name: [f"{spec}|format-{name}"] for name in others}
    wanted = [each for names in by_format.values() for each in names]
    made = _make(image, wanted, f"{spec}|format-jpeg", f"{spec}|format-png")
    fallback = next(reversed(made.values()))
    sizes = place.sizes if attributes["loading"] == "eager" else f"auto,{place.sizes}"
    sources = []
    for name, names in by_format.items():
        files = [made[each] for each in names]
        source = {"type": f"image/{name}", "srcset": _list_files(files)}
        if len(files) > 1:
            source["sizes"] = sizes
        sources.append([flatatt(source)])
    return format_html(
        "<picture>{}{}</picture>",
        format_html_join("", "<source{}>", sources),
        fallback.img_tag(attributes),
    )


def _make(image, wanted, jpeg: str, png: str) -> dict:
    """Renditions by their names. The last is for browsers that know no other format:
    JPEG, or PNG where something shines through, which JPEG cannot have."""
    original = Original()
    if PurePath(image.file.name).suffix.lower() != ".png":
        last = jpeg
    else:
        either = image.find_existing_renditions(Filter(jpeg), Filter(png))
        if either:
            last = png if Filter(png) in either else jpeg
        else:
            last = png if original.shines_through(image) else jpeg
    filters = [FromOriginal(spec, original) for spec in (*wanted, last)]
    return image.get_renditions(*filters)


def _list_files(files) -> str:
    if len(files) == 1:
        return files[0].url
    return ", ".join(f"{file.url} {file.width}w" for file in files)


def _render_vector(image, place: Layout, attributes) -> SafeString:
    """SVG is sharp in every size."""
    spec, _width = place.specs[-1]
    (rendition,) = image.get_renditions(f"{spec}|preserve-svg").values()
    return format_html("<picture>{}</picture>", rendition.img_tag(attributes))


def _is_animated(image) -> bool:
    with image.open_file() as file, Image.open(file) as picture:
        return picture.is_animated


def _render_original(image, attributes) -> SafeString:
    """Renditions by Pillow have the first of its frames alone."""
    attributes = {
        "src": image.file.url,
        "width": image.width,
        "height": image.height,
        "alt": "" if image.decorative else image.contextual_alt_text,
        **apps.get_app_config("wagtailimages").default_attrs,
        **attributes,
    }
    if attributes["alt"] is None:
        attributes["alt"] = image.default_alt_text
    return format_html("<picture><img{}></picture>", flatatt(attributes))

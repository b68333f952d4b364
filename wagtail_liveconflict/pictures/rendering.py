"""A picture in the formats and the sizes that a reader's browser chooses from."""

from django.utils.safestring import SafeString
from wagtail.images.models import SourceImageIOError


def render_picture(
    image, layout: str = "text", *, alt=None, class_name="", is_first=False
) -> SafeString:
    """A ``<picture>`` with its size reserved; "" where its file is gone or damaged.

    ``layout`` is where it stands: "text", "hero", "gallery", "poster", "story".
    ``alt`` is None for the image's own words. What ``is_first`` is not loaded lazily.
    """
    try:
        rendition = image.get_rendition("width-960|format-jpeg")
    except SourceImageIOError:
        return SafeString("")
    attributes = {"class": class_name, "loading": "eager" if is_first else "lazy"}
    if alt is not None:
        attributes["alt"] = alt
    return rendition.img_tag(attributes)

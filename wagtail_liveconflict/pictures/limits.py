"""What is no picture, or more than a server should read, is refused in words.

Wagtail 7.4 and 8.0 read the whole picture to find its size, and let whatever Pillow
then says of a damaged one become a server error.
"""

import re

from defusedxml.ElementTree import iterparse
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

DAMAGED = _("This picture is damaged.")

#: Elements of SVG, by their names in lower case, that run something or hold a page.
_ACTIVE = {
    "script",
    "handler",
    "listener",
    "foreignobject",
    "iframe",
    "object",
    "embed",
}
_ACTIVE |= {"audio", "video", "link", "meta", "base", "html", "body"}
_REFERENCES = {"href", "src", "base", "data", "action", "formaction"}
_IN_ITSELF = re.compile(
    r"\s*(#|data:image/(png|jpeg|gif|webp|avif)[;,])", re.IGNORECASE
)
#: What else than a part of the drawing itself a style may fetch. A backslash can hide
#: any of these words.
_FETCHES = re.compile(
    r"\\|@import|javascript:|expression\(|image-set\(|\bsrc\(|url\(\s*[\"']?\s*(?![\"'\s#])",
    re.IGNORECASE,
)


def refuse_too_many_pixels(file, field: WagtailImageField) -> None:
    """Raises ``ValidationError`` for an upload whose first bytes declare more pixels
    than the site allows, in the words of ``field``. None of them is decoded. What else
    is wrong with a file is left to ``field``."""
    limit = field.max_image_pixels
    try:
        file.seek(0)
        with Image.open(file) as picture:
            pixels = picture.width * picture.height
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        pixels, limit = _("unknown number"), limit or Image.MAX_IMAGE_PIXELS
    except Exception:
        return
    else:
        if limit is None or pixels <= limit:
            return
    finally:
        file.seek(0)
    words = field.error_messages["file_too_many_pixels"]
    raise ValidationError(
        words % {"num_pixels": pixels, "max_pixels_count": limit},
        code="file_too_many_pixels",
    )


def refuse_active_svg(file) -> None:
    """Validator of the image model's file, whatever form it comes by: raises
    ``ValidationError`` for an SVG that runs a script or fetches something. Opened by
    its own address it is a page of the site. Nothing happens for what is stored."""
    if getattr(file, "_committed", False) or not file.name.lower().endswith(".svg"):
        return
    file.seek(0)
    try:
        found = next(_find_activity(file), "")
    except Exception as error:
        raise ValidationError(DAMAGED, code="invalid_image") from error
    finally:
        file.seek(0)
    if found:
        raise ValidationError(
            _(
                "This drawing runs something, or fetches something from elsewhere "
                "(%(what)s). Save it as plain SVG, or as PNG."
            ),
            code="active_svg",
            params={"what": found},
        )


def _find_activity(file):
    """Names of elements and attributes that do more than to draw."""
    for event, node in iterparse(file, events=("start", "end", "pi")):
        if event == "pi":
            if (node.text or "").startswith("xml-stylesheet"):
                yield "xml-stylesheet"
        elif event == "end":
            if _get_name(node.tag) == "style" and _FETCHES.search(
                "".join(node.itertext())
            ):
                yield "style"
        else:
            if (name := _get_name(node.tag)) in _ACTIVE:
                yield name
            for attribute, value in node.attrib.items():
                if _is_active(_get_name(attribute), value):
                    yield _get_name(attribute)


def _get_name(tag: str) -> str:
    return tag.rpartition("}")[2].lower()


def _is_active(name: str, value: str) -> bool:
    if name.startswith("on"):
        return True
    if name in _REFERENCES:
        return bool(value.strip()) and not _IN_ITSELF.match(value)
    if name == "attributename":
        # Of an animation, which can set what may not be written.
        animated = _get_name(value.strip().rpartition(":")[2])
        return animated.startswith("on") or animated in _REFERENCES
    return (name == "style" or "(" in value) and bool(_FETCHES.search(value))


class CheckedImageField(WagtailImageField):
    """Wagtail's, with an answer for every file."""

    def to_python(self, data):
        """Raises ``ValidationError`` alone."""
        if data:
            refuse_too_many_pixels(data, self)
        try:
            return super().to_python(data)
        except ValidationError:
            raise
        except Exception as error:
            # Each format of Pillow has errors of its own.
            raise ValidationError(DAMAGED, code="invalid_image") from error


class CheckedImageForm(BaseImageForm):
    """For ``WAGTAILIMAGES_IMAGE_FORM_BASE``: the image form of Wagtail's library, its
    choosers and its API, which refuses a damaged file in words."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Not every form of an image has its file in it.
        if field := self.fields.get("file"):
            self.fields["file"] = CheckedImageField(
                label=field.label, required=field.required, widget=field.widget
            )


def guard_image_model(image_model) -> None:
    """Have every form of the site's image model refuse SVG that is not a drawing."""
    validators = image_model._meta.get_field("file").validators
    if refuse_active_svg not in validators:
        validators.append(refuse_active_svg)

"""Renditions for readers, all of one picture from one decoding.

Wagtail decodes the whole original for each rendition, and has AVIF made at an effort
that takes seconds: an editor would wait for that at publication.
"""

from contextlib import contextmanager
from threading import Lock

from django.conf import settings
from PIL import Image, ImageOps
from wagtail.images.models import Filter
from willow.image import AvifImageFile, JPEGImageFile, PNGImageFile, WebPImageFile
from willow.plugins.pillow import PillowImage

from .layouts import LARGEST

_ICC_MODES = {"RGB", "RGBA"}
#: Pillow's fastest: a seventh of the time that its usual effort takes, for files a
#: third larger, which are still a third smaller than WebP.
_AVIF_SPEED = 10


class Original:
    """The file of an image, decoded when first asked for, and once."""

    def __init__(self):
        self._lock = Lock()
        self._decoded = None

    def decode(self, open_file) -> tuple[Image.Image, tuple[int, int]]:
        """Upright, in a mode that all formats can be made of, without anything the
        camera wrote; and the size of the original in pixels. Renditions are made in
        threads. Raises what Pillow has for a damaged file: many things."""
        with self._lock:
            if self._decoded is None:
                with open_file() as file:
                    self._decoded = _decode(file)
        return self._decoded

    def shines_through(self, image) -> bool:
        """Whether it is transparent somewhere, or may be."""
        picture, _size = self.decode(image.open_file)
        return picture.mode == "RGBA"


class FromOriginal(Filter):
    """One rendition of those that share an :class:`Original`. The name and the size of
    the result are those of Wagtail's own."""

    def __init__(self, spec: str, original: Original):
        super().__init__(spec)
        self._original = original

    def run(self, image, output, source=None):
        @contextmanager
        def open_file():
            if source is not None:
                yield source
            else:
                with image.open_file() as file:
                    yield file

        decoded, (width, height) = self._original.decode(open_file)
        transform = self.get_transform(image, (width, height))
        left, top, right, bottom = transform.get_rect().round()
        across, down = decoded.width / width, decoded.height / height
        box = (
            max(0, left) * across,
            max(0, top) * down,
            min(right * across, decoded.width),
            min(bottom * down, decoded.height),
        )
        size = tuple(max(1, round(length)) for length in transform.size)
        resized = decoded.resize(
            size, Image.Resampling.LANCZOS, box=box, reducing_gap=3.0
        )
        save = _SAVE[self.spec.rpartition("format-")[2]]
        return save(resized, output, _get_profile(decoded))


def _decode(file):
    file.seek(0)
    picture = Image.open(file)
    width, height = picture.size
    turned = picture.getexif().get(0x0112, 1) in (5, 6, 7, 8)
    # JPEG can be decoded at a half of its size, or a quarter, in a fraction of the
    # time, and a little larger than what is made of it is enough for that to be sharp.
    picture.draft(None, (LARGEST * 5 // 4, LARGEST * 5 // 4))
    picture.load()
    picture = _to_plain_mode(ImageOps.exif_transpose(picture))
    return picture, ((height, width) if turned else (width, height))


def _to_plain_mode(picture):
    profile = picture.info.get("icc_profile")
    if picture.mode.startswith("I"):
        # Sixteen bits of grey, which other conversions would cut off at the top.
        picture = picture.point(lambda value: value / 256).convert("L")
    has_alpha = picture.has_transparency_data
    if picture.mode == "CMYK" and profile:
        picture = PillowImage(picture).transform_colorspace_to_srgb().image
        profile = picture.info.get("icc_profile")
    elif picture.mode not in _ICC_MODES | {"P", "PA"}:
        # Its profile is of other colours than those it gets.
        profile = None
    plain = picture.convert("RGBA" if has_alpha else "RGB")
    plain.info = {"icc_profile": profile} if profile else {}
    return plain


def _get_profile(picture) -> dict:
    return (
        {"icc_profile": profile} if (profile := picture.info.get("icc_profile")) else {}
    )


def _get_quality(name: str, usual: int) -> int:
    """Wagtail's own setting, with its own default."""
    return getattr(settings, f"WAGTAILIMAGES_{name}_QUALITY", usual)


def _save_avif(picture, output, profile):
    quality = _get_quality("AVIF", 61)
    picture.save(output, "AVIF", quality=quality, speed=_AVIF_SPEED, **profile)
    return AvifImageFile(output)


def _save_webp(picture, output, profile):
    picture.save(output, "WEBP", quality=_get_quality("WEBP", 80), **profile)
    return WebPImageFile(output)


def _save_jpeg(picture, output, profile):
    if picture.mode == "RGBA":
        white = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(white, picture).convert("RGB")
    options = {"progressive": True, "optimize": True, **profile}
    picture.save(output, "JPEG", quality=_get_quality("JPEG", 76), **options)
    return JPEGImageFile(output)


def _save_png(picture, output, profile):
    picture.save(output, "PNG", **profile)
    return PNGImageFile(output)


_SAVE = {
    "avif": _save_avif,
    "webp": _save_webp,
    "jpeg": _save_jpeg,
    "png": _save_png,
}

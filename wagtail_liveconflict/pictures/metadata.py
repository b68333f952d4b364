"""Takes out of a picture's file what tells of the person who took it, and where.

The new file is built from what is known to be harmless: an allow list of the parts that
a decoder needs, the colour profile, and a credit line that is written anew. Nothing is
carried over for being unknown.

JPEG, PNG, WebP and GIF, animated ones as well, are rewritten without touching their
pixels, frames and timing. Where a camera's orientation has to be applied the picture is
encoded again: JPEG with the quantisation that it had, PNG and lossless WebP without
loss, other WebP at a quality of 95. TIFF and BMP are written again without loss. AVIF
and HEIC stay as they are where they hold one picture and nothing else, and are encoded
again at a quality of 90 where they hold more. HEIC needs ``pillow_heif``.

No Django here.
"""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from . import recoding
from .containers import gif, isobmff, jpeg, png, webp
from .containers.parts import CannotClean, Marks, Parts
from .credit import has_place, read_credit, read_orientation

__all__ = ["MODES", "CannotClean", "Cleaned", "clean", "find_format"]

#: What is removed: "strip_identifying" leaves orientation (applied), colour profile, copyright
#: and credit; "strip_everything" leaves orientation and colour profile; "keep" removes nothing.
MODES = ("strip_identifying", "strip_everything", "keep")

_CONTAINERS = {"jpeg": jpeg, "png": png, "webp": webp, "gif": gif}
_BRANDS = {
    "avif": {b"avif", b"avis"},
    "heic": {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"},
}


@dataclass(frozen=True)
class Cleaned:
    """``content`` is the new file, in the format of the old one; the very same bytes
    where there was nothing to remove. ``removed`` names what was taken out, in
    alphabetical order: "exif", "place", "xmp", "iptc", "comment", "thumbnail", "second
    picture", "trailing data", "orientation" (applied), "other"."""

    content: bytes
    removed: tuple[str, ...] = ()


def find_format(content: bytes) -> str | None:
    """By its first bytes: "jpeg", "png", "webp", "gif", "avif", "heic", "tiff", "bmp"."""
    if content[:3] == b"\xff\xd8\xff":
        return "jpeg"
    if content[:8] == png.SIGNATURE:
        return "png"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    if content[:6] in (b"GIF87a", b"GIF89a"):
        return "gif"
    if content[:4] in (b"II*\0", b"MM\0*"):
        return "tiff"
    if content[:2] == b"BM":
        return "bmp"
    if content[4:8] == b"ftyp":
        for name, brands in _BRANDS.items():
            if content[8:12] in brands:
                return name
    return None


def clean(content: bytes, mode: str = "strip_identifying") -> Cleaned:
    """The picture in ``content`` without what ``mode`` removes, see :data:`MODES`.

    Raises ``CannotClean`` for a damaged file and for a format that is not one of
    :func:`find_format`, and ``ValueError`` for another mode. With "keep" nothing is
    looked at.
    """
    if mode not in MODES:
        raise ValueError(f"{mode!r} is none of {', '.join(MODES)}")
    if mode == "keep":
        return Cleaned(content)
    kind = find_format(content)
    if kind is None:
        raise CannotClean("a format that nothing can be removed from for sure")
    try:
        cleaned = _clean(content, kind, mode == "strip_identifying")
        # Opened once more: nothing is handed out that cannot be read.
        Image.open(BytesIO(cleaned.content)).close()
    except CannotClean:
        raise
    except Exception as error:
        # A hostile file makes a decoder raise whatever it has: OSError, SyntaxError,
        # struct.error, KeyError, Image.DecompressionBombError …
        raise CannotClean(f"the file cannot be read: {error!r}") from error
    return cleaned


def _clean(content: bytes, kind: str, keeps_credit: bool) -> Cleaned:
    container = _CONTAINERS.get(kind)
    if container is None:
        return _draw_anew(content, kind, keeps_credit)
    parts = container.take_apart(content)
    marks = read_credit(parts).make_marks() if keeps_credit else Marks()
    removed = _name_removed(parts)
    # A GIF has none, whatever a program has written into it.
    orientation = read_orientation(parts) if kind != "gif" else 1
    if orientation != 1:
        bare = container.put_together(parts, Marks())
        drawn = recoding.recode(bare, kind, orientation)
        parts = container.take_apart(drawn)
    return _finish(content, container.put_together(parts, marks), removed)


def _draw_anew(content: bytes, kind: str, keeps_credit: bool) -> Cleaned:
    parts = Parts(removed={"other"})
    if kind in ("avif", "heic"):
        parts = isobmff.take_apart(content)
        if not parts.removed:
            return Cleaned(content)
    found = recoding.read_metadata(content)
    found.removed = parts.removed
    marks = read_credit(found).make_marks() if keeps_credit else Marks()
    is_ours = (found.exif, found.xmp) == (marks.exif, marks.xmp)
    if is_ours and parts.removed <= {"exif", "xmp"}:
        # Of an earlier cleaning: it is not encoded, and so not coarsened, again.
        return Cleaned(content)
    # Pillow and pillow_heif have applied what AVIF and HEIC say of it, or tell it.
    drawn = recoding.recode(content, kind, None, marks)
    return _finish(content, drawn, _name_removed(found))


def _name_removed(parts: Parts) -> set[str]:
    removed = set(parts.removed)
    if has_place(parts) or b"GPS" in parts.xmp:
        removed.add("place")
    if read_orientation(parts) != 1:
        removed.add("orientation")
    return removed


def _finish(content: bytes, new: bytes, removed: set[str]) -> Cleaned:
    return Cleaned(content) if new == content else Cleaned(new, tuple(sorted(removed)))

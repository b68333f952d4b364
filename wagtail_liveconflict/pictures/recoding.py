"""Draws a picture anew from its pixels, upright, with nothing else of its file."""

from io import BytesIO

from PIL import Image, ImageSequence, JpegImagePlugin

from .containers.parts import EXIF_HEADER, CannotClean, Marks, Parts, read_profile

_HIGH = 90
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_NAMES = {"heic": "HEIF"}
#: What is told of a frame, in the words that Pillow's ``save`` takes as well.
_OF_FRAMES = {"duration": 100, "disposal": 0, "blend": 0}


def _open(content: bytes, kind: str) -> Image.Image:
    if kind == "heic":
        try:
            from pillow_heif import register_heif_opener
        except ImportError as error:
            raise CannotClean(
                "HEIC cannot be read here: pillow_heif is missing"
            ) from error
        register_heif_opener()
    return Image.open(BytesIO(content), formats=[_NAMES.get(kind, kind.upper())])


def read_metadata(content: bytes) -> Parts:
    """What Pillow tells of a file: its EXIF, XMP and IPTC, as far as they can be read."""
    from .metadata import find_format

    parts = Parts()
    try:
        kind = find_format(content)
        image = _open(content, kind)
        # EXIF has the shape of a TIFF, which needs no further reader then.
        exif = content if kind == "tiff" else image.info.get("exif") or b""
        parts.exif = exif.removeprefix(EXIF_HEADER)
        xmp = image.info.get("xmp") or b""
        parts.xmp = xmp.encode() if isinstance(xmp, str) else bytes(xmp)
    except CannotClean:
        raise
    except Exception:
        # What cannot be read is removed all the same; only a credit in it is lost.
        return parts
    return parts


def recode(
    content: bytes, kind: str, orientation: int | None, marks: Marks | None = None
) -> bytes:
    """``orientation`` is 1 to 8, or None for what Pillow finds in the file. Raises
    whatever Pillow raises for a damaged file."""
    image = _open(content, kind)
    marks = marks or Marks()
    options = _choose_options(image, kind)
    if profile := read_profile(image.info.get("icc_profile") or b""):
        options["icc_profile"] = profile
    frames, told = [], {name: [] for name in _OF_FRAMES}
    for frame in ImageSequence.Iterator(image):
        frame.load()
        for name, default in _OF_FRAMES.items():
            told[name].append(frame.info.get(name, default))
        frames.append(_turn(frame, orientation))
    if kind == "tiff":
        options["tiffinfo"] = _make_tags(marks)
    elif kind in ("avif", "heic"):
        if marks.exif:
            options["exif"] = EXIF_HEADER + marks.exif
        if marks.xmp:
            options["xmp"] = marks.xmp
    if len(frames) > 1 and kind not in ("jpeg", "bmp"):
        options |= {"save_all": True, "append_images": frames[1:]}
        if kind in ("png", "webp", "avif"):
            # Each frame is whole as Pillow gives it.
            options["duration"] = [int(d) for d in told["duration"]]
            if "loop" in image.info:
                options["loop"] = image.info["loop"]
    target = BytesIO()
    frames[0].save(target, format=_NAMES.get(kind, kind.upper()), **options)
    return target.getvalue()


def _turn(frame: Image.Image, orientation: int | None) -> Image.Image:
    if orientation is None:
        try:
            orientation = frame.getexif().get(_ORIENTATION, 1)
        except Exception:
            orientation = 1
    # A copy is of Pillow's plainest class, and knows nothing of the file.
    turned = frame.transpose(_TURNS[orientation]) if orientation in _TURNS else frame
    plain = turned.copy()
    transparency = plain.info.get("transparency")
    plain.info = {} if transparency is None else {"transparency": transparency}
    # Some have one that was read before.
    plain._exif = None
    return plain


def _choose_options(image: Image.Image, kind: str) -> dict:
    if kind == "jpeg":
        options = {"qtables": image.quantization, "optimize": True}
        if (sampling := JpegImagePlugin.get_sampling(image)) >= 0:
            options["subsampling"] = sampling
        return options | {"progressive": bool(image.info.get("progressive"))}
    if kind == "webp":
        is_lossless = _is_lossless_webp(image)
        return {"lossless": is_lossless, "quality": 100 if is_lossless else 95}
    if kind == "tiff":
        is_fax = image.mode == "1"
        return {"compression": "group4" if is_fax else "tiff_adobe_deflate"}
    if kind == "avif":
        return {"quality": _HIGH, "speed": 8}
    return {"quality": _HIGH} if kind == "heic" else {}


def _is_lossless_webp(image: Image.Image) -> bool:
    image.fp.seek(0)
    return b"VP8L" in image.fp.read(4096)


def _make_tags(marks: Marks):
    from PIL.TiffImagePlugin import ImageFileDirectory_v2

    tags = ImageFileDirectory_v2()
    credit = Image.Exif()
    credit.load(EXIF_HEADER + marks.exif if marks.exif else b"")
    for tag, text in credit.items():
        tags[tag] = text.encode("latin-1")  # As it was read: UTF-8.
    if marks.xmp:
        tags[700] = marks.xmp
    return tags

"""Areas of a picture destroyed: nothing of what was in them can be had back.

A blur and a fine mosaic keep what they seem to hide: a blur can be undone by its known
kernel, and networks recognise faces in mosaics that people cannot read (Hill et al.,
"On the (In)effectiveness of Mosaicing and Blurring", PoPETs 2016; McPherson et al.,
"Defeating Image Obfuscation with Deep Learning", 2016: faces of 7 x 8 cells). So each
area is replaced, before anything is encoded, by a smooth surface through at most
:data:`CELLS` x :data:`CELLS` averages, each rounded to one of :data:`LEVELS` levels.
Two faces that agree in these give the same pixels. Of a number plate, four times as
long as high, four numbers are left that paint and light decide more than its letters.

Pillow alone, no Django.
"""

import io
from dataclasses import dataclass

from PIL import Image, ImageOps, ImageStat, JpegImagePlugin, features

#: Cells on the longer side of an area.
CELLS = 4
#: A cell is never smaller, so that a small area is not merely copied. Pixels.
SMALLEST_CELL = 8
#: Of each average, in each channel.
LEVELS = 16
#: Sides of an area, as far as it is in the picture. Pixels.
SMALLEST_AREA = 4
MOST_AREAS = 50
#: What is outside the areas has been compressed once already.
QUALITY = 95

#: What a format is saved as; any other becomes PNG.
_FORMATS = {
    "JPEG": "JPEG",
    # Of phones: a JPEG, and further pictures behind it (depth, brightness) that show
    # the same faces.
    "MPO": "JPEG",
    "PNG": "PNG",
    "WEBP": "WEBP",
    "AVIF": "AVIF",
    "HEIF": "JPEG",
}
#: As one picture of several, the first is all there is to see of these.
_FIRST_IS_ALL = {"MPO", "HEIF"}
#: Format -> modes that are saved as they are.
_MODES = {
    "JPEG": {"L", "RGB", "CMYK"},
    "PNG": {"L", "LA", "RGB", "RGBA"},
    "WEBP": {"RGB", "RGBA"},
    "AVIF": {"RGB", "RGBA"},
}


class CannotBlur(Exception):
    """``code`` says why: "animated", "damaged" (or no picture at all), "none" and
    "many" of the areas; "outside" and "small" of the one with this ``index``."""

    def __init__(self, code: str, index: int | None = None):
        super().__init__(code, index)
        self.code = code
        self.index = index


@dataclass(frozen=True)
class Area:
    """In pixels of the upright picture, from its left upper corner."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class Blurred:
    content: bytes
    #: With a dot, as ".jpg".
    extension: str
    #: Width and height of the upright picture, in pixels.
    size: tuple[int, int]


def blur_areas(content: bytes, areas: list[Area]) -> Blurred:
    """The picture in ``content`` upright, without the areas and without metadata; its
    colour profile stays. What sticks out of the picture is cut off.

    Raises :class:`CannotBlur`.
    """
    if not areas:
        raise CannotBlur("none")
    if len(areas) > MOST_AREAS:
        raise CannotBlur("many")
    picture, source, name = _open(content)
    boxes = [_clamp(area, index, picture.size) for index, area in enumerate(areas)]
    for box in boxes:
        picture.paste(destroy(picture.crop(box)), box)
    return _save(picture, source, name, content)


def measure(content: bytes) -> tuple[int, int]:
    """Width and height of the upright picture. Raises :class:`CannotBlur`."""
    try:
        with Image.open(io.BytesIO(content)) as source:
            _refuse_animated(source)
            if source.format == "TIFF":
                # Pillow has turned the size already, and not the orientation.
                return ImageOps.exif_transpose(source).size
            width, height = source.size
            # As ImageOps.exif_transpose, without reading the pixels.
            is_on_its_side = source.getexif().get(0x0112, 1) in {5, 6, 7, 8}
            return (height, width) if is_on_its_side else (width, height)
    except CannotBlur:
        raise
    except Exception as error:
        raise CannotBlur("damaged") from error


def destroy(part: Image.Image) -> Image.Image:
    """What takes the place of this part: of its size and mode, and depending on nothing
    but its coarse averages."""
    longer = max(part.size)
    cells = min(CELLS, max(1, longer // SMALLEST_CELL))
    grid = tuple(max(1, round(side * cells / longer)) for side in part.size)
    # Colours that are transparent are not to be seen, and do not count.
    premultiplied = {"RGBA": "RGBa", "LA": "La"}.get(part.mode, part.mode)
    averages = _average(part.convert(premultiplied), grid).convert(part.mode)
    step = 255 / (LEVELS - 1)
    table = [round(round(value / step) * step) for value in range(256)]
    rounded = averages.point(table * len(part.getbands()))
    return rounded.resize(part.size, Image.Resampling.BILINEAR)


def _average(part, grid):
    """Exactly: Pillow's own resize() rounds each row first, by which the order of the
    pixels in a cell would have a say."""
    averages = Image.new(part.mode, grid)
    for column in range(grid[0]):
        for row in range(grid[1]):
            cell = (
                column * part.width // grid[0],
                row * part.height // grid[1],
                (column + 1) * part.width // grid[0],
                (row + 1) * part.height // grid[1],
            )
            means = tuple(map(round, ImageStat.Stat(part.crop(cell)).mean))
            averages.paste(means, (column, row, column + 1, row + 1))
    return averages


def _open(content):
    """The picture upright, in a mode that can be worked on and saved; as it was; and
    the name of the format to save it in."""
    try:
        source = Image.open(io.BytesIO(content))
        _refuse_animated(source)
        source.load()
        name = _FORMATS.get(source.format, "PNG")
        if name == "AVIF" and not features.check("avif"):
            name = "JPEG"
        picture = _to_mode(ImageOps.exif_transpose(source), name)
    except CannotBlur:
        raise
    except Exception as error:
        # Each format raises what its parser raises.
        raise CannotBlur("damaged") from error
    # Encoders take comments, XMP and the rest from here.
    picture.info = {}
    return picture, source, name


def _refuse_animated(source):
    if getattr(source, "n_frames", 1) > 1 and source.format not in _FIRST_IS_ALL:
        raise CannotBlur("animated")


def _to_mode(picture, name):
    if picture.mode.startswith("I"):
        # 16 bits for a pixel, which convert() would cut off at 255.
        picture = picture.convert("I").point(lambda value: value * (1 / 257) + 0.5)
        picture = picture.convert("L")
    has_alpha = "transparency" in picture.info or picture.mode.endswith(("A", "a"))
    if picture.mode in _MODES[name] and "transparency" not in picture.info:
        return picture.copy()
    return picture.convert("RGBA" if has_alpha and "RGBA" in _MODES[name] else "RGB")


def _clamp(area, index, size):
    left, top = max(0, area.x), max(0, area.y)
    right = min(size[0], area.x + area.width)
    bottom = min(size[1], area.y + area.height)
    if right <= left or bottom <= top:
        raise CannotBlur("outside", index)
    if min(right - left, bottom - top) < SMALLEST_AREA:
        raise CannotBlur("small", index)
    return left, top, right, bottom


def _save(picture, source, name, content):
    options = {"icc_profile": _get_profile(picture, source)}
    if name == "JPEG":
        options |= {"quality": QUALITY, "optimize": True}
        if isinstance(source, JpegImagePlugin.JpegImageFile):
            sampling = JpegImagePlugin.get_sampling(source)
            options["subsampling"] = sampling if sampling >= 0 else 0
    elif name == "WEBP":
        # The chunk that says so comes first, or after that of the extended format.
        is_lossless = b"VP8L" in content[:4096]
        options |= {"lossless": is_lossless, "quality": QUALITY, "exact": True}
    elif name == "AVIF":
        options |= {"quality": 90}
    buffer = io.BytesIO()
    picture.save(buffer, name, **options)
    extension = {"JPEG": ".jpg"}.get(name, f".{name.lower()}")
    return Blurred(buffer.getvalue(), extension, picture.size)


def _get_profile(picture, source):
    """That of the picture, as long as its colours are still those that it describes."""
    profile = source.info.get("icc_profile")
    is_same = _get_space(picture.mode) == _get_space(source.mode)
    return profile if isinstance(profile, bytes) and profile and is_same else None


def _get_space(mode):
    if mode in {"1", "L", "LA"} or mode.startswith("I"):
        return "grey"
    return mode if mode in {"CMYK", "LAB"} else "RGB"

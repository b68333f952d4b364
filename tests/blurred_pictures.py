"""A picture with something to hide, and the forms of the tool that hides it."""

import io

from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image as PillowImage, ImageDraw

from tests.factories import ImageFactory

#: In pixels from the left, from the top; width and height.
FACE = (200, 100, 120, 120)
LOCATION = b"Canary place"


def draw_face(kind="PNG", size=(640, 360), **options):
    """A grey street, and on it a face with features, and a place in its metadata."""
    picture = PillowImage.new("RGB", size, "#7d8790")
    pen = ImageDraw.Draw(picture)
    x, y, width, height = FACE
    pen.ellipse((x, y, x + width, y + height), "#e0b090")
    for eye in (x + 30, x + 74):
        pen.ellipse((eye, y + 36, eye + 16, y + 52), "#101010")
    pen.rectangle((x + 36, y + 84, x + 84, y + 92), "#a02020")
    exif = PillowImage.Exif()
    exif[0x010E] = LOCATION.decode()
    for tag, value in options.pop("exif", {}).items():
        exif[tag] = value
    buffer = io.BytesIO()
    picture.save(buffer, kind, exif=exif, **options)
    return buffer.getvalue()


def make_picture(content=None, name="street.png", **fields):
    file = ContentFile(content or draw_face(), name=name)
    return ImageFactory(file=file, **{"title": "A street", **fields})


def get_address(image, copy=None):
    if copy:
        return reverse("liveconflict_blurred", args=[image.pk, copy.pk])
    return reverse("liveconflict_blur", args=[image.pk])


def mark(image, *areas, **data):
    """What the form posts; the face by default."""
    rows = zip(*(areas or (FACE,)), strict=True)
    numbers = dict(zip(("x", "y", "width", "height"), map(list, rows), strict=True))
    return {"picture": image.get_file_hash(), **numbers, **data}


def open_picture(image):
    with image.file.open() as file:
        return PillowImage.open(io.BytesIO(file.read())).convert("RGB")

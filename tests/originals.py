"""Photographs as a camera writes them, and a private storage for them."""

import io

import pytest
from django.core.files.base import ContentFile
from django.test import override_settings
from PIL import ExifTags, Image as PillowImage

from tests.factories import ImageFactory

SECRET = "SN-447-0815"


def take_photograph(colour="#35506b", size=(64, 48)) -> bytes:
    """A JPEG with a place and the number of the camera in it."""
    exif = PillowImage.Exif()
    exif[ExifTags.Base.Artist] = "Ida Marsh"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.BodySerialNumber] = SECRET
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(
        {1: "N", 2: (50.0, 27.0, 0.0), 3: "E", 4: (30.0, 31.0, 0.0)}
    )
    buffer = io.BytesIO()
    PillowImage.new("RGB", size, colour).save(buffer, "JPEG", exif=exif)
    return buffer.getvalue()


def make_image(content: bytes, **fields):
    """In the library, with the file as it came: from before anything was cleaned or kept
    of what is uploaded."""
    with override_settings(
        LIVECONFLICT_IMAGE_METADATA="keep", LIVECONFLICT_PRIVATE_STORAGE=None
    ):
        return ImageFactory(file=ContentFile(content, name="quay.jpg"), **fields)


def get_private_options(folder) -> dict:
    return {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(folder)},
    }


def list_files(folder) -> list:
    return sorted(path for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def media(settings, tmp_path):
    """The folder of public files, for this test alone."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def private(settings, tmp_path, media):
    """The folder of the private storage, which is switched on."""
    folder = tmp_path / "private"
    settings.STORAGES = {**settings.STORAGES, "private": get_private_options(folder)}
    settings.LIVECONFLICT_PRIVATE_STORAGE = "private"
    return folder

"""``liveconflict_scrub_images``, run by tests on a library of real files."""

import io
import sys
from types import ModuleType
from typing import NamedTuple

import pytest
from django.conf import settings
from django.core.management import call_command
from PIL import Image as PillowImage
from wagtail.images import get_image_model

from tests.originals import make_image, take_photograph
from wagtail_liveconflict.conf import LiveConflictSettings
from wagtail_liveconflict.pictures import scrubbing

METADATA = "wagtail_liveconflict.pictures.metadata"
SETTING = "LIVECONFLICT_IMAGE_METADATA"


class Cleaned(NamedTuple):
    content: bytes
    removed: tuple[str, ...]


class CannotClean(Exception):
    """This is no picture."""


def clean(content: bytes, mode: str) -> Cleaned:
    """What the command needs of a cleaner, and no more."""
    try:
        picture = PillowImage.open(io.BytesIO(content))
    except OSError as error:
        raise CannotClean("This is no picture.") from error
    if not picture.getexif():
        return Cleaned(content, ())
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=90, exif=b"")
    return Cleaned(buffer.getvalue(), ("place", "camera"))


def is_dirty(content: bytes) -> bool:
    return b"Exif" in content


def read(image) -> bytes:
    with image.file.storage.open(image.file.name) as file:
        return file.read()


def get_images():
    return get_image_model().objects.order_by("pk")


@pytest.fixture
def scrub(monkeypatch, media):
    """``scrub("--apply")`` answers with what it wrote. Nothing is waited for; and
    ``scrub.cleaner(function)`` puts another cleaner into the place of ours."""
    module = ModuleType(METADATA)
    module.clean, module.CannotClean, module.Cleaned = clean, CannotClean, Cleaned
    monkeypatch.setitem(sys.modules, METADATA, module)
    if not hasattr(LiveConflictSettings, SETTING):
        read = property(lambda conf: getattr(settings, SETTING, "strip_identifying"))
        monkeypatch.setattr(LiveConflictSettings, SETTING, read, raising=False)
    monkeypatch.setattr(scrubbing, "GRACE", 0)

    def run(*arguments, out=None, **options):
        out = out or io.StringIO()
        call_command("liveconflict_scrub_images", *arguments, stdout=out, **options)
        return out.getvalue()

    run.cleaner = lambda function: monkeypatch.setattr(module, "clean", function)
    return run


def do_before(first, then=clean):
    """A cleaner that does something else once, before it cleans."""
    waiting = [first]

    def clean_after(content, mode):
        if waiting:
            waiting.pop()()
        return then(content, mode)

    return clean_after


def make_library(*titles, **fields) -> list:
    """Photographs with a place in them, one after the other."""
    return [make_image(take_photograph(), title=title, **fields) for title in titles]

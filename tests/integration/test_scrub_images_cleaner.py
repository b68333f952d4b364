"""The library is cleaned as uploads are, by the very same code."""

import io

import pytest
from django.core.management import call_command
from wagtail.images import get_image_model

from tests.originals import (
    SECRET,
    make_image,
    media,  # noqa: F401 - a fixture
    take_photograph,
)
from wagtail_liveconflict.pictures import scrubbing

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_a_picture_from_before_is_cleaned_once(monkeypatch, media):  # noqa: F811
    """The first run says so and does nothing, the next does it, and the one after it
    finds nothing to do."""
    monkeypatch.setattr(scrubbing, "GRACE", 0)
    image = make_image(take_photograph())

    def scrub(*arguments):
        output = io.StringIO()
        call_command("liveconflict_scrub_images", *arguments, stdout=output)
        return output.getvalue()

    def read():
        stored = get_image_model().objects.get(pk=image.pk).file
        with stored.storage.open(stored.name) as file:
            return file.read()

    assert "1 to clean" in scrub()
    assert read() == take_photograph()
    assert "1 cleaned" in scrub("--apply")
    cleaned = read()
    assert SECRET.encode() not in cleaned
    assert b"Ida Marsh" in cleaned
    assert "0 cleaned" in scrub("--apply")
    assert read() == cleaned

"""Private originals where the rest of the app meets them: uploads at the desk, a
colleague's data, the removal of the app."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.images import get_image_model

from tests.integration.test_remove_command import remove, without_own_types
from tests.originals import list_files, make_image, media, private, take_photograph
from tests.staff_data import NAME, deactivate, get_export, make_colleague, run
from wagtail_liveconflict.models import OriginalAccess, PictureOriginal
from wagtail_liveconflict.pictures.originals import keep_original, log_access

__all__ = ["media", "private", "without_own_types"]
pytestmark = pytest.mark.django_db
Image = get_image_model()


def upload(client, live_blog):
    file = SimpleUploadedFile("quay.jpg", take_photograph(), "image/jpeg")
    return client.post(
        reverse(
            "wagtailsnippets_wagtail_liveconflict_liveupdate:pictures",
            args=[live_blog.pk],
        ),
        {"picture": file},
    )


def test_what_is_dropped_at_the_desk_is_kept(private, admin_client, live_blog):
    """As from whoever has dropped it."""
    assert upload(admin_client, live_blog).status_code == 200
    original = PictureOriginal.objects.get()
    assert original.image == Image.objects.get()
    assert original.uploaded_by.username == "admin"
    (file,) = list_files(private)
    assert file.read_bytes() == take_photograph()


def test_what_cannot_be_kept_is_refused_at_the_desk(private, admin_client, live_blog):
    """With a message for that file; evidence is not lost in silence."""
    private.write_text("in the way of the folder")
    response = upload(admin_client, live_blog)
    assert response.status_code == 400
    (error,) = response.json()["errors"]
    assert "could not be kept" in error
    assert not Image.objects.exists()
    assert not PictureOriginal.objects.exists()


def test_what_cannot_be_kept_is_refused_in_the_library(private, admin_client):
    """At its field, in Wagtail's own form."""
    private.write_text("in the way of the folder")
    file = SimpleUploadedFile("quay.jpg", take_photograph())
    data = {"title": "Quay", "collection": 1, "file": file}
    response = admin_client.post(reverse("wagtailimages:add"), data)
    assert "could not be kept" in response.context["form"].errors["file"][0]
    assert not Image.objects.exists()


@pytest.fixture
def olena(private):
    """Has uploaded a picture, and looked at its original."""
    olena = make_colleague()
    image = make_image(take_photograph(), uploaded_by_user=olena)
    keep_original(image, take_photograph())
    log_access(PictureOriginal.objects.get(), olena, "downloaded", intact=True)
    return olena


def test_a_colleague_is_told_of_them(olena):
    """By the link, and by both names."""
    data = get_export()
    places = {row["place"].split(".", 1)[1] for row in data["linked"] + data["named"]}
    assert places == {
        "PictureOriginal.uploaded_by",
        "PictureOriginal.uploaded_by_name",
        "OriginalAccess.by_name",
    }


def test_a_name_can_be_taken_out_of_them(olena):
    """The rows stay, and the number of the account in the log."""
    deactivate(olena)
    run("erase", "olena", "--apply")
    original, access = PictureOriginal.objects.get(), OriginalAccess.objects.get()
    assert original.uploaded_by is None
    assert original.uploaded_by_name == access.by_name == "a former colleague"
    assert access.by_id == olena.pk
    assert NAME not in json.dumps(get_export()["named"])


def test_the_removal_says_that_files_stay(olena, private, without_own_types):
    """It deletes none."""
    said = remove()
    assert "1 private originals of pictures: their files stay" in said
    assert list_files(private)

"""Originals of files that wait on Wagtail's page for several files until an editor has
said what the site asks of a picture."""

import hashlib

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.models import UploadedFile

from tests.originals import SECRET, list_files, media, private, take_photograph
from wagtail_liveconflict.colleagues import name_of
from wagtail_liveconflict.models import OriginalAccess, PictureOriginal
from wagtail_liveconflict.pictures.exceptions import OriginalNotKept
from wagtail_liveconflict.pictures.originals import is_intact

__all__ = ["media", "private"]
pytestmark = pytest.mark.django_db

Image = get_image_model()


@pytest.fixture(autouse=True)
def _asks_who_took_it(settings):
    settings.WAGTAILIMAGES_IMAGE_FORM_BASE = "tests.picture_forms.CreditedImageForm"


def add(client, content, name="IMG_0815.jpg"):
    response = client.post(
        reverse("wagtailimages:add_multiple"),
        {
            "title": "Quay",
            "files[]": SimpleUploadedFile(name, content, "image/jpeg"),
            "collection": 1,
        },
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    return UploadedFile.objects.get(pk=response.json()["uploaded_file_id"])


def fill_in(client, upload, **fields):
    prefix = f"uploaded-image-{upload.pk}"
    fields = {"title": "A quay", "collection": 1, "photographer": "Ott Reed", **fields}
    response = client.post(
        reverse("wagtailimages:create_multiple_from_uploaded_image", args=[upload.pk]),
        {f"{prefix}-{name}": value for name, value in fields.items()},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    return response.json()


def drop(client, upload):
    url = reverse("wagtailimages:delete_upload_multiple", args=[upload.pk])
    assert client.post(url).json()["success"]


def sum_of(content):
    return hashlib.sha256(content).hexdigest()


def test_it_is_that_of_the_picture_once_the_words_are_there(
    admin_client, admin_user, media, private
):
    """As it was uploaded, by whom and when; kept once, and nothing identifying waits
    below MEDIA_ROOT."""
    content = take_photograph()
    upload = add(admin_client, content)
    assert not [f for f in list_files(media) if SECRET.encode() in f.read_bytes()]
    waiting = PictureOriginal.objects.get()
    assert waiting.image is None

    # Something is still missing: it goes on waiting.
    assert not fill_in(admin_client, upload, photographer="")["success"]
    image = Image.objects.get(pk=fill_in(admin_client, upload)["image_id"])

    original = PictureOriginal.objects.get()
    assert (original.image, original.image_key) == (image, str(image.pk))
    assert original.image_title == "A quay"
    assert original.sha256 == sum_of(content)
    assert is_intact(original)
    assert original.file_name == "IMG_0815.jpg"
    assert original.uploaded_by == admin_user
    assert original.uploaded_by_name == name_of(admin_user)
    assert original.uploaded_at == waiting.uploaded_at
    assert original.deleted_at is None
    assert len(list_files(private)) == 1
    assert not UploadedFile.objects.exists()


def test_each_of_several_gets_its_own(admin_client, media, private):
    """In whichever order their words come, also of two that look the same once they are
    cleaned."""
    contents = [take_photograph(), take_photograph("#7a5b3c")]
    contents.append(contents[0].replace(SECRET.encode(), b"SN-447-0816"))
    uploads = [add(admin_client, content) for content in contents]
    images = [
        fill_in(admin_client, upload, title=f"Quay {upload.pk}")["image_id"]
        for upload in reversed(uploads)
    ]
    originals = PictureOriginal.objects.order_by("pk")
    assert [original.sha256 for original in originals] == [*map(sum_of, contents)]
    assert sorted(original.image_id for original in originals) == sorted(images)
    assert [original.image_title for original in originals] == [
        f"Quay {upload.pk}" for upload in uploads
    ]
    assert not OriginalAccess.objects.exists()


def test_what_is_dropped_is_not_kept(admin_client, admin_user, media, private):
    """The file is gone; who dropped it is on record. Another that waits stays."""
    upload = add(admin_client, take_photograph())
    other = add(admin_client, take_photograph("#7a5b3c"))
    drop(admin_client, upload)
    first, second = PictureOriginal.objects.order_by("pk")
    assert first.deleted_at
    access = OriginalAccess.objects.get()
    assert (access.original, access.by_id) == (first, admin_user.pk)
    assert access.what == OriginalAccess.What.DELETED
    assert (second.waits_for, second.deleted_at) == (str(other.pk), None)
    assert len(list_files(private)) == 1


def test_a_place_that_lets_nothing_be_deleted_stops_no_editor(
    admin_client, media, private, monkeypatch
):
    """The upload is dropped all the same."""
    upload = add(admin_client, take_photograph())

    def refuse(self, name):
        raise PermissionError(name)

    monkeypatch.setattr(
        "django.core.files.storage.FileSystemStorage.delete",
        lambda self, name: (
            refuse(self, name) if str(private) in self.location else None
        ),
    )
    drop(admin_client, upload)
    assert not UploadedFile.objects.exists()
    assert PictureOriginal.objects.get().deleted_at is None


def test_a_picture_of_somebody_else_does_not_take_it(
    admin_client, editor, media, private
):
    """Even where it is the very file that waits."""
    upload = add(admin_client, take_photograph())
    with upload.file.open() as file:
        waits = file.read()
    image = Image.objects.create(
        title="Mine", file=ContentFile(waits, "mine.jpg"), uploaded_by_user=editor
    )
    assert PictureOriginal.objects.get(image=image).uploaded_by == editor
    assert PictureOriginal.objects.get(image=None).waits_for == str(upload.pk)


def test_nothing_waits_without_its_original(media, private, admin_user, monkeypatch):
    """A private storage that takes nothing lets nothing be stored."""

    def refuse(*args, **kwargs):
        raise OSError("full")

    monkeypatch.setattr(
        "wagtail_liveconflict.pictures.originals.get_private_storage", refuse
    )
    upload = UploadedFile(
        for_content_type=ContentType.objects.get_for_model(Image),
        file=ContentFile(take_photograph(), "quay.jpg"),
        uploaded_by_user=admin_user,
    )
    with pytest.raises(OriginalNotKept):
        upload.save()
    assert list_files(media) == []
    assert not UploadedFile.objects.exists()


def test_where_nothing_is_kept_nothing_waits(admin_client, media):
    """The default: no row, and the picture is made as ever."""
    upload = add(admin_client, take_photograph())
    assert fill_in(admin_client, upload)["success"]
    drop(admin_client, add(admin_client, take_photograph("#7a5b3c")))
    assert not PictureOriginal.objects.exists()

"""Pictures that a program uploads through Wagtail's API v3."""

import hashlib
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, Image as PillowImage

pytest.importorskip("wagtail.api.v3")

from wagtail.images import get_image_model

from tests.bots import API, Bot
from tests.factories import picture
from tests.originals import SECRET, list_files, media, private, take_photograph
from wagtail_liveconflict.models import PictureOriginal

__all__ = ["media", "private"]
pytestmark = pytest.mark.django_db

Image = get_image_model()
CHECKED = "wagtail_liveconflict.pictures.limits.CheckedImageForm"


@pytest.fixture
def bot(editor):
    return Bot(editor)


def send(bot, content, name="IMG_0815.jpg"):
    return bot.client.post(
        f"{API}/images/",
        {
            "title": "A quay at low water",
            "collection_id": 1,
            "file": SimpleUploadedFile(name, content, "image/jpeg"),
        },
    )


def has_place(file) -> bool:
    with PillowImage.open(file) as opened:
        return bool(opened.getexif().get_ifd(ExifTags.IFD.GPSInfo))


def test_no_place_stays_in_what_a_program_uploads(bot, media, private, live_blog):
    """Neither in the file nor in its copies; the original is kept as that program's
    user's, and the picture can be put into an update."""
    content = take_photograph()
    answer = send(bot, content)
    assert answer.status_code == 201, answer.content
    image = Image.objects.get(pk=answer.json()["id"])
    image.get_rendition("width-100|format-jpeg")
    files = list_files(media)
    assert len(files) == 2
    assert (SECRET.encode() in content, has_place(io.BytesIO(content))) == (True, True)
    assert not [path for path in files if SECRET.encode() in path.read_bytes()]
    assert not [path for path in files if has_place(path)]

    (original,) = PictureOriginal.objects.all()
    assert (original.image, original.uploaded_by) == (image, bot.user)
    assert original.sha256 == hashlib.sha256(content).hexdigest()

    draft = bot.write(live_blog, body=[picture(image)])
    assert draft["body"][0]["type"] == "image"


@pytest.mark.parametrize(
    ("name", "spoil"),
    [
        ("IMG_0815.jpg", lambda content: content[: len(content) // 2]),
        ("IMG_0815.jpg", lambda content: b"MZ" + content),
        ("IMG_0815.png", lambda content: content),
    ],
    ids=["cut short", "not a picture", "of another kind"],
)
def test_a_damaged_file_is_refused_in_words(bot, media, private, settings, name, spoil):
    """With what is wrong at the field, and nothing stored."""
    settings.WAGTAILIMAGES_IMAGE_FORM_BASE = CHECKED
    answer = send(bot, spoil(take_photograph()), name)
    assert answer.status_code == 422, answer.content
    assert "file" in answer.content.decode()
    assert not Image.objects.exists()
    assert not PictureOriginal.objects.exists()
    assert list_files(media) == list_files(private) == []

"""Every way into the image library, and what readers get out of it."""

import io
import string
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import (
    HealthCheck,
    Phase,
    given,
    settings as hypothesis_settings,
    strategies,
)
from PIL import Image as PillowImage
from wagtail.images import get_image_model
from wagtail.models import UploadedFile
from wagtail.utils.file import hash_filelike

from tests.desk_forms import JSON, url
from tests.metadata import (
    CREDIT,
    EXTENSIONS,
    draw,
    list_told,
    needs_exiftool,
    read_metadata,
    write_metadata,
)

pytestmark = pytest.mark.django_db

Image = get_image_model()
CANARY = b"canary-of-metadata"


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.WAGTAILIMAGES_EXTENSIONS = ["png", "jpg", "gif", "webp", "avif", "heic"]
    return tmp_path


def photograph(orientation=1) -> bytes:
    exif = PillowImage.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = CANARY.decode()
    buffer = io.BytesIO()
    PillowImage.open(io.BytesIO(draw("png"))).save(buffer, "JPEG", exif=exif)
    return buffer.getvalue()


def broken() -> bytes:
    """A PNG that Wagtail takes for one: it reads no more than its beginning."""
    content = draw("png")
    return content[:-8] + b"JEND" + content[-4:]


def upload(content, name="quay.jpg"):
    return SimpleUploadedFile(name, content, "image/jpeg")


def in_files(folder: Path) -> list[str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    return [path.name for path in files if CANARY in path.read_bytes()]


def add(client):
    data = {"title": "Quay", "file": upload(photograph()), "collection": 1}
    return client.post(reverse("wagtailimages:add"), data)


def add_one_of_several(client):
    return client.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "Quay", "files[]": upload(photograph()), "collection": 1},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )


def choose(client):
    return client.post(
        reverse("wagtailimages_chooser:create"),
        {
            "image-chooser-upload-title": "Quay",
            "image-chooser-upload-file": upload(photograph()),
            "image-chooser-upload-collection": 1,
        },
    )


@pytest.mark.parametrize("way", [add, add_one_of_several, choose])
def test_what_the_admin_uploads(admin_client, own_media, way):
    assert way(admin_client).status_code in (200, 302)
    image = Image.objects.get()
    assert in_files(own_media) == []
    with image.file.open() as file:
        content = file.read()
    assert image.file_size == len(content)
    assert image.file_hash == hash_filelike(io.BytesIO(content))


def test_what_is_dropped_at_the_desk(editor_client, live_blog, own_media):
    """A retry of the same file gives the same picture."""
    for _ in range(2):
        response = editor_client.post(
            url("pictures", live_blog.pk),
            {"picture": upload(photograph())},
            headers=JSON,
        )
        assert response.status_code == 200
    assert Image.objects.count() == 1
    assert in_files(own_media) == []


def test_a_file_that_is_replaced(admin_client, own_media):
    image = Image.objects.create(title="Quay", file=ContentFile(draw("png"), "q.png"))
    data = {"title": "Quay", "file": upload(photograph(6)), "collection": 1}
    admin_client.post(reverse("wagtailimages:edit", args=[image.pk]), data)
    image = Image.objects.get()
    assert image.file.name.endswith(".jpg")
    assert (image.width, image.height) == (48, 64)
    assert in_files(own_media) == []


def test_what_code_saves(own_media):
    """By whatever way Django has for it. A picture that lay on its side has its sides
    swapped."""
    created = Image.objects.create(title="1", file=upload(photograph(6)))
    saved = Image(title="2")
    saved.file.save("quay.jpg", ContentFile(photograph(6)))
    Image.objects.bulk_create(
        [Image(title="3", file=upload(photograph()), width=64, height=48)]
    )
    for image in (created, saved):
        image.refresh_from_db()
        assert (image.width, image.height) == (48, 64)
    assert Image.objects.count() == 3
    assert in_files(own_media) == []


def test_a_file_that_waits_for_its_words(own_media, admin_client, settings):
    """Wagtail stores it, below MEDIA_ROOT, until an editor has said what the site asks
    of a picture."""
    settings.WAGTAILIMAGES_IMAGE_FORM_BASE = "tests.picture_forms.CreditedImageForm"
    add_one_of_several(admin_client)
    assert UploadedFile.objects.get().file.size
    assert in_files(own_media) == []


@pytest.mark.parametrize("content", [broken(), b"MZ" * 40], ids=["broken", "other"])
def test_what_cannot_be_cleaned_is_refused_at_its_field(
    admin_client, own_media, content
):
    """With words, and nothing is stored. Code gets a ``ValidationError``."""
    data = {"title": "Quay", "file": upload(content, "q.png"), "collection": 1}
    response = admin_client.post(reverse("wagtailimages:add"), data)
    assert response.status_code == 200
    assert response.context["form"].errors["file"]
    with pytest.raises(ValidationError):
        Image.objects.create(
            title="Quay", file=ContentFile(content, "q.png"), width=1, height=1
        )
    assert not Image.objects.exists()
    assert list(own_media.rglob("*.*")) == []


def test_a_picture_may_keep_all_and_its_renditions_never_do(own_media, settings):
    settings.LIVECONFLICT_IMAGE_METADATA = "keep"
    image = Image.objects.create(title="Quay", file=upload(photograph()))
    formats = ("jpeg", "png", "webp", "avif", "gif")
    filters = [f"width-32|format-{name}" for name in formats]
    image.get_rendition("original")
    image.get_rendition("width-40")
    assert len(image.get_renditions(*filters)) == 5
    assert in_files(own_media) == [Path(image.file.name).name]


@needs_exiftool
@pytest.mark.parametrize("kind", ["jpeg", "png", "webp", "avif", "gif"])
def test_what_is_identifying_reaches_no_public_file(kind, admin_client, own_media):
    """Whatever ExifTool has written, it finds none of it again: not in the original, not
    in what readers get."""
    canaries = strategies.text(string.ascii_letters, min_size=12, max_size=30)
    tags = strategies.dictionaries(strategies.sampled_from(IDENTIFYING), canaries)

    @hypothesis_settings(
        max_examples=5,
        deadline=None,
        database=None,
        # To make an example smaller takes longer than all else.
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(tags, strategies.floats(-89, 89), strategies.sampled_from([1, 6]))
    def hold(tags, latitude, orientation):
        Image.objects.all().delete()
        places = {
            "EXIF:GPSLatitude": abs(latitude),
            "EXIF:GPSLatitudeRef": "N" if latitude > 0 else "S",
            "XMP-exif:GPSLatitude": latitude,
            "EXIF:Orientation": orientation,
            "EXIF:Artist": "Ann",
            "XMP-dc:Rights": "Ann",
        }
        content = write_metadata(draw(kind), kind, {**places, **tags})
        admin_client.post(
            reverse("wagtailimages:add"),
            {
                "title": "Quay",
                "file": upload(content, f"quay.{EXTENSIONS[kind]}"),
                "collection": 1,
            },
        )
        image = Image.objects.get()
        renditions = [
            image.get_rendition("width-32"),
            *image.get_renditions(
                "width-40|format-jpeg", "width-40|format-png"
            ).values(),
        ]
        paths = [Path(each.file.path) for each in (image, *renditions)]
        for path in paths:
            written = path.read_bytes()
            assert not any(canary.encode() in written for canary in tags.values())
        original, *shown = read_metadata(*paths).values()
        assert list_told(original, CREDIT) == {}
        assert [list_told(each) for each in shown] == [{}, {}, {}]

    hold()


IDENTIFYING = [
    *("EXIF:Make", "EXIF:Model", "EXIF:SerialNumber", "EXIF:LensSerialNumber"),
    *("EXIF:OwnerName", "EXIF:UserComment", "EXIF:ImageUniqueID", "EXIF:Software"),
    *("EXIF:HostComputer", "EXIF:ImageDescription", "EXIF:GPSAreaInformation"),
    *("EXIF:XPAuthor", "EXIF:XPComment", "EXIF:GPSMapDatum", "EXIF:LensModel"),
    *("XMP-photoshop:City", "XMP-iptcCore:Location", "XMP-xmpMM:DocumentID"),
    *("XMP-xmpMM:OriginalDocumentID", "XMP-aux:SerialNumber", "XMP-aux:OwnerName"),
    *("XMP-dc:Description", "XMP-xmp:CreatorTool", "XMP-iptcExt:LocationShownCity"),
    *("IPTC:City", "IPTC:Sub-location", "IPTC:Province-State", "IPTC:ObjectName"),
    *("IPTC:Caption-Abstract", "IPTC:Writer-Editor", "IPTC:Contact", "Comment"),
    *("PNG:Software", "PNG:Comment", "PNG:Source", "PNG:Description"),
]

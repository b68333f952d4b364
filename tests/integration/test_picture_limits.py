"""Files that are no pictures, or too much of one, on every way into the library."""

import random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import (
    HealthCheck,
    given,
    settings as hypothesis_settings,
    strategies as st,
)
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form
from wagtail.models import Collection

from tests.desk_forms import JSON, url
from tests.factories import UserFactory
from tests.picture_files import (
    declare_gif,
    declare_png,
    declare_tiff,
    declare_webp,
    draw,
    draw_noise,
    encode,
    make_animation,
)
from wagtail_liveconflict.pictures import limits

pytestmark = pytest.mark.django_db

Image = get_image_model()
FORM = "wagtail_liveconflict.pictures.limits.CheckedImageForm"
KINDS = {"png": "PNG", "jpg": "JPEG", "gif": "GIF", "webp": "WEBP", "tiff": "TIFF"}
WAYS = ["desk", "add", "multiple", "chooser"]


@pytest.fixture(autouse=True)
def site(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.WAGTAILIMAGES_IMAGE_FORM_BASE = FORM
    settings.WAGTAILIMAGES_EXTENSIONS = [*KINDS, "avif", "jpeg", "svg"]
    # Wagtail makes no TIFF.
    settings.WAGTAILIMAGES_FORMAT_CONVERSIONS = {"tiff": "jpeg"}


@pytest.fixture
def send(live_blog):
    """Sends a file by one of the ways; returns (status, all that is said)."""
    client = Client(raise_request_exception=True)
    client.force_login(UserFactory(is_superuser=True))
    collection = Collection.get_first_root_node().pk

    def send(way, name, content):
        file = SimpleUploadedFile(name, content)
        fields = {"title": "A quay", "collection": collection}
        if way == "desk":
            answer = client.post(
                url("pictures", live_blog.pk), {"picture": file}, headers=JSON
            )
        elif way == "add":
            answer = client.post(reverse("wagtailimages:add"), {**fields, "file": file})
        elif way == "multiple":
            answer = client.post(
                reverse("wagtailimages:add_multiple"), {**fields, "files[]": file}
            )
        else:
            prefixed = {f"image-chooser-upload-{k}": v for k, v in fields.items()}
            answer = client.post(
                reverse("wagtailimages_chooser:create"),
                {**prefixed, "image-chooser-upload-file": file},
            )
        return answer.status_code, answer.content.decode()

    return send


def assert_refused(answer, says):
    status, content = answer
    assert status in (200, 400)
    assert says in content
    assert not Image.objects.exists()


@pytest.mark.parametrize("way", WAYS)
def test_each_way_takes_what_is_right(send, way):
    """So that what is said of others is not said of all."""
    status, _content = send(way, "quay.jpg", encode(draw((64, 48))))
    assert status in (200, 302)
    assert Image.objects.count() == 1


DAMAGED = {
    f"{part} of {ending}": (ending, content)
    for ending, kind in KINDS.items()
    for part, content in (
        ("half", encode(draw_noise(), kind)[: len(encode(draw_noise(), kind)) // 2]),
        ("the beginning", encode(draw_noise(), kind)[:30]),
        (
            "the first bytes",
            encode(draw_noise(), kind)[:16] + random.Random(1).randbytes(900),
        ),
    )
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_file(send, name):
    """Wagtail by itself answers all of these with a server error."""
    ending, content = DAMAGED[name]
    for way in WAYS:
        status, said = send(way, f"quay.{ending}", content)
        assert status in (200, 400)
        assert "damaged" in said or "corrupted image" in said
    assert not Image.objects.exists()


BOMBS = {
    "png": declare_png(60_000, 60_000),
    "gif": declare_gif(65_535, 65_535),
    "tiff": declare_tiff(40_000, 40_000),
    "webp": declare_webp(16_383, 16_383),
}


@pytest.mark.parametrize("ending", BOMBS)
@pytest.mark.parametrize("way", WAYS)
def test_a_bomb(send, ending, way):
    """A hundred bytes that unpack into gigabytes are never unpacked."""
    assert len(BOMBS[ending]) < 200
    answer = send(way, f"quay.{ending}", BOMBS[ending])
    # Not every version of Pillow finds a canvas in so short a WebP.
    is_unread = ending == "webp" and "damaged" in answer[1]
    assert_refused(answer, "damaged" if is_unread else "too many pixels")


@pytest.mark.parametrize("way", WAYS)
def test_the_pixels_of_the_site_are_counted_before_they_are_read(
    send, way, settings, monkeypatch
):
    """Wagtail by itself reads all of them to count them."""
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 1_000_000
    content = encode(draw((1001, 1000)))
    read = []
    monkeypatch.setattr("PIL.JpegImagePlugin.JpegImageFile.load", read.append)
    assert_refused(send(way, "quay.jpg", content), "too many pixels")
    assert read == []


@pytest.mark.parametrize("way", WAYS)
def test_a_program_that_is_called_a_picture(send, way):
    program = b"MZ\x90\0" + random.Random(2).randbytes(4000)
    assert_refused(send(way, "quay.jpg", program), "not an image")


SVG = '<svg xmlns="http://www.w3.org/2000/svg" {}>{}</svg>'
XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
ACTIVE = {
    "a script": SVG.format("", "<script>alert(1)</script>"),
    "a script of another name": SVG.format(
        'xmlns:x="http://www.w3.org/1999/xhtml"', "<x:script>alert(1)</x:script>"
    ),
    "an event handler": SVG.format('onload="alert(1)"', ""),
    "a page in it": SVG.format("", "<foreignObject><p>Hello</p></foreignObject>"),
    "a link that runs": SVG.format("", '<a href=" javascript:alert(1)"><path/></a>'),
    "a picture of others": SVG.format(
        XLINK, '<image xlink:href="https://example.org/a.png"/>'
    ),
    "a drawing in a drawing": SVG.format(
        "", '<image href="data:image/svg+xml;base64,PHN2Zy8+"/>'
    ),
    "a part of others": SVG.format("", '<use href="//example.org/a.svg#b"/>'),
    "a style of others": SVG.format("", "<style>@import 'https://example.org'</style>"),
    "an address in a style": SVG.format(
        "", "<path style=\"fill: url( 'https://example.org/a')\"/>"
    ),
    "an address in a colour": SVG.format("", '<path fill="url(//example.org/a#b)"/>'),
    "a hidden address": SVG.format("", "<style>p{fill:u\\72l(//example.org)}</style>"),
    "an animated link": SVG.format(
        "", '<a><set attributeName="href" to="javascript:alert(1)"/></a>'
    ),
    "a style sheet": '<?xml-stylesheet href="https://example.org/a.css"?>'
    + SVG.format("", ""),
    "entities": '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    + SVG.format("", "<text>&b;</text>"),
    "a file of the server": '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    + SVG.format("", "<text>&a;</text>"),
    "no end": SVG.format("", "<g>"),
    "no size": SVG.format('width="wide" height="9"', ""),
}


@pytest.mark.parametrize("name", ACTIVE)
def test_svg_that_is_not_only_a_drawing(send, name):
    """Opened by its own address it would be a page of the site, with its cookies."""
    for way in WAYS:
        status, said = send(way, "map.svg", ACTIVE[name].encode())
        assert status in (200, 400)
        assert "runs something" in said or "damaged" in said or "corrupted" in said
    assert not Image.objects.exists()


def test_svg_that_another_encoding_hides(send):
    """Read as a browser reads it, not as bytes."""
    content = ACTIVE["a script"].encode("utf-16")
    assert_refused(send("desk", "map.svg", content), "")


def test_a_drawing_is_taken(send):
    """With a gradient, a style, a picture in it, and what drawing programs add."""
    inside = (
        '<metadata><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<r:Description r:about="https://example.org/"/></r:RDF></metadata>'
        "<style>path{fill:url(#a)} text{transform:rotate(9deg)}</style>"
        '<defs><linearGradient id="a"/></defs><use href="#a"/>'
        '<image href="data:image/png;base64,iVBORw0KGgo="/>'
        '<path fill="url(\'#a\')" transform="translate(1, 2)" d="M0 0h9"/>'
    )
    svg = SVG.format('width="90" height="60"', inside)
    assert send("desk", "map.svg", svg.encode())[0] == 200
    assert Image.objects.get().is_svg()


def test_svg_is_refused_without_a_setting(send, settings):
    """By the image model itself; and what is stored is not read again."""
    del settings.WAGTAILIMAGES_IMAGE_FORM_BASE
    content = ACTIVE["an event handler"].encode()
    assert_refused(send("multiple", "map.svg", content), "onload")
    send("desk", "map.svg", SVG.format('width="9" height="9"', "").encode())
    image = Image.objects.get()
    image.file.storage.delete(image.file.name)
    limits.refuse_active_svg(image.file)


def test_a_form_without_a_file_stays_one():
    """As where Wagtail asks only for titles, after many files were added."""
    from wagtail.images.forms import get_image_multi_form

    user = UserFactory(is_superuser=True)
    assert "file" not in get_image_multi_form(Image)(user=user).fields
    field = get_image_form(Image)(user=user).fields["file"]
    assert isinstance(field, limits.CheckedImageField)
    assert field.label == "File"


SOUND = {
    "png": encode(draw_noise((40, 30)), "PNG"),
    "jpg": encode(draw_noise((40, 30)), "JPEG"),
    "gif": make_animation((20, 16)),
    "webp": encode(draw_noise((40, 30)), "WEBP"),
    "tiff": encode(draw_noise((40, 30)), "TIFF"),
    "svg": SVG.format('width="9" height="9"', "<path d='M0 0h9'/>").encode(),
}


@st.composite
def broken_files(draw_value):
    """A sound file, cut off or with other bytes in it; or any bytes at all."""
    ending = draw_value(st.sampled_from(sorted(SOUND)))
    content = bytearray(SOUND[ending])
    kind = draw_value(st.sampled_from(["cut", "changed", "other"]))
    if kind == "cut":
        content = content[: draw_value(st.integers(0, len(content)))]
    elif kind == "changed":
        places = st.integers(0, min(len(content), 400) - 1)
        for place, byte in draw_value(
            st.lists(st.tuples(places, st.integers(0, 255)), min_size=1, max_size=12)
        ):
            content[place] = byte
    else:
        content = content[: draw_value(st.integers(0, 40))]
        content += draw_value(st.binary(max_size=300))
    return ending, bytes(content)


@hypothesis_settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(file=broken_files(), way=st.sampled_from(WAYS))
def test_no_file_is_a_server_error(send, file, way):
    """Taken, or refused in words."""
    ending, content = file
    before = Image.objects.count()
    status, said = send(way, f"quay.{ending}", content)
    assert status in (200, 302, 400)
    if Image.objects.count() == before:
        assert "picture" in said or "image" in said or "file" in said

"""Pictures that the composer uploads, one a request, into the site's image library."""

import io

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image as PillowImage
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupCollectionPermission

from tests.desk_forms import JSON, compose, publish, url
from tests.factories import ImageFactory, LiveBlogPageFactory, UserFactory
from tests.roles import CONTRIBUTOR, EDITOR, make_colleague, sign_in
from wagtail_liveconflict.models import LiveUpdate

pytestmark = pytest.mark.django_db

Image = get_image_model()


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def draw(kind="PNG", size=(64, 48), colour="#35506b"):
    buffer = io.BytesIO()
    PillowImage.new("RGB", size, colour).save(buffer, kind)
    return buffer.getvalue()


def send(client, page, content=None, name="flooded quay.png", **files):
    files = files or {"picture": SimpleUploadedFile(name, content or draw())}
    headers = {**JSON, "X-Requested-With": "XMLHttpRequest"}
    return client.post(url("pictures", page.pk), files, headers=headers)


def allow_pictures(user, collection=None):
    """Let the user's group add pictures to a collection, the first one by default."""
    GroupCollectionPermission.objects.create(
        group=user.groups.get(),
        collection=collection or Collection.get_first_root_node(),
        permission=Permission.objects.get(codename="add_image"),
    )


def test_added_to_the_library(editor_client, live_blog, editor):
    """The answer is what Wagtail's chooser shows of it. Nobody has described it yet:
    the name of its file is no alt text."""
    response = send(editor_client, live_blog)
    assert response.status_code == 200
    image = Image.objects.get()
    assert image.title == "flooded quay"
    assert image.uploaded_by_user == editor
    assert (image.width, image.height) == (64, 48)
    answer = response.json()
    assert answer["id"] == image.pk
    assert answer["title"] == "flooded quay"
    assert answer["edit_url"] == f"/admin/images/{image.pk}/"
    assert answer["preview"]["url"].startswith("/media/images/")
    assert answer["preview"]["width"] == 64
    assert answer["alt_text"] == ""


def test_what_the_library_says_of_it_is_the_alt_text(
    editor_client, live_blog, monkeypatch
):
    """A site whose pictures come with words (from their IPTC data, say) begins with
    those."""
    words = "Water stands knee-high on the quay"
    monkeypatch.setattr(Image, "default_alt_text", words)
    assert send(editor_client, live_blog).json()["alt_text"] == words


@pytest.mark.parametrize("name", ["image.png", "blob.png", "Image.PNG"])
def test_what_comes_from_a_clipboard_has_the_title_of_its_live_blog(
    editor_client, live_blog, name
):
    """Browsers call all of them the same."""
    assert send(editor_client, live_blog, name=name).status_code == 200
    assert Image.objects.get().title == live_blog.title


def test_a_long_name_is_no_hindrance(editor_client, live_blog):
    """Neither a file's, which Django cuts, nor a live blog's."""
    name = f"{'q' * 400}.png"
    assert send(editor_client, live_blog, name=name).status_code == 200
    type(live_blog).objects.update(title="q" * 255)
    response = send(editor_client, live_blog, draw(colour="#aa3311"), "image.png")
    assert response.status_code == 200


def test_a_retry_adds_nothing(editor_client, live_blog):
    """The answer was lost and the same file comes again from the same editor; a
    colleague's is a picture of its own."""
    colleague = UserFactory(is_superuser=True)
    first = send(editor_client, live_blog).json()
    assert send(editor_client, live_blog).json() == first
    assert send(sign_in(colleague), live_blog).json()["id"] != first["id"]
    assert Image.objects.count() == 2


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>'


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"Dear colleagues,", "letter.png", "not an image"),
        (b"Dear colleagues,", "letter.txt", "not an image"),
        (draw("PNG"), "quay.jpg", "does not match the file format"),
        (SVG, "map.svg", "Not a supported image format"),
        (b"", "quay.png", "empty"),
    ],
)
def test_what_is_no_picture_is_refused(editor_client, live_blog, content, name, says):
    """With what Wagtail says of it; nothing is kept."""
    response = editor_client.post(
        url("pictures", live_blog.pk), {"picture": SimpleUploadedFile(name, content)}
    )
    assert response.status_code == 400
    assert says in " ".join(response.json()["errors"])
    assert not Image.objects.exists()


def test_the_limits_of_the_site_hold(editor_client, live_blog, settings):
    """Its largest file and its largest number of pixels; and SVG where it allows
    that."""
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 40
    assert "too big" in send(editor_client, live_blog).json()["errors"][0]
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10**6
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 64 * 48 - 1
    assert "too many pixels" in send(editor_client, live_blog).json()["errors"][0]
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 64 * 48
    assert send(editor_client, live_blog).status_code == 200
    settings.WAGTAILIMAGES_EXTENSIONS = ["png", "svg"]
    response = send(editor_client, live_blog, SVG, "map.svg")
    assert response.status_code == 200
    assert response.json()["preview"]["url"].endswith(".svg")


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_damaged_picture_is_refused(editor_client, live_blog, kind):
    """Its beginning is right, and the rest is missing: said at once, not when the
    update is to be published."""
    noise = PillowImage.effect_noise((400, 300), 90).convert("RGB")
    buffer = io.BytesIO()
    noise.save(buffer, kind)
    content = buffer.getvalue()
    name = f"quay.{kind.lower()}"
    response = send(editor_client, live_blog, content[: len(content) // 3], name)
    assert response.status_code == 400
    assert response.json()["errors"] == ["This picture is damaged."]
    assert not Image.objects.exists()


def test_one_picture_a_request(editor_client, live_blog):
    """None, or several, are refused: each has an answer of its own."""
    two = [SimpleUploadedFile(f"{n}.png", draw()) for n in range(2)]
    for files in ({}, {"picture": two}, {"file": two[0]}):
        response = editor_client.post(url("pictures", live_blog.pk), files)
        assert response.status_code == 400
        assert response.json()["errors"] == ["Send one picture at a time."]
    assert not Image.objects.exists()
    assert editor_client.get(url("pictures", live_blog.pk)).status_code == 405


def test_what_a_site_asks_of_pictures_besides(editor_client, live_blog, settings):
    """A required field of its own cannot be filled in here: the answer says which,
    and where."""
    settings.WAGTAILIMAGES_IMAGE_FORM_BASE = "tests.picture_forms.CreditedImageForm"
    response = send(editor_client, live_blog)
    assert response.status_code == 400
    assert response.json()["errors"] == [
        "Add this picture in the image library, where more is asked of it:",
        "Photographer: This field is required.",
    ]
    assert not Image.objects.exists()


@pytest.mark.parametrize("role", [CONTRIBUTOR, EDITOR])
def test_who_may(live_blog, role):
    """Whoever writes in this live blog and may add pictures; to the first collection
    where that is allowed."""
    user = make_colleague(live_blog, role)
    client = sign_in(user)
    button = 'data-wlc-pictures-target="button"'
    assert button not in client.get(url("desk", live_blog.pk)).content.decode()
    response = send(client, live_blog)
    assert response.status_code == 403
    assert response.json()["errors"] == ["You may not add pictures here."]
    root = Collection.get_first_root_node()
    root.add_child(name="Agencies")
    first, second = (root.add_child(name=name) for name in ("Floods", "Ports"))
    for collection in (first, second):
        allow_pictures(user, collection)
    # Permissions are read once for each user object, as for each request.
    assert button in client.get(url("desk", live_blog.pk)).content.decode()
    assert send(client, live_blog).status_code == 200
    assert Image.objects.get().collection == first


def test_who_may_not(live_blog):
    """An outsider of this live blog, whatever she may in the library and in another
    live blog; nobody without a token of the form."""
    other = LiveBlogPageFactory()
    user = make_colleague(other, EDITOR)
    allow_pictures(user)
    client = sign_in(user)
    assert send(client, live_blog).status_code == 403
    assert send(client, live_blog.get_parent()).status_code == 404
    anonymous = send(Client(), live_blog)
    assert anonymous.status_code in (302, 403)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(user)
    assert send(strict, other).status_code == 403
    assert not Image.objects.exists()
    assert send(client, other).status_code == 200


def form_value(image, alt_text):
    return {
        "image": {"image": image.pk, "decorative": "", "alt_text": alt_text},
        "sensitivity": "none",
        "caption": "",
        "credit": "",
    }


def test_published_only_with_its_alt_text(editor_client, live_blog):
    """A draft may be without; at publication it is asked for at its field."""
    image = ImageFactory()
    block = ("image", form_value(image, ""))
    desk = url("desk", live_blog.pk)
    response = editor_client.post(desk, publish(live_blog, block))
    assert response.status_code == 200
    error = response.context["form"].errors["body"].as_data()[0]
    inner = error.block_errors[0].block_errors["image"].block_errors["alt_text"]
    assert "Please add some alt text" in inner.message
    assert not LiveUpdate.objects.exists()
    assert editor_client.post(desk, compose(live_blog, block)).status_code == 302
    draft = LiveUpdate.objects.get()
    assert not draft.live
    described = ("image", form_value(image, "Water stands on the quay"))
    edit = url("edit", draft.pk)
    assert editor_client.post(edit, publish(live_blog, described)).status_code == 302
    published = LiveUpdate.objects.get()
    assert published.live
    picture = published.body[0].value["image"]
    assert picture.contextual_alt_text == "Water stands on the quay"

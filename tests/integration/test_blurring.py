"""Faces and plates in the image library: a new picture without them."""

import itertools

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    ModelLogEntry,
)

from tests.blurred_pictures import (
    FACE,
    LOCATION,
    draw_face,
    get_address,
    make_picture,
    mark,
    open_picture,
)
from tests.factories import UserFactory
from tests.roles import sign_in
from wagtail_liveconflict.pictures.blurred_copies import read_file

pytestmark = pytest.mark.django_db

Image = get_image_model()
IN_FACE = (FACE[0] + 38, FACE[1] + 44)


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def get_copy(image):
    return Image.objects.exclude(pk=image.pk).get()


def test_a_new_picture_without_the_face(settings, editor_client, editor):
    """The first one stays as it is, and nothing of the face is in the file of the new
    one; both remember who did it."""
    settings.LIVECONFLICT_IMAGE_METADATA = "keep"
    image = make_picture()
    before = read_file(image)
    response = editor_client.post(get_address(image), mark(image))
    copy = get_copy(image)
    assert response.status_code == 302
    assert response["Location"] == get_address(image, copy)
    assert read_file(Image.objects.get(pk=image.pk)) == before
    assert open_picture(image).getpixel(IN_FACE) == (16, 16, 16)
    assert min(open_picture(copy).getpixel(IN_FACE)) > 80
    assert open_picture(copy).getpixel((10, 10)) == (0x7D, 0x87, 0x90)
    assert LOCATION in before
    assert LOCATION not in read_file(copy)
    assert copy.uploaded_by_user == editor
    assert copy.title == "A street (blurred)"
    assert copy.file.name != image.file.name
    logged = ModelLogEntry.objects.filter(user=editor).values_list(
        "action", "object_id"
    )
    assert {
        ("liveconflict.blur", str(image.pk)),
        ("wagtail.create", str(copy.pk)),
        ("liveconflict.blurred", str(copy.pk)),
    } <= set(logged)
    page = editor_client.get(response["Location"]).content.decode()
    assert "whoever knows its address can open it" in page
    history = Client()
    history.force_login(UserFactory(is_superuser=True))
    report = history.get("/admin/reports/site-history/").content.decode()
    assert "Made of another picture by blurring areas" in report


def test_what_the_record_says_comes_along(editor_client):
    """Collection, tags, words and the point that matters most; in the numbers of the
    upright picture, where the camera lay on its side."""
    collection = Collection.get_first_root_node().add_child(name="Streets")
    image = make_picture(
        draw_face("JPEG", exif={0x0112: 6}),
        name="street.jpg",
        title="Улица",
        collection=collection,
        description="A man looks into the camera",
        focal_point_x=320,
        focal_point_y=90,
        focal_point_width=64,
        focal_point_height=36,
    )
    image.tags.add("street", "witness")
    editor_client.post(get_address(image), mark(image, (0, 0, 40, 40)))
    copy = get_copy(image)
    assert copy.collection == collection
    assert copy.description == "A man looks into the camera"
    assert set(copy.tags.names()) == {"street", "witness"}
    assert (copy.width, copy.height) == (360, 640)
    before, after = (
        (
            each.focal_point_x / each.width,
            each.focal_point_y / each.height,
            each.focal_point_width / each.width,
            each.focal_point_height / each.height,
        )
        for each in (image, copy)
    )
    assert after == pytest.approx(before)
    assert copy.file.name.endswith(".jpg")
    assert copy.file_size == copy.file.size


def test_twice_is_once(editor_client):
    """The answer was lost, and the form is sent again; a picture that is blurred already
    is not called so twice, nor is a title ever too long."""
    image = make_picture(title="S" * 255)
    first = editor_client.post(get_address(image), mark(image))
    again = editor_client.post(get_address(image), mark(image))
    assert first["Location"] == again["Location"]
    copy = get_copy(image)
    assert len(copy.title) == 255
    assert copy.title.endswith("S (blurred)")
    editor_client.post(get_address(copy), mark(copy, (0, 0, 90, 90)))
    third = Image.objects.exclude(pk__in=[image.pk, copy.pk]).get()
    assert third.title == copy.title


HOSTILE = [
    "NaN",
    "Infinity",
    "-1",
    "1e9",
    "1000001",
    "99999999999999999999999",
    "0x10",
    "12.5",
    "<script>",
    "١٢",
    "\x00",
    "",
]


def test_what_is_no_number_is_refused(editor_client):
    """With the reason at its row, which keeps what was typed."""
    image = make_picture()
    for value, field in itertools.product(HOSTILE, ("x", "height")):
        data = mark(image, FACE, FACE)
        data[field][1] = value
        response = editor_client.post(get_address(image), data)
        assert response.status_code == 400, (field, value)
        rows = response.context["form"].rows
        assert [bool(row.error) for row in rows] == [False, True], (field, value)
        assert "Whole numbers" in response.content.decode()
    assert "<script>" not in response.content.decode().partition("wlc-blur__rows")[2]
    assert Image.objects.count() == 1


@pytest.mark.parametrize(
    ("areas", "says"),
    [
        ([], "Mark at least one area."),
        ([FACE] * 51, "At most 50 areas at once."),
        ([(640, 0, 20, 20)], "outside the picture"),
        ([(0, 0, 0, 20)], "outside the picture"),
        ([(0, 0, 3, 200)], "too small"),
    ],
)
def test_what_is_no_area_is_refused(editor_client, areas, says):
    """Nothing is made of it."""
    image = make_picture()
    data = mark(image, *areas) if areas else {"picture": image.get_file_hash()}
    response = editor_client.post(get_address(image), data)
    assert response.status_code == 400
    assert says in response.content.decode()
    assert Image.objects.count() == 1


def test_numbers_are_missing(editor_client):
    """Rows that do not fit together are no areas."""
    image = make_picture()
    data = {**mark(image, FACE, FACE), "width": [5]}
    response = editor_client.post(get_address(image), data)
    assert response.status_code == 400
    assert "Some numbers are missing" in response.content.decode()


def test_replaced_meanwhile(editor_client):
    """The areas are where the face was in another picture."""
    image = make_picture()
    data = {**mark(image), "picture": "0" * 40}
    response = editor_client.post(get_address(image), data)
    assert response.status_code == 400
    assert "has been replaced meanwhile" in response.content.decode()
    assert Image.objects.count() == 1


def make_moving():
    frames = [open_picture(make_picture()) for _number in range(2)]
    frames[1].paste("#ff0000", (0, 0, 99, 99))
    target = make_picture().file.storage.path("moving.gif")
    frames[0].save(target, "GIF", save_all=True, append_images=frames[1:])
    with open(target, "rb") as file:
        return file.read()


@pytest.mark.parametrize("kind", ["moving", "gone", "drawing"])
def test_what_cannot_be_blurred_says_so(editor_client, kind, settings):
    """At the page, and to who posts all the same; never an error of the server."""
    if kind == "moving":
        image, says = make_picture(make_moving(), "moving.gif"), "This picture moves"
    elif kind == "drawing":
        svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>'
        image, says = make_picture(svg, "map.svg"), "A drawing (SVG)"
    else:
        image, says = make_picture(), "damaged or gone"
        image.get_file_hash()
        image.file.storage.delete(image.file.name)
    count = Image.objects.count()
    data = mark(image, (0, 0, 8, 8))
    for response in (
        editor_client.get(get_address(image)),
        editor_client.post(get_address(image), data),
    ):
        assert says in response.content.decode()
    assert response.status_code == 400
    assert Image.objects.count() == count


def allow(user, *permissions, collection=None):
    group = user.groups.get()
    GroupCollectionPermission.objects.filter(group=group).delete()
    for codename in permissions:
        GroupCollectionPermission.objects.create(
            group=group,
            collection=collection or Collection.get_first_root_node(),
            permission=Permission.objects.get(codename=codename),
        )


@pytest.mark.parametrize(
    ("permissions", "may"),
    [
        ((), False),
        (("choose_image",), False),
        (("change_image",), False),
        # Of pictures of one's own alone.
        (("add_image",), False),
        (("add_image", "change_image"), True),
    ],
)
def test_who_may(writer, permissions, may):
    """Whoever may change this picture and add another one to its collection; to others
    there is no such button."""
    image = make_picture(uploaded_by_user=UserFactory())
    allow(writer, *permissions)
    client = sign_in(writer)
    assert client.get(get_address(image)).status_code == (200 if may else 302)
    assert client.post(get_address(image), mark(image)).status_code == 302
    assert Image.objects.count() == (2 if may else 1)
    page = client.get(f"/admin/images/{image.pk}/")
    assert (get_address(image) in page.content.decode()) is may
    if "change_image" in permissions:
        assert page.status_code == 200
        assert 'name="title"' in page.content.decode()


def test_who_may_in_another_collection(writer):
    """Not here; and nobody who is not signed in, nor without a token of the form."""
    image = make_picture()
    other = Collection.get_first_root_node().add_child(name="Ports")
    allow(writer, "add_image", "change_image", collection=other)
    client = sign_in(writer)
    assert client.post(get_address(image), mark(image)).status_code == 302
    assert Client().get(get_address(image)).status_code == 302
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(UserFactory(is_superuser=True))
    assert strict.post(get_address(image), mark(image)).status_code == 403
    assert Image.objects.count() == 1
    assert client.get("/admin/live-pictures/999999/blur/").status_code == 404

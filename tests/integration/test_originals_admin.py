"""Private originals in the admin: reached by their own permission alone, each access
logged before it is given."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.urls import reverse
from wagtail import hooks
from wagtail.models import Collection, CollectionViewRestriction

from tests.factories import UserFactory
from tests.originals import list_files, make_image, media, private, take_photograph
from wagtail_liveconflict.models import OriginalAccess, PictureOriginal
from wagtail_liveconflict.pictures.originals import keep_original

__all__ = ["media", "private"]
pytestmark = pytest.mark.django_db
CONTENT = take_photograph()


@pytest.fixture
def original(private, editor):
    image = make_image(CONTENT, title="The quay", uploaded_by_user=editor)
    keep_original(image, CONTENT)
    return PictureOriginal.objects.get()


def give(user, *codenames):
    found = Permission.objects.filter(codename__in=codenames)
    assert len(found) == len(codenames)
    user.user_permissions.add(*found)


@pytest.fixture
def archivist():
    """May enter the admin and see originals; knows no picture of the library."""
    user = UserFactory(username="archivist")
    give(user, "access_admin", "view_pictureoriginal")
    return user


@pytest.fixture
def client(archivist):
    client = Client()
    client.force_login(archivist)
    return client


def url(name, original=None):
    return reverse(f"liveconflict_{name}", args=[original.pk] if original else [])


def download(client, original, **data):
    """The answer; with what came of the file as ``file``."""
    response = client.post(url("download_original", original), data)
    if response.streaming:
        response.file = b"".join(response.streaming_content)
    return response


def get_accesses():
    return list(OriginalAccess.objects.order_by("pk").values_list("what", "is_intact"))


def test_nobody_gets_there_without_the_permission(original, editor_client, reader):
    """Not an editor who may do all with the picture; nor anybody who is not signed in."""
    for name in ("originals", "original", "download_original", "delete_original"):
        of = [] if name == "originals" else [original]
        for method in ("get", "post"):
            refused = getattr(editor_client, method)(url(name, *of))
            assert refused.status_code == 302
            assert refused["Location"] == "/admin/"
            anonymous = getattr(reader, method)(url(name, *of))
            assert "/login/" in anonymous["Location"]
    assert get_accesses() == []


def test_no_group_has_it_by_itself():
    """Whoever installs the app gives it to somebody."""
    codenames = ["view_pictureoriginal", "delete_pictureoriginal"]
    given = Permission.objects.filter(
        codename__in=codenames, group__in=Group.objects.all()
    )
    assert not given.exists()


def test_it_can_be_given_to_a_group(admin_client):
    """On Wagtail's own screen; and nothing else of the records is there to be given."""
    offered = {
        permission.codename
        for get in hooks.get_hooks("register_permissions")
        for permission in get()
        if permission.content_type.app_label == "wagtail_liveconflict"
        and "original" in permission.codename
    }
    assert offered == {"view_pictureoriginal", "delete_pictureoriginal"}
    assert "private original" in admin_client.get("/admin/groups/new/").text.lower()


def test_the_file_comes_as_it_was_uploaded(original, client, archivist):
    """As something to be stored, shown by no browser and kept by no cache; logged."""
    response = download(client, original)
    assert response.file == CONTENT
    assert response["Content-Disposition"] == (
        f'attachment; filename="quay-original-{original.sha256[:12]}.jpg"'
    )
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Length"] == str(len(CONTENT))
    cache = response["Cache-Control"]
    assert "private" in cache
    assert "no-store" in cache
    assert get_accesses() == [("downloaded", True)]
    assert OriginalAccess.objects.get().by_id == archivist.pk


def test_no_link_fetches_it(original, client):
    """What is fetched ahead would stand in the log under a name."""
    assert client.get(url("download_original", original)).status_code == 405
    assert get_accesses() == []


def test_no_file_without_its_place_in_the_log(original, client):
    """The log first: where it cannot be written, nothing is given."""

    def refuse(execute, sql, params, many, context):
        if "originalaccess" in sql and sql.startswith("INSERT"):
            raise OSError("the disk is full")
        return execute(sql, params, many, context)

    client.raise_request_exception = False
    with connection.execute_wrapper(refuse):
        response = download(client, original)
        assert client.get(url("original", original)).status_code == 500
    assert response.status_code == 500
    assert CONTENT not in response.content


def test_the_page_says_what_is_known_and_who_has_asked(original, client, archivist):
    """Sum, who uploaded it and when; and the look at the page itself."""
    download(client, original)
    page = client.get(url("original", original)).text
    assert original.sha256 in page
    assert original.uploaded_by_name in page
    assert "image/jpeg" in page
    assert "Downloaded it" in page
    assert archivist.first_name in page
    assert get_accesses() == [("downloaded", True), ("viewed", None)]
    # Only who may delete is offered it.
    assert url("delete_original", original) not in page


def test_a_file_that_is_another_is_not_given_as_evidence(original, client, private):
    """It is said, and it can be had when it is asked for again; the log has it."""
    (file,) = list_files(private)
    file.write_bytes(CONTENT[:-1])
    response = client.post(url("download_original", original), follow=True)
    assert response.redirect_chain
    assert "no longer the one that was kept" in response.text
    assert 'name="anyway"' in response.text
    given = download(client, original, anyway="1")
    assert given.file == CONTENT[:-1]
    assert get_accesses() == [("viewed", None), ("downloaded", False)]


def test_a_file_that_is_gone_gets_a_message(original, client, private, settings):
    """Whether it was lost, or the storage is switched off."""
    for file in list_files(private):
        file.unlink()
    response = client.post(url("download_original", original), follow=True)
    assert response.status_code == 200
    assert "cannot be read" in response.text
    settings.LIVECONFLICT_PRIVATE_STORAGE = None
    response = client.post(url("download_original", original), follow=True)
    assert "cannot be read" in response.text
    assert ("downloaded", None) not in get_accesses()


def test_deleting_it_needs_a_permission_of_its_own(
    original, client, archivist, private
):
    """Asked first; the record and its log stay, with who did it."""
    assert client.post(url("delete_original", original)).status_code == 302
    assert list_files(private)
    give(archivist, "delete_pictureoriginal")
    assert (
        url("delete_original", original) in client.get(url("original", original)).text
    )
    assert "cannot be undone" in client.get(url("delete_original", original)).text
    response = client.post(url("delete_original", original), follow=True)
    assert "was deleted" in response.text
    assert original.sha256 in response.text
    assert list_files(private) == []
    response = client.post(url("download_original", original), follow=True)
    assert "cannot be read" in response.text
    assert ("deleted", None) in get_accesses()


def test_the_list_finds_by_picture_and_by_sum(original, client):
    """Also those of a picture that is gone."""
    other = make_image(take_photograph("#aa3311"), title="The market")
    keep_original(other, take_photograph("#aa3311"))
    key = str(original.image_id)
    original.image.delete()
    everything = client.get(url("originals")).text
    assert "The quay" in everything
    assert "The market" in everything
    for query in (
        {"image": key},
        {"q": original.sha256[:20].upper()},
        {"q": "THE QUAY"},
    ):
        page = client.get(url("originals"), query).text
        assert "The quay" in page
        assert "The market" not in page
    assert get_accesses() == []


@pytest.mark.parametrize(
    "query",
    [
        {"image": "x'; --"},
        {"image": "\x00"},
        {"q": "\x00" * 3},
        {"q": "%" * 3000},
        {"p": "-1"},
        {"p": "no"},
    ],
)
def test_whatever_is_asked_of_the_list(original, client, query):
    """No error; and nothing that is not there."""
    assert client.get(url("originals"), query).status_code == 200


def test_what_there_is_not_is_not_found(client, private):
    """By any of the addresses."""
    missing = PictureOriginal(pk=2**40)
    assert client.get(url("original", missing)).status_code == 404
    assert download(client, missing).status_code == 404


def test_a_picture_leads_there(original, admin_client, editor_client, client):
    """From its page in the library and from the reports, for whoever may follow."""
    address = f"{url('originals')}?image={original.image_id}"
    edit = reverse("wagtailimages:edit", args=[original.image_id])
    page = admin_client.get(edit).text
    assert address in page
    assert "Private originals (1)" in page
    assert "The quay" in admin_client.get(address).text
    assert "originals" not in editor_client.get(edit).text
    assert url("originals") in client.get("/admin/").text
    assert url("originals") not in editor_client.get("/admin/").text


def test_the_permission_is_enough(original, client):
    """Whatever collection a picture is in, and whoever may see that."""
    hidden = Collection.get_first_root_node().add_child(name="Hidden")
    CollectionViewRestriction.objects.create(
        collection=hidden, restriction_type="password", password="x"
    )
    original.image.collection = hidden
    original.image.save()
    assert download(client, original).status_code == 200

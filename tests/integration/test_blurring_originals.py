"""What becomes of the picture that still shows the face."""

import json

import pytest
from wagtail.images import get_image_model
from wagtail.models import ModelLogEntry
from wagtail.rich_text import RichText

from sandbox_site.news.models import ArticlePage
from tests.blurred_pictures import get_address, make_picture, mark
from tests.desk_forms import compose, publish, url
from tests.factories import LiveUpdateFactory, UserFactory
from tests.originals import get_private_options
from wagtail_liveconflict.models import LiveUpdate
from wagtail_liveconflict.pictures import blurred_copies
from wagtail_liveconflict.pictures.blurred_copies import read_file
from wagtail_liveconflict.pictures.usage import find_usage

pytestmark = pytest.mark.django_db

Image = get_image_model()
DIALOG = {"X-Liveconflict-Dialog": "1"}
TAKE_OUT = "Take the unblurred picture out of the library"
DELETE = "Delete the unblurred picture"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Files are deleted once a deletion is committed."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def kept(monkeypatch, settings, tmp_path):
    """What the private storage was given; it refuses where this is None."""
    kept = []

    def keep(image, content, *, user, why):
        if kept and kept[-1] is None:
            raise OSError("The disk is full")
        kept.append((image.pk, content, user, why))

    private = get_private_options(tmp_path / "private")
    settings.STORAGES = {**settings.STORAGES, "private": private}
    settings.LIVECONFLICT_PRIVATE_STORAGE = "private"
    monkeypatch.setattr(blurred_copies, "keep_original", keep)
    return kept


def get_copy(image):
    return Image.objects.exclude(pk=image.pk).get()


def has_file(media, image):
    return (media / image.file.name).exists()


def test_kept_privately_and_taken_out(editor_client, editor, kept, media, committed):
    """Where there is a private storage and nothing uses the picture, that is what is
    offered, and it is ticked already; the file at the public address is gone."""
    image = make_picture(uploaded_by_user=(uploader := UserFactory()))
    content = read_file(image)
    page = editor_client.get(get_address(image)).content.decode()
    assert TAKE_OUT in page
    assert '<input type="checkbox" name="remove" checked>' in page
    data = mark(image, remove="on")
    with committed():
        response = editor_client.post(get_address(image), data, follow=True)
    assert "has been removed from the library" in response.content.decode()
    assert set(kept) == {(image.pk, content, uploader, "blur")}
    assert not has_file(media, image)
    copy = Image.objects.get()
    assert copy.title == "A street (blurred)"
    logged = ModelLogEntry.objects.filter(user=editor, action="wagtail.delete")
    assert logged.get().object_id == str(image.pk)


def test_without_a_private_storage_it_is_said_plainly(editor_client, media, committed):
    """Nothing is deleted unless asked for, and then there is no other copy."""
    image = make_picture()
    page = editor_client.get(get_address(image)).content.decode()
    assert "stays public: whoever knows its address can open it" in page
    assert '<input type="checkbox" name="remove" >' in page
    editor_client.post(get_address(image), mark(image))
    assert has_file(media, image)
    address = get_address(image, get_copy(image))
    assert DELETE in editor_client.get(address).content.decode()
    with committed():
        assert editor_client.post(address).status_code == 302
    assert not has_file(media, image)
    assert editor_client.get(address).status_code == 404


def test_a_storage_that_refuses_keeps_the_picture_where_it_is(
    editor_client, kept, media, committed
):
    """What is not kept is not removed, and that is said; the new picture is there."""
    image = make_picture()
    kept.append(None)
    data = mark(image, remove="on")
    response = editor_client.post(get_address(image), data, follow=True)
    assert "did not take the unblurred picture" in response.content.decode()
    address = get_address(image, get_copy(image))
    with committed():
        response = editor_client.post(address)
    assert response.status_code == 409
    assert "so it was not removed" in response.content.decode()
    assert has_file(media, image)


def picture_block(image):
    value = {"image": image.pk, "decorative": "", "alt_text": "A man"}
    words = {"sensitivity": "none", "caption": "", "credit": ""}
    return "image", {"image": value, **words}


def test_what_is_in_use_is_not_taken_away(
    editor_client, root_page, kept, media, committed
):
    """The page says where, with a link; who asks all the same is refused."""
    image = make_picture()
    article = root_page.add_child(
        instance=ArticlePage(title="Quay closed", hero_image=image)
    )
    page = editor_client.get(get_address(image)).content.decode()
    assert 'name="remove"' not in page
    assert f'href="/admin/pages/{article.pk}/edit/"' in page
    assert "Quay closed" in page
    data = mark(image, remove="on")
    with committed():
        response = editor_client.post(get_address(image), data, follow=True)
    assert "is still in use, so it was not removed" in response.content.decode()
    assert has_file(media, image)
    assert len(kept) == 1


def test_drafts_at_the_desk_are_asked_by_their_newest_version(
    editor_client, editor, live_blog
):
    """One that has the picture counts; one that began with it and has another by now
    does not, nor a number that only looks like it. What readers see counts."""
    image, other = make_picture(), make_picture(title="Another")
    desk = url("desk", live_blog.pk)
    editor_client.post(desk, compose(live_blog, picture_block(image)))
    draft = LiveUpdate.objects.get()
    assert find_usage(image) == [draft]
    edit = url("edit", draft.pk)
    editor_client.post(edit, compose(live_blog, picture_block(other)))
    assert find_usage(image) == []
    assert find_usage(other) == [draft]
    editor_client.post(edit, publish(live_blog, picture_block(other)))
    editor_client.post(edit, compose(live_blog, picture_block(image)))
    # Readers see the one, and a draft has the other.
    assert find_usage(image) == find_usage(other) == [draft]
    draft.refresh_from_db()
    headline = f"Number {image.pk}"
    LiveUpdateFactory(page=live_blog, headline=headline).save_revision()
    assert find_usage(image) == [draft]


def test_drafts_of_pages_are_asked_as_well(editor_client, root_page):
    """Wagtail's index has only what is public: a field, a block and rich text of a
    draft count here too; and a page is named once."""
    image, other = make_picture(), make_picture(title="Another")
    article = root_page.add_child(instance=ArticlePage(title="Quay closed"))
    assert find_usage(image) == []
    article.hero_image = image
    article.save_revision()
    assert [page.pk for page in find_usage(image)] == [article.pk]
    assert find_usage(other) == []
    article.hero_image = other
    embed = f'<embed embedtype="image" id="{image.pk}" alt="" format="left"/>'
    article.body = [("paragraph", RichText(f"<p>Closed.</p>{embed}"))]
    article.save_revision()
    assert [page.pk for page in find_usage(image)] == [article.pk]
    article.save_revision().publish()
    assert [page.pk for page in find_usage(image)] == [article.pk]
    assert [page.pk for page in find_usage(other)] == [article.pk]


def test_asked_in_a_dialog(editor_client, kept, media, committed):
    """By the desk: a fragment at each step, with what Wagtail's chooser needs of the new
    picture; and only once that is in the block it asks of the other one."""
    image = make_picture()

    def ask(method, address, data=None):
        response = getattr(editor_client, method)(address, data, headers=DIALOG)
        assert response["X-Liveconflict-Dialog"] == "1"
        assert "<html" not in response.content.decode()
        return response

    response = ask("get", get_address(image))
    assert "wlc-blur-dialog#send" in response.content.decode()
    assert 'name="remove"' not in response.content.decode()
    response = ask("post", get_address(image), {"x": "NaN"})
    assert response.status_code == 400
    response = ask("post", get_address(image), mark(image))
    copy = get_copy(image)
    chosen = json.loads(response.context["chosen"])
    assert (chosen["id"], chosen["title"]) == (copy.pk, "A street (blurred)")
    assert "Use it in this update" in response.content.decode()
    assert TAKE_OUT not in response.content.decode()
    address = get_address(image, copy)
    assert TAKE_OUT in ask("get", f"{address}?used=1").content.decode()
    with committed():
        ask("post", f"{address}?used=1")
    assert not has_file(media, image)

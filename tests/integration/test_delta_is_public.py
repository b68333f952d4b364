"""Everybody gets the same answer, and it holds nothing that is not public."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction

from tests.factories import (
    LiveBlogPageFactory,
    LiveUpdateFactory,
    PublishedUpdateFactory,
    SourceFactory,
    publish,
    quote,
    text,
)
from wagtail_liveconflict import editorial
from wagtail_liveconflict.models import SourceAssessment

pytestmark = pytest.mark.django_db


def get(page, cursor="0", client=None, **extra):
    page_id = getattr(page, "pk", page)
    url = reverse("wagtail_liveconflict:changes", args=[page_id, cursor])
    return (client or Client()).get(url, **extra)


def test_two_readers_get_the_same_bytes(live_blog, editor, editor_client):
    """Signed in or not, with another language, with cookies: identical, so that one
    cached copy serves all."""
    SourceFactory()
    PublishedUpdateFactory(page=live_blog, body=[quote("We open at noon.")])
    stranger = get(live_blog)
    with_language = get(live_blog, headers={"Accept-Language": "uk"})
    with_cookie = Client()
    with_cookie.cookies["sessionid"] = "anything"
    for other in (
        with_language,
        get(live_blog, client=editor_client),
        get(live_blog, client=with_cookie),
    ):
        assert other.content == stranger.content
        assert other["ETag"] == stranger["ETag"]


def test_the_answer_is_made_for_shared_caches(live_blog, editor_client):
    """No cookie is set and none decides; a cache may keep it for a moment."""
    for client in (Client(), editor_client):
        response = get(live_blog, client=client)
        assert not response.cookies
        assert "cookie" not in response.get("Vary", "").lower()
        assert "public" in response["Cache-Control"]
        assert "private" not in response["Cache-Control"]


@pytest.mark.parametrize(
    "cursor",
    [
        "-1",
        "1",
        "00",
        "abc",
        "abcdef-",
        "abcdef--1",
        "abcdef-1.5",
        "abcdef-1e3",
        "abcdef-" + "9" * 18,
        "abcdef-" + "9" * 19,
        "abcdef-" + "9" * 400,
        "a" * 17 + "-1",
        "abcdef-١٢",
        "абвгде-1",
        "²-1",
        " 0",
        "0\n",
        "0\x00",
        "%00",
        "..",
        "<script>",
        "' OR 1=1 --",
    ],
)
def test_a_cursor_we_never_gave_out_is_a_clear_no(live_blog, cursor):
    """Negative, huge, not a number, not ASCII: 400, or the offer to load the page
    anew for one that only looks like ours. Never a 500."""
    PublishedUpdateFactory(page=live_blog)
    response = get(live_blog, cursor)
    if response.status_code == 200:
        assert response.json()["reload"] is True
        assert "updates" not in response.json()
    else:
        assert 400 <= response.status_code < 500


@pytest.mark.parametrize("path", ["0/0", "", "0//", "../1"])
def test_a_malformed_address_is_not_found(live_blog, path):
    """Nothing but one cursor stands in the address."""
    response = Client().get(f"/live/{live_blog.pk}/changes/{path}/")
    assert response.status_code in (400, 404)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_only_reading(live_blog, method):
    """Any other method is 405, whatever it carries."""
    url = reverse("wagtail_liveconflict:changes", args=[live_blog.pk, "0"])
    response = getattr(Client(enforce_csrf_checks=True), method)(url)
    assert response.status_code == 405


def make_hidden_page(kind, root_page):
    """A page id that readers may learn nothing of."""
    page = LiveBlogPageFactory(parent=root_page, title="Hidden blog")
    PublishedUpdateFactory(page=page, headline="Hidden headline")
    if kind == "restricted":
        PageViewRestriction.objects.create(
            page=page, restriction_type="password", password="ferry"
        )
    elif kind == "below a restricted page":
        child = LiveBlogPageFactory(parent=page)
        PageViewRestriction.objects.create(page=page, restriction_type="login")
        page = child
    elif kind == "unpublished":
        page.unpublish()
    elif kind == "draft":
        page = LiveBlogPageFactory(parent=root_page, live=False)
    elif kind == "deleted":
        pk = page.pk
        page.delete()
        return pk
    elif kind == "not a live blog":
        return root_page.pk
    elif kind == "outside every site":
        return LiveBlogPageFactory(parent=root_page.get_parent()).pk
    return page.pk


@pytest.mark.parametrize(
    "kind",
    [
        "restricted",
        "below a restricted page",
        "unpublished",
        "draft",
        "deleted",
        "not a live blog",
        "outside every site",
    ],
)
def test_hidden_pages_are_pages_that_do_not_exist(root_page, editor_client, kind):
    """The same 404, byte for byte and header for header, as a number that was never
    used; also for an editor, whose cookie decides nothing here."""
    page_id = make_hidden_page(kind, root_page)
    never_used = get(10**6)
    assert never_used.status_code == 404
    for client in (Client(), editor_client):
        response = get(page_id, client=client)
        assert response.status_code == 404
        assert response.content == never_used.content
        assert dict(response.headers) == dict(never_used.headers)


def test_a_page_id_beyond_the_databases_numbers_is_not_found(db):
    """Not an overflow."""
    assert get(2**63).status_code == 404
    assert Client().get(f"/live/{'9' * 60}/changes/0/").status_code == 404


def test_words_that_are_not_public_are_in_no_answer(live_blog, reader):
    """Drafts, drafts of a published update, scheduled updates, withdrawn words and
    the newsroom's notes: in no delta and on no page."""
    source = SourceFactory()
    SourceAssessment.objects.create(source=source, notes="Secret note")
    LiveUpdateFactory(page=live_blog, headline="Secret draft").save_revision()
    scheduled = LiveUpdateFactory(page=live_blog, headline="Secret plan")
    scheduled.go_live_at = timezone.now() + dt.timedelta(hours=1)
    publish(scheduled)
    shown = PublishedUpdateFactory(
        page=live_blog, headline="Shown", body=[quote("We open.", source=source)]
    )
    shown.headline = "Secret edit"
    shown.save_revision()
    gone = PublishedUpdateFactory(
        page=live_blog, headline="Secret mistake", body=[text("Secret words")]
    )
    editorial.withdraw_update(gone, None, "It was wrong.")
    unpublished = PublishedUpdateFactory(page=live_blog, headline="Secret removal")
    unpublished.unpublish()

    addresses = [
        reverse("wagtail_liveconflict:changes", args=[live_blog.pk, "0"]),
        live_blog.url,
        f"{live_blog.url}page/1/",
        shown.permalink,
        gone.permalink,
    ]
    for address in addresses:
        response = reader.get(address)
        assert response.status_code == 200
        assert "secret" not in response.content.decode().lower(), address
    for hidden in (scheduled, unpublished):
        assert reader.get(hidden.permalink).status_code == 404


def test_a_live_blog_in_another_language_tree_is_delivered(root_page, settings):
    """The root of the site has a translation beside it, with a live blog of its own."""
    settings.WAGTAIL_I18N_ENABLED = True
    ukrainian = Locale.objects.create(language_code="uk")
    root = root_page.copy_for_translation(ukrainian)
    root.save_revision().publish()
    live_blog = LiveBlogPageFactory(parent=root, locale=ukrainian)
    PublishedUpdateFactory(page=live_blog, headline="Паром іде")
    answer = get(live_blog)
    assert answer.status_code == 200
    assert "Паром іде" in answer.json()["updates"][0]["html"]
    # A tree that belongs to no site stays closed.
    stray = LiveBlogPageFactory(parent=Page.get_first_root_node())
    assert get(stray).status_code == 404

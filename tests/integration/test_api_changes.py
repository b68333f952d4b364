"""What changed in a live blog after a cursor, through both versions of the API."""

import pytest
from django.core.cache import cache
from django.test import Client
from rest_framework.renderers import BrowsableAPIRenderer, JSONRenderer
from wagtail import VERSION as WAGTAIL_VERSION

from tests.factories import (
    ClaimFactory,
    PublishedUpdateFactory,
    edit,
    verification,
)
from wagtail_liveconflict import editorial
from wagtail_liveconflict.models import DeliverySwitch
from wagtail_liveconflict.syndication.api import LiveBlogsAPIViewSet

pytestmark = pytest.mark.django_db
VERSIONS = ["v2", "v3"] if WAGTAIL_VERSION >= (8, 0) else ["v2"]


@pytest.fixture(params=VERSIONS)
def ask(request, live_blog):
    def get(cursor=None, status=200):
        response = Client().get(
            f"/api/{request.param}/live_blogs/{live_blog.pk}/changes/",
            {} if cursor is None else {"cursor": cursor},
        )
        assert response.status_code == status, response.content
        return response.json()

    return get


def test_each_changed_update_comes_once_as_it_is_now(live_blog, ask):
    """With all its facts, as in the list; what did not change does not come."""
    PublishedUpdateFactory(page=live_blog)
    update = PublishedUpdateFactory(page=live_blog, headline="First")
    cursor = ask()["cursor"]
    edit(update, headline="Second")
    edit(update, headline="Third")
    answer = ask(cursor)
    (item,) = answer["updates"]
    assert (item["id"], item["headline"]) == (update.pk, "Third")
    assert "<article" in item["html"]
    assert answer["live_blog"]["cursor"] == answer["cursor"] != cursor
    assert not answer["reload"]
    assert ask(answer["cursor"])["updates"] == []


def test_withdrawn_is_a_tombstone_and_removed_is_an_id(live_blog, ask):
    """Words that were taken back are not told in either."""
    withdrawn = PublishedUpdateFactory(page=live_blog, headline="Secret")
    removed = PublishedUpdateFactory(page=live_blog, headline="Secret too")
    cursor = ask()["cursor"]
    editorial.withdraw_update(withdrawn, None, "It was wrong.")
    removed.unpublish()
    answer = ask(cursor)
    (tombstone,) = answer["updates"]
    assert tombstone["withdrawn_reason"] == "It was wrong."
    assert answer["removed"] == [removed.pk]
    assert "Secret" not in str(answer)


def test_a_claim_changes_the_updates_that_show_it(live_blog, ask):
    """And ending the live blog says that nothing more comes."""
    claim = ClaimFactory()
    update = PublishedUpdateFactory(page=live_blog, body=[verification(claim)])
    cursor = ask()["cursor"]
    editorial.change_claim_status(claim, None, "checking", "We look.")
    answer = ask(cursor)
    (item,) = answer["updates"]
    assert item["id"] == update.pk
    assert item["body"][0]["value"]["status"]["code"] == "checking"
    assert not answer["stop"]
    editorial.end_blog(live_blog)
    answer = ask(answer["cursor"])
    assert answer["stop"]
    assert answer["live_blog"]["state"] == "ended"


def test_too_far_behind_and_foreign_cursors(live_blog, ask, settings):
    """The list has to be read anew; what is no cursor at all is refused."""
    settings.LIVECONFLICT_DELTA_LIMIT = 2
    cursor = ask()["cursor"]
    for _ in range(3):
        PublishedUpdateFactory(page=live_blog)
    for old in (cursor, "abcdef-3", None):
        answer = ask(old)
        assert answer["reload"]
        assert answer["updates"] == []
        assert ask(answer["cursor"])["reload"] is False
    for wrong in ("x", "-1", "abcdef-" + "9" * 30, "a" * 50):
        assert ask(wrong, status=400)


def test_stopped_by_the_site_nothing_is_lost(live_blog, ask):
    """The cursor is the one that was sent: what happens meanwhile comes later."""
    cursor = ask()["cursor"]
    DeliverySwitch.objects.create(pk=DeliverySwitch.PK, mode=DeliverySwitch.Mode.STOP)
    update = PublishedUpdateFactory(page=live_blog)
    answer = ask(cursor)
    assert (answer["halt"], answer["cursor"], answer["updates"]) == (True, cursor, [])
    DeliverySwitch.objects.all().delete()
    cache.clear()
    assert [item["id"] for item in ask(cursor)["updates"]] == [update.pk]


def test_a_cache_may_keep_it_for_a_second(live_blog):
    """As the delta of open pages."""
    for version in VERSIONS:
        path = f"/api/{version}/live_blogs/{live_blog.pk}/changes/"
        assert "max-age=1" in Client().get(path)["Cache-Control"]


@pytest.mark.parametrize("accepted", ["text/html", "text/html,*/*;q=0.8"])
def test_caches_are_never_given_a_page(live_blog, monkeypatch, accepted):
    """Where REST framework shows answers to browsers as pages: with the name of who is
    signed in, they would be everybody's."""
    # As Wagtail has it where "rest_framework" is installed.
    renderers = [JSONRenderer, BrowsableAPIRenderer]
    monkeypatch.setattr(LiveBlogsAPIViewSet, "renderer_classes", renderers)
    path = f"/api/v2/live_blogs/{live_blog.pk}/changes/"
    response = Client().get(path, headers={"accept": accepted})
    assert response["Content-Type"] == "application/json"
    assert response.status_code == (406 if accepted == "text/html" else 200)
    assert response.has_header("Cache-Control") is (response.status_code == 200)


@pytest.mark.parametrize("version", VERSIONS)
def test_an_answer_with_a_session_is_not_for_all(
    settings, live_blog, editor_client, version
):
    """Caches keep it as long as there is nobody's cookie in it, and no longer."""
    url = f"/api/{version}/live_blogs/{live_blog.pk}/changes/"
    assert "public" in editor_client.get(url)["Cache-Control"]
    settings.SESSION_SAVE_EVERY_REQUEST = True
    response = editor_client.get(url)
    assert "sessionid" in response.cookies
    assert "public" not in response["Cache-Control"]

"""``GET live/<page id>/changes/<cursor>/``: what an open page is told."""

import json

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from tests.factories import (
    ClaimFactory,
    PublishedUpdateFactory,
    edit,
    text,
    verification,
)
from wagtail_liveconflict import editorial
from wagtail_liveconflict.models import LiveFeed

pytestmark = pytest.mark.django_db


def get_url(page, cursor):
    page_id = getattr(page, "pk", page)
    return reverse("wagtail_liveconflict:changes", args=[page_id, cursor])


def ask(page, cursor="0"):
    """The answer to an anonymous reader at ``cursor``."""
    response = Client().get(get_url(page, cursor))
    assert response.status_code == 200, response.content
    assert response["Content-Type"] == "application/json"
    return json.loads(response.content)


def get_cursor(page):
    return ask(page)["cursor"]


def test_a_new_update_comes_with_its_html(live_blog):
    """The whole article, as on the page, with the id and the ordinal it is placed by."""
    cursor = get_cursor(live_blog)
    update = PublishedUpdateFactory(page=live_blog, headline="The ferry runs again")

    answer = ask(live_blog, cursor)

    (entry,) = answer["updates"]
    assert (entry["id"], entry["ordinal"], entry["state"]) == (update.pk, 1, "live")
    article = BeautifulSoup(entry["html"], "html.parser").find("article")
    assert article["id"] == f"update-{update.pk}"
    assert article["data-update-id"] == str(update.pk)
    assert article["data-ordinal"] == "1"
    assert article.find(id=article["aria-labelledby"]).get_text(strip=True) == (
        "The ferry runs again"
    )
    assert "blog" not in answer
    assert answer["cursor"] != cursor
    assert isinstance(answer["wait"], int)
    assert "stop" not in answer


def test_the_new_cursor_leads_on(live_blog):
    """Asked with the cursor of the last answer, only what came since is told."""
    PublishedUpdateFactory(page=live_blog)
    cursor = get_cursor(live_blog)
    assert ask(live_blog, cursor) == {"cursor": cursor, "wait": 5}
    second = PublishedUpdateFactory(page=live_blog)
    assert [u["id"] for u in ask(live_blog, cursor)["updates"]] == [second.pk]


def test_from_the_beginning_everything_is_told_once(live_blog):
    """Cursor 0: each update once in its latest state, oldest first, and the outline."""
    updates = PublishedUpdateFactory.create_batch(3, page=live_blog)
    edit(updates[0], headline="Mended")

    answer = ask(live_blog, "0")

    assert [u["id"] for u in answer["updates"]] == [update.pk for update in updates]
    assert "Mended" in answer["updates"][0]["html"]
    assert set(answer["blog"]["parts"]) == {
        "header",
        "corrections_note",
        "summary",
        "pinned",
        "key_events",
    }


def test_an_edit_replaces_the_words(live_blog):
    """The new words are told, the old ones are not."""
    update = PublishedUpdateFactory(page=live_blog, body=[text("Nine boats.")])
    cursor = get_cursor(live_blog)
    edit(update, body=[text("Eleven boats.")])
    (entry,) = ask(live_blog, cursor)["updates"]
    assert entry["state"] == "live"
    assert "Eleven boats." in entry["html"]
    assert "Nine boats." not in entry["html"]


def test_a_withdrawal_tells_the_reason_and_none_of_the_words(live_blog):
    """A tombstone: time and reason."""
    update = PublishedUpdateFactory(
        page=live_blog, headline="Secret headline", body=[text("Secret words")]
    )
    cursor = get_cursor(live_blog)
    editorial.withdraw_update(update, None, "It was another river.")
    (entry,) = ask(live_blog, cursor)["updates"]
    assert entry["state"] == "withdrawn"
    assert "It was another river." in entry["html"]
    assert "Secret" not in json.dumps(ask(live_blog, "0"))
    tombstone = BeautifulSoup(entry["html"], "html.parser")
    assert tombstone.find("time")["datetime"]


def test_a_removed_update_is_told_without_html(live_blog):
    """Unpublished or deleted: the page takes it out."""
    first, second = PublishedUpdateFactory.create_batch(2, page=live_blog)
    cursor = get_cursor(live_blog)
    ids = [first.pk, second.pk]
    first.unpublish()
    second.delete()
    assert ask(live_blog, cursor)["updates"] == [
        {"id": ids[0], "ordinal": 1, "state": "removed"},
        {"id": ids[1], "ordinal": 2, "state": "removed"},
    ]


def test_a_claims_new_status_reaches_the_updates_that_show_it(live_blog):
    """Told as a change of each update that shows the claim."""
    claim = ClaimFactory(status="checking")
    update = PublishedUpdateFactory(page=live_blog, body=[verification(claim)])
    cursor = get_cursor(live_blog)
    editorial.change_claim_status(claim, None, "disputed", "The ferry was in the dock.")
    (entry,) = ask(live_blog, cursor)["updates"]
    assert entry["id"] == update.pk
    assert "The ferry was in the dock." in entry["html"]
    assert "≠" in entry["html"]


@pytest.mark.parametrize(
    ("verb", "state"), [("pause_blog", "paused"), ("end_blog", "ended")]
)
def test_the_blogs_own_state_is_told(live_blog, verb, state):
    """State, its word, and the parts around the stream; ended: stop asking."""
    cursor = get_cursor(live_blog)
    getattr(editorial, verb)(live_blog)
    answer = ask(live_blog, cursor)
    assert answer["blog"]["state"] == state
    assert answer["blog"]["label"] in answer["blog"]["parts"]["header"]
    assert answer.get("stop", False) is (state == "ended")


@pytest.mark.parametrize("verb", ["pin_update", "mark_key_event"])
def test_the_outline_is_told(live_blog, verb):
    """Pinning and key events bring the parts that show them."""
    update = PublishedUpdateFactory(page=live_blog, headline="The bridge is down")
    cursor = get_cursor(live_blog)
    getattr(editorial, verb)(update)
    parts = ask(live_blog, cursor)["blog"]["parts"]
    part = {"pin_update": "pinned", "mark_key_event": "key_events"}[verb]
    assert "The bridge is down" in parts[part]


def test_an_edit_of_the_pinned_update_brings_its_copy(live_blog):
    """What stands twice on the page changes twice."""
    update = PublishedUpdateFactory(page=live_blog, body=[text("Nine boats.")])
    editorial.pin_update(update)
    cursor = get_cursor(live_blog)
    edit(update, body=[text("Eleven boats.")])
    assert "Eleven boats." in ask(live_blog, cursor)["blog"]["parts"]["pinned"]


def test_withdrawing_the_pinned_update_empties_its_place(live_blog):
    """A withdrawn update is pinned no longer, and is no key event."""
    update = PublishedUpdateFactory(page=live_blog, headline="The bridge is down")
    editorial.pin_update(update)
    editorial.mark_key_event(update)
    cursor = get_cursor(live_blog)
    editorial.withdraw_update(update, None, "It stands.")
    assert "The bridge is down" not in json.dumps(ask(live_blog, cursor))


def test_a_reader_too_far_behind_is_asked_to_load_the_page(live_blog, settings):
    """More than the limit, or a cursor of another epoch or of the future: no part
    of the changes, but ``reload`` and the cursor to go on from."""
    settings.LIVECONFLICT_DELTA_LIMIT = 2
    cursor = get_cursor(live_blog)
    PublishedUpdateFactory.create_batch(3, page=live_blog)
    now = get_feed_cursor(live_blog)
    epoch, number = now.split("-")
    for behind in (cursor, "zzzzzz-1", f"{epoch}-{int(number) + 1}"):
        answer = ask(live_blog, behind)
        assert answer["reload"] is True
        assert answer["cursor"] == now
        assert "updates" not in answer


def get_feed_cursor(page):
    feed = LiveFeed.objects.get(page_id=page.pk)
    return f"{feed.epoch}-{feed.cursor}"


def test_nothing_new_is_small_and_cheap(live_blog, django_assert_max_num_queries):
    """At most 300 bytes with its cursor, and two queries."""
    PublishedUpdateFactory.create_batch(5, page=live_blog)
    url = get_url(live_blog, get_cursor(live_blog))
    with django_assert_max_num_queries(2):
        response = Client().get(url)
    assert len(response.content) <= 300
    assert set(json.loads(response.content)) == {"cursor", "wait"}


def test_an_unchanged_answer_is_304(live_blog, django_assert_max_num_queries):
    """With ``If-None-Match``: no body, and again 200 once something is new."""
    url = get_url(live_blog, get_cursor(live_blog))
    etag = Client().get(url)["ETag"]
    with django_assert_max_num_queries(2):
        response = Client().get(url, headers={"If-None-Match": etag})
    assert (response.status_code, response.content) == (304, b"")
    assert response["ETag"] == etag

    PublishedUpdateFactory(page=live_blog)
    response = Client().get(url, headers={"If-None-Match": etag})
    assert response.status_code == 200
    assert response["ETag"] != etag

"""``GET live/<page id>/stream/<cursor>/``: what an open stream tells."""

import pytest
from django.db import connection
from django.test import Client

from tests.factories import (
    ClaimFactory,
    LiveBlogPageFactory,
    PublishedUpdateFactory,
    text,
    verification,
)
from wagtail_liveconflict import editorial
from wagtail_liveconflict.delivery import change_log, streams
from wagtail_liveconflict.models import Change, LiveFeed

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_first_message_comes_at_once(live, live_blog, cursor_of):
    """Also when nothing is new: it shows that the stream gets through. Headers keep
    proxies from storing and from collecting it."""
    cursor = cursor_of(live_blog)
    reader = live.stream(live_blog, cursor)
    event = reader.next()
    assert (event.id, event.data) == (cursor, {"cursor": cursor, "wait": 5})
    assert reader.status == 200
    headers = reader.response_headers
    assert headers["content-type"].startswith("text/event-stream")
    assert headers["cache-control"] == "no-store"
    assert headers["x-accel-buffering"] == "no"


def test_each_change_is_one_message_in_order(live, live_blog, cursor_of):
    """The message is what the delta says to a reader at the cursor before it, and its
    id is the next cursor."""
    cursor = cursor_of(live_blog)
    reader = live.stream(live_blog, cursor)
    reader.next()
    for words in ("One.", "Two.", "Three."):
        update = PublishedUpdateFactory(page=live_blog, body=[text(words)])
        event = reader.next()
        (entry,) = event.data["updates"]
        assert entry["id"] == update.pk
        assert words in entry["html"]
        assert (
            event.data == Client().get(f"/live/{live_blog.pk}/changes/{cursor}/").json()
        )
        cursor = event.id
        assert cursor == cursor_of(live_blog)


def test_everybody_gets_the_same_bytes(live, live_blog, cursor_of):
    """One formatted message, however many readers."""
    cursor = cursor_of(live_blog)
    readers = [live.stream(live_blog, cursor) for _ in range(20)]
    for reader in readers:
        reader.next()
    PublishedUpdateFactory(page=live_blog)
    for reader in readers:
        reader.next()
    assert len({bytes(reader.body) for reader in readers}) == 1


@pytest.mark.parametrize("where", ["address", "last event id"])
def test_replay_from_where_the_reader_was(live, live_blog, cursor_of, where):
    """A browser that lost its stream gets what it missed, from the address or from
    the id of the last event it saw."""
    cursor = cursor_of(live_blog)
    missed = [PublishedUpdateFactory(page=live_blog) for _ in range(3)]
    if where == "address":
        reader = live.stream(live_blog, cursor)
    else:
        reader = live.stream(live_blog, "0", Last_Event_ID=cursor)
    event = reader.next()
    assert [entry["id"] for entry in event.data["updates"]] == [u.pk for u in missed]
    assert event.id == cursor_of(live_blog)


def test_a_claims_status_reaches_all_its_updates(live, live_blog, cursor_of):
    """One status, three updates: all three in their new form."""
    claim = ClaimFactory(status="checking")
    shown = [
        PublishedUpdateFactory(page=live_blog, body=[verification(claim)])
        for _ in range(3)
    ]
    reader = live.stream(live_blog, cursor_of(live_blog))
    reader.next()
    editorial.change_claim_status(claim, None, "disputed", "It was in the dock.")
    entries = reader.next().data["updates"]
    assert [entry["id"] for entry in entries] == [update.pk for update in shown]
    assert all("It was in the dock." in entry["html"] for entry in entries)


def test_other_live_blogs_are_not_told(live, live_blog, root_page, cursor_of):
    """A stream tells of its own live blog alone."""
    other = LiveBlogPageFactory(parent=root_page)
    reader = live.stream(other, cursor_of(other))
    reader.next()
    mine = live.stream(live_blog, cursor_of(live_blog))
    mine.next()
    PublishedUpdateFactory(page=live_blog)
    mine.next()
    assert reader.drain() == []


def test_signs_of_life(live, live_blog, monkeypatch):
    """A quiet stream carries a comment, for proxies, and an event, for the page."""
    monkeypatch.setattr(streams, "_BEAT_EVERY", 0)
    reader = live.stream(live_blog)
    reader.next()
    assert reader.events.get(timeout=15).name == "beat"
    assert b"\n: beat\n" in bytes(reader.body)


def test_a_burst_reaches_everybody(live, live_blog, cursor_of):
    """Changes that come faster than they are told: each reader ends where the blog
    is, having been told of each update."""
    readers = [live.stream(live_blog, cursor_of(live_blog)) for _ in range(10)]
    updates = {PublishedUpdateFactory(page=live_blog).pk for _ in range(25)}
    for reader in readers:
        told, cursor = set(), ""
        while cursor != cursor_of(live_blog):
            event = reader.next()
            told |= {entry["id"] for entry in event.data.get("updates", ())}
            cursor = event.id
        assert told == updates


def test_wsgi_sites_have_no_streams(live_blog):
    """Django's own view answers 204 at once, after which a browser polls."""
    response = Client().get(f"/live/{live_blog.pk}/stream/0/")
    assert (response.status_code, response.content) == (204, b"")
    assert response["Cache-Control"] == "no-store"


def test_a_log_that_grew_behind_our_back_is_found(live, live_blog, cursor_of):
    """A change of another process, whose hint was lost: found all the same."""
    reader = live.stream(live_blog, cursor_of(live_blog))
    reader.next()
    LiveFeed.objects.filter(page_id=live_blog.pk).update(cursor=2)
    Change.objects.create(page_id=live_blog.pk, number=2, kind=Change.Kind.HEADER)
    assert reader.next().id == cursor_of(live_blog)


def test_appending_is_seen_only_once_committed(live, live_blog, cursor_of):
    """What is rolled back is told to nobody."""
    from django.db import transaction

    reader = live.stream(live_blog, cursor_of(live_blog))
    reader.next()
    with transaction.atomic():
        change_log.append(live_blog.pk, Change.Kind.HEADER)
        transaction.set_rollback(True)
    update = PublishedUpdateFactory(page=live_blog)
    event = reader.next()
    assert [entry["id"] for entry in event.data["updates"]] == [update.pk]
    assert "blog" not in event.data
    assert connection.in_atomic_block is False

"""When a stream is refused, when it ends, and what its reader is told then."""

import time

import pytest
from wagtail.models import PageViewRestriction

from tests.factories import PublishedUpdateFactory
from wagtail_liveconflict import editorial
from wagtail_liveconflict.delivery import connection as connections
from wagtail_liveconflict.delivery.change_log import renew_epoch
from wagtail_liveconflict.models import DeliverySwitch

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_the_end_ends_the_stream(live, live_blog, cursor_of):
    """The message of the end is the last."""
    reader = live.stream(live_blog, cursor_of(live_blog))
    reader.next()
    editorial.end_blog(live_blog)
    assert reader.next().data["stop"] is True
    reader.wait_until_over()
    assert reader.is_complete


@pytest.mark.parametrize("cursor", ["zzzzzz-1", "ahead"])
def test_a_foreign_cursor_is_told_to_load_the_page(live, live_blog, cursor_of, cursor):
    """Of another epoch or of the future: reload, and no more."""
    if cursor == "ahead":
        epoch, number = cursor_of(live_blog).split("-")
        cursor = f"{epoch}-{int(number) + 1}"
    reader = live.stream(live_blog, cursor)
    assert reader.next().data["reload"] is True
    reader.wait_until_over()


def test_a_rebuilt_feed_reaches_open_streams(live, live_blog, cursor_of):
    """After a backup was restored its pages are told to load anew: no silence, and
    none of the numbers that are given out a second time."""
    PublishedUpdateFactory(page=live_blog)
    reader = live.stream(live_blog, cursor_of(live_blog))
    reader.next()
    assert renew_epoch() == 1
    event = reader.next()
    assert event.data["reload"] is True
    assert event.id == cursor_of(live_blog)


def hide(kind, page):
    if kind == "unpublished":
        page.unpublish()
    elif kind == "restricted":
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    elif kind == "above restricted":
        parent = page.get_parent()
        PageViewRestriction.objects.create(page=parent, restriction_type="login")
    elif kind == "moved out of the site":
        page.move(page.get_root(), pos="last-child")
    elif kind == "deleted":
        page.delete()


KINDS = [
    "unpublished",
    "restricted",
    "above restricted",
    "moved out of the site",
    "deleted",
]


@pytest.mark.parametrize("kind", KINDS)
def test_a_hidden_page_is_refused(live, live_blog, kind):
    """Before the stream opens: 404, as for a page that does not exist."""
    hide(kind, live_blog)
    reader = live.open(f"/live/{live_blog.pk or 4711}/stream/0/")
    never = live.open("/live/999999/stream/0/")
    assert reader.status == never.status == 404
    assert reader.body == never.body
    assert reader.response_headers == never.response_headers


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_that_is_hidden_closes_its_streams(live, live_blog, cursor_of, kind):
    """Its readers are told that it is gone, and nothing of it comes after that."""
    pk = live_blog.pk
    reader = live.stream(live_blog, cursor_of(live_blog))
    reader.next()
    hide(kind, live_blog)
    assert reader.next("gone").data == {}
    reader.wait_until_over()
    assert live.get(f"/live/{pk}/changes/0/").status == 404


def test_a_page_that_comes_back_is_served_again(live, live_blog, cursor_of):
    """Unpublished by mistake and published again."""
    reader = live.stream(live_blog, cursor_of(live_blog))
    reader.next()
    live_blog.unpublish()
    reader.next("gone")
    live_blog.save_revision().publish()
    deadline = time.monotonic() + 15
    while live.changes(live_blog).status == 404:
        assert time.monotonic() < deadline
    assert live.stream(live_blog, cursor_of(live_blog)).next().id


def test_a_stream_is_renewed(live, live_blog, monkeypatch):
    """After its time it asks the page to come back, which is no failure."""
    monkeypatch.setattr(connections, "_SHORTEST_LIFE", 0)
    monkeypatch.setattr(connections, "_LONGEST_LIFE", 0)
    reader = live.stream(live_blog)
    reader.next()
    assert reader.next("bye").data["wait"] <= 1
    reader.wait_until_over()
    assert reader.is_complete


def test_lives_are_not_equal(live, live_blog):
    """Streams that were opened together do not all end together: between ten and
    twenty minutes."""
    for _ in range(50):
        live.stream(live_blog)
    page = next(iter(live.hub._pages.values()))
    now = live.call(live.loop.time)
    lives = [connection.expires_at - now for connection in page.streams]
    assert 9 * 60 < min(lives) < max(lives) <= 20 * 60
    assert max(lives) - min(lives) > 60


@pytest.mark.parametrize("mode", ["slow", "stop"])
def test_the_switch_ends_streams(live, live_blog, cursor_of, mode):
    """Slowed: come back and poll, within the time that the switch names. Stopped:
    nothing any more. New streams are not opened, and none is offered."""
    reader = live.stream(live_blog, cursor_of(live_blog))
    reader.next()
    DeliverySwitch.turn(mode, wait=90)
    if mode == "slow":
        assert reader.next("bye").data == {"wait": 90}
    else:
        assert reader.next().data["halt"] is True
    reader.wait_until_over()
    assert live.stream(live_blog).status == 204
    answer = live.changes(live_blog)
    assert "liveconflict-stream" not in answer.headers
    assert answer.json.get("halt", False) is (mode == "stop")
    if mode == "slow":
        assert answer.json["wait"] == 90

    DeliverySwitch.turn("normal")
    deadline = time.monotonic() + 15
    while live.stream(live_blog).status != 200:
        assert time.monotonic() < deadline

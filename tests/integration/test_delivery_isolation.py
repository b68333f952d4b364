"""What goes wrong in one place costs nobody else their news."""

import asyncio
import threading

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from tests.factories import LiveBlogPageFactory, PublishedUpdateFactory
from tests.live_application import PATIENCE
from wagtail_liveconflict.delivery import streams as streams_module
from wagtail_liveconflict.delivery.application import get_public_address
from wagtail_liveconflict.reader import rendered

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def break_rendering(monkeypatch):
    """Make updates whose headline begins with "Broken" impossible to render."""
    render = rendered.render_update

    def render_or_fail(update, *args, **kwargs):
        if update.headline.startswith("Broken"):
            raise ValueError("cannot be rendered")
        return render(update, *args, **kwargs)

    monkeypatch.setattr(rendered, "render_update", render_or_fail)


def test_one_broken_update_leaves_other_blogs_their_news(
    live, live_blog, root_page, cursor_of, break_rendering
):
    """Its own live blog answers 503 to who needs the update, and everything else."""
    other = LiveBlogPageFactory(parent=root_page)
    before = cursor_of(live_blog)
    watching = live.stream(other, cursor_of(other))
    watching.next()
    theirs = live.stream(live_blog, before)
    theirs.next()

    PublishedUpdateFactory(page=live_blog, headline="Broken")
    assert theirs.next("bye").data["wait"] > 0
    assert live.changes(live_blog, before).status == 503

    assert live.changes(live_blog, cursor_of(live_blog)).status == 200
    update = PublishedUpdateFactory(page=other)
    assert watching.next().data["updates"][0]["id"] == update.pk
    assert live.changes(other).status == 200


def test_a_question_that_fails_ends_no_other_stream(
    live, live_blog, cursor_of, break_rendering
):
    """Only who needs what cannot be rendered is asked to come back later."""
    before = cursor_of(live_blog)
    PublishedUpdateFactory(page=live_blog, headline="Broken")
    there = live.stream(live_blog, cursor_of(live_blog))
    there.next()
    assert live.stream(live_blog, before).status == 503
    update = PublishedUpdateFactory(page=live_blog)
    assert there.next().data["updates"][0]["id"] == update.pk


def test_made_up_ids_take_nobodys_place(live, live_blog):
    """However many pages that do not exist are asked for at once: those that do are
    answered."""
    made_up = [
        live.open(f"/live/{number}/changes/0/") for number in range(10**6, 10**6 + 400)
    ]
    assert live.changes(live_blog).status == 200
    assert {reader.status for reader in made_up} == {404}


def test_a_memory_that_is_behind_asks_before_it_says_no(live, live_blog, cursor_of):
    """A page that was just loaded may know more than this process does: its reader is
    not told to load it again."""
    live.stream(live_blog, cursor_of(live_blog)).next()
    tail = live.hub._tail
    # Nothing tells this process of anything, and it does not look by itself.
    hears, blocked = threading.Event(), threading.Event()
    real_wait = tail._wait

    def wait(timeout):
        blocked.set()
        while not tail._is_asked and not hears.is_set():
            hears.wait(0.01)

    tail._wait = wait
    assert blocked.wait(PATIENCE)
    PublishedUpdateFactory(page=live_blog)
    now = cursor_of(live_blog)
    assert live.changes(live_blog, now).json == {"cursor": now, "wait": 5}
    PublishedUpdateFactory(page=live_blog)
    now = cursor_of(live_blog)
    assert live.stream(live_blog, now).next().data == {"cursor": now, "wait": 5}
    tail._wait = real_wait
    hears.set()


def test_a_blog_that_is_forgotten_and_asked_for_again_is_followed(
    live, live_blog, cursor_of, monkeypatch
):
    """Also when both happen in the same moment."""
    hub = live.hub
    live.changes(live_blog)

    def forget_and_ask():
        (page,) = hub._pages.values()
        hub._forget(page)
        return asyncio.ensure_future(hub.get_page(live_blog.pk))

    for _ in range(20):
        asked = live.call(forget_and_ask)
        live.changes(live_blog)
        assert live.call(asked.done)
    reader = live.stream(live_blog, cursor_of(live_blog))
    reader.next()
    update = PublishedUpdateFactory(page=live_blog)
    assert reader.next().data["updates"][0]["id"] == update.pk


def test_a_server_that_cancels_a_write_stops_nobody_else(live, live_blog, cursor_of):
    """Whatever "send" raises, the others are told."""
    bad = live.stream(live_blog, cursor_of(live_blog))
    good = live.stream(live_blog, cursor_of(live_blog))
    bad.next(), good.next()

    def raise_cancelled(message):
        raise asyncio.CancelledError

    (page,) = live.hub._pages.values()
    for connection in page.streams:
        if connection._send.__self__ is bad:
            connection._send = raise_cancelled
    for _ in range(2):
        update = PublishedUpdateFactory(page=live_blog)
        assert good.next().data["updates"][0]["id"] == update.pk
    bad.wait_until_over()


def test_who_joins_while_the_process_closes_is_sent_away(live, live_blog, cursor_of):
    """Also in the moment between the check and the first byte."""
    hub = live.hub
    live.changes(live_blog)
    send_start = streams_module.Streams.join

    def close_first(self, page, connection):
        self.is_closing = True
        send_start(self, page, connection)

    streams_module.Streams.join = close_first
    try:
        reader = live.stream(live_blog, cursor_of(live_blog))
    finally:
        streams_module.Streams.join = send_start
    reader.next()
    assert reader.next("bye")
    reader.wait_until_over()
    live.call(setattr, hub.streams, "is_closing", False)


@pytest.mark.parametrize("kind", ["alias of a section", "alias of an alias"])
def test_aliases_are_restricted_as_their_sources(root_page, kind):
    """What Wagtail does not serve is not delivered either: a live blog below an
    alias of a restricted section, and an alias of an alias of a restricted blog."""
    section = LiveBlogPageFactory(parent=root_page)
    PublishedUpdateFactory(page=section, headline="Hidden")
    if kind == "alias of a section":
        alias = section.create_alias(parent=root_page, update_slug="one")
        page = LiveBlogPageFactory(parent=alias)
    else:
        first = section.create_alias(parent=root_page, update_slug="one")
        page = first.create_alias(parent=root_page, update_slug="two")
        page = page.specific
    PublishedUpdateFactory(page=page, headline="Hidden")
    assert Client().get(f"/live/{page.pk}/changes/0/").status_code == 200
    PageViewRestriction.objects.create(page=section, restriction_type="login")
    assert Client().get(page.url).status_code == 302
    assert Client().get(f"/live/{page.pk}/changes/0/").status_code == 404


def test_addresses_of_both_families_are_told_apart():
    """As a socket for both names them."""
    addresses = {
        get_public_address({"client": (name, 1)})
        for name in ("::ffff:8.8.8.8", "::ffff:1.1.1.1", "8.8.8.8")
    }
    assert addresses == {"8.8.8.8", "1.1.1.1"}

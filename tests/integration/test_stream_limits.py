"""What readers cost, and what those who mean harm can make them cost."""

import threading

import pytest

from tests.factories import PublishedUpdateFactory, edit
from wagtail_liveconflict.delivery import hub as hubs, streams

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

#: An address that is one reader's own. Nothing is ever sent to it: it only stands in
#: what a server would say of a request.
SOMEBODY = ("9.9.9.9", 4711)


def test_garbage_is_refused(live, live_blog):
    """A cursor that was never given out, or an absurd header: 400, whatever its
    size; the header counts more than the address."""
    assert live.open(f"/live/{live_blog.pk}/stream/xx/").status == 400
    for absurd in ("x" * 100_000, "0 0", "a-1\x7f", "é-1"):
        assert live.stream(live_blog, "0", Last_Event_ID=absurd).status == 400
    assert live.get(f"/live/{live_blog.pk}/stream/0/", method="POST").status == 405
    assert live.get(f"/live/{live_blog.pk}/stream/0/", method="HEAD").status == 204


def test_no_room_is_said(live, live_blog, settings):
    """Beyond the limit: 503 with a time to wait; and the delta no longer offers a
    stream. When somebody leaves there is room again."""
    settings.LIVECONFLICT_STREAM_LIMIT = 2
    assert live.changes(live_blog).headers["liveconflict-stream"] == "1"
    first, _second = live.stream(live_blog), live.stream(live_blog)
    refused = live.stream(live_blog)
    assert refused.status == 503
    assert int(refused.response_headers["retry-after"]) > 0
    answer = live.changes(live_blog)
    assert answer.status == 200
    assert "liveconflict-stream" not in answer.headers
    first.leave()
    assert live.stream(live_blog).status == 200


def test_one_address_does_not_take_all_the_room(live, live_blog, settings):
    """429 for the address that holds too many; others are served, and so are those
    behind a proxy on the same machine, who cannot be told apart."""
    settings.LIVECONFLICT_STREAMS_PER_ADDRESS = 2
    held = [live.stream(live_blog, client=SOMEBODY) for _ in range(2)]
    refused = live.stream(live_blog, client=SOMEBODY)
    assert refused.status == 429
    assert int(refused.response_headers["retry-after"]) > 0
    assert live.stream(live_blog, client=("8.8.4.4", 1)).status == 200
    assert all(live.stream(live_blog).status == 200 for _ in range(5))
    held[0].leave()
    assert live.stream(live_blog, client=SOMEBODY).status == 200


def test_an_ipv6_network_is_one_address(live, live_blog, settings):
    """Whoever has a network has more addresses than there are limits."""
    settings.LIVECONFLICT_STREAMS_PER_ADDRESS = 1
    assert live.stream(live_blog, client=("2620:fe::fe", 1)).status == 200
    assert live.stream(live_blog, client=("2620:fe::9", 1)).status == 429


def test_a_slow_reader_is_caught_up_not_queued_for(live, live_blog, cursor_of):
    """One who does not read holds up nobody, holds no queue, and gets the latest
    state in one message once he reads on."""
    slow = live.stream(live_blog, cursor_of(live_blog))
    quick = live.stream(live_blog, cursor_of(live_blog))
    slow.next(), quick.next()
    slow.stop_reading()
    updates = []
    for number in range(30):
        updates.append(PublishedUpdateFactory(page=live_blog, headline=f"No. {number}"))
        quick.next()
    edit(updates[0], headline="Mended")
    quick.next()
    slow.read_on()
    # The first had been written before it was known that nobody reads.
    received = [slow.next(), slow.next()]
    ids = [entry["id"] for event in received for entry in event.data["updates"]]
    assert set(ids) == {update.pk for update in updates}
    assert received[-1].id == cursor_of(live_blog)
    assert "Mended" in received[-1].data["updates"][0]["html"]
    assert slow.drain() == []


def test_one_who_never_reads_is_dropped(live, live_blog, cursor_of, monkeypatch):
    """After a while, without having cost more than a socket."""
    slow = live.stream(live_blog, cursor_of(live_blog))
    slow.next()
    slow.stop_reading()
    monkeypatch.setattr(streams, "_SLOWEST_READER", 0)
    PublishedUpdateFactory(page=live_blog)
    slow.wait_until_over()
    assert not slow.is_complete
    assert live.hub.streams.count == 0


def test_who_leaves_is_forgotten(live, live_blog):
    """Nothing of a reader is kept."""
    readers = [live.stream(live_blog, client=SOMEBODY) for _ in range(5)]
    assert live.hub.streams.count == 5
    for reader in readers:
        reader.leave()
    hub = live.hub
    assert hub.streams.count == 0
    assert not hub.streams.addresses
    assert all(not page.streams for page in hub._pages.values())


def test_readers_hold_no_threads_and_one_connection(live, live_blog, cursor_of):
    """Two hundred readers: the threads of one, and the log read for all at once."""
    live.stream(live_blog).next()
    before = threading.active_count()
    readers = [live.stream(live_blog, cursor_of(live_blog)) for _ in range(200)]
    for reader in readers:
        reader.next()
    assert threading.active_count() == before
    PublishedUpdateFactory(page=live_blog)
    for reader in readers:
        reader.next()
    assert threading.active_count() == before


def test_nothing_is_asked_when_nobody_listens(live, live_blog, monkeypatch):
    """A process without readers leaves the database alone, connection included."""
    monkeypatch.setattr(hubs, "_FORGOTTEN_AFTER", 0)
    live.changes(live_blog)
    tail = live.hub._tail
    rests = threading.Event()
    rest = tail._listener.rest
    monkeypatch.setattr(tail._listener, "rest", lambda: (rests.set(), rest()))
    assert rests.wait(15)
    assert tail._watched == {}


@pytest.mark.slow
def test_thousands_of_cursors_do_not_fill_the_memory(live, live_blog, cursor_of):
    """Somebody makes up cursors: the answers kept stay few, and so do the ids that
    are remembered as no live blogs."""
    for _ in range(100):
        with_update = PublishedUpdateFactory(page=live_blog)
    epoch, number = cursor_of(live_blog).split("-")
    for made_up in range(int(number)):
        assert live.changes(live_blog, f"{epoch}-{made_up}").status == 200
    for made_up in range(300):
        assert live.changes(live_blog, f"zz{made_up}-1").json["reload"]
        assert live.changes(live_blog, f"{epoch}-9{made_up}0000").json["reload"]
    (page,) = live.hub._pages.values()
    assert len(page.answers) <= 64
    assert len(page.entries) <= len(page.rows)
    assert with_update.pk in page.entries


def test_thousands_of_pages_do_not_fill_the_memory(live, live_blog, monkeypatch):
    """The same for ids of pages that do not exist."""
    monkeypatch.setattr(hubs, "_ABSENT_KEPT", 50)
    for made_up in range(200):
        assert live.get(f"/live/{900_000 + made_up}/changes/0/").status == 404
    assert len(live.hub._absent) <= 50
    assert len(live.hub._pages) == 0
    assert live.get(f"/live/{'9' * 19}/changes/0/").status == 404

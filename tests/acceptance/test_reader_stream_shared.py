"""Tabs of one live blog that share a stream."""

import pytest
from playwright.sync_api import expect

from tests.acceptance.open_page import live
from tests.acceptance.stream_server import STREAM, StreamServer
from tests.acceptance.streamed_page import StreamedPage, stop_clock
from tests.factories import PublishedUpdateFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

# How many locks tabs hold and wait for; the browser is given time to get there.
LOCKS = """async (wanted) => {
  const { held, pending } = await navigator.locks.query();
  return wanted === `${held.length} held, ${pending.length} waited for`;
}"""


@pytest.fixture
def server(site_server):
    yield from StreamServer.serve(site_server.port)


@pytest.fixture
def site_url(restored_db, server):
    return server.url


@pytest.fixture
def new_tab(new_page, server, live_blog):
    """Open a tab beside the others. Their clocks are one, and stand still; none of
    them ever has two things under way at once."""
    PublishedUpdateFactory(page=live_blog)
    tabs = []

    def open_tab(script: str = "") -> StreamedPage:
        if tabs:
            page = tabs[0].page.context.new_page()
        else:
            page = new_page()
            stop_clock(page)
        page.add_init_script(script)
        tabs.append(StreamedPage(page, server, live_blog.get_url()))
        return tabs[-1]

    yield open_tab
    still_open = [tab for tab in tabs if not tab.page.is_closed()]
    assert [overlap for tab in still_open for overlap in tab.overlaps()] == []


def listen(tab) -> None:
    """After an answer that offers a stream, until it has heard the leading tab."""
    tab.page.wait_for_function(
        "document.querySelector('liveconflict-blog').delivery.stream?.since < Infinity"
    )


def expect_locks(tab, wanted: str) -> None:
    tab.page.wait_for_function(LOCKS, arg=wanted)


@pytest.fixture
def leader(new_tab):
    return new_tab().start()


@pytest.fixture
def listener(new_tab, leader):
    tab = new_tab()
    tab.wait_for_answer(2.1)
    listen(tab)
    return tab


def test_tabs_share_one_stream(server, leader, listener):
    """What one hears, all hear, beats too: the other opens no stream and asks nothing."""
    with listener.expect_answer() as answer:
        server.stream.send(101, updates=[live(901, 2)])
    assert answer.value.text == "answered: changes"
    expect(listener.button).to_have_text("1 new update")
    expect(leader.button).to_have_text("1 new update")
    for _ in range(6):
        with listener.expect_answer():
            server.stream.beat()
        leader.pass_time(20)
    assert server.count("stream") == 1
    assert server.count("delta") == 2


def test_listener_that_has_missed_something_asks_once(new_tab, server, leader):
    """It learns of it from where the others are, and then goes on listening."""
    leader.wait_for_messages(lambda: server.stream.send(103))
    tab = new_tab()
    # The answer that it gets is an older one than the leader's.
    tab.wait_for_answer(2.1)
    tab.wait_until_closed()
    server.number = 103
    tab.wait_for_answer(1.1)
    assert server.log[-1] == "delta recorded-100"
    listen(tab)
    with tab.expect_answer():
        server.stream.send(104, updates=[live(901, 2)])
    expect(tab.button).to_have_text("1 new update")
    assert server.count("delta") == 3
    assert server.count("stream") == 1


def test_message_from_before_the_listener_s_cursor(new_tab, server, leader):
    """A listener that is ahead applies a change that reaches further than it is, and
    ignores one that does not."""
    server.number = 103
    tab = new_tab()
    tab.wait_for_answer(2.1)
    listen(tab)
    for number, kind in ((102, "same"), (104, "changes")):
        with tab.expect_answer() as answer:
            server.stream.send(number, updates=[live(901, 2, f"At {number}")])
        assert answer.value.text == f"answered: {kind}"
    assert tab.cursor() == "recorded-104"
    assert server.count("delta") == 2


@pytest.mark.parametrize("leave", ["hide", "close"])
def test_another_tab_takes_over(server, leader, listener, leave):
    """When the tab that streams is hidden or closed, the stream goes on in another,
    from where that one is."""
    with listener.expect_answer():
        server.stream.send(101)
    leader.hide() if leave == "hide" else leader.page.close()
    server.wait_for("closed")
    for _ in range(5):
        # The lock comes in its own time.
        if server.count("stream") == 1:
            listener.pass_time(1)
    assert server.stream.cursor == "recorded-101"
    assert server.count("delta") == 2


def test_hidden_tab_keeps_no_lock_and_hears_nothing(server, leader, listener):
    """Neither the one that waits for the lock nor the one that has it."""
    expect_locks(leader, "1 held, 1 waited for")
    listener.hide()
    expect_locks(leader, "1 held, 0 waited for")
    heard = len(listener.answers())
    leader.wait_for_messages(lambda: server.stream.send(101))
    assert len(listener.answers()) == heard
    leader.hide()
    expect_locks(leader, "0 held, 0 waited for")


def test_listener_that_hears_nothing_asks_by_itself(new_tab, server):
    """For fifty seconds it waits for the tab that has the lock; then it asks as if
    there were no stream."""
    tab = new_tab()
    tab.page.evaluate(
        "name => { navigator.locks.request(name, () => new Promise(() => {})); }",
        f"liveconflict:{STREAM}",
    )
    tab.wait_for_answer(2.1)
    tab.pass_time(49)
    assert server.count("delta") == 1
    for _ in range(3):
        tab.wait_for_answer(6)
    assert server.count("delta") == 4
    assert server.count("stream") == 0


def test_listener_that_hears_nothing_any_more_asks_by_itself(server, leader, listener):
    """The tab that streams may be frozen: its beats are missed, too."""
    leader.page.evaluate("BroadcastChannel.prototype.postMessage = () => {}")
    for _ in range(2):
        leader.wait_for_messages(server.stream.beat)
        listener.pass_time(24)
    leader.wait_for_messages(server.stream.beat)
    listener.wait_for_answer(4)
    assert server.count("delta") == 3


@pytest.mark.parametrize("missing", ["BroadcastChannel", "Navigator.prototype.locks"])
def test_each_tab_streams_where_it_cannot_share(new_tab, server, missing):
    """Without locks or channels each tab has a stream of its own."""
    first = new_tab(f"delete window.{missing}").start()
    second = new_tab(f"delete window.{missing}").start()
    assert server.count("stream") == 2
    second.wait_for_messages(lambda: server.stream.send(101))
    assert first.cursor() == "recorded-100"


def test_each_tab_streams_where_locks_are_forbidden(new_tab, server):
    """As browsers do that keep no cookies."""
    script = "LockManager.prototype.request = () => Promise.reject(new Error('no'))"
    new_tab(script).start()
    new_tab(script).start()
    assert server.count("stream") == 2


def test_all_come_back_when_the_server_says_bye(server, leader, listener):
    """Each within the time the server names, with a question first; then they share
    one stream again."""
    server.stream.bye(wait=10)
    leader.wait_until_closed()
    listener.wait_until_closed()
    assert server.count("delta") == 2
    leader.pass_time(10)
    server.wait_for("delta", 4)
    for tab in (leader, listener):
        tab.page.wait_for_function("window.answers.at(-1) === 'changes'")
    leader.pass_time(1)
    server.wait_for("stream", 2)
    leader.pass_time(10)
    assert server.count("delta") == 4
    assert server.count("stream") == 2


def test_lost_stream_is_lost_to_all(server, leader, listener):
    """No tab connects at once in the place of the one that was cut off: each asks
    first."""
    server.stream.drop()
    leader.wait_until_closed()
    listener.wait_until_closed()
    assert server.count("stream") == 1
    leader.pass_time(1)
    server.wait_for("delta", 4)


@pytest.mark.parametrize(
    ("kind", "end"),
    [
        ("ended", lambda stream: stream.send(101, stop=True)),
        ("reload", lambda stream: stream.send(101, reload=True)),
        ("halted", lambda stream: stream.send(100, halt=True)),
        ("gone", lambda stream: stream.gone()),
    ],
)
def test_end_is_handed_on(server, leader, listener, kind, end):
    """What ends one tab's questions ends those of all."""
    with listener.expect_answer() as answer:
        end(server.stream)
    assert answer.value.text == f"answered: {kind}"
    server.wait_for("closed")
    listener.pass_time(60)
    assert server.count("delta") == 2
    assert server.count("stream") == 1

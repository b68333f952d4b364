"""When the open page streams, and when it does not."""

import re

import pytest
from playwright.sync_api import expect

from tests.acceptance.open_page import live, withdrawn
from tests.acceptance.stream_server import StreamServer
from tests.acceptance.streamed_page import StreamedPage, stop_clock
from tests.factories import PublishedUpdateFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

MINUTE = 60


@pytest.fixture
def server(site_server):
    yield from StreamServer.serve(site_server.port)


@pytest.fixture
def site_url(restored_db, server):
    return server.url


@pytest.fixture
def update(live_blog):
    return PublishedUpdateFactory(page=live_blog)


@pytest.fixture
def reader_page(new_page, server, live_blog, update):
    """A page whose clock stands still. It never has two things under way at once."""
    page = new_page()
    stop_clock(page)
    reader_page = StreamedPage(page, server, live_blog.get_url())
    yield reader_page
    assert reader_page.overlaps() == []


def test_asks_first_and_then_streams(reader_page, server):
    """The stream begins where the first answer ended, within a second of it; while it
    is open nothing is asked."""
    server.number = 104
    reader_page.wait_for_answer(2.1)
    assert server.log == ["delta recorded-100"]
    reader_page.open_stream()
    for _ in range(6):
        reader_page.wait_for_messages(server.stream.beat)
        reader_page.pass_time(20)
    assert server.log == ["delta recorded-100", "stream recorded-104"]


def test_streamed_changes_go_where_asked_ones_go(reader_page, server, update):
    """New updates wait behind the button, others change in place, and an older
    message undoes nothing."""
    reader_page.start()
    news = [live(901, 2), live(update.pk, 1, "Mended")]
    send = server.stream.send
    assert reader_page.wait_for_messages(lambda: send(102, updates=news)) == "changes"
    expect(reader_page.button).to_have_text("1 new update")
    expect(reader_page.update(update.pk)).to_contain_text("Mended")
    older = [withdrawn(update.pk, 1)]
    assert reader_page.wait_for_messages(lambda: send(101, updates=older)) == "same"
    expect(reader_page.update(update.pk)).to_contain_text("Mended")


def test_streams_under_a_strict_content_policy(new_page, server, live_blog, update):
    """It needs no more than the page itself."""
    server.policy = (
        "default-src 'self'; require-trusted-types-for 'script'; "
        "trusted-types liveconflict"
    )
    page = new_page()
    page.goto(live_blog.get_url())
    server.wait_for("stream")
    server.stream.send(101, updates=[live(update.pk, 1, "Mended")])
    expect(page.locator(f"#update-{update.pk}")).to_contain_text("Mended")


def test_asks_on_where_the_stream_ended(reader_page, server):
    """Asking and streaming share one cursor."""
    reader_page.start()
    reader_page.wait_for_messages(lambda: server.stream.send(107))
    server.number = 107
    server.stream.drop()
    reader_page.wait_until_closed()
    reader_page.wait_for_answer(1.1)
    reader_page.open_stream()
    assert server.log[-2:] == ["delta recorded-107", "stream recorded-107"]


@pytest.mark.allows_console_errors
@pytest.mark.parametrize("trouble", ["missing", "slow"])
def test_goes_on_asking_without_the_script_of_the_stream(
    new_page, server, live_blog, update, trouble
):
    """It is loaded where a stream is offered, and only there; until it has come, and
    where it does not, the page asks as if there were no stream."""
    page, waiting = new_page(), []

    def hold_back(route):
        waiting.append(route)
        if trouble == "missing":
            route.fulfill(status=404)

    page.route("**/reader_stream.js", hold_back)
    page.add_init_script("window.isLoadingSlow = true")
    stop_clock(page)
    server.offers_stream = False
    reader_page = StreamedPage(page, server, live_blog.get_url())
    reader_page.wait_for_answer(2.1)
    assert waiting == []
    server.offers_stream = True
    with page.expect_request("**/reader_stream.js"):
        reader_page.wait_for_answer(6)
    for _ in range(3):
        reader_page.wait_for_answer(6)
    assert server.count("delta") == 5
    assert server.count("stream") == 0
    if trouble == "slow":
        waiting[0].continue_()
        page.wait_for_function(
            "document.querySelector('liveconflict-blog').delivery.stream"
        )
        reader_page.open_stream()
        server.wait_for("stream")


@pytest.mark.parametrize("missing", ["offer", "address"])
def test_never_streams_where_no_stream_is_offered(
    new_page, server, live_blog, update, missing
):
    """Without the header on the answer, or the address in the page, it goes on
    asking."""
    server.offers_stream = missing != "offer"
    server.stream_url = "" if missing == "address" else server.stream_url
    page = new_page()
    stop_clock(page)
    reader_page = StreamedPage(page, server, live_blog.get_url())
    reader_page.wait_for_answer(2.1)
    reader_page.wait_for_answer(6)
    reader_page.wait_for_answer(6)
    assert server.log == ["delta recorded-100"] * 3


def test_streams_as_soon_as_it_is_offered(reader_page, server):
    """A site may begin and cease to offer it while pages are open."""
    server.offers_stream = False
    reader_page.wait_for_answer(2.1)
    server.offers_stream = True
    reader_page.wait_for_answer(6)
    reader_page.open_stream()
    assert server.count("stream") == 1


def test_hidden_tab_has_no_stream_and_asks_once_on_return(reader_page, server):
    """In the background the stream is closed and nothing is sent; coming back is one
    question, and then the stream."""
    reader_page.start()
    reader_page.hide()
    server.wait_for("closed")
    reader_page.pass_time(10 * MINUTE)
    assert server.count("delta") == 1
    with reader_page.expect_answer():
        reader_page.come_back("window.dispatchEvent(new Event('online'));")
    assert server.log[-2:] == ["closed recorded-100", "delta recorded-100"]
    reader_page.open_stream()
    assert server.log[-1] == "stream recorded-100"
    assert server.count("delta") == 2


def test_page_that_is_put_away_has_no_stream(reader_page, server):
    """Also where a browser does not call it hidden; brought back it asks once."""
    reader_page.start()
    reader_page.page.evaluate("window.dispatchEvent(new Event('pagehide'))")
    reader_page.wait_until_closed()
    reader_page.pass_time(MINUTE)
    assert server.count("delta") == 1
    with reader_page.expect_answer():
        reader_page.page.evaluate(
            """() => window.dispatchEvent(
              new PageTransitionEvent('pageshow', { persisted: true }))"""
        )
    reader_page.open_stream()
    assert server.count("delta") == 2


def test_tab_hidden_before_its_stream_is_opened(reader_page, server):
    """The stream that was about to be opened is not."""
    reader_page.wait_for_answer(2.1)
    reader_page.hide()
    reader_page.pass_time(MINUTE)
    assert server.log == ["delta recorded-100"]


def test_asks_when_the_browser_is_online_again(reader_page, server):
    """The old stream may be dead without knowing it: one question at once, and a new
    stream."""
    reader_page.start()
    with reader_page.expect_answer():
        reader_page.page.evaluate("window.dispatchEvent(new Event('online'))")
    server.wait_for("closed")
    reader_page.open_stream()
    assert server.count("delta") == 2
    assert server.count("stream") == 2


@pytest.mark.parametrize(
    ("kind", "end"),
    [
        ("ended", lambda stream: stream.send(101, stop=True)),
        ("reload", lambda stream: stream.send(101, reload=True)),
        ("halted", lambda stream: stream.send(100, halt=True)),
        ("gone", lambda stream: stream.gone()),
    ],
)
def test_nothing_is_asked_or_streamed_after_the_end(reader_page, server, kind, end):
    """Ended, too far behind, switched off or gone: the stream is closed for good."""
    reader_page.start()
    assert reader_page.wait_for_messages(lambda: end(server.stream)) == kind
    server.wait_for("closed")
    reader_page.page.evaluate("window.dispatchEvent(new Event('online'))")
    reader_page.hide()
    reader_page.come_back()
    reader_page.pass_time(MINUTE)
    assert server.count("delta") + server.count("stream") == 2


def test_halt_is_told_and_keeps_what_waits(reader_page, server):
    """The reader learns that nothing more comes by itself, and how to get it."""
    reader_page.start()
    send = server.stream.send
    reader_page.wait_for_messages(lambda: send(101, updates=[live(901, 2)]))
    reader_page.wait_for_messages(lambda: send(101, halt=True))
    reader_page.pass_time(20)
    expect(reader_page.status).to_contain_text("are switched off")
    expect(reader_page.status).not_to_have_class(re.compile("visually-hidden"))
    expect(reader_page.reload_link).to_be_visible()
    expect(reader_page.button).to_have_text("1 new update")

"""A stream that is lost, refused or taken away: the page asks, and streams again."""

import pytest
from playwright.sync_api import expect

from tests.acceptance.stream_server import StreamServer
from tests.acceptance.streamed_page import StreamedPage, stop_clock
from tests.factories import PublishedUpdateFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def server(site_server):
    yield from StreamServer.serve(site_server.port)


@pytest.fixture
def site_url(restored_db, server):
    return server.url


@pytest.fixture
def reader_page(new_page, server, live_blog):
    """A page whose clock stands still. It never has two things under way at once."""
    PublishedUpdateFactory(page=live_blog)
    page = new_page()
    stop_clock(page)
    reader_page = StreamedPage(page, server, live_blog.get_url())
    yield reader_page
    assert reader_page.overlaps() == []


def test_lost_stream_is_followed_by_a_question_and_a_new_stream(reader_page, server):
    """Within a second it asks, within another it streams again; the reader is told
    nothing, and the browser does not connect again by itself."""
    reader_page.start()
    server.stream.drop()
    reader_page.wait_until_closed()
    reader_page.wait_for_answer(1.1)
    reader_page.open_stream()
    assert server.log == [
        "delta recorded-100",
        "stream recorded-100",
        "closed recorded-100",
        "delta recorded-100",
        "stream recorded-100",
    ]
    expect(reader_page.status).to_have_text("")


def test_silent_stream_is_a_lost_one(reader_page, server):
    """Nothing heard for fifty seconds, not even a beat: the connection is dead."""
    reader_page.start()
    reader_page.wait_for_messages(server.stream.beat)
    reader_page.pass_time(49)
    assert server.count("closed") == 0
    reader_page.pass_time(1)
    server.wait_for("closed")
    reader_page.wait_for_answer(1.1)
    reader_page.open_stream()
    assert server.count("stream") == 2


@pytest.mark.allows_console_errors
def test_lost_stream_and_no_answers_are_told(reader_page, server):
    """A lost stream alone says nothing; three questions without an answer after it
    do. The next answer takes it back, and the page streams again."""
    reader_page.start()
    for _ in range(3):
        server.answer_next(status=503)
    server.stream.drop()
    reader_page.wait_until_closed()
    for longest in (1.1, 2.1, 4.1):
        expect(reader_page.status).to_have_text("")
        assert reader_page.wait_for_answer(longest) == "failed"
    reader_page.expect_lost()
    assert reader_page.wait_for_answer(8.1) == "changes"
    expect(reader_page.status).not_to_contain_text("Connection lost")
    reader_page.open_stream()


def test_comes_back_when_the_server_says_bye(reader_page, server):
    """Anywhere within the time the server names, with a question first. Not a
    failure: nothing is slower afterwards."""
    reader_page.start()
    for times in (1, 2, 3):
        reader_page.page.evaluate("Math.random = () => 0.5")
        server.stream.bye(wait=60)
        reader_page.wait_until_closed()
        reader_page.pass_time(29)
        assert server.count("delta") == times
        reader_page.wait_for_answer(2)
        reader_page.open_stream()
    assert server.count("stream") == 4


@pytest.mark.allows_console_errors
@pytest.mark.parametrize("status", [204, 404, 429, 503])
def test_goes_on_asking_when_the_stream_is_refused(reader_page, server, status):
    """The stream is tried again ever more rarely, the questions go on as before, and
    the reader is told nothing."""
    reader_page.page.evaluate("Math.random = () => 0.99")
    server.refusal = status
    reader_page.wait_for_answer(2.1)
    for tries in (1, 2):
        reader_page.pass_time(1)
        server.wait_for("refused", tries)
        reader_page.wait_until_closed()
        reader_page.wait_for_answer(2.1)
    for _ in range(20):
        reader_page.wait_for_answer(6)
    # Questions between one try and the next.
    between = [tries.count("delta") for tries in " ".join(server.log).split("refused")]
    assert between == sorted(between)
    assert between[-1] > 3
    expect(reader_page.status).to_have_text("")
    server.refusal = 0
    for _ in range(20):
        if not server.count("stream"):
            reader_page.wait_for_answer(6)
            reader_page.pass_time(1)
    server.wait_for("stream")


def test_stream_that_brings_nothing_is_left_for_ten_minutes(reader_page, server):
    """A proxy that buffers lets a stream be opened, and nothing through: after ten
    seconds the page goes back to asking."""
    server.is_silent = True
    reader_page.wait_for_answer(2.1)
    reader_page.pass_time(1)
    server.wait_for("stream")
    reader_page.pass_time(8.9)
    assert server.count("closed") == 0
    reader_page.pass_time(1.1)
    server.wait_for("closed")
    server.wait = 50
    server.is_silent = False
    for _ in range(9):
        reader_page.wait_for_answer(60)
    assert server.count("stream") == 1
    server.wait = 5
    for _ in range(40):
        if server.count("stream") == 1:
            reader_page.wait_for_answer(60)
            reader_page.pass_time(1)
    server.wait_for("stream", 2)


def test_message_that_cannot_be_read_ends_the_stream(reader_page, server):
    """The page asks instead, and gets what it has missed."""
    reader_page.start()
    server.stream.write("data: not JSON\n\n")
    reader_page.wait_until_closed()
    assert reader_page.wait_for_answer(1.1) == "changes"

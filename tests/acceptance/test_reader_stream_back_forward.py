"""A page with a stream may be put away by the browser and brought back as it was."""

import pytest

from scripts.ensure_browser import LAUNCH_ARGUMENTS, find_browser
from tests.acceptance.open_page import live
from tests.acceptance.stream_server import StreamServer
from tests.factories import PublishedUpdateFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

OTHER_PAGE = "/static/wagtail_liveconflict/reader.css"

# Also what kept the page from being put away, for the message of a failing test.
HOW_IT_CAME_BACK = """() => [
  window.isAsItWas ?? false,
  performance.getEntriesByType('navigation')[0].notRestoredReasons?.reasons ?? [],
]"""


@pytest.fixture
def server(site_server):
    yield from StreamServer.serve(site_server.port)


@pytest.fixture
def context(restored_db, browser, server):
    """Of a browser that keeps pages; Playwright's does not by default."""
    keeping = browser.browser_type.launch(
        executable_path=find_browser(),
        args=list(LAUNCH_ARGUMENTS),
        ignore_default_args=["--disable-back-forward-cache"],
    )
    yield keeping.new_context(base_url=server.url)
    keeping.close()


@pytest.mark.parametrize("is_listening", [False, True])
def test_page_with_a_stream_is_brought_back(context, server, live_blog, is_listening):
    """Leaving closes the stream, or what it listens with; coming back finds the page
    as it was left, which asks once and then streams again."""
    PublishedUpdateFactory(page=live_blog)
    if is_listening:
        other = context.new_page()
        other.goto(live_blog.get_url())
        server.wait_for("stream")
    page = context.new_page()
    page.goto(live_blog.get_url())
    asked = 2 if is_listening else 1
    server.wait_for("delta", asked)
    server.wait_for("stream")
    page.wait_for_function(
        "document.querySelector('liveconflict-blog').delivery.stream?.since < Infinity"
    )
    page.evaluate("window.isAsItWas = true")

    page.goto(OTHER_PAGE)
    if not is_listening:
        server.wait_for("closed")
    assert server.count("delta") == asked
    page.go_back(wait_until="commit")
    # Asked of a page that is on its way out, this would wait for ever.
    page.wait_for_url(f"**{live_blog.get_url()}", wait_until="commit")
    page.wait_for_function("() => document.querySelector('liveconflict-blog')")
    assert page.evaluate(HOW_IT_CAME_BACK) == [True, []]
    server.wait_for("delta", asked + 1)
    if not is_listening:
        server.wait_for("stream", 2)
    page.wait_for_function(
        "document.querySelector('liveconflict-blog').delivery.stream?.since < Infinity"
    )
    server.stream.send(101, updates=[live(901, 2)])
    page.get_by_role("button", name="1 new update").wait_for()
    assert server.count("delta") == asked + 1
    assert server.count("stream") == (1 if is_listening else 2)

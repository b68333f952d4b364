"""A live blog in a frame on a partner's page: two sites, one browser."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

from tests.factories import PublishedUpdateFactory, text
from wagtail_liveconflict.models import NewsroomSettings

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


class Partner(BaseHTTPRequestHandler):
    """Serves one page, whatever is asked for."""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(self.server.html.encode())

    def log_message(self, *args):
        pass


@pytest.fixture
def partner(site_url, live_blog):
    """A site that has put the live blog on its page. Browsers take ``localhost``, which
    is allowed to, and ``127.0.0.1``, which is not, for two sites."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Partner)
    server.html = f"""<!DOCTYPE html><html lang="en"><title>Partner</title><h1>Partner</h1>
      <div data-liveconflict-embed="{site_url}{live_blog.get_url()}embed/">
        <a href="{site_url}{live_blog.get_url()}">The river crossing</a>
      </div>
      <script src="{site_url}/static/wagtail_liveconflict/embed.js"></script></html>"""
    thread = threading.Thread(target=server.serve_forever, name="partner")
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def open_partner(browser, partner, live_blog, settings):
    """Open its page at one of its two names."""
    settings.LIVECONFLICT_POLL_SECONDS = 1
    NewsroomSettings.objects.create(
        site=live_blog.get_site(),
        embed_origins=f"http://localhost:{partner.server_port}",
    )
    contexts = []

    def open_page(host, **options):
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.goto(f"http://{host}:{partner.server_port}/story/")
        return page

    yield open_page
    for context in contexts:
        context.close()


def test_a_partner_s_page_follows_the_live_blog(open_partner, live_blog):
    """New updates wait behind the button inside the frame, which grows with what is
    shown in it; it has a name for those who do not see it."""
    PublishedUpdateFactory(page=live_blog, headline="The ferry is late")
    page = open_partner("localhost")
    frame = page.frame_locator("iframe[title='The river crossing']")
    expect(frame.get_by_role("heading", name="The ferry is late")).to_be_visible()
    fits = """() => {
      const { height } = document.querySelector('iframe').style;
      return height !== '400px' && parseFloat(height) > 0;
    }"""
    page.wait_for_function(fits)
    before = page.locator("iframe").evaluate("frame => frame.clientHeight")
    PublishedUpdateFactory(
        page=live_blog,
        headline="The ferry has left",
        body=[text("It left at noon, with everybody on board.")],
    )
    frame.get_by_role("button", name="1 new update").click()
    expect(frame.get_by_role("heading", name="The ferry has left")).to_be_visible()
    page.wait_for_function(
        "before => document.querySelector('iframe').clientHeight > before", arg=before
    )


def test_a_site_that_was_not_allowed_shows_nothing_of_it(open_partner, live_blog):
    """The browser refuses the frame."""
    PublishedUpdateFactory(page=live_blog, headline="The ferry is late")
    page = open_partner("127.0.0.1")
    page.wait_for_load_state("networkidle")
    expect(page.locator("iframe")).to_be_attached()
    frame = page.frame_locator("iframe")
    expect(frame.get_by_text("The ferry is late")).to_have_count(0)
    assert page.frames[-1].url.startswith("chrome-error:")


def test_without_scripts_there_is_a_link(open_partner, live_blog):
    """What the partner has written there."""
    page = open_partner("localhost", java_script_enabled=False)
    link = page.get_by_role("link", name="The river crossing")
    expect(link).to_be_visible()
    expect(page.locator("iframe")).to_have_count(0)

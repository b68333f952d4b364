"""A real browser on the real site. Tests here carry ``browser`` and
``django_db(transaction=True, serialized_rollback=True)``."""

import os
import re

import pytest
from django.conf import settings as django_settings
from playwright.sync_api import expect, sync_playwright
from wagtail.admin.views.generic.mixins import JsonPostResponseMixin
from wagtail.models import Site

from scripts.ensure_browser import LAUNCH_ARGUMENTS, find_browser
from tests.acceptance.careful_page import (  # noqa: F401 - fixtures
    careful_browser,
    embedding_newsroom,
    new_careful_page,
    platforms,
)
from tests.acceptance.server import SiteServer
from tests.factories import LiveBlogPageFactory
from wagtail_liveconflict.editorial import start_blog

FAILURES = django_settings.VAR_DIR.parent / "failures"
REPORT = pytest.StashKey[pytest.TestReport]()
TIMEOUT = 15_000


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.when == "call":
        item.stash[REPORT] = report
    return report


@pytest.fixture(scope="session")
def browser():
    """The browser, started once per worker."""
    # Playwright's synchronous API keeps an event loop in this thread; Django would
    # refuse every query in it.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=TIMEOUT)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser(), args=list(LAUNCH_ARGUMENTS)
        )
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
    else:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


@pytest.fixture(scope="session")
def site_server(django_db_setup):
    server = SiteServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def site_url(restored_db, site_server):
    """Address of the site, without a slash at its end."""
    site = Site.objects.get()
    site.hostname, site.port = "127.0.0.1", site_server.port
    site.save()
    return f"http://127.0.0.1:{site_server.port}"


@pytest.fixture
def live_blog(restored_db):
    """A live blog on air, without updates."""
    live_blog = LiveBlogPageFactory(title="The river crossing")
    start_blog(live_blog)
    return live_blog


@pytest.fixture
def late_autosaves(monkeypatch):
    """Paths at which an autosave was refused because it came too late.

    Wagtail's autosave may be under way when Publish is pressed. The server then
    refuses it, as it should, and the browser writes the refusal to its console. Only
    the server knows the reason, so it is asked: any other refusal is not in here.
    """
    paths = []
    answer = JsonPostResponseMixin.json_error_response

    def note_and_answer(view, error_code, error_message):
        if error_code == "invalid_revision":
            paths.append(view.request.path)
        return answer(view, error_code, error_message)

    monkeypatch.setattr(JsonPostResponseMixin, "json_error_response", note_and_answer)
    return paths


class Complaints:
    """What a browser page complains of while a test runs."""

    def __init__(self, site_url, late_autosaves):
        self.site_url = site_url
        self.late_autosaves = late_autosaves
        self._found = []

    @property
    def found(self):
        """Every complaint but those of autosaves that came too late: one each."""
        late = [f"400 (Bad Request) ({self.site_url}{p})" for p in self.late_autosaves]
        found = []
        for complaint in self._found:
            refusal = next((end for end in late if complaint.endswith(end)), None)
            if refusal:
                late.remove(refusal)
            else:
                found.append(complaint)
        return found

    def watch(self, page):
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self._found.append(f"page error: {error}"))
        page.on("request", self._on_request)

    def _on_console(self, message):
        # Browsers ask for an icon by themselves; the tested site has none.
        asked_for = message.location.get("url", "")
        if message.type == "error" and not asked_for.endswith("/favicon.ico"):
            self._found.append(
                f"console: {message.text} ({message.location.get('url', '')})"
            )

    def _on_request(self, request):
        if not request.url.startswith((self.site_url, "data:", "blob:", "about:")):
            self._found.append(f"request to another site: {request.url}")


@pytest.fixture
def new_page(request, browser, site_url, late_autosaves):
    """Open a browser page with cookies of its own: ``new_page()``, or with options
    of a Playwright context: ``new_page(java_script_enabled=False)``.

    The test fails when a page writes an error to its console, raises one, or asks
    another site for anything, unless it is marked ``allows_console_errors``.
    """
    complaints, pages = Complaints(site_url, late_autosaves), []

    def open_page(**options):
        context = browser.new_context(
            **{
                "base_url": site_url,
                "locale": "en-GB",
                "timezone_id": "Europe/Kyiv",
                "viewport": {"width": 1280, "height": 900},
                **options,
            }
        )
        context.set_default_timeout(TIMEOUT)
        page = context.new_page()
        complaints.watch(page)
        pages.append(page)
        return page

    yield open_page

    report = request.node.stash.get(REPORT, None)
    if report is not None and report.failed:
        save_pictures(request.node.nodeid, pages)
    for page in pages:
        page.context.close()
    if request.node.get_closest_marker("allows_console_errors") is None:
        assert complaints.found == []


@pytest.fixture
def page(new_page):
    """One browser page."""
    return new_page()


def save_pictures(nodeid, pages):
    """What each page showed when the test failed, as pictures."""
    FAILURES.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[^\w.-]+", "-", nodeid.removeprefix("tests/acceptance/"))
    for number, page in enumerate(pages, start=1):
        page.screenshot(path=FAILURES / f"{name}-{number}.png", full_page=True)

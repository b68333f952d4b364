"""Passing an update on, and coming back: what only this browser knows."""

import re

import pytest
from playwright.sync_api import expect

from tests.acceptance.open_page import HOUR, SIZES, WATCH_SHIFT, OpenPage, live
from tests.factories import PublishedUpdateFactory, text

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

LINES = "The ferry runs every hour, and the quay is open. " * 8
at_both_sizes = pytest.mark.parametrize("size", SIZES)


@pytest.fixture(autouse=True)
def _ask_only_when_told(settings):
    settings.LIVECONFLICT_POLL_SECONDS = HOUR


@pytest.fixture
def publish(live_blog):
    return lambda: PublishedUpdateFactory(page=live_blog, body=[text(LINES)])


@pytest.fixture
def update(publish):
    return publish()


@pytest.fixture
def new_sized_page(new_page):
    def new_sized_page(size, script="", **options):
        width, height = size
        page = new_page(viewport={"width": width, "height": height}, **options)
        page.add_init_script(f"{WATCH_SHIFT}\n{script}")
        return page

    return new_sized_page


@at_both_sizes
def test_shared_by_plain_links_without_javascript(
    new_sized_page, live_blog, update, site_url, size
):
    """Each leads to the permalink, and to nothing that tells where it was found."""
    page = new_sized_page(size, java_script_enabled=False)
    page.goto(live_blog.get_url())
    share = page.locator(f"#update-{update.pk} .liveconflict-share")
    share.locator("summary").click()
    address = f"{site_url}{update.permalink}".replace(":", "%3A").replace("/", "%2F")
    links = share.get_by_role("link").evaluate_all(
        "nodes => nodes.map((node) => node.getAttribute('href'))"
    )
    assert links == [
        f"https://t.me/share/url?url={address}",
        f"https://x.com/intent/post?url={address}",
        f"https://www.facebook.com/sharer/sharer.php?u={address}",
        f"https://wa.me/?text={address}",
        f"mailto:?body={address}",
    ]
    expect(share.get_by_role("button")).to_have_count(0)
    expect(share.get_by_role("link").first).to_have_attribute(
        "rel", "noopener noreferrer"
    )


@at_both_sizes
def test_link_is_copied(new_sized_page, live_blog, update, site_url, size):
    """By keyboard, with a word in the status region that goes by itself."""
    page = new_sized_page(
        size,
        "navigator.clipboard.writeText = async (text) => { window.copied = text; };",
    )
    open_page = OpenPage(page, live_blog.get_url())
    share = open_page.update(update.pk).locator(".liveconflict-share")
    share.locator("summary").press("Enter")
    share.get_by_role("button", name="Copy link").press("Enter")
    expect(open_page.status).to_have_text("Link copied")
    expect(open_page.status).not_to_have_class(re.compile("visually-hidden"))
    assert page.evaluate("window.copied") == f"{site_url}{update.permalink}"
    expect(open_page.status).to_have_text("")


def test_refused_copy_is_said(new_sized_page, live_blog, update):
    """Instead of words that are not true."""
    page = new_sized_page(
        SIZES[0],
        "navigator.clipboard.writeText = () => Promise.reject(new Error('no'));",
    )
    open_page = OpenPage(page, live_blog.get_url())
    share = open_page.update(update.pk).locator(".liveconflict-share")
    share.locator("summary").click()
    share.get_by_role("button", name="Copy link").click()
    expect(open_page.status).to_have_text("The link could not be copied.")


@at_both_sizes
def test_shared_by_the_system(new_sized_page, live_blog, update, site_url, size):
    """Where it can: with the heading and the permalink. Thinking better of it is no
    mistake."""
    page = new_sized_page(
        size,
        "navigator.share = (data) => {"
        " window.shared = data; return Promise.reject(new Error('no')); };",
    )
    open_page = OpenPage(page, live_blog.get_url())
    share = open_page.update(update.pk).locator(".liveconflict-share")
    share.locator("summary").click()
    share.get_by_role("button", name="Share with an app").click()
    page.wait_for_function("window.shared")
    assert page.evaluate("window.shared") == {
        "title": update.get_accessible_name(),
        "url": f"{site_url}{update.permalink}",
    }
    expect(open_page.status).to_have_text("")


def test_only_what_the_browser_can_is_offered(new_sized_page, live_blog, update):
    """No button for the system's own sheet where it has none."""
    page = new_sized_page(SIZES[0], "delete Navigator.prototype.share;")
    open_page = OpenPage(page, live_blog.get_url())
    share = open_page.update(update.pk).locator(".liveconflict-share")
    share.locator("summary").click()
    expect(share.get_by_role("button")).to_have_count(1)


def marks(open_page) -> list[str]:
    """What is said of each update, from the top."""
    return open_page.page.eval_on_selector_all(
        "article[data-ordinal] liveconflict-new",
        "nodes => nodes.map((node) => node.shadowRoot?.textContent ?? '')",
    )


@at_both_sizes
def test_new_since_the_last_visit(new_sized_page, live_blog, publish, size):
    """At the first visit nothing is marked; at the next what has come since, with a
    link to where the reader had left off. Nothing moves, and an edit keeps the mark."""
    publish()
    page = new_sized_page(size)
    open_page = OpenPage(page, live_blog.get_url())
    link = page.locator("[data-liveconflict-unseen] a")
    expect(link).to_have_count(0)
    assert marks(open_page) == [""]
    first_new, newest = publish(), publish()
    open_page.open(live_blog.get_url())
    expect(link).to_have_text("2 new updates since your last visit")
    assert marks(open_page) == ["New", "New", ""]
    assert open_page.shift() < 0.001
    html = open_page.update(newest.pk).evaluate("node => node.outerHTML")
    mended = html.replace("every hour", "twice an hour")
    open_page.deliver({**live(newest.pk, 3), "html": mended})
    expect(open_page.update(newest.pk)).to_contain_text("twice an hour")
    assert marks(open_page) == ["New", "New", ""]
    link.click()
    assert open_page.focused() == f"update-{first_new.pk}-heading"
    expect(open_page.update(first_new.pk)).to_be_in_viewport()
    open_page.open(live_blog.get_url())
    expect(open_page.switch("pause")).to_be_visible()
    assert marks(open_page) == ["", "", ""]


def test_shown_updates_are_seen(new_sized_page, live_blog, publish):
    """What was shown in a visit is not new at the next one; what only waited is."""
    publish()
    page = new_sized_page(SIZES[0])
    open_page = OpenPage(page, live_blog.get_url())
    open_page.deliver(live(publish().pk, 2))
    open_page.button.click()
    open_page.deliver(live(publish().pk, 3))
    open_page.open(live_blog.get_url())
    link = page.locator("[data-liveconflict-unseen] a")
    expect(link).to_have_text("1 new update since your last visit")


def test_forbidden_memory_marks_nothing(new_sized_page, live_blog, publish):
    """The page is then as at the first visit."""
    publish()
    page = new_sized_page(
        SIZES[0],
        "Object.defineProperty(window, 'localStorage',"
        " { get() { throw new DOMException('no', 'SecurityError'); } });",
    )
    for _ in range(2):
        open_page = OpenPage(page, live_blog.get_url())
        assert set(marks(open_page)) == {""}
        publish()

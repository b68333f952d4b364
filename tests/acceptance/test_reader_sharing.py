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


def unfold_ways(open_page, update):
    """The ways to share an update, once its "Share" was pressed."""
    place = open_page.update(update.pk).locator(".liveconflict-update__share")
    place.get_by_role("link", name="Share").press("Enter")
    return place.get_by_role("list")


def plain_links(address: str) -> list[str]:
    address = address.replace(":", "%3A").replace("/", "%2F")
    return [
        f"https://t.me/share/url?url={address}",
        f"https://x.com/intent/post?url={address}",
        f"https://www.facebook.com/sharer/sharer.php?u={address}",
        f"https://wa.me/?text={address}",
        f"mailto:?body={address}",
    ]


def addresses_of(links):
    return links.evaluate_all("nodes => nodes.map((node) => node.getAttribute('href'))")


@at_both_sizes
def test_shared_by_plain_links_without_javascript(
    new_sized_page, live_blog, update, site_url, size
):
    """From the update's own page, by what leads to the permalink and tells nothing of
    where it was found."""
    page = new_sized_page(size, java_script_enabled=False)
    page.goto(live_blog.get_url())
    link = page.locator(f"#update-{update.pk}").get_by_role("link", name="Share")
    expect(link).to_have_accessible_description(update.get_accessible_name())
    link.click()
    ways = page.locator("#share")
    expect(ways).to_be_in_viewport()
    links = ways.get_by_role("link")
    assert addresses_of(links) == plain_links(f"{site_url}{update.permalink}")
    expect(ways.get_by_role("button")).to_have_count(0)
    expect(links.first).to_have_attribute("rel", "noopener noreferrer")


@at_both_sizes
def test_ways_unfold_beneath_the_update(
    new_sized_page, live_blog, update, site_url, size
):
    """With the script one need not leave the page: they stand beneath the update, with
    its address, until it is pressed again; the page's own remain the page's."""
    open_page = OpenPage(new_sized_page(size), live_blog.get_url())
    ways = unfold_ways(open_page, update)
    links = ways.get_by_role("link")
    assert addresses_of(links) == plain_links(f"{site_url}{update.permalink}")
    own = open_page.page.locator("#share").get_by_role("link", include_hidden=True)
    assert addresses_of(own) == plain_links(live_blog.get_full_url())
    link = open_page.update(update.pk).get_by_role("link", name="Share", exact=True)
    expect(link).to_have_attribute("aria-expanded", "true")
    expect(link).to_be_focused()
    link.press("Enter")
    expect(ways).to_have_count(0)
    expect(link).to_have_attribute("aria-expanded", "false")


def test_unfolded_ways_outlast_an_edit(new_sized_page, live_blog, update):
    """With the focus in them; and the same words once more change nothing at all."""
    open_page = OpenPage(new_sized_page(SIZES[0]), live_blog.get_url())
    html = open_page.update(update.pk).evaluate("node => node.outerHTML")
    ways = unfold_ways(open_page, update)
    button = ways.get_by_role("button", name="Copy link")
    button.focus()
    unchanged = button.element_handle()
    open_page.deliver({**live(update.pk, 2), "html": html})
    assert unchanged.evaluate("node => node.isConnected")
    mended = html.replace("every hour", "twice an hour")
    open_page.deliver({**live(update.pk, 3), "html": mended})
    expect(open_page.update(update.pk)).to_contain_text("twice an hour")
    expect(button).to_be_focused()
    link = open_page.update(update.pk).get_by_role("link", name="Share", exact=True)
    expect(link).to_have_attribute("aria-expanded", "true")


@at_both_sizes
def test_link_is_copied(new_sized_page, live_blog, update, site_url, size):
    """By keyboard, with a word in the status region that goes by itself."""
    page = new_sized_page(
        size,
        "navigator.clipboard.writeText = async (text) => { window.copied = text; };",
    )
    open_page = OpenPage(page, live_blog.get_url())
    share = unfold_ways(open_page, update)
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
    share = unfold_ways(open_page, update)
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
    share = unfold_ways(open_page, update)
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
    share = unfold_ways(open_page, update)
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

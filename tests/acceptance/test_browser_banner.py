"""The outdated-browser banner in today's browser: not seen, and what it is like where its
style sheet is made to take the browser for an old one. Old ones: test_old_engines.py."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.acceptance.editor import Editor
from tests.factories import PASSWORD, PublishedUpdateFactory, UserFactory
from tests.tree import PACKAGE
from wagtail_liveconflict.models import BrowserBanner, BrowserBannerText

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

ID = "#liveconflict-browser-banner"
STYLE = PACKAGE / "static/wagtail_liveconflict/browser_banner.css"
WITHOUT_PRESETS = re.sub(
    r"@supports [^{]*\{#[\w.-]+\{display:none!important\}\}", "", STYLE.read_text()
)


@pytest.fixture
def banner(live_blog, settings):
    settings.LIVECONFLICT_BASE_TEMPLATE = "testapp/base.html"
    for number in range(6):
        PublishedUpdateFactory(page=live_blog, headline=f"Ferry {number}")
    return BrowserBanner.objects.create(site=live_blog.get_site(), is_on=True)


@pytest.fixture
def open_old(new_page, live_blog, banner):
    """Open the live blog as a browser that is too old."""

    def open_old(**options):
        page = new_page(**options)
        page.route(
            "**/browser_banner.css",
            lambda route: route.fulfill(body=WITHOUT_PRESETS, content_type="text/css"),
        )
        page.goto(live_blog.get_url())
        return page

    return open_old


@pytest.mark.parametrize("preset", BrowserBanner.Preset.values)
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_current_browser_does_not_show_it(
    new_page, live_blog, banner, preset, scripts
):
    """By none of the presets."""
    BrowserBanner.objects.update(preset=preset)
    page = new_page(java_script_enabled=scripts)
    page.goto(live_blog.get_url())
    expect(page.locator(ID)).to_be_hidden()
    expect(page.get_by_role("region", name="Your browser")).to_have_count(0)


def test_without_its_style_nobody_sees_it(new_page, live_blog, banner):
    """Also where the style sheet is lost."""
    page = new_page()
    page.route(
        "**/browser_banner.css",
        lambda route: route.fulfill(body="", content_type="text/css"),
    )
    page.goto(live_blog.get_url())
    expect(page.locator(ID)).to_be_hidden()


def test_it_is_closed_by_keyboard_for_a_month(open_old):
    """On every page; after that it is said again."""
    page = open_old()
    page.get_by_role("button", name="Close").press("Enter")
    expect(page.locator(ID)).to_have_count(0)
    page.reload()
    expect(page.locator(ID)).to_have_count(0)
    assert page.context.cookies() == []
    page.evaluate(
        "() => localStorage.setItem('liveconflict.browser-banner',"
        " String(Date.now() - 31 * 24 * 60 * 60 * 1000))"
    )
    page.reload()
    expect(page.locator(ID)).to_be_visible()


def test_it_can_be_closed_where_nothing_is_remembered(new_page, live_blog, banner):
    """A browser that keeps nothing of a site: for this page."""
    page = new_page()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage',"
        " { get() { throw new DOMException('no', 'SecurityError'); } });"
    )
    page.route(
        "**/browser_banner.css",
        lambda route: route.fulfill(body=WITHOUT_PRESETS, content_type="text/css"),
    )
    page.goto(live_blog.get_url())
    page.get_by_role("button", name="Close").click()
    expect(page.locator(ID)).to_have_count(0)


def test_without_scripts_it_is_read_and_has_no_dead_button(open_old):
    """And the end of the page can be scrolled above it."""
    page = open_old(java_script_enabled=False)
    banner = page.locator(ID)
    expect(banner).to_be_visible()
    expect(banner.get_by_role("link")).to_have_count(3)
    expect(banner.get_by_role("button")).to_have_count(0)
    page.mouse.wheel(0, 100_000)
    footer = page.locator("footer")
    expect(footer).to_be_in_viewport()
    assert (
        footer.bounding_box()["y"] + footer.bounding_box()["height"]
        <= banner.bounding_box()["y"] + 1
    )


@pytest.mark.parametrize("language", ["en", "he"])
@pytest.mark.parametrize(
    "options",
    [
        {"viewport": {"width": 1280, "height": 900}},
        {"viewport": {"width": 320, "height": 640}},
        {"color_scheme": "dark"},
        {"forced_colors": "active"},
    ],
    ids=["wide", "narrow", "dark", "forced-colours"],
)
def test_axe_finds_nothing(open_old, banner, language, options):
    """In both directions of writing, nor in the colophon; nothing is cut off."""
    BrowserBanner.objects.update(language=language)
    BrowserBannerText.objects.create(
        notice=banner, language="he", title="הדפדפן שלך ישן.", text="עדכן אותו:"
    )
    page = open_old(**options)
    expect(page.locator(ID)).to_be_visible()
    for part in (ID, ".liveconflict-colophon"):
        found = Axe().run(page, context=part)
        assert found.response["violations"] == []
    assert page.evaluate(
        "() => document.documentElement.scrollWidth <= window.innerWidth"
    )


def test_it_stands_above_a_bar_of_the_site(open_old):
    """Such as a cookie notice, which says how much room it takes."""
    page = open_old()
    page.add_style_tag(content=":root { --liveconflict-offset-bottom: 50px; }")
    box = page.locator(ID).bounding_box()
    assert abs(box["y"] + box["height"] - (900 - 50)) <= 1


def test_it_is_not_printed(open_old):
    """Paper has no browser."""
    page = open_old()
    expect(page.locator(ID)).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(ID)).to_be_hidden()


def test_editors_see_it_in_the_preview(page, site_url, banner):
    """Beside the form, with what is being typed, in a browser that is not too old."""
    admin = UserFactory(is_superuser=True)
    Editor(page, site_url).sign_in(admin.username, PASSWORD)
    page.goto(f"/admin/settings/wagtail_liveconflict/browserbanner/{banner.site_id}/")
    page.get_by_role("button", name="Toggle preview").click()
    frame = page.frame_locator("#w-preview-iframe")
    expect(frame.locator(ID)).to_be_visible()
    expect(frame.locator(ID)).to_contain_text("Your browser is out of date.")

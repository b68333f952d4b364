"""Posts from elsewhere ask first: Chromium, and the platforms' names on a stand-in."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.acceptance.careful_page import HEIGHTS, POSTS, embed_of
from tests.acceptance.open_page import SIZES
from tests.factories import PublishedUpdateFactory, link_card
from wagtail_liveconflict.post_links.frames import PROVIDERS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.mark.parametrize("code", POSTS)
def test_nothing_is_asked_before_the_press_and_only_that_after(
    new_careful_page, platforms, live_blog, code
):
    """Then the post's own platform alone, in a frame of its name that has the focus and
    grows to the height that it tells."""
    url, frame_url = POSTS[code]
    provider = PROVIDERS[code]
    update = PublishedUpdateFactory(
        page=live_blog, body=[link_card(url, author="River Post")]
    )
    page = new_careful_page()
    page.goto(live_blog.get_url())
    embed = embed_of(page, update)
    show = embed.get_by_role("button", name=re.compile("^Show from "))
    expect(show).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert platforms.asked == []
    show.press("Enter")
    frame = embed.locator("iframe")
    expect(frame).to_have_attribute("title", f"River Post on {provider.label}")
    expect(frame).to_be_focused()
    expect(frame).to_have_attribute("sandbox", provider.sandbox)
    expect(frame).to_have_attribute("referrerpolicy", provider.referrer_policy)
    expect(frame.content_frame.get_by_role("link", name="The post")).to_be_visible()
    assert [asked for asked in platforms.asked if "favicon" not in asked] == [frame_url]
    if height := HEIGHTS.get(code):
        expect(frame).to_have_css("height", f"{height}px")
    else:
        assert frame.bounding_box()["height"] > 200
    expect(embed.get_by_role("link", name="Open on")).to_have_attribute("href", url)


def test_an_update_that_arrives_live_asks_as_well(
    new_careful_page, platforms, live_blog, settings
):
    """Whatever was on the page when it was loaded."""
    settings.LIVECONFLICT_POLL_SECONDS = 1
    page = new_careful_page()
    page.goto(live_blog.get_url())
    update = PublishedUpdateFactory(page=live_blog, body=[link_card(POSTS["x"][0])])
    page.locator("[data-liveconflict-show]").click()
    show = embed_of(page, update).get_by_role("button")
    expect(show).to_be_visible()
    assert platforms.asked == []
    show.click()
    frame = embed_of(page, update).locator("iframe")
    expect(frame).to_be_focused()
    expect(frame.content_frame.get_by_role("link", name="The post")).to_be_visible()
    assert platforms.asked == [POSTS["x"][1]]


def test_opened_stays_open_when_its_update_is_edited(
    new_careful_page, platforms, live_blog, settings
):
    """The reader has asked for it on this page, and is not asked again."""
    settings.LIVECONFLICT_POLL_SECONDS = 1
    update = PublishedUpdateFactory(page=live_blog, body=[link_card(POSTS["x"][0])])
    page = new_careful_page()
    page.goto(live_blog.get_url())
    embed_of(page, update).get_by_role("button").click()
    expect(embed_of(page, update).locator("iframe")).to_be_visible()
    update.refresh_from_db()
    update.headline = "Now with a headline"
    update.save_revision().publish()
    expect(page.get_by_role("heading", name="Now with a headline")).to_be_visible()
    expect(embed_of(page, update).locator("iframe")).to_be_visible()


@pytest.mark.parametrize("allowed", [[], ["telegram"]])
def test_what_the_site_has_not_allowed_stays_a_link(
    new_careful_page, platforms, live_blog, embedding_newsroom, allowed
):
    """So does a post on a server of Mastodon that is not named."""
    embedding_newsroom.embed_providers = allowed
    embedding_newsroom.save()
    update = PublishedUpdateFactory(
        page=live_blog,
        body=[link_card(POSTS["x"][0]), link_card(POSTS["mastodon"][0])],
    )
    page = new_careful_page()
    page.goto(live_blog.get_url())
    embeds = embed_of(page, update)
    expect(embeds.get_by_role("link")).to_have_count(2)
    expect(page.locator("liveconflict-blog.liveconflict--ready")).to_be_visible()
    expect(embeds.get_by_role("button")).to_have_count(0)
    assert platforms.asked == []


def test_without_javascript_it_is_a_link(new_careful_page, platforms, live_blog):
    update = PublishedUpdateFactory(page=live_blog, body=[link_card(POSTS["x"][0])])
    page = new_careful_page(java_script_enabled=False)
    page.goto(live_blog.get_url())
    link = embed_of(page, update).get_by_role("link")
    expect(link).to_have_attribute("href", POSTS["x"][0])
    expect(embed_of(page, update).get_by_role("button")).to_have_count(0)
    assert platforms.asked == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("is_open", [False, True])
def test_nothing_for_axe_to_find(new_careful_page, live_blog, size, is_open):
    """Asking, and opened, at both widths; and nothing hangs out."""
    width, height = size
    update = PublishedUpdateFactory(page=live_blog, body=[link_card(POSTS["x"][0])])
    page = new_careful_page(viewport={"width": width, "height": height})
    page.goto(live_blog.get_url())
    embed_of(page, update).get_by_role("button").wait_for()
    if is_open:
        embed_of(page, update).get_by_role("button").click()
        expect(embed_of(page, update).locator("iframe")).to_be_visible()
    # The stand-in's own page is not ours.
    found = Axe().run(page, context=".liveconflict", options={"iframes": False})
    assert [problem["id"] for problem in found.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

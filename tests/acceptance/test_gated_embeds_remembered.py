"""What the reader has said of posts from elsewhere, and what frames say of themselves."""

import pytest
from playwright.sync_api import expect

from tests.acceptance.careful_page import POSTS, embed_of
from tests.acceptance.notices import press, set_notice
from tests.factories import PublishedUpdateFactory, link_card

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def test_always_shown_until_it_is_taken_back(new_careful_page, platforms, live_blog):
    """From that site, also what is on the page already and on the next one; never from
    another. The cookie settings list it, and can have the reader asked again."""
    set_notice("notice")
    first, second = (
        PublishedUpdateFactory(page=live_blog, body=[link_card(url)])
        for url in ("https://t.me/riverpost/77", "https://t.me/riverpost/78")
    )
    other = PublishedUpdateFactory(page=live_blog, body=[link_card(POSTS["x"][0])])
    page = new_careful_page()
    page.goto(live_blog.get_url())
    press(page, "Close")
    embed = embed_of(page, first)
    embed.get_by_label("Always show from Telegram").check()
    embed.get_by_role("button").click()
    expect(embed_of(page, second).locator("iframe")).to_be_visible()
    page.reload()
    for update in (first, second):
        expect(embed_of(page, update).locator("iframe")).to_be_visible()
    expect(embed_of(page, other).get_by_role("button")).to_be_visible()
    assert not any("twitter" in asked for asked in platforms.asked)
    page.get_by_role("link", name="Cookie settings").click()
    press(page, "Ask me again")
    for update in (first, second):
        expect(embed_of(page, update).locator("iframe")).to_have_count(0)
        expect(embed_of(page, update).get_by_role("button")).to_be_visible()
    page.reload()
    expect(embed_of(page, first).get_by_role("button")).to_be_visible()


def test_allowed_purpose_is_allowed_here(new_careful_page, platforms, live_blog):
    """Whoever accepts content from other sites is not asked again by each card, and
    nothing is loaded before."""
    set_notice("consent", purposes=("embeds",))
    update = PublishedUpdateFactory(page=live_blog, body=[link_card(POSTS["x"][0])])
    page = new_careful_page()
    page.goto(live_blog.get_url())
    expect(embed_of(page, update).get_by_role("button")).to_be_visible()
    assert platforms.asked == []
    press(page, "Accept all")
    expect(embed_of(page, update).locator("iframe")).to_be_visible()
    page.get_by_role("link", name="Cookie settings").click()
    press(page, "Reject all")
    expect(embed_of(page, update).locator("iframe")).to_have_count(0)
    expect(embed_of(page, update).get_by_role("button")).to_be_visible()


@pytest.mark.parametrize("mode", ["off", "external"])
def test_nothing_is_remembered_that_cannot_be_taken_back(
    new_careful_page, live_blog, mode
):
    """A site without cookie settings of ours asks each time."""
    set_notice(mode)
    update = PublishedUpdateFactory(page=live_blog, body=[link_card(POSTS["x"][0])])
    page = new_careful_page()
    page.goto(live_blog.get_url())
    expect(embed_of(page, update).get_by_role("button")).to_be_visible()
    expect(embed_of(page, update).get_by_role("checkbox")).to_have_count(0)


def test_height_is_taken_from_its_own_frame_alone(new_careful_page, live_blog):
    """Not from the page itself, nor from another frame of the same origin, nor from its
    own once that has gone elsewhere."""
    first, second = (
        PublishedUpdateFactory(page=live_blog, body=[link_card(url)])
        for url in (POSTS["x"][0], "https://x.com/riverpost/status/987654321")
    )
    page = new_careful_page()
    page.goto(live_blog.get_url())
    frames = []
    for update in (first, second):
        embed_of(page, update).get_by_role("button").click()
        frames.append(embed_of(page, update).locator("iframe"))
        expect(frames[-1]).to_have_css("height", "322px")
    page.evaluate("() => window.postMessage({ height: 900 }, '*')")
    inside = frames[1].content_frame.locator("body")
    inside.evaluate("() => parent.postMessage({ height: 700 }, '*')")
    # Which came after the one before.
    expect(frames[1]).to_have_css("height", "700px")
    expect(frames[0]).to_have_css("height", "322px")
    link = frames[0].content_frame.get_by_role("link", name="The post")
    link.evaluate("node => { node.href = 'https://t.me/riverpost/77'; }")
    with page.expect_event(
        "framenavigated", lambda frame: frame.url.startswith("https://t.me/")
    ):
        link.click()
    # It has told its height, 321, before this one.
    inside.evaluate("() => parent.postMessage({ height: 701 }, '*')")
    expect(frames[0].content_frame.get_by_role("link", name="The post")).to_be_visible()
    expect(frames[1]).to_have_css("height", "701px")
    expect(frames[0]).to_have_css("height", "322px")

"""Posts from elsewhere ask first: Chromium, and the platforms' names on a stand-in."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from scripts.ensure_browser import LAUNCH_ARGUMENTS, find_browser
from tests.acceptance.conftest import TIMEOUT
from tests.acceptance.notices import press, set_notice
from tests.acceptance.open_page import SIZES
from tests.factories import PublishedUpdateFactory, link_card
from tests.platforms import Platforms
from wagtail_liveconflict.models import NewsroomSettings
from wagtail_liveconflict.notices.embeds import get_frame_sources
from wagtail_liveconflict.post_links.frames import PROVIDERS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

#: Address of a post, and what its frame asks its platform for.
POSTS = {
    "telegram": (
        "https://t.me/riverpost/77",
        "https://t.me/riverpost/77?embed=1&mode=tme",
    ),
    "x": (
        "https://x.com/riverpost/status/1234567890",
        "https://platform.twitter.com/embed/Tweet.html?id=1234567890&dnt=true",
    ),
    "youtube": (
        "https://www.youtube.com/watch?v=abcdefghijk&t=30s",
        "https://www.youtube-nocookie.com/embed/abcdefghijk?start=30",
    ),
    "vimeo": (
        "https://vimeo.com/76543210",
        "https://player.vimeo.com/video/76543210?dnt=1",
    ),
    "instagram": (
        "https://www.instagram.com/p/CxRiver/",
        "https://www.instagram.com/p/CxRiver/embed/captioned/",
    ),
    "facebook": (
        "https://www.facebook.com/riverpost/posts/12345",
        "https://www.facebook.com/plugins/post.php"
        "?href=https%3A%2F%2Fwww.facebook.com%2Friverpost%2Fposts%2F12345&show_text=true",
    ),
    "bluesky": (
        "https://bsky.app/profile/river.example/post/3kabcdef",
        "https://embed.bsky.app/embed/river.example/app.bsky.feed.post/3kabcdef",
    ),
    "mastodon": (
        "https://social.example/@river/112233445566778899",
        "https://social.example/@river/112233445566778899/embed",
    ),
}
HEIGHTS = {"telegram": 321, "x": 322, "instagram": 323, "bluesky": 324, "mastodon": 333}


@pytest.fixture(scope="module")
def platforms():
    with Platforms() as platforms:
        yield platforms


@pytest.fixture(scope="module")
def careful_browser(browser, platforms):
    """Finds nothing but the site and the stand-in."""
    careful = browser.browser_type.launch(
        executable_path=find_browser(),
        args=[*LAUNCH_ARGUMENTS, *platforms.launch_arguments],
    )
    yield careful
    careful.close()


@pytest.fixture
def newsroom(site_url, live_blog):
    return NewsroomSettings.objects.create(
        site=live_blog.get_site(),
        embed_providers=list(PROVIDERS),
        mastodon_servers="https://social.example",
    )


@pytest.fixture
def new_careful_page(careful_browser, platforms, newsroom, live_blog, site_url):
    """A page under the policy that the docs give; it has to complain of nothing."""
    contexts, complaints = [], []
    platforms.asked.clear()
    sources = " ".join(get_frame_sources(newsroom))
    policy = (
        f"default-src 'self'; frame-src {sources}; "
        "require-trusted-types-for 'script'; trusted-types liveconflict liveconflict-consent"
    )

    def add_policy(route):
        response = route.fetch()
        headers = {**response.headers, "content-security-policy": policy}
        route.fulfill(response=response, headers=headers)

    def open_page(**options):
        context = careful_browser.new_context(
            base_url=site_url,
            ignore_https_errors=True,
            # The stand-in is on this machine; the platforms are not.
            permissions=["local-network-access"],
            **options,
        )
        context.set_default_timeout(TIMEOUT)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: note(message))
        page.route(f"**{live_blog.get_url()}", add_policy)
        return page

    def note(message):
        if message.type == "error" and "favicon" not in message.location.get("url", ""):
            complaints.append(message.text)

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def embed_of(page, update):
    return page.locator(f"#update-{update.pk} liveconflict-embed")


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


def test_height_is_taken_from_its_own_frame_alone(new_careful_page, live_blog):
    """Not from the page itself, nor from another origin."""
    update = PublishedUpdateFactory(page=live_blog, body=[link_card(POSTS["x"][0])])
    page = new_careful_page()
    page.goto(live_blog.get_url())
    embed_of(page, update).get_by_role("button").click()
    frame = embed_of(page, update).locator("iframe")
    expect(frame).to_have_css("height", "322px")
    page.evaluate("() => window.postMessage({ height: 900 }, '*')")
    # Answered after the message was heard.
    page.evaluate("() => new Promise((done) => setTimeout(done))")
    expect(frame).to_have_css("height", "322px")


@pytest.mark.parametrize("allowed", [[], ["telegram"]])
def test_what_the_site_has_not_allowed_stays_a_link(
    new_careful_page, platforms, live_blog, newsroom, allowed
):
    """So does a post on a server of Mastodon that is not named."""
    newsroom.embed_providers = allowed
    newsroom.save()
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

"""A page of the site under a strict policy, in a Chromium that finds nothing but the
site and a stand-in for the platforms."""

import pytest

from scripts.ensure_browser import LAUNCH_ARGUMENTS, find_browser
from tests.platforms import Platforms
from wagtail_liveconflict.models import NewsroomSettings
from wagtail_liveconflict.notices.embeds import get_frame_sources
from wagtail_liveconflict.post_links.frames import PROVIDERS

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


#: Milliseconds.
TIMEOUT = 15_000


@pytest.fixture(scope="session")
def platforms():
    with Platforms() as platforms:
        yield platforms


@pytest.fixture(scope="session")
def careful_browser(browser, platforms):
    """Finds nothing but the site and the stand-in."""
    careful = browser.browser_type.launch(
        executable_path=find_browser(),
        args=[*LAUNCH_ARGUMENTS, *platforms.launch_arguments],
    )
    yield careful
    careful.close()


@pytest.fixture
def embedding_newsroom(site_url, live_blog):
    return NewsroomSettings.objects.create(
        site=live_blog.get_site(),
        embed_providers=list(PROVIDERS),
        mastodon_servers="https://social.example",
    )


@pytest.fixture
def new_careful_page(
    careful_browser, platforms, embedding_newsroom, live_blog, site_url
):
    """A page under the policy that the docs give; it has to complain of nothing."""
    contexts, complaints = [], []
    platforms.asked.clear()
    sources = " ".join(get_frame_sources(embedding_newsroom))
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

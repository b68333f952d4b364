"""What stands around a live blog: all of a real page, or of an invented one, at once."""

import json
import re
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.acceptance.stories import SEED
from tests.acceptance.test_main_job import SEED_MISSING
from tests.factories import PublishedUpdateFactory, text
from tests.related_stories import make_story, pick
from wagtail_liveconflict.models import (
    BrowserBanner,
    BrowserBannerText,
    CookieNotice,
    NewsroomSettings,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@dataclass
class Surroundings:
    """``paragraphs`` of the update and, as another one, of the item beside it; the
    teased story; who is in charge; what is said of cookies and of old browsers."""

    headline: str
    paragraphs: list[str]
    story: tuple[str, str]
    beside: str
    editor_in_chief: str
    links: list[str]
    cookies: str
    banner: str


def read_seed() -> Surroundings:
    lines = [line.strip() for line in SEED.read_text().splitlines() if line.strip()]
    where = lines.index("more stories")
    headline, *paragraphs = lines[:where]
    rest = [line for line in lines[where:] if line != "more stories"]
    title, teaser, beside, colophon, cookies, privacy, banner = rest
    chief, *links = re.split(r"(?<=\w)\.\s*", colophon)
    assert privacy.rstrip(".") in links
    return Surroundings(
        headline=headline,
        paragraphs=paragraphs,
        story=(title, teaser),
        beside=beside,
        editor_in_chief=re.split(r"\s[—-]\s", chief)[1],
        links=[link for link in links if link],
        cookies=cookies,
        banner=banner,
    )


def invent() -> Surroundings:
    return Surroundings(
        headline="Ternwell: the ferry crews leave the far bank",
        paragraphs=["The crews have left the far bank, the harbour master says."],
        story=("Lamps for the crossing", "Who lights them, and who pays for the oil"),
        beside="Three villages on the far bank have electricity again.",
        editor_in_chief="Ines Quillan",
        links=["Terms of use", "Privacy policy"],
        cookies="We use cookies.",
        banner="Ваш браузер устарел. Поставьте любой современный.",
    )


@pytest.fixture(
    params=[
        "invented",
        pytest.param(
            "seed",
            marks=[
                pytest.mark.seed,
                pytest.mark.skipif(not SEED.exists(), reason=SEED_MISSING),
            ],
        ),
    ]
)
def told(request) -> Surroundings:
    return read_seed() if request.param == "seed" else invent()


@pytest.fixture
def url(told, live_blog):
    """A live blog with all of it, on an English site with a Russian banner."""
    site = live_blog.get_site()
    rules = {
        name: make_story(title)
        for name, title in zip(("terms_page", "privacy_page"), told.links, strict=True)
    }
    NewsroomSettings.objects.create(
        site=site, editor_in_chief=told.editor_in_chief, **rules
    )
    CookieNotice.objects.create(
        site=site, mode="notice", privacy_page=rules["privacy_page"]
    )
    banner = BrowserBanner.objects.create(site=site, is_on=True, language="ru")
    BrowserBannerText.objects.create(notice=banner, language="ru", text=told.banner)
    title, teaser = told.story
    pick(live_blog, make_story(title, search_description=teaser))
    PublishedUpdateFactory(page=live_blog, headline="Beside", body=[text(told.beside)])
    PublishedUpdateFactory(
        page=live_blog,
        headline=told.headline,
        body=[text("</p><p>".join(told.paragraphs))],
    )
    return live_blog.get_url()


def squeeze(words: str) -> str:
    return " ".join(words.split())


@pytest.mark.parametrize("width", [1300, 390])
def test_the_whole_page_is_there(new_page, told, url, width):
    """Each sentence of it, in its place: the update, more stories and the card with its
    teaser, the item beside it, the line of the colophon, the notice, and, in the
    document of every browser and seen in none of today's, the Russian banner."""
    page = new_page(viewport={"width": width, "height": 844})
    page.goto(url)
    updates = page.locator("[data-liveconflict-updates]")
    for words in (told.headline, *told.paragraphs, told.beside):
        assert squeeze(words) in squeeze(updates.inner_text())
    stories = page.locator(".liveconflict-stories")
    title, teaser = told.story
    expect(stories.get_by_role("link", name=title)).to_be_visible()
    expect(stories).to_contain_text(teaser)
    footer = page.locator(".liveconflict-colophon")
    expect(footer).to_contain_text(f"Editor in chief — {told.editor_in_chief}")
    for link in told.links:
        expect(footer.get_by_role("link", name=link)).to_be_visible()
    notice = page.get_by_role("region", name="Cookies")
    expect(notice).to_contain_text(told.cookies)
    expect(notice.get_by_role("link", name="Privacy policy")).to_be_visible()
    banner = page.locator("#liveconflict-browser-banner")
    expect(banner).to_be_hidden()
    expect(banner).to_have_attribute("lang", "ru")
    assert squeeze(told.banner) in squeeze(banner.text_content())
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    found = Axe().run(page)
    assert [problem["id"] for problem in found.response["violations"]] == []
    data = json.loads(page.locator("script[type='application/ld+json']").text_content())
    assert told.editor_in_chief in json.dumps(data, ensure_ascii=False)

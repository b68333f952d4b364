"""More stories, under a live blog, under an article and in an update that arrives."""

from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import expect

from tests.acceptance.open_page import WATCH_SHIFT
from tests.factories import ImageFactory, PublishedUpdateFactory, text
from tests.related_stories import as_body, make_story, more_stories, pick

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
#: As narrow as pages have to bear, and as wide as desks are.
VIEWPORTS = [{"width": 320, "height": 640}, {"width": 1300, "height": 900}]
MEASURE = """() => [...document.querySelectorAll('.liveconflict-story__frame')]
  .map((frame) => Math.round(frame.getBoundingClientRect().height))"""
ARE_LOADED = """() => [...document.querySelectorAll('.liveconflict-story img')]
  .every((image) => image.complete && image.naturalWidth)"""
MEDIA = "**/media/**"


def serve(route):
    """The tested site has no server for pictures."""
    name = urlsplit(route.request.url).path.removeprefix(settings.MEDIA_URL)
    route.fulfill(path=settings.MEDIA_ROOT / name)


class HeldPictures:
    """The pictures of a page do not come before they are let."""

    def __init__(self, page):
        self.held, self.asked_for = [], 0
        page.route(MEDIA, self.take)

    def take(self, route):
        self.asked_for += 1
        if self.held is None:
            serve(route)
        else:
            self.held.append(route)

    def let_come(self):
        held, self.held = self.held, None
        for route in held:
            serve(route)


@pytest.fixture
def pages(live_blog):
    """A live blog on air and an article, each picked for the other, with two more."""
    image = ImageFactory(description="A quay at low water")
    pictures = [{"image": image.pk, "alt_text": "A quay at low water"}]
    gallery = {"type": "gallery", "value": {"pictures": pictures}}
    article = make_story(
        "Who owns the quay",
        body=as_body(gallery),
        search_description="A history in five ferries.",
    )
    live_blog.hero_image = image
    live_blog.save_revision().publish()
    make_story("The price of salt")
    own = make_story("A story of our own")
    own = pick(own, live_blog, kicker="On air")
    live_blog = pick(live_blog, article, kicker="Background")
    PublishedUpdateFactory(page=live_blog)
    return {"live blog": live_blog, "article": own}


@pytest.fixture
def poll_each_second(settings):
    settings.LIVECONFLICT_POLL_SECONDS = 1


@pytest.mark.parametrize("viewport", VIEWPORTS, ids=lambda v: str(v["width"]))
@pytest.mark.parametrize("name", ["live blog", "article"])
def test_readers_find_more_stories(pages, new_page, name, viewport):
    """Below what they have read: seen, reached by keyboard, nothing for axe to find, no
    wider than the window; and nothing moves when the pictures come."""
    page = new_page(viewport=viewport)
    page.add_init_script(WATCH_SHIFT)
    pictures = HeldPictures(page)
    page.goto(pages[name].get_url(), wait_until="domcontentloaded")
    stories = page.locator(".liveconflict-stories")
    expect(stories.get_by_role("heading", name="More stories")).to_be_visible()
    stories.scroll_into_view_if_needed()
    before = page.evaluate(MEASURE)
    assert before
    assert all(height > 100 for height in before)
    pictures.let_come()
    page.wait_for_function(ARE_LOADED)
    assert pictures.asked_for
    assert page.evaluate(MEASURE) == before
    assert page.evaluate("window.shift") < 0.001
    link = stories.get_by_role("link").first
    link.focus()
    expect(link).to_be_focused()
    if name == "article":
        expect(stories.get_by_text("Live", exact=True)).to_be_visible()
        expect(stories.get_by_text("On air")).to_be_visible()
    else:
        expect(stories.get_by_text("A history in five ferries.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    found = Axe().run(page, context=".liveconflict-stories").response["violations"]
    assert [violation["id"] for violation in found] == []
    link.click()
    expect(page).not_to_have_url(pages[name].get_url())


def test_they_are_there_without_scripts(pages, new_page):
    """Every word and every link."""
    page = new_page(java_script_enabled=False)
    page.route(MEDIA, serve)
    page.goto(pages["live blog"].get_url())
    link = page.get_by_role("link", name="Who owns the quay")
    expect(link).to_be_visible()


def test_a_block_arrives_with_its_update(pages, new_page, poll_each_second):
    """On a page that is open, with the style that is there already."""
    live_blog = pages["live blog"]
    page = new_page(viewport=VIEWPORTS[0])
    page.route(MEDIA, serve)
    page.goto(live_blog.get_url())
    article = live_blog.live_related_stories.first().story
    block = more_stories(article, number=1, kicker="Read on")
    PublishedUpdateFactory(
        page=live_blog, headline="News", body=[text("The ferry is late."), block]
    )
    page.get_by_role("button", name="1 new update").click()
    story = page.locator(".liveconflict-update .liveconflict-story")
    expect(story.get_by_role("link", name="Who owns the quay")).to_be_visible()
    expect(story.get_by_text("Read on")).to_be_visible()
    words, frame = (
        story.locator(f".liveconflict-story__{part}").bounding_box()
        for part in ("words", "frame")
    )
    assert words["x"] >= frame["x"] + frame["width"]
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    found = Axe().run(page, context=".liveconflict-update").response["violations"]
    assert [violation["id"] for violation in found] == []

"""The main job, end to end: an editor publishes in Wagtail's admin, and a page
that a reader already has open shows it."""

import re

import pytest
from playwright.sync_api import Page, TimeoutError as PlaywrightTimeout, expect
from wagtail.models import Page as WagtailPage

from tests.acceptance.editor import Editor
from tests.acceptance.stories import SEED, Story, tell_invented_story, tell_seed_story
from tests.factories import PASSWORD

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

SEED_MISSING = "the text of the real live page is not beside this checkout"


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
def story(request) -> Story:
    return tell_seed_story() if request.param == "seed" else tell_invented_story()


@pytest.fixture(autouse=True)
def ask_every_second(settings):
    settings.LIVECONFLICT_POLL_SECONDS = 1


class Reader:
    """A reader with the live blog open."""

    def __init__(self, page: Page):
        self.page = page
        self.new_button = page.locator("[data-liveconflict-show]")
        self.updates = page.locator("[data-liveconflict-updates]")

    def article(self, headline: str):
        return self.updates.locator("article", has_text=headline)

    def wait_for_new(self, count: int) -> None:
        expect(self.new_button).to_be_visible()
        expect(self.new_button).to_contain_text(str(count))

    def show_new(self) -> None:
        self.new_button.click()
        expect(self.new_button).to_be_hidden()

    def expect_words(self, words) -> None:
        for text in words:
            expect(self.updates).to_contain_text(text)


@pytest.fixture
def live_blog_url(new_page, site_url, editor, story):
    """The story's live blog, created and put on air by an editor in the admin."""
    at_desk = Editor(new_page(), site_url)
    parent = WagtailPage.objects.get(depth=2)
    at_desk.sign_in(editor.username, PASSWORD)
    url = at_desk.create_live_blog(parent.pk, story.title, story.standfirst)
    at_desk.open_desk(parent.pk, story.title)
    at_desk.press_blog_button("Start")
    at_desk.wait_for_composer()
    return at_desk, url


def compose(at_desk: Editor, post) -> None:
    at_desk.write_headline(post.headline)
    if post.text:
        at_desk.write_text(post.text)
    if post.quote:
        at_desk.add_quote(**post.quote)
    if post.claim:
        at_desk.add_claim(**post.claim)


def test_story_reaches_open_page(live_blog_url, new_page, story, site_url):
    """Each update arrives behind the button, edits and withdrawals reach what is
    shown and what still waits, a claim's new status and the end of the blog reach
    the open page, and a page without JavaScript has all of it."""
    at_desk, url = live_blog_url
    reading = Reader(new_page())
    reading.page.goto(url)
    expect(reading.page.locator("h1")).to_have_text(story.title)
    expect(reading.new_button).to_be_hidden()

    first, second, *others = story.posts

    # Each published update arrives behind the button, and not before the press.
    for post in (first, second):
        compose(at_desk, post)
        at_desk.publish(warns=post.warns)
        reading.wait_for_new(1)
        expect(reading.article(post.headline)).to_have_count(0)
        reading.show_new()
        expect(reading.article(post.headline)).to_be_visible()
        reading.expect_words(post.words)

    # An edit to an update that is shown changes it in place.
    at_desk.open_update(first.headline)
    at_desk.write_headline("Mended: " + first.headline)
    at_desk.publish()
    expect(reading.article("Mended: " + first.headline)).to_be_visible()
    expect(reading.new_button).to_be_hidden()

    # While updates wait behind the button, one is edited and one withdrawn: the
    # reader gets the edited one, and never a word of the withdrawn one.
    waiting, withdrawn, *rest = others
    for number, post in enumerate((waiting, withdrawn), start=1):
        compose(at_desk, post)
        at_desk.publish(warns=post.warns)
        reading.wait_for_new(number)
    at_desk.open_update(waiting.headline)
    at_desk.write_headline("Corrected: " + waiting.headline)
    with reading.page.expect_response(has_update(waiting)):
        at_desk.publish()
    at_desk.withdraw(withdrawn.headline, "It was posted to the wrong blog.")
    reading.wait_for_new(1)
    reading.show_new()
    expect(reading.article("Corrected: " + waiting.headline)).to_be_visible()
    reading.expect_words(word for word in waiting.words if word != waiting.headline)
    for word in withdrawn.words:
        expect(reading.page.locator("body")).not_to_contain_text(word)

    for post in rest:
        compose(at_desk, post)
        at_desk.publish(warns=post.warns)
        reading.wait_for_new(1)
        reading.show_new()
        reading.expect_words(post.words)

    # A claim starts unverified; its new status reaches the page that shows it.
    claim = reading.article(waiting.headline).locator(".liveconflict-claim")
    expect(claim).to_have_class(re.compile("liveconflict-claim--unverified"))
    sentence = waiting.claim["sentence"]
    at_desk.add_support(sentence, **waiting.support)
    at_desk.change_status(
        sentence,
        "Corroborated",
        reason="New evidence",
        note="Another party has looked at it.",
    )
    expect(claim).to_have_class(re.compile("liveconflict-claim--corroborated"))
    expect(claim).to_contain_text("Corroborated")

    # The end of the blog reaches the page, and it asks no more.
    at_desk.page.goto(at_desk.desk_url)
    at_desk.press_blog_button("End")
    expect(reading.page.locator("liveconflict-blog")).to_have_attribute(
        "data-state", "ended"
    )
    expect(reading.page.locator("[data-liveconflict-part='header']")).to_contain_text(
        "Ended"
    )
    with pytest.raises(PlaywrightTimeout):
        reading.page.wait_for_event(
            "request", lambda request: "/changes/" in request.url, timeout=3000
        )

    # Without JavaScript the same page has it all.
    plain = new_page(java_script_enabled=False)
    plain.goto(url)
    body = plain.locator("body")
    for post in (first, second, waiting, *rest):
        for word in post.words:
            expect(body).to_contain_text(word)
    expect(body).to_contain_text("It was posted to the wrong blog.")
    expect(body).to_contain_text("Ended")
    for word in withdrawn.words:
        expect(body).not_to_contain_text(word)


def has_update(post):
    """Whether an answer to the reader's page tells of an update of the post."""

    def check(response):
        return "/changes/" in response.url and (
            response.status == 200 and post.headline in response.text()
        )

    return check

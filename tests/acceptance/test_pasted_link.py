"""An editor pastes the address of a post, and the quote fills itself in."""

import re

import pytest
from playwright.sync_api import expect

from tests.acceptance.editor import Editor
from tests.factories import PASSWORD, LiveBlogPageFactory, SourceFactory
from wagtail_liveconflict.desk.pasted_link import PastedLinkView
from wagtail_liveconflict.desk.views import get_desk_url
from wagtail_liveconflict.editorial import start_blog
from wagtail_liveconflict.models import SourceHandle
from wagtail_liveconflict.post_links.fetched_post import FetchedPost, read_time

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

POST = "https://t.me/Ternwell_Port/214"
PASTED = "https://t.me/s/Ternwell_Port/214?utm_source=share"


class Quote:
    """One quote in the composer."""

    def __init__(self, at_desk, prefix):
        self.at_desk = at_desk
        self.prefix = prefix
        self.source = at_desk.page.locator(f"#{prefix}-source-chooser")
        self.message = at_desk.page.locator(
            f"#{prefix}-link-status, #{prefix}-url-status"
        )

    def field(self, name):
        return self.at_desk.field(f"{self.prefix}-{name}")

    def paste(self, name, text):
        """From the clipboard, where it comes to from the headline."""
        keyboard = self.at_desk.page.keyboard
        self.at_desk.write_headline(text)
        self.at_desk.page.locator("#id_headline").focus()
        keyboard.press("Control+A")
        keyboard.press("Control+X")
        self.field(name).focus()
        keyboard.press("Control+V")

    def expect(self, **values):
        for name, value in values.items():
            expect(self.field(name)).to_have_value(value)


@pytest.fixture
def port(site_url):
    """A source with a Telegram channel."""
    source = SourceFactory(name="Port of Ternwell", kind="channel")
    SourceHandle.objects.create(
        source=source, platform="telegram", handle="ternwell_port"
    )
    return source


@pytest.fixture
def quote(new_page, site_url, editor, port):
    """An empty quote in the composer of a live blog."""
    live_blog = LiveBlogPageFactory()
    start_blog(live_blog)
    at_desk = Editor(new_page(), site_url)
    at_desk.sign_in(editor.username, PASSWORD)
    at_desk.page.goto(site_url + get_desk_url(live_blog.pk))
    at_desk.wait_for_composer()
    return Quote(at_desk, at_desk.add_block("Quote from source"))


@pytest.fixture
def platform_says(monkeypatch, settings):
    """The site may ask Telegram, which answers with these fields."""

    def say(**fields):
        settings.LIVECONFLICT_FETCH_POSTS = ["telegram"]
        monkeypatch.setattr(
            PastedLinkView,
            "fetch_post",
            staticmethod(lambda post_link: FetchedPost(**fields)),
        )

    return say


def test_pasted_address_fills_the_quote(quote):
    """Link without tracking, medium, verb and source, at once and without leaving
    the field; a status says so. It can be published as it is."""
    quote.paste("link", PASTED)
    quote.expect(link=POST, medium="telegram", verb="wrote", name="")
    expect(quote.source).to_contain_text("Port of Ternwell")
    expect(quote.message).to_have_text(re.compile("Filled in"))
    expect(quote.field("link")).to_be_focused()
    quote.field("text").fill("The ferry runs again.")
    quote.at_desk.write_headline("Ferry")
    quote.at_desk.publish()
    expect(quote.at_desk.entry("Ferry")).to_be_visible()


def test_pasted_address_fills_a_link_card(quote, platform_says):
    """Site, author and teaser, and what was typed stays; it is published as a post that
    readers may be shown."""
    platform_says(text="The ferry runs again.", author_name="Port")
    card = Quote(quote.at_desk, quote.at_desk.add_block("Link card"))
    card.field("title").fill("From the port")
    card.paste("url", PASTED)
    card.expect(url=POST, provider="Telegram", author="Port of Ternwell")
    card.expect(text="The ferry runs again.", title="From the port", posted_at="")
    expect(card.message).to_have_text(re.compile("Filled in"))


def test_typed_address_fills_when_the_field_is_left(quote):
    """Typing is not read letter by letter; without a scheme it is understood."""
    quote.field("link").fill("t.me/Ternwell_Port/214")
    quote.expect(medium="")
    quote.field("link").press("Tab")
    quote.expect(link=POST, medium="telegram")


def test_address_pasted_as_the_words_moves_to_the_link(quote):
    """The first field is the one people paste into: an address there is the link."""
    quote.paste("text", PASTED)
    quote.expect(link=POST, text="", medium="telegram")
    expect(quote.source).to_contain_text("Port of Ternwell")


def test_words_with_an_address_in_them_stay(quote):
    """Only an address alone is taken for one, and only that of a post."""
    quote.paste("text", f"See {POST}")
    quote.paste("link", "https://example.org/a?id=1&utm_source=x")
    quote.expect(link="https://example.org/a?id=1", text=f"See {POST}", medium="")


def test_what_was_typed_stays(quote, platform_says):
    """Nothing that is in a field already is replaced, and a source is not chosen
    for a name that was typed."""
    platform_says(text="Other words", author_name="Port", language="uk")
    quote.field("text").fill("My words")
    quote.field("name").fill("The harbour master")
    quote.field("verb").select_option("warned")
    quote.field("medium").select_option("broadcast")
    with quote.at_desk.page.expect_response(re.compile("fetch=1")):
        quote.paste("link", PASTED)
    quote.expect(
        link=POST,
        language="uk",
        text="My words",
        name="The harbour master",
        verb="warned",
        medium="broadcast",
        source="",
    )


def test_platform_fills_words_and_time(quote, platform_says):
    """Where the site allows asking, words, moment and language follow."""
    platform_says(
        text="The ferry runs again.\n\nEvery day.",
        said_at=read_time("2025-03-04T05:12:00+00:00"),
        precision="minute",
        language="en",
        handle="ternwell_port",
    )
    quote.paste("link", PASTED)
    quote.expect(
        text="The ferry runs again.\n\nEvery day.",
        said_at="2025-03-04 07:12",
        said_precision="minute",
        language="en",
    )


def test_unknown_author_is_named(quote, platform_says):
    """Without a source of that handle, the author's name on the platform is used."""
    platform_says(author_name="Far bank watch", handle="far_bank_watch")
    quote.paste("link", "https://t.me/far_bank_watch/9")
    quote.expect(name="Far bank watch", source="")


@pytest.mark.allows_console_errors
def test_refused_link_says_why(quote):
    """A link into a private chat stays in its field, with the reason beside it, and
    fills nothing."""
    quote.paste("link", "https://t.me/c/1234567890/12")
    expect(quote.message).to_have_text(re.compile("private chat"))
    quote.expect(link="https://t.me/c/1234567890/12", medium="", source="")
    # The next one takes the reason away.
    quote.field("link").fill("")
    quote.paste("link", PASTED)
    quote.expect(link=POST)
    expect(quote.message).not_to_contain_text("private chat")


@pytest.mark.allows_console_errors
@pytest.mark.parametrize("answer", ["abort", "error", "nonsense"])
def test_without_an_answer_the_composer_is_as_before(quote, answer):
    """No connection, an error or nonsense: a polite word, and nothing else changes;
    the same address is tried again when it is pasted again."""
    page = quote.at_desk.page
    pattern = re.compile("/pasted-link/")

    def spoil(route):
        if answer == "abort":
            route.abort()
        elif answer == "error":
            route.fulfill(status=500, body="oh")
        else:
            route.fulfill(status=200, body="<!doctype html>")

    page.route(pattern, spoil)
    quote.paste("link", PASTED)
    expect(quote.message).to_have_text(re.compile("could not be read"))
    quote.expect(link=PASTED, medium="", verb="said", source="")
    page.unroute(pattern)
    quote.field("link").fill("")
    quote.paste("link", PASTED)
    quote.expect(link=POST, medium="telegram")


def test_address_written_over_in_the_meantime(quote):
    """Typing goes on while an answer is under way; an answer to what is no longer
    there changes nothing."""
    page = quote.at_desk.page
    waiting = []
    page.route(
        re.compile("/pasted-link/"), lambda route: waiting.append(route), times=1
    )
    with page.expect_request(re.compile("/pasted-link/")):
        quote.paste("link", PASTED)
    quote.field("link").fill("https://example.org/mine")
    with page.expect_response(re.compile("/pasted-link/")):
        waiting[0].continue_()
    quote.field("medium").focus()
    quote.expect(link="https://example.org/mine", medium="", source="")

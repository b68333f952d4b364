"""When the live blog has ended, its open pages come to rest."""

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.acceptance.open_page import HOUR, OpenPage
from tests.factories import PublishedUpdateFactory
from wagtail_liveconflict.editorial import end_blog

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

NOON = datetime(2026, 11, 23, 12)
WAIT = 5
FIRST_WAIT = 2.1


@pytest.fixture
def update(live_blog):
    return PublishedUpdateFactory(page=live_blog)


@pytest.fixture
def open_page(new_page, live_blog, update, settings):
    """Asks only when told, as far as a test is concerned."""
    settings.LIVECONFLICT_POLL_SECONDS = HOUR
    return OpenPage(new_page(), live_blog.get_url())


@pytest.fixture
def timed(new_page, live_blog, update, settings):
    """A page whose clock stands still until it is set forward."""
    settings.LIVECONFLICT_POLL_SECONDS = WAIT
    page = new_page()
    page.clock.install(time=NOON)
    page.clock.pause_at(NOON + timedelta(seconds=1))
    return OpenPage(page, live_blog.get_url(), asks=False)


def test_end_stops_the_questions_for_good(open_page):
    """When the blog has ended the page says so and asks no more."""
    parts = {"header": "<p>Ended</p><h1>Title</h1>"}
    open_page.deliver(
        blog={"state": "ended", "label": "Ended", "parts": parts}, stop=True
    )
    expect(open_page.part("header")).to_contain_text("Ended")
    expect(open_page.status).to_have_text("The live coverage has ended.")
    assert not open_page.asks_again()


def test_nothing_is_asked_in_five_minutes_after_the_end(timed):
    """Nor by a tab that is looked at again."""
    timed.answer_next(blog={"state": "ended", "label": "Ended"}, stop=True, wait=WAIT)
    assert timed.wait_for_answer(FIRST_WAIT) == "ended"
    timed.pass_time(300)
    timed.hide()
    timed.come_back()
    timed.pass_time(300)
    assert len(timed.asked) == 1


def test_page_of_an_ended_blog_never_asks(new_page, live_blog, update):
    """Nothing more comes: nothing is asked."""
    end_blog(live_blog)
    open_page = OpenPage(new_page(), live_blog.get_url(), asks=False)
    assert not open_page.asks_again()
    assert open_page.asked == []

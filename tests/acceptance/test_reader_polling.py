"""When the open page asks for changes, when it stops, and what it says about it."""

import json
import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.acceptance.open_page import EPOCH, HOUR, OpenPage, live
from tests.factories import PublishedUpdateFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

NOON = datetime(2026, 11, 23, 12)
WAIT = 5
FIRST_WAIT = 2.1
LONGEST_WAIT = WAIT * 1.16


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


def test_asks_soon_after_the_page_is_loaded(timed):
    """The page may come from a cache: the first question comes within two seconds,
    but not at once, so that readers who came together do not ask together."""
    timed.pass_time(0.1)
    assert timed.asked == []
    assert timed.wait_for_answer(FIRST_WAIT) == "changes"
    assert len(timed.asked) == 1


def test_asks_by_itself_within_the_jitter(timed):
    """Not before 85 % of the wait the server named, and by 115 % of it."""
    timed.answer_next(wait=WAIT)
    timed.wait_for_answer(FIRST_WAIT)
    timed.pass_time(WAIT * 0.84)
    assert len(timed.asked) == 1
    assert timed.wait_for_answer(WAIT * 0.32) == "changes"
    assert len(timed.asked) == 2


def test_waits_as_long_as_the_server_says(timed):
    """The wait of the last answer counts, not that of the page."""
    timed.answer_next(wait=50)
    timed.wait_for_answer(FIRST_WAIT)
    timed.pass_time(42)
    assert len(timed.asked) == 1
    timed.wait_for_answer(20)
    assert len(timed.asked) == 2


def test_asks_with_the_cursor_of_the_last_answer(open_page):
    """Each question begins where the last answer ended; the first with the
    cursor that stands in the page."""
    first = open_page.page.locator("liveconflict-blog").get_attribute("data-cursor")
    open_page.deliver(live(901, 2))
    open_page.deliver(live(902, 3))
    open_page.ask()
    assert open_page.asked == [first, *(f"{EPOCH}-{n}" for n in (100, 101, 102))]


def test_sends_the_etag_of_an_unchanged_answer(open_page):
    """With it the server may answer 304, which changes nothing."""
    open_page.deliver()
    same = {"cursor": f"{EPOCH}-{open_page.number}", "wait": HOUR}
    open_page.answer_next(headers={"ETag": '"abc"'}, **same)
    open_page.ask()
    open_page.answer_next(status=304)
    assert open_page.ask() == "same"
    assert open_page.headers[-1]["if-none-match"] == '"abc"'
    assert "cookie" not in open_page.headers[-1]


def test_answer_older_than_the_cursor_is_ignored(open_page, update):
    """A proxy that still hands out an earlier answer undoes nothing."""
    open_page.deliver(live(update.pk, 1, "Newer"))
    assert open_page.deliver(live(update.pk, 1, "Older"), cursor=f"{EPOCH}-3") == "same"
    expect(open_page.update(update.pk)).to_contain_text("Newer")
    open_page.ask()
    assert open_page.asked[-1] == f"{EPOCH}-101"


def test_never_asks_twice_at_once(open_page):
    """While an answer is on its way nothing makes the page ask again."""
    page, on_their_way = open_page.page, []
    page.unroute("**/changes/**")
    page.route("**/changes/**", lambda route: on_their_way.append(route))
    with page.expect_request("**/changes/**"):
        page.evaluate("window.dispatchEvent(new Event('online'))")
    open_page.asks_again()
    assert len(on_their_way) == 1
    on_their_way[0].fulfill(body=json.dumps({"cursor": f"{EPOCH}-101"}))


@pytest.mark.parametrize(
    "answer",
    [
        {"reload": True},
        pytest.param({"status": 400}, marks=pytest.mark.allows_console_errors),
    ],
)
def test_reload_is_offered_and_never_done(open_page, answer):
    """A page that is too far behind offers to be loaded anew; what it shows and
    what waits stays until the reader wants that."""
    open_page.deliver(live(901, 2))
    expect(open_page.reload_link).to_be_hidden()
    assert open_page.deliver(**answer) == "reload"
    expect(open_page.reload_link).to_be_visible()
    expect(open_page.button).to_be_visible()
    assert not open_page.asks_again()
    with open_page.page.expect_navigation():
        open_page.reload_link.click()


@pytest.mark.allows_console_errors
def test_gone_page_stops_and_drops_what_waits(open_page):
    """Of a page that is no longer public nothing new appears."""
    open_page.deliver(live(901, 2))
    assert open_page.deliver(status=404) == "gone"
    expect(open_page.button).to_be_hidden()
    assert not open_page.asks_again()


@pytest.mark.allows_console_errors
def test_gone_page_says_so(open_page):
    """The reader learns why nothing more comes."""
    open_page.deliver(status=404)
    expect(open_page.status).to_have_text("This page is no longer available.")
    expect(open_page.status).not_to_have_class(re.compile("visually-hidden"))


def test_halt_stops_the_questions_and_says_so(timed):
    """Switched off for the site: told, visibly, with a reload; what waits stays."""
    timed.deliver(live(901, 2))
    assert timed.deliver(halt=True) == "halted"
    timed.pass_time(21)
    expect(timed.status).to_contain_text("Automatic updates are switched off.")
    expect(timed.status).not_to_have_class(re.compile("visually-hidden"))
    expect(timed.reload_link).to_be_visible()
    expect(timed.button).to_have_text("1 new update")
    assert not timed.asks_again()


@pytest.mark.allows_console_errors
def test_failures_slow_down_are_told_and_recover(timed):
    """After each failure the longest gap doubles, from two seconds on; after three
    the page says so, visibly, and takes it back by itself."""
    for _ in range(4):
        timed.answer_next(status=503)
    assert timed.wait_for_answer(FIRST_WAIT) == "failed"
    timed.pass_time(0.1)
    assert len(timed.asked) == 1
    assert timed.wait_for_answer(2.1) == "failed"
    expect(timed.status).to_have_text("")
    assert timed.wait_for_answer(4.1) == "failed"
    expect(timed.status).to_have_text(
        re.compile(r"Connection lost, last checked \d\d:\d\d")
    )
    expect(timed.status).not_to_have_class(re.compile("visually-hidden"))
    assert timed.wait_for_answer(8.1) == "failed"
    assert timed.wait_for_answer(16.1) == "changes"
    expect(timed.status).not_to_contain_text("Connection lost")
    expect(timed.status).to_have_class(re.compile("visually-hidden"))


@pytest.mark.allows_console_errors
def test_gap_after_failures_is_random_up_to_half_a_minute(timed):
    """Readers who were cut off together do not come back together, and a server
    that was away for long is asked again within half a minute."""
    timed.page.evaluate("Math.random = () => 0.999")
    for _ in range(8):
        timed.answer_next(status=503)
    timed.wait_for_answer(FIRST_WAIT)
    for longest in (2, 4, 8, 16, 30, 30):
        timed.pass_time(longest * 0.7)
        asked = len(timed.asked)
        timed.wait_for_answer(longest * 0.4)
        assert len(timed.asked) == asked + 1
    timed.page.evaluate("Math.random = () => 0.1")
    timed.wait_for_answer(30)
    asked = len(timed.asked)
    timed.wait_for_answer(3.1)
    assert len(timed.asked) == asked + 1


@pytest.mark.allows_console_errors
def test_honours_retry_after(timed):
    """A server that names a time is not asked before."""
    timed.answer_next(status=503, headers={"Retry-After": "300"})
    timed.wait_for_answer(FIRST_WAIT)
    timed.pass_time(250)
    assert len(timed.asked) == 1
    timed.wait_for_answer(160)
    assert len(timed.asked) == 2


def test_hidden_tab_asks_nothing_and_once_on_return(timed):
    """Ten minutes in the background are no requests; coming back is one."""
    timed.hide()
    timed.pass_time(600)
    assert timed.asked == []
    timed.answer_next(wait=WAIT)
    with timed.expect_answer():
        timed.come_back(
            "window.dispatchEvent("
            "new PageTransitionEvent('pageshow', { persisted: true }));"
            "window.dispatchEvent(new Event('online'));"
        )
    assert len(timed.asked) == 1
    timed.wait_for_answer(LONGEST_WAIT)
    assert len(timed.asked) == 2


def test_page_left_while_an_answer_is_on_its_way(open_page, update):
    """A question given up when the page is put away does not keep the next one
    from being asked, and its answer is not used."""
    page, asked = open_page.page, []
    page.unroute("**/changes/**")
    # Never answered.
    page.route("**/changes/**", lambda route: None)
    page.on("request", lambda request: asked.append(request.url))
    with page.expect_request("**/changes/**"):
        page.evaluate("window.dispatchEvent(new Event('online'))")
    with page.expect_request("**/changes/**"):
        page.evaluate(
            """() => {
              window.dispatchEvent(new Event('pagehide'));
              window.dispatchEvent(
                new PageTransitionEvent('pageshow', { persisted: true }));
            }"""
        )
    assert len([url for url in asked if "/changes/" in url]) == 2


def test_one_message_in_twenty_seconds(timed):
    """However much arrives, the status region is not talking all the time; what
    it then says is the latest."""
    timed.answer_next(updates=[live(901, 2)], wait=WAIT)
    timed.wait_for_answer(FIRST_WAIT)
    expect(timed.status).to_have_text("1 new update")
    timed.answer_next(updates=[live(902, 3)], wait=WAIT)
    timed.wait_for_answer(LONGEST_WAIT)
    timed.answer_next(updates=[live(903, 4)], wait=HOUR)
    timed.wait_for_answer(LONGEST_WAIT)
    expect(timed.button).to_have_text("3 new updates")
    expect(timed.status).to_have_text("1 new update")
    timed.pass_time(12)
    expect(timed.status).to_have_text("3 new updates")


def test_complete_without_javascript(new_page, live_blog, update):
    """Every update is there, with a link to load the page again; there is no
    empty button."""
    page = new_page(java_script_enabled=False)
    page.goto(live_blog.get_url())
    expect(page.locator(f"#update-{update.pk}")).to_be_visible()
    expect(page.get_by_role("link", name="Refresh")).to_be_visible()
    expect(page.locator("[data-liveconflict-show]")).to_be_hidden()
    expect(page.locator("[data-liveconflict-reload]")).to_be_hidden()

"""How long ago, by the server's clock; the reader's own zone; days."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.acceptance.open_page import (
    HOUR,
    SIZES,
    WATCH_SHIFT,
    OpenPage,
    live,
    removed,
)
from tests.factories import PublishedUpdateFactory, text

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

LINES = "The ferry runs every hour, and the quay is open. " * 8
at_both_sizes = pytest.mark.parametrize("size", SIZES)


@pytest.fixture(autouse=True)
def _ask_only_when_told(settings):
    settings.LIVECONFLICT_POLL_SECONDS = HOUR


@pytest.fixture
def updates(live_blog):
    """Three published updates, newest first."""
    return [
        PublishedUpdateFactory(page=live_blog, body=[text(f"{n}. {LINES}")])
        for n in range(3)
    ][::-1]


@pytest.fixture
def open_at(new_page, live_blog, updates):
    def open_at(size, clock=None, **options):
        width, height = size
        page = new_page(viewport={"width": width, "height": height}, **options)
        page.add_init_script(WATCH_SHIFT)
        if clock:
            page.clock.install(time=clock)
            page.clock.pause_at(clock + timedelta(seconds=1))
        return OpenPage(page, live_blog.get_url(), asks=False)

    return open_at


def answer_at(open_page, moment: datetime, **headers) -> None:
    """The next answer was made at that moment by the server's clock."""
    date = moment.strftime("%a, %d %b %Y %H:%M:%S GMT")
    open_page.answer_next(headers={"Date": date, **headers})
    open_page.ask()


def age_of(open_page, update) -> str:
    """What is said beside the time of the update, in any browser's abbreviation."""
    words = open_page.update(update.pk).evaluate(
        "node => node.querySelector('liveconflict-ago').shadowRoot?.textContent ?? ''"
    )
    return words.replace(".", "")


@at_both_sizes
def test_age_by_the_server_s_clock(open_at, updates, size):
    """Told in the language of the page once the server's clock is known; the reader's
    may be wrong by years. It goes on by the minute."""
    open_page = open_at(size, datetime(2031, 1, 1, 12))
    published = updates[0].first_published_at.replace(second=0, microsecond=0)
    assert age_of(open_page, updates[0]) == ""
    answer_at(open_page, published + timedelta(minutes=3, seconds=30))
    assert age_of(open_page, updates[0]) == "3 min ago"
    open_page.pass_time(60)
    assert age_of(open_page, updates[0]) == "4 min ago"
    answer_at(open_page, published + timedelta(hours=3), Age="3600")
    assert age_of(open_page, updates[0]) == "4 hr ago"


def test_age_changes_nothing_else(open_at, updates):
    """It moves nothing, nobody is told of it, and what the server sends again is
    still the same."""
    open_page = open_at(SIZES[0])
    answer_at(open_page, datetime.now(UTC) + timedelta(minutes=10))
    assert re.fullmatch(r"\d+ min ago", age_of(open_page, updates[0]))
    assert open_page.shift() < 0.001
    expect(open_page.status).to_have_text("")
    shown = open_page.update(updates[0].pk)
    shown.evaluate("node => { node.isOld = true; }")
    same = {"html": shown.evaluate("node => node.outerHTML")}
    open_page.deliver({**live(updates[0].pk, 3), **same})
    assert shown.evaluate("node => node.isOld")


def test_pause_stops_the_age(open_at, updates):
    """A paused page stands still; going on, it is told anew."""
    open_page = open_at(SIZES[0], datetime(2031, 1, 1, 12))
    published = updates[0].first_published_at.replace(second=0, microsecond=0)
    answer_at(open_page, published + timedelta(minutes=3))
    open_page.switch("pause").click()
    expect(open_page.switch("pause")).to_have_attribute("aria-pressed", "true")
    open_page.pass_time(600)
    assert age_of(open_page, updates[0]) == "3 min ago"
    open_page.switch("pause").click()
    expect(open_page.switch("pause")).to_have_attribute("aria-pressed", "false")
    assert age_of(open_page, updates[0]) == "13 min ago"


def clock_of(open_page, update) -> str:
    time = open_page.update(update.pk).locator("time").first
    return re.search(r"\d\d:\d\d", time.inner_text())[0]


@at_both_sizes
def test_times_in_the_reader_s_zone(open_at, live_blog, updates, size):
    """On demand, by keyboard, remembered, and taken back; what comes then as well."""
    open_page = open_at(size, timezone_id="Asia/Tokyo")
    in_zone_of_blog = updates[0].first_published_at.astimezone(live_blog.zone)
    theirs = in_zone_of_blog.strftime("%H:%M")
    hours = updates[0].first_published_at + timedelta(hours=9)
    ours = hours.strftime("%H:%M")
    switch = open_page.switch("own_zone")
    assert clock_of(open_page, updates[0]) == theirs
    switch.focus()
    open_page.page.keyboard.press("Space")
    expect(switch).to_have_attribute("aria-pressed", "true")
    assert clock_of(open_page, updates[0]) == ours
    datetimes = open_page.page.eval_on_selector_all(
        "article time", "nodes => nodes.map((node) => node.dateTime)"
    )
    assert all(datetime.fromisoformat(moment) for moment in datetimes)
    open_page.page.reload()
    expect(switch).to_have_attribute("aria-pressed", "true")
    assert clock_of(open_page, updates[0]) == ours
    time = '<p><time datetime="2026-11-23T10:25+02:00">10:25 EET</time></p>'
    open_page.deliver(live(updates[0].pk, 3, words=time), live(901, 4, words=time))
    open_page.button.click()
    for id in (updates[0].pk, 901):
        expect(open_page.update(id).locator("time")).to_contain_text("17:25")
    switch.click()
    expect(open_page.update(901).locator("time")).to_have_text("10:25 EET")
    assert clock_of(open_page, updates[1]) == theirs


@at_both_sizes
def test_no_zone_is_offered_that_is_the_blog_s(open_at, live_blog, updates, size):
    """Also where the browser has another name for it."""
    open_page = open_at(size, timezone_id=str(live_blog.zone))
    expect(open_page.switch("pause")).to_be_visible()
    expect(open_page.switch("own_zone")).to_be_hidden()


def days_of(open_page) -> list[str]:
    """Days and updates, from the top."""
    return open_page.page.eval_on_selector_all(
        "[data-liveconflict-updates] > :is(h2, article)",
        "nodes => nodes.map(({ tagName, dataset }) =>"
        " tagName === 'H2' ? dataset.day : dataset.updateId)",
    )


@at_both_sizes
def test_days_get_their_headings(open_at, updates, size):
    """A shown update that begins a day brings its heading; a day without updates
    loses it."""
    open_page = open_at(size)
    today = str(open_page.update(updates[0].pk).get_attribute("data-day"))
    before = days_of(open_page)
    assert before == [today, *(str(update.pk) for update in updates)]
    later = "2031-01-02"
    open_page.deliver(
        live(901, 4, day=later), live(902, 5, day=later), live(900, 3.5, day=today)
    )
    open_page.button.click()
    ids = [str(update.pk) for update in updates]
    assert days_of(open_page) == [later, "902", "901", today, "900", *ids]
    heading = open_page.updates.locator(f"h2[data-day='{later}']")
    expect(heading).to_have_text(f"Day {later}")
    expect(heading.locator("time")).to_have_attribute("datetime", later)
    expect(heading).to_have_class("liveconflict-day")
    open_page.deliver(removed(901, 4), removed(902, 5))
    assert days_of(open_page) == [today, "900", *ids]


def test_oldest_first(new_page, live_blog, updates):
    """In the order of the list held updates go to its end, and the focus to the
    first of them in reading order."""
    page = new_page()
    url = live_blog.get_url()

    def turn_round(route):
        response = route.fetch()
        html = re.sub(r'data-order="\w*"', 'data-order="oldest"', response.text())
        route.fulfill(response=response, body=html)

    page.route(f"**{url}", turn_round)
    open_page = OpenPage(page, url)
    page.evaluate(
        """() => {
          const list = document.querySelector('[data-liveconflict-updates]');
          list.append(...[...list.querySelectorAll('article')].reverse());
        }"""
    )
    before = open_page.shown()
    open_page.deliver(live(901, 4), live(902, 5))
    open_page.button.click()
    assert open_page.shown() == [*before, 901, 902]
    assert open_page.focused() == "update-901-heading"


def test_list_with_a_limit_is_cut(open_at, updates):
    """The oldest go when more are shown than the list may hold."""
    open_page = open_at(SIZES[0])
    open_page.page.locator("liveconflict-blog").evaluate(
        "node => { node.dataset.limit = '3'; }"
    )
    open_page.deliver(live(901, 4), live(902, 5))
    open_page.button.click()
    assert open_page.shown() == [902, 901, updates[0].pk]

"""The reader's own switches: pause, show at once. By keyboard, remembered."""

import pytest
from playwright.sync_api import expect

from tests.acceptance.open_page import (
    HOUR,
    SIZES,
    WATCH_SHIFT,
    OpenPage,
    live,
    wait_for_frames,
    withdrawn,
)
from tests.factories import PublishedUpdateFactory, text

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

LINES = "The ferry runs every hour, and the quay is open. " * 8
PARAGRAPH = f"<p>{LINES}</p>"
at_both_sizes = pytest.mark.parametrize("size", SIZES)


@pytest.fixture(autouse=True)
def _ask_only_when_told(settings):
    settings.LIVECONFLICT_POLL_SECONDS = HOUR


@pytest.fixture
def updates(live_blog):
    """Six published updates, newest first, each some lines long."""
    return [
        PublishedUpdateFactory(page=live_blog, body=[text(f"{n}. {LINES}")])
        for n in range(6)
    ][::-1]


@pytest.fixture
def open_at(new_page, live_blog, updates):
    """Open the page in a window of a size."""

    def open_at(size, **options):
        width, height = size
        page = new_page(viewport={"width": width, "height": height}, **options)
        page.add_init_script(WATCH_SHIFT)
        return OpenPage(page, live_blog.get_url())

    return open_at


def press(open_page, name: str) -> None:
    """By keyboard; until the switch says so."""
    switch = open_page.switch(name)
    was = switch.get_attribute("aria-pressed")
    switch.focus()
    open_page.page.keyboard.press("Enter")
    expect(switch).to_have_attribute(
        "aria-pressed", "false" if was == "true" else "true"
    )


@pytest.mark.parametrize("anchoring", ["auto", "none"])
@pytest.mark.parametrize("count", [1, 10])
@at_both_sizes
def test_shown_at_once_moves_nothing(open_at, updates, size, count, anchoring):
    """With the reader's leave new updates appear by themselves: what is being read
    stays where it is, also in a browser without scroll anchoring, and so does the
    focus."""
    open_page = open_at(size)
    page = open_page.page
    page.add_style_tag(content=f"html {{ overflow-anchor: {anchoring}; }}")
    press(open_page, "at_once")
    reading = updates[1]
    open_page.scroll_to(reading.pk, offset=-60)
    top, before = open_page.top_of(reading.pk), open_page.shift()
    news = [live(900 + n, 6 + n, words=PARAGRAPH) for n in range(1, count + 1)]
    open_page.deliver(*news)
    wait_for_frames(page)
    newest_first = [900 + n for n in range(count, 0, -1)]
    assert open_page.shown()[:count] == newest_first
    assert abs(open_page.top_of(reading.pk) - top) <= 1
    assert open_page.shift() - before < 0.001
    expect(open_page.switch("at_once")).to_be_focused()
    expect(open_page.button).to_be_hidden()
    expect(open_page.status).to_contain_text(f"{count} new update")


@at_both_sizes
def test_show_at_once_is_remembered(open_at, updates, size):
    """And takes in what waits already; switched off, new updates wait again."""
    open_page = open_at(size)
    open_page.deliver(live(901, 7))
    expect(open_page.button).to_be_visible()
    press(open_page, "at_once")
    assert open_page.shown()[0] == 901
    expect(open_page.button).to_be_hidden()
    open_page.page.reload()
    expect(open_page.switch("at_once")).to_have_attribute("aria-pressed", "true")
    open_page.deliver(live(902, 8))
    assert open_page.shown()[0] == 902
    press(open_page, "at_once")
    open_page.deliver(live(903, 9))
    expect(open_page.button).to_have_text("1 new update")
    assert open_page.shown()[0] == 902


@pytest.mark.parametrize("is_at_once", [False, True])
@at_both_sizes
def test_pause(open_at, updates, size, is_at_once):
    """While it is on nothing is inserted, counted or announced; what is on the page
    is still put right in its place. Switched off, all that has come is there."""
    open_page = open_at(size)
    if is_at_once:
        press(open_page, "at_once")
    press(open_page, "pause")
    before = open_page.shown()
    open_page.deliver(
        live(901, 7), withdrawn(updates[0].pk, 6), live(updates[1].pk, 5, "Mended")
    )
    open_page.deliver(live(902, 8))
    assert open_page.shown() == before
    expect(open_page.button).to_be_hidden()
    expect(open_page.status).to_have_text("")
    expect(open_page.update(updates[0].pk)).to_contain_text("withdrawn")
    expect(open_page.update(updates[1].pk)).to_contain_text("Mended")
    press(open_page, "pause")
    expect(open_page.status).to_have_text("2 new updates")
    if is_at_once:
        assert open_page.shown() == [902, 901, *before]
    else:
        expect(open_page.button).to_have_text("2 new updates")
        assert open_page.shown() == before


@at_both_sizes
def test_pause_is_remembered(open_at, updates, size):
    """Also on the next page, from its first answer on."""
    open_page = open_at(size)
    press(open_page, "pause")
    open_page.page.reload()
    expect(open_page.switch("pause")).to_have_attribute("aria-pressed", "true")
    open_page.deliver(live(901, 7))
    expect(open_page.button).to_be_hidden()
    expect(open_page.status).to_have_text("")


def test_held_updates_can_be_shown_while_paused(open_at, updates):
    """Who presses the button asks for them."""
    open_page = open_at(SIZES[0])
    open_page.deliver(live(901, 7))
    press(open_page, "pause")
    open_page.button.click()
    assert open_page.shown()[0] == 901
    assert open_page.focused() == "update-901-heading"
    expect(open_page.button).to_be_hidden()


@at_both_sizes
def test_switches_have_their_room_from_the_start(open_at, updates, size):
    """Nothing on the page moves when they begin to work."""
    open_page = open_at(size)
    expect(open_page.switch("pause")).to_be_visible()
    assert open_page.shift() < 0.001


@at_both_sizes
def test_no_dead_switch_without_the_script(new_page, live_blog, updates, size):
    """Where the script does not run, or does not come, they are not seen."""
    width, height = size
    viewport = {"width": width, "height": height}
    page = new_page(java_script_enabled=False, viewport=viewport)
    page.goto(live_blog.get_url())
    expect(page.locator(".liveconflict-controls")).to_be_hidden()
    page = new_page(viewport=viewport)
    page.route(
        "**/reader.js",
        lambda route: route.fulfill(body="", content_type="text/javascript"),
    )
    page.goto(live_blog.get_url())
    expect(page.locator(".liveconflict-controls")).to_be_hidden()


def test_forbidden_memory_changes_nothing(new_page, live_blog, updates):
    """A browser that keeps nothing of a site: the switches hold for the page."""
    page = new_page()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage',"
        " { get() { throw new DOMException('no', 'SecurityError'); } });"
    )
    open_page = OpenPage(page, live_blog.get_url())
    press(open_page, "at_once")
    open_page.deliver(live(901, 7))
    assert open_page.shown()[0] == 901


def test_one_live_region(open_at, updates):
    """One thing on the page speaks by itself."""
    page = open_at(SIZES[0]).page
    assert page.locator("[aria-live], [role=status], [role=alert], output").count() == 1


def test_fifty_missed_updates_come_at_one_press(open_at, updates):
    """None is lost and none comes twice, also when the newest was withdrawn before
    it was seen."""
    open_page = open_at(SIZES[1])
    before = open_page.shown()
    news = [live(900 + n, 6 + n) for n in range(1, 51)]
    open_page.deliver(*news, withdrawn(951, 57))
    expect(open_page.button).to_have_text("50 new updates")
    open_page.button.click()
    assert open_page.shown() == [*(900 + n for n in range(50, 0, -1)), *before]
    assert open_page.focused() == "update-950-heading"
    open_page.deliver(withdrawn(950, 56), live(952, 58))
    expect(open_page.button).to_have_text("1 new update")

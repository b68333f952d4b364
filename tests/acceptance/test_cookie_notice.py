"""What readers are told and asked, and what of it their browser remembers."""

import pytest
from playwright.sync_api import expect

from tests.acceptance.notices import (
    LINK,
    LISTEN,
    SIZES,
    get_region,
    make_theme,
    press,
    read_cookie,
    set_notice,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
at_both_sizes = pytest.mark.parametrize("size", SIZES)
# What browsers with Global Privacy Control say of themselves.
GPC = """Object.defineProperty(Navigator.prototype, 'globalPrivacyControl',
  { configurable: true, get: () => true });"""


@pytest.fixture
def open_at(new_page, live_blog, settings, tmp_path):
    """Open a page of the site; ``again`` is a page of the same browser."""

    def open_page(size=SIZES[1], script="", footer="", again=None):
        settings.TEMPLATES = make_theme(tmp_path, footer=footer)
        if again:
            page = again.context.new_page()
        else:
            width, height = size
            page = new_page(viewport={"width": width, "height": height})
        page.add_init_script(LISTEN + script)
        page.goto(live_blog.get_url())
        return page

    return open_page


@at_both_sizes
def test_a_notice_is_told_and_closed(open_at, size):
    """Nothing is stored before the press, and it does not come back after it."""
    set_notice("notice")
    page = open_at(size)
    expect(get_region(page)).to_contain_text("We use cookies.")
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length") == 0
    press(page, "Close")
    expect(get_region(page)).to_be_hidden()
    cookie = read_cookie(page)
    assert (cookie["purposes"], cookie["revision"]) == ({}, 1)
    assert set(cookie) == {"purposes", "revision", "time"}
    page.reload()
    expect(page.locator(".liveconflict-notice--ready")).to_be_attached()
    expect(get_region(page)).to_be_hidden()
    # There is nothing to set.
    expect(page.get_by_role("button", name="Cookie settings")).to_be_hidden()


@at_both_sizes
@pytest.mark.parametrize(
    ("name", "is_allowed"), [("Accept all", True), ("Reject all", False)]
)
def test_all_or_nothing_is_one_press(open_at, size, name, is_allowed):
    """On the first layer; remembered for half a year, and told to scripts."""
    set_notice("consent")
    page = open_at(size)
    press(page, name)
    expect(get_region(page).get_by_role("button", name=name)).to_be_hidden()
    wanted = {"statistics": is_allowed, "marketing": is_allowed}
    assert read_cookie(page)["purposes"] == wanted
    assert page.evaluate("window.told.at(-1)") == wanted
    (cookie,) = page.context.cookies()
    days = (cookie["expires"] - page.evaluate("Date.now() / 1000")) / 86_400
    assert 180 < days < 185
    assert (cookie["sameSite"], cookie["httpOnly"], cookie["path"]) == (
        "Lax",
        False,
        "/",
    )
    page.reload()
    page.wait_for_function("window.told.length")
    assert page.evaluate("window.told") == [wanted]
    expect(get_region(page).get_by_role("button", name="Accept all")).to_be_hidden()


@at_both_sizes
def test_accept_and_reject_are_equally_prominent(open_at, size):
    """Of the same size and colours, beside one another."""
    set_notice("consent")
    page = open_at(size)
    accept, reject = (
        get_region(page)
        .get_by_role("button", name=name)
        .evaluate(
            """(node) => {
              const { backgroundColor, color, fontSize, fontWeight } = getComputedStyle(node);
              const { height, top } = node.getBoundingClientRect();
              return [backgroundColor, color, fontSize, fontWeight, height, top];
            }"""
        )
        for name in ("Accept all", "Reject all")
    )
    assert accept == reject


@at_both_sizes
def test_purposes_are_chosen_one_by_one(open_at, size):
    """Nothing is ticked beforehand. The lasting button opens the settings again as
    they were left, and changes them."""
    set_notice("consent")
    page = open_at(size)
    press(page, "Cookie settings")
    region = get_region(page)
    boxes = region.get_by_role("checkbox")
    expect(boxes).to_have_count(2)
    assert not any(box.is_checked() for box in boxes.all())
    expect(region).to_contain_text("Always on")
    region.get_by_label("Statistics").check()
    press(page, "Save my choice")
    assert read_cookie(page)["purposes"] == {"statistics": True, "marketing": False}
    page.reload()
    press(page, "Cookie settings")
    expect(region.get_by_label("Statistics")).to_be_checked()
    expect(region.get_by_label("Marketing")).not_to_be_checked()
    press(page, "Close")
    assert read_cookie(page)["purposes"] == {"statistics": True, "marketing": False}
    press(page, "Cookie settings")
    press(page, "Reject all")
    assert read_cookie(page)["purposes"] == {"statistics": False, "marketing": False}


def test_a_link_of_the_site_opens_the_settings(open_at):
    """Then there is no second one; the focus goes there and comes back."""
    set_notice("consent")
    page = open_at(footer=LINK)
    press(page, "Reject all")
    expect(page.locator("[data-liveconflict-notice=again]")).to_be_hidden()
    page.locator("#link").focus()
    page.keyboard.press("Enter")
    region = get_region(page)
    expect(region.get_by_label("Marketing")).to_be_visible()
    expect(page.locator("[data-liveconflict-notice=panel]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(region).to_be_hidden()
    expect(page.locator("#link")).to_be_focused()


@at_both_sizes
def test_a_raised_revision_asks_again(open_at, size):
    """And a page with an earlier one, from a cache, does not."""
    set_notice("consent", revision=2)
    page = open_at(size)
    press(page, "Accept all")
    set_notice("consent", revision=3)
    page.reload()
    expect(get_region(page).get_by_role("button", name="Accept all")).to_be_visible()
    assert page.evaluate("window.told") == [{"statistics": False, "marketing": False}]
    set_notice("consent", revision=1)
    page.reload()
    page.wait_for_function("window.told.length")
    expect(get_region(page)).to_be_visible()
    expect(get_region(page).get_by_role("button", name="Accept all")).to_be_hidden()


@at_both_sizes
def test_global_privacy_control_is_a_no(open_at, size):
    """Nobody is asked, nothing is stored; the settings say so, and the reader may
    choose otherwise."""
    set_notice("consent")
    page = open_at(size, script=GPC)
    page.wait_for_function("window.told.length")
    region = get_region(page)
    expect(region.get_by_role("button", name="Accept all")).to_be_hidden()
    assert page.evaluate("window.told") == [{"statistics": False, "marketing": False}]
    assert read_cookie(page) is None
    press(page, "Cookie settings")
    expect(region).to_contain_text("Global Privacy Control")
    expect(region.get_by_role("button", name="Close")).to_be_visible()
    press(page, "Accept all")
    page.reload()
    page.wait_for_function("window.told.length")
    assert page.evaluate("window.told") == [{"statistics": True, "marketing": True}]


def test_without_global_privacy_control_nothing_is_said_of_it(open_at):
    """The sentence would be untrue."""
    set_notice("consent")
    page = open_at()
    press(page, "Cookie settings")
    expect(page.get_by_text("Global Privacy Control")).to_be_hidden()


def test_escape_in_the_settings_goes_back_to_the_question(open_at):
    """A second one closes it for this page; the next page asks again."""
    set_notice("consent")
    page = open_at()
    press(page, "Cookie settings")
    page.keyboard.press("Escape")
    accept = get_region(page).get_by_role("button", name="Accept all")
    expect(get_region(page).get_by_label("Marketing")).to_be_hidden()
    expect(accept).to_be_visible()
    page.keyboard.press("Escape")
    expect(accept).to_be_hidden()
    assert read_cookie(page) is None
    page.reload()
    expect(accept).to_be_visible()


def test_escape_closes_a_notice_for_good(open_at):
    """From anywhere on the page, but not out of a field that has its own use for it."""
    set_notice("notice")
    page = open_at(footer="<label>Search <input id='search'></label>")
    page.locator("#search").press("Escape")
    expect(get_region(page)).to_be_visible()
    page.locator("#a1").press("Escape")
    expect(get_region(page)).to_be_hidden()
    assert read_cookie(page) is not None


def test_other_tabs_know_the_choice(open_at):
    """When the reader comes back to them, without loading them again."""
    set_notice("consent")
    first = open_at()
    second = open_at(again=first)
    press(second, "Accept all")
    first.bring_to_front()
    # A browser without a window shows every tab: the page is told otherwise.
    first.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(get_region(first).get_by_role("button", name="Accept all")).to_be_hidden()
    assert first.evaluate("window.told.at(-1)") == {
        "statistics": True,
        "marketing": True,
    }

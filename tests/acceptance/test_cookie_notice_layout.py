"""The notice is in nobody's way: what it covers, moves and looks like, in each mode."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests import html_checker
from tests.acceptance.notices import (
    LINK,
    PARAGRAPHS,
    SIZES,
    get_region,
    make_theme,
    press,
    set_notice,
)
from tests.acceptance.open_page import WATCH_SHIFT, wait_for_frames

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
SHORT = "<p>One line.</p>"
SMALLEST = (320, 256)
at_both_sizes = pytest.mark.parametrize("size", SIZES)
in_both_modes = pytest.mark.parametrize("mode", ["notice", "consent"])


@pytest.fixture
def open_at(new_page, live_blog, settings, tmp_path):
    """Open a page of the site in a window of a size."""

    def open_page(size=SIZES[1], theme=None, script="", **options):
        settings.TEMPLATES = make_theme(tmp_path, **(theme or {}))
        width, height = size
        page = new_page(viewport={"width": width, "height": height}, **options)
        page.add_init_script(WATCH_SHIFT + script)
        page.goto(live_blog.get_url())
        return page

    return open_page


@pytest.mark.parametrize("body", [SHORT, PARAGRAPHS], ids=["short", "long"])
@in_both_modes
@at_both_sizes
def test_nothing_moves(open_at, size, mode, body):
    """When it appears, opens its settings, and goes: on a page that ends in the window,
    and on a long one."""
    set_notice(mode)
    page = open_at(size, {"body": body})
    expect(get_region(page).get_by_role("button").first).to_be_visible()
    wait_for_frames(page)
    assert page.evaluate("window.shift") == 0
    top = page.locator("h1").bounding_box()["y"]
    if mode == "consent":
        press(page, "Cookie settings")
        press(page, "Reject all")
    else:
        press(page, "Close")
    wait_for_frames(page)
    assert page.evaluate("window.shift") == 0
    assert page.locator("h1").bounding_box()["y"] == top


@in_both_modes
@pytest.mark.parametrize("size", [*SIZES, SMALLEST])
def test_it_covers_nothing_that_has_the_focus(open_at, size, mode):
    """By keyboard through the whole page, forwards and backwards; at the end the page
    can be scrolled out from under it."""
    set_notice(mode)
    page = open_at(size)
    expect(get_region(page).get_by_role("button").first).to_be_visible()
    is_covered = """() => {
      const panel = document.querySelector('[data-liveconflict-notice=panel]');
      const node = document.activeElement;
      if (panel.contains(node) || node === document.body) return false;
      return node.getBoundingClientRect().bottom > panel.getBoundingClientRect().top;
    }"""
    covered = []
    for key in ["Tab"] * 41 + ["Shift+Tab"] * 40:
        page.keyboard.press(key)
        if page.evaluate(is_covered):
            covered.append(page.evaluate("document.activeElement.id"))
    assert covered == []


# The last link in the window, before the notice is there.
FOCUS_LAST = """<script>
  [...document.querySelectorAll('main a')]
    .filter((each) => each.getBoundingClientRect().bottom < window.innerHeight)
    .at(-1).focus();
</script>"""


def test_what_has_the_focus_already_is_uncovered(open_at):
    """A site may put it into a field at the bottom of the window before the notice
    comes."""
    set_notice("consent")
    page = open_at(theme={"body": PARAGRAPHS + FOCUS_LAST})
    expect(get_region(page).get_by_role("button").first).to_be_visible()
    focused = page.locator("main a:focus")
    bottom = focused.evaluate("node => node.getBoundingClientRect().bottom")
    panel = page.locator("[data-liveconflict-notice=panel]").bounding_box()
    assert bottom <= panel["y"]


@in_both_modes
def test_it_takes_no_focus_and_traps_none(open_at, mode):
    """The page begins at its beginning. The notice comes last; after its last button
    the focus leaves the page, and backwards it comes to the page again."""
    set_notice(mode)
    page = open_at()
    button = get_region(page).get_by_role("button").last
    expect(button).to_be_visible()
    assert page.evaluate("document.activeElement === document.body")
    page.keyboard.press("Tab")
    expect(page.locator("#a0")).to_be_focused()
    page.locator("#last").focus()
    page.keyboard.press("Tab")
    expect(page.locator("[data-liveconflict-notice=panel]")).not_to_be_focused()
    assert get_region(page).evaluate("node => node.contains(document.activeElement)")
    button.focus()
    page.keyboard.press("Tab")
    assert not get_region(page).evaluate(
        "node => node.contains(document.activeElement)"
    )
    page.locator("#last").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(page.locator("#last")).to_be_focused()


def test_by_keyboard_alone(open_at):
    """Open the settings, tick one, save; the focus returns to where it was."""
    set_notice("consent")
    page = open_at(theme={"footer": LINK})
    expect(page.locator("#link")).to_be_visible()
    page.locator("#link").focus()
    for key in ["Enter", "Tab", "Space"]:
        page.keyboard.press(key)
    expect(get_region(page).get_by_label("Statistics")).to_be_checked()
    save = get_region(page).get_by_role("button", name="Save my choice")
    for _ in range(10):
        page.keyboard.press("Tab")
        if save.evaluate("node => node === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(save).to_be_hidden()
    expect(page.locator("#link")).to_be_focused()


@in_both_modes
@at_both_sizes
def test_without_javascript_it_is_a_sentence(open_at, size, mode):
    """In its place at the end of the page, with its link and without dead buttons."""
    set_notice(mode)
    page = open_at(size, java_script_enabled=False)
    region = get_region(page)
    expect(region).to_contain_text("We use cookies")
    expect(region.get_by_role("button")).to_have_count(0)
    expect(page.locator("#link")).to_have_count(0)
    last = page.locator("#last").bounding_box()
    assert region.bounding_box()["y"] >= last["y"] + last["height"]


def test_a_script_that_does_not_come(open_at, new_page, live_blog):
    """After a while the sentence is there all the same."""
    set_notice("notice")
    page = new_page()
    page.route(
        "**/cookie_notice.js",
        lambda route: route.fulfill(body="", content_type="text/javascript"),
    )
    page.goto(live_blog.get_url())
    panel = page.locator("[data-liveconflict-notice=panel]")
    expect(panel).to_be_attached()
    page.evaluate(
        """document.getAnimations()
          .filter(({ animationName }) => animationName === 'liveconflict-notice-appear')
          .forEach((each) => each.finish())"""
    )
    expect(panel).to_be_visible()


STATES = {
    "notice": ("notice", []),
    "question": ("consent", []),
    "settings": ("consent", ["Cookie settings"]),
    "answered": ("consent", ["Reject all"]),
    "again": ("consent", ["Reject all", "Cookie settings"]),
}
LOOKS = [
    (SIZES[0], {}),
    (SIZES[1], {}),
    (SMALLEST, {}),
    (SIZES[0], {"color_scheme": "dark"}),
    (SIZES[1], {"forced_colors": "active"}),
]


@pytest.mark.parametrize(("size", "look"), LOOKS)
def test_axe_finds_nothing(open_at, size, look):
    """In no state and no colours, by any of its rules; nothing hangs out sideways."""
    found = {}
    for name, (mode, presses) in STATES.items():
        set_notice(mode, purposes=("statistics", "embeds"), keeps_proof=True)
        page = open_at(size, **look)
        expect(page.locator(".liveconflict-notice--ready")).to_be_attached()
        for each in presses:
            press(page, each)
        wait_for_frames(page)
        found[name] = [
            f"{problem['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
            for problem in Axe().run(page).response["violations"]
            for node in problem["nodes"]
        ]
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            found[name].append("wider than its window")
        page.context.close()
    assert {name: problems for name, problems in found.items() if problems} == {}


def test_right_to_left(open_at, settings):
    """The sentence stands at the right and the buttons at the left."""
    settings.LANGUAGES = [("en", "English"), ("ar", "Arabic")]
    set_notice("consent")
    page = open_at(theme={"direction": "rtl"})
    region = page.locator("#liveconflict-notice")
    region.evaluate("node => { node.dir = 'rtl'; }")
    text = region.locator("p").first.bounding_box()
    buttons = region.locator("[data-liveconflict-notice=actions]").bounding_box()
    assert text["x"] > buttons["x"] + buttons["width"]


def test_it_is_not_printed(open_at):
    """Nor is the lasting link."""
    set_notice("consent")
    page = open_at()
    expect(get_region(page)).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("#liveconflict-notice")).to_be_hidden()


def test_the_live_blog_s_button_stands_above_it(new_page, live_blog):
    """What it offers at the bottom of the window is not under the notice."""
    set_notice("consent")
    page = new_page()
    page.goto(live_blog.get_url())
    expect(get_region(page).get_by_role("button").first).to_be_visible()
    toolbar = page.locator(".liveconflict-toolbar")
    bottom = toolbar.evaluate("node => node.getBoundingClientRect().bottom")
    panel = page.locator("[data-liveconflict-notice=panel]").bounding_box()
    assert bottom <= panel["y"]


@pytest.mark.skipif(not html_checker.is_there(), reason=html_checker.MISSING)
def test_every_mode_is_valid_html(open_at, tmp_path):
    """As it was sent, and as the script has made it."""
    sent = tmp_path / "sent"
    sent.mkdir()
    for mode in ("notice", "consent", "external"):
        set_notice(mode, keeps_proof=True, has_google_consent_mode=True)
        page = open_at()
        page.wait_for_load_state()
        (sent / f"{mode}-now.html").write_text(page.content())
        (sent / f"{mode}.html").write_text(page.request.get(page.url).text())
    assert html_checker.find_errors(sent) == []

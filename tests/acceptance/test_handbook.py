"""The editors' handbook in a browser: found from the desk, read, printed."""

import re

import pytest
from playwright.sync_api import expect

from tests.acceptance.desk import SIZES, open_desk
from tests.acceptance.test_desk_accessibility import find_problems
from wagtail_liveconflict.desk.handbook import CHAPTERS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
WITHIN = ".wlc-handbook"


@SIZES
def test_an_editor_finds_what_to_do(new_page, site_url, editor, live_blog, options):
    """From the desk into a tab of its own, and there to the chapter; what is being
    written stays where it is. Nothing is wider than the window, every picture loads,
    and axe finds nothing, in the light and in the dark."""
    desk = open_desk(new_page(**options), site_url, editor, live_blog)
    desk.write_headline("Half a thought")
    with desk.page.expect_popup() as opened:
        desk.page.locator(".wlc-controls a", has_text="Handbook").click()
    page = opened.value
    expect(page.get_by_role("heading", level=1)).to_have_text("Editors’ handbook")
    page.get_by_role("link", name="Correct, or withdraw", exact=True).click()
    expect(page.locator("#changing")).to_be_in_viewport()
    widths = "[document.documentElement.scrollWidth, window.innerWidth]"
    wide, window = page.evaluate(widths)
    assert wide <= window
    pictures = page.locator(f"{WITHIN} img")
    assert pictures.count() > 10
    broken = "images => images.filter(image => !image.naturalWidth).map(i => i.src)"
    assert pictures.evaluate_all(broken) == []
    assert find_problems(page, WITHIN) == []
    page.emulate_media(color_scheme="dark")
    assert find_problems(page, WITHIN) == []
    assert desk.page.locator("#id_headline").input_value() == "Half a thought"


def test_it_is_printed_without_the_menu(page, site_url, editor, live_blog):
    """All chapters on as many sheets as they need, black on white, whatever the screen
    shows: Wagtail scrolls within the window, and of that one sheet would be printed."""
    desk = open_desk(page, site_url, editor, live_blog)
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(f"{desk.site_url}/admin/live-handbook/uk/")
    expect(page.locator("#wagtail-sidebar")).to_be_hidden()
    expect(page.locator(".wlc-handbook__languages")).to_be_hidden()
    for name in CHAPTERS:
        expect(page.locator(f"#{name}")).to_be_visible()
    first = page.locator("#trouble + p")
    assert first.evaluate("element => getComputedStyle(element).color") == (
        "rgb(0, 0, 0)"
    )
    sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))
    assert len(sheets) > 4

"""Whatever changes, readers keep their place, their focus and what they have
unfolded."""

import pytest
from playwright.sync_api import expect

from tests.acceptance.open_page import (
    HOUR,
    WATCH_SHIFT,
    OpenPage,
    live,
    removed,
    wait_for_frames,
)
from tests.factories import PublishedUpdateFactory, text

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

LINES = "The ferry runs every hour, and the quay is open. " * 8
PARAGRAPH = f"<p>{LINES}</p>"


@pytest.fixture(autouse=True)
def _ask_only_when_told(settings):
    settings.LIVECONFLICT_POLL_SECONDS = HOUR


@pytest.fixture
def updates(live_blog):
    """Twelve published updates, newest first, each some lines long."""
    return [
        PublishedUpdateFactory(
            page=live_blog, body=[text(f"{n}. {LINES}"), text(f"At {n}. {LINES}")]
        )
        for n in range(12)
    ][::-1]


@pytest.fixture
def open_page(new_page, live_blog, updates):
    return OpenPage(new_page(), live_blog.get_url())


@pytest.mark.parametrize("anchoring", ["auto", "none"])
@pytest.mark.parametrize("viewport", [(1300, 900), (390, 844)])
def test_reader_is_not_moved(new_page, live_blog, updates, anchoring, viewport):
    """Whatever changes above, the first update in view stays where it is: also in
    a browser without scroll anchoring, which Safari is."""
    width, height = viewport
    page = new_page(viewport={"width": width, "height": height})
    open_page = OpenPage(page, live_blog.get_url())
    page.add_style_tag(content=f"html {{ overflow-anchor: {anchoring}; }}")
    above, reading = updates[1], updates[4]
    open_page.scroll_to(reading.pk, offset=-40)
    top = open_page.top_of(reading.pk)
    open_page.deliver(
        live(above.pk, above.ordinal, words=PARAGRAPH * 6),
        blog={"state": "live", "parts": {"pinned": PARAGRAPH * 3, "header": ""}},
    )
    wait_for_frames(page)
    assert abs(open_page.top_of(reading.pk) - top) <= 1
    open_page.deliver(removed(above.pk, above.ordinal))
    wait_for_frames(page)
    assert abs(open_page.top_of(reading.pk) - top) <= 1


def test_paragraph_in_view_stays_when_its_update_changes(open_page, updates):
    """Words put in at the start of the update being read do not push it down."""
    reading = updates[4]
    last = open_page.update(reading.pk).locator("p").last
    open_page.scroll_to(reading.pk, offset=120)
    top = last.bounding_box()["y"]
    words = last.evaluate("node => node.outerHTML")
    open_page.deliver(live(reading.pk, reading.ordinal, words=PARAGRAPH * 9 + words))
    assert abs(last.bounding_box()["y"] - top) <= 1


def test_waiting_updates_at_the_top_do_not_move_the_page(open_page, updates):
    """Nothing on the page moves when updates begin to wait."""
    top = open_page.top_of(updates[0].pk)
    open_page.deliver(live(901, 13))
    expect(open_page.button).to_be_visible()
    assert open_page.top_of(updates[0].pk) == top


def test_pressing_the_button_shifts_nothing_by_itself(new_page, live_blog, updates):
    """What moves when held updates are shown is what the reader has asked for."""
    page = new_page()
    page.add_init_script(WATCH_SHIFT)
    open_page = OpenPage(page, live_blog.get_url())
    open_page.scroll_to(updates[2].pk, offset=-40)
    open_page.deliver(*(live(900 + n, 12 + n, words=PARAGRAPH) for n in range(1, 11)))
    assert open_page.shift() < 0.001
    open_page.button.click()
    assert len(open_page.shown()) == 22
    assert open_page.shift() < 0.001


def test_focus_stays_in_a_replaced_update(open_page, updates):
    """The link that had the focus has it again; where it is gone, the heading."""
    update = updates[0]
    link = open_page.update(update.pk).locator("a").first
    link.focus()
    twin = link.evaluate("node => node.outerHTML").replace("<a", '<a id="twin"', 1)
    open_page.deliver(live(update.pk, 12, words=f'<a href="#">Other</a>{twin}'))
    assert open_page.focused() == "twin"
    open_page.deliver(live(update.pk, 12, "Without a link"))
    assert open_page.focused() == f"update-{update.pk}-heading"


def test_focus_goes_to_the_neighbour_of_a_removed_update(open_page, updates):
    """The focus never falls back to the start of the document."""
    open_page.update(updates[1].pk).locator("a").first.focus()
    open_page.deliver(removed(updates[1].pk, 11))
    assert open_page.focused() == f"update-{updates[2].pk}-heading"


def test_what_the_reader_unfolded_stays_unfolded(open_page, updates):
    """An edit does not close what is open."""
    original = "<details><summary>Original</summary><p>Так.</p></details>"
    open_page.deliver(live(updates[0].pk, 12, words=original))
    details = open_page.update(updates[0].pk).locator("details")
    details.locator("summary").click()
    open_page.deliver(live(updates[0].pk, 12, "Mended", words=original))
    expect(open_page.update(updates[0].pk)).to_contain_text("Mended")
    expect(details).to_have_attribute("open", "")

"""axe finds nothing on any state of the desk, at a desk's width and at a phone's."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.acceptance.desk import SIZES, open_desk
from tests.factories import (
    ClaimFactory,
    LiveUpdateFactory,
    PublishedUpdateFactory,
    UserFactory,
    quote,
    verification,
)
from wagtail_liveconflict import editorial
from wagtail_liveconflict.models import LiveUpdate

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


# What stays on the screen covers whatever happens to be scrolled beneath it, and axe
# measures that as too small: for its look, Wagtail's bars scroll with the page.
LET_GO = """within => {
    const held = [...document.body.querySelectorAll('*')].filter(
        element => ['fixed', 'sticky'].includes(getComputedStyle(element).position)
            && element.getClientRects().length
            && !element.closest(within) && !element.querySelector(within),
    );
    for (const element of held) { element.style.setProperty('position', 'static', 'important'); }
}"""


def find_problems(page, within=".wlc-desk"):
    """What axe finds, a line each; what surrounds the desk is Wagtail's."""
    options = {"runOnly": {"type": "tag", "values": RULES}}
    # Wagtail's list of blocks has buttons within a list box.
    context = {"include": [[within]], "exclude": [[".w-combobox__menu"]]}
    page.evaluate(LET_GO, within)
    found = Axe().run(page, context=context, options=options)
    return [
        f"{problem['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for problem in found.response["violations"]
        for node in problem["nodes"]
    ]


@pytest.fixture
def full_stream(live_blog):
    """One update of each state."""
    claim = ClaimFactory(status="disputed")
    LiveUpdateFactory(page=live_blog, headline="A draft").save_revision()
    pinned = PublishedUpdateFactory(page=live_blog, body=[verification(claim)])
    editorial.pin_update(pinned)
    editorial.mark_key_event(pinned)
    changed = PublishedUpdateFactory(page=live_blog, body=[quote("We sail at noon.")])
    changed.headline = "As drafted"
    changed.save_revision()
    editorial.withdraw_update(PublishedUpdateFactory(page=live_blog), None, "Wrong.")
    PublishedUpdateFactory(page=live_blog).unpublish()
    return pinned


@SIZES
def test_empty_desk_and_its_stream(
    new_page, site_url, editor, live_blog, full_stream, options
):
    """An empty composer, every state in the stream, filters folded out."""
    desk = open_desk(new_page(**options), site_url, editor, live_blog)
    page = desk.page
    expect(page.locator(".wlc-entry")).to_have_count(5)
    for summary in page.locator(".wlc-desk__side details > summary").all():
        summary.click()
    assert find_problems(page) == []


@SIZES
def test_desk_with_errors_and_warnings(new_page, site_url, editor, live_blog, options):
    """A composition with every block, refused with errors and asked about."""
    desk = open_desk(new_page(**options), site_url, editor, live_blog)
    desk.write_headline("Harbour master on the delay")
    for label in ("Quote from source", "Verification status", "Image"):
        desk.add_block(label)
    assert find_problems(desk.page) == []
    desk.field("body-1-value-text").fill("We were late.")
    desk.field("body-1-value-verb").select_option("admitted")
    desk.press_publish()
    expect(desk.page.locator("#body-1-value-source-errors")).not_to_be_empty()
    assert find_problems(desk.page) == []


@SIZES
def test_overtaken_underway_and_kept_words(
    new_page, site_url, editor, live_blog, options
):
    """Two versions shown, a composition that waits, and words kept by the browser."""
    update = LiveUpdateFactory(page=live_blog, headline="Two hurt", owner=editor)
    update.save_revision(user=editor)
    page = new_page(**options)
    desk = open_desk(page, site_url, editor, live_blog)
    page.evaluate(
        """owner => localStorage.setItem(
            `wagtail-liveconflict:${owner}:5a1b`,
            JSON.stringify({
                action: location.href, words: 'Ferry turned back',
                at: new Date().toISOString(), entries: [['headline', 'Ferry']],
            }),
        )""",
        f"{editor.pk}:{live_blog.pk}",
    )
    page.reload()
    desk.wait_for_composer()
    expect(page.locator(".wlc-notes__copies")).to_be_visible()
    desk.write_headline("Half a thought")
    desk.open_update("Two hurt")
    expect(page.locator(".wlc-notes__underway")).to_be_visible()
    newer = LiveUpdate.objects.get(pk=update.pk)
    newer.headline = "Two killed"
    newer.save_revision(user=UserFactory(first_name="Olena"))
    page.locator("#id_headline").fill("Two slightly hurt")
    desk.press_publish()
    expect(page.locator(".wlc-overtaken")).to_be_visible()
    assert find_problems(page) == []
    # Also of the link under the pointer, which may come to lie there by itself.
    page.locator(".wlc-overtaken a").first.hover()
    assert find_problems(page) == []

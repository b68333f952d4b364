"""What the open page does with changes, and where they go."""

import re

import pytest
from playwright.sync_api import expect

from tests.acceptance.open_page import (
    HOUR,
    OpenPage,
    live,
    removed,
    withdrawn,
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


def test_new_updates_wait_behind_button(open_page, updates):
    """New updates are counted on the button; pressing it shows them, newest first,
    and puts the focus on the heading of the newest."""
    before = open_page.shown()
    expect(open_page.button).to_be_hidden()

    open_page.deliver(live(901, 13))
    expect(open_page.button).to_have_text("1 new update")
    open_page.deliver(live(902, 14), live(903, 15))
    expect(open_page.button).to_have_text("3 new updates")
    expect(open_page.status).to_have_text(re.compile(r"\d new updates?"))
    assert open_page.shown() == before
    assert open_page.focused() == ""

    open_page.button.click()
    assert open_page.shown() == [903, 902, 901, *before]
    assert open_page.focused() == "update-903-heading"
    expect(open_page.update(903)).to_be_in_viewport()
    expect(open_page.button).to_be_hidden()
    expect(open_page.status).to_have_text("")


def test_edit_withdrawal_and_removal_in_place(open_page, updates):
    """What is on the page changes at once and in its place."""
    first, second, third, *_ = updates
    before = open_page.shown()
    open_page.deliver(
        live(first.pk, 12, "Mended headline"),
        withdrawn(second.pk, 11),
        removed(third.pk, 10),
    )
    assert open_page.shown() == [id for id in before if id != third.pk]
    expect(open_page.update(first.pk)).to_contain_text("Mended headline")
    expect(open_page.update(second.pk)).to_have_text("This update has been withdrawn")
    expect(open_page.button).to_be_hidden()


def test_changes_to_waiting_updates(open_page):
    """An update that waits is shown as it is last; one taken back never."""
    open_page.deliver(live(901, 13), live(902, 14), live(903, 15))
    open_page.deliver(
        live(901, 13, "Mended headline"), withdrawn(902, 14), removed(903, 15)
    )
    expect(open_page.button).to_have_text("1 new update")
    open_page.button.click()
    assert open_page.shown()[:1] == [901]
    expect(open_page.update(901)).to_contain_text("Mended headline")
    expect(open_page.update(902)).to_have_count(0)


def test_button_goes_when_all_that_waited_is_withdrawn(open_page):
    """With nothing left to show there is no button and no message."""
    open_page.deliver(live(901, 13))
    expect(open_page.button).to_be_visible()
    open_page.deliver(withdrawn(901, 13))
    expect(open_page.button).to_be_hidden()
    expect(open_page.status).to_have_text("")


def test_older_than_the_page_is_ignored_and_restored_is_held(open_page, updates):
    """An update older than all on the page belongs to the archive; one that was
    taken off the page and is public again waits like a new one."""
    before = open_page.shown()
    restored = updates[3]
    open_page.deliver(live(900, 0))
    expect(open_page.button).to_be_hidden()
    open_page.deliver(removed(restored.pk, restored.ordinal))
    open_page.deliver(live(restored.pk, restored.ordinal))
    open_page.button.click()
    assert open_page.shown() == before


def test_parts_are_replaced_where_they_differ(open_page):
    """A changed part of the page is replaced; the others are not touched."""
    header = open_page.part("header")
    same = open_page.part("key_events").inner_html()
    open_page.part("key_events").evaluate("node => { node.isOld = true; }")
    open_page.deliver(
        blog={
            "state": "paused",
            "label": "Paused",
            "parts": {"header": "<h1>New title</h1>", "key_events": same},
        }
    )
    expect(header).to_have_text("New title")
    assert open_page.part("key_events").evaluate("node => node.isOld")
    blog = open_page.page.locator("liveconflict-blog")
    expect(blog).to_have_attribute("data-state", "paused")


def test_markup_is_placed_as_given_and_scripts_stay_inert(open_page, updates):
    """The server renders; scripts that come with a change never run."""
    script = "<script>window.broken = true</script>"
    open_page.deliver(
        live(901, 13, words=script),
        live(updates[0].pk, 12, words=f"{script}<p>&lt;b&gt;</p>"),
        blog={"state": "live", "parts": {"summary": script}},
    )
    open_page.button.click()
    expect(open_page.update(updates[0].pk).locator("p")).to_have_text("<b>")
    assert open_page.page.evaluate("window.broken") is None


def test_works_under_a_strict_content_policy(new_page, live_blog, updates):
    """No inline script or style, and markup only through the policy we name."""
    page = new_page()

    def add_policy(route):
        response = route.fetch()
        policy = (
            "default-src 'self'; require-trusted-types-for 'script'; "
            "trusted-types liveconflict"
        )
        headers = {**response.headers, "content-security-policy": policy}
        route.fulfill(response=response, headers=headers)

    url = live_blog.get_url()
    page.route(f"**{url}", add_policy)
    open_page = OpenPage(page, url)
    open_page.deliver(
        live(updates[0].pk, 12, "Mended"),
        live(901, 13),
        blog={"state": "live", "parts": {"header": "<h1>Mended</h1>"}},
    )
    open_page.button.click()
    expect(open_page.update(updates[0].pk)).to_contain_text("Mended")
    expect(open_page.part("header")).to_have_text("Mended")
    assert open_page.shown()[0] == 901


def test_permalink_shows_its_update_and_takes_no_new_ones(new_page, live_blog, updates):
    """An update's own address puts the reader on it; changes to it arrive, other
    updates do not."""
    update = updates[6]
    open_page = OpenPage(new_page(), update.permalink)
    expect(open_page.update(update.pk)).to_be_in_viewport()
    assert open_page.focused() == f"update-{update.pk}-heading"
    open_page.deliver(live(901, 13), live(update.pk, update.ordinal, "Mended"))
    expect(open_page.update(update.pk)).to_contain_text("Mended")
    expect(open_page.button).to_be_hidden()


def test_links_in_the_outline_lead_to_updates_on_the_page(open_page, updates):
    """A key event that stands on the page is reached without leaving it."""
    id = updates[8].pk
    link = f'<a href="/elsewhere/" data-liveconflict-link="{id}">Event</a>'
    open_page.deliver(blog={"state": "live", "parts": {"key_events": link}})
    open_page.part("key_events").get_by_role("link").click()
    assert open_page.focused() == f"update-{id}-heading"
    expect(open_page.update(id)).to_be_in_viewport()
    assert open_page.page.url.endswith(f"#update-{id}")


def test_first_update_of_an_empty_blog(new_page, live_blog):
    """The first update takes the place of the words that there is none yet."""
    open_page = OpenPage(new_page(), live_blog.get_url())
    expect(open_page.updates).to_contain_text("no updates yet")
    open_page.deliver(live(901, 1))
    open_page.button.click()
    assert open_page.shown() == [901]
    expect(open_page.page.get_by_text("no updates yet")).to_be_hidden()


def test_same_markup_is_left_alone(open_page, updates):
    """An update that arrives as it is on the page is not touched."""
    shown = open_page.update(updates[0].pk)
    shown.evaluate("node => { node.isOld = true; }")
    same = {"html": shown.evaluate("node => node.outerHTML")}
    open_page.deliver({**live(updates[0].pk, 12), **same})
    assert shown.evaluate("node => node.isOld")

"""A correction, from the desk to a page that a reader already has open."""

import datetime as dt
import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.acceptance.editor import Editor
from tests.acceptance.open_page import HOUR, OpenPage
from tests.factories import PASSWORD, PublishedUpdateFactory
from wagtail_liveconflict import editorial
from wagtail_liveconflict.models import Correction

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

TEXT = "We said nine boats; it was eleven."


@pytest.fixture
def update(live_blog):
    return PublishedUpdateFactory(page=live_blog, headline="Boats at the quay")


def note_on(page):
    return page.locator("[data-liveconflict-part='corrections_note']")


def test_an_editor_corrects_and_open_pages_show_it(
    new_page, site_url, live_blog, update, editor, settings
):
    """Under the update and at the top, with its time, without a reload; the top
    leads to the update and to the page of corrections."""
    settings.LIVECONFLICT_POLL_SECONDS = 1
    reader = new_page()
    reader.goto(live_blog.get_url())
    expect(note_on(reader).get_by_role("heading")).to_have_count(0)
    writer = Editor(new_page(), site_url)
    writer.sign_in(editor.username, PASSWORD)
    writer.open_desk(live_blog.get_parent().pk, live_blog.title)
    writer.entry(update.headline).get_by_role(
        "link", name=re.compile("Correct")
    ).click()
    writer.page.get_by_label("Correction").fill(TEXT)
    writer.page.get_by_role("button", name="Add correction").click()
    writer.wait_for_composer()

    article = reader.locator(f"#update-{update.pk}")
    expect(article).to_contain_text(TEXT)
    note = note_on(reader)
    expect(note).to_contain_text(TEXT)
    expect(note.get_by_role("heading", name="Corrections")).to_be_visible()
    note.get_by_role("link", name="Read the update").click()
    expect(article.get_by_role("heading")).to_be_focused()
    note.get_by_role("link", name="All corrections").click()
    expect(reader.get_by_role("heading", name="Corrections", level=1)).to_be_visible()
    expect(reader.get_by_role("list").get_by_text(TEXT)).to_be_visible()
    reader.get_by_role("link", name=update.headline).click()
    expect(reader.locator(f"#update-{update.pk}")).to_contain_text(TEXT)


def test_an_open_page_hides_the_note_after_a_day(new_page, live_blog, update, settings):
    """Each at its own time, and the heading with the last; the update keeps it."""
    settings.LIVECONFLICT_POLL_SECONDS = HOUR
    older = editorial.correct_update(update, None, "Older.")
    editorial.correct_update(update, None, "Newer.")
    Correction.objects.filter(pk=older.pk).update(
        at=timezone.now() - dt.timedelta(hours=12)
    )
    page = new_page()
    page.clock.install(time=timezone.now())
    page.clock.pause_at(timezone.now() + dt.timedelta(seconds=10))
    OpenPage(page, live_blog.get_url(), asks=False)
    note = note_on(page)
    expect(note.get_by_text("Older.")).to_be_visible()
    page.clock.fast_forward(13 * HOUR * 1000)
    expect(note.get_by_text("Older.")).to_be_hidden()
    expect(note.get_by_text("Newer.")).to_be_visible()
    page.clock.fast_forward(12 * HOUR * 1000)
    expect(note.get_by_text("Newer.")).to_be_hidden()
    expect(note.locator("h2")).to_be_hidden()
    expect(page.locator(f"#update-{update.pk}")).to_contain_text("Newer.")


def test_what_was_over_when_it_was_delivered_is_not_shown(
    new_page, live_blog, update, settings
):
    """The server sends everybody the same: an old note comes along, and is hidden."""
    settings.LIVECONFLICT_POLL_SECONDS = HOUR
    open_page = OpenPage(new_page(), live_blog.get_url())
    html = (
        '<liveconflict-passing data-until="{}"><p>{}</p></liveconflict-passing>'
    ).format
    passed = timezone.now() - dt.timedelta(minutes=1)
    coming = timezone.now() + dt.timedelta(minutes=9)
    parts = {
        "corrections_note": html(passed.isoformat(), "Old.")
        + html(coming.isoformat(), "Young.")
        + html("odd", "Of an odd time.")
    }
    open_page.deliver(blog={"state": "live", "parts": parts})
    part = open_page.part("corrections_note")
    expect(part.get_by_text("Young.")).to_be_visible()
    expect(part.get_by_text("Of an odd time.")).to_be_visible()
    expect(part.get_by_text("Old.")).to_be_hidden()


def test_without_scripts_everything_is_there(new_page, live_blog, update):
    """The note, the link to the page of corrections, and that page."""
    editorial.correct_update(update, None, TEXT)
    page = new_page(java_script_enabled=False)
    page.goto(live_blog.get_url())
    expect(note_on(page)).to_contain_text(TEXT)
    page.get_by_role("link", name="Corrections", exact=True).click()
    expect(page.get_by_text(TEXT)).to_be_visible()
    assert page.context.cookies() == []

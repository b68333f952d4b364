"""Choosing who is quoted, in the composer of the desk, in a real browser."""

import pytest
from django.core.management import call_command
from playwright.sync_api import expect
from wagtail.models import Page as WagtailPage

from tests.acceptance.editor import Editor
from tests.factories import (
    PASSWORD,
    LiveBlogPageFactory,
    PublishedUpdateFactory,
    SourceFactory,
    quote,
)
from tests.sources import source_with
from wagtail_liveconflict.models import LiveUpdate, Source

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

TITLE = "The crossing at Ternwell"


@pytest.fixture
def at_desk(new_page, site_url, editor):
    """An editor at the desk of a live blog that has quoted somebody already."""
    root = WagtailPage.objects.get(depth=2)
    live_blog = LiveBlogPageFactory(parent=root, title=TITLE)
    SourceFactory(name="Aaron Early", role="miller", affiliation="Mill of Ternwell")
    source_with(
        ("telegram", "riverwire"),
        name="River Wire",
        kind="channel",
        role="",
        affiliation="River Press",
    )
    last = SourceFactory(name="Zoe Reed", role="harbour master")
    PublishedUpdateFactory(
        page=live_blog,
        headline="Crossing opens",
        body=[quote("It is open.", source=last)],
    )
    call_command("update_index", verbosity=0)
    at_desk = Editor(new_page(), site_url)
    at_desk.sign_in(editor.username, PASSWORD)
    at_desk.open_desk(root.pk, TITLE)
    return at_desk


def open_dialog(at_desk):
    """Add a quote and press its button; the dialog, and the quote's form prefix."""
    prefix = at_desk.add_block("Quote from source")
    chooser = at_desk.page.locator(f"#{prefix}-source-chooser")
    chooser.get_by_role("button", name="Choose").click()
    dialog = at_desk.page.locator(".modal-content")
    expect(dialog.get_by_role("tab", name="New source")).to_be_visible()
    return dialog, prefix


def names(dialog):
    return dialog.locator("td.title")


def test_last_quoted_come_first_and_typing_finds(at_desk):
    """Who was last quoted in this live blog stands first; typing a handle finds its
    source without a press of Enter; choosing it fills the quote."""
    dialog, prefix = open_dialog(at_desk)
    headings = dialog.locator("h2.w-h3")
    expect(headings).to_have_text(["Last quoted in this live blog", "Other sources"])
    expect(names(dialog)).to_have_text(["Zoe Reed", "Aaron Early", "River Wire"])
    expect(dialog.locator("tr", has_text="Aaron Early")).to_contain_text(
        "miller, Mill of Ternwell"
    )

    search = dialog.get_by_label("Name, handle or affiliation")
    search.press_sequentially("@riverw")
    expect(names(dialog)).to_have_text(["River Wire"])
    search.fill("Port of")
    expect(headings).to_have_text(["Quoted in this live blog"])
    expect(names(dialog)).to_have_text(["Zoe Reed"])
    search.fill("nobody")
    expect(dialog.get_by_text("No source matches “nobody”.")).to_be_visible()
    search.fill("mill of")
    names(dialog).get_by_role("link", name="Aaron Early").click()

    chooser = at_desk.page.locator(f"#{prefix}-source-chooser")
    expect(chooser).to_contain_text("Aaron Early")
    at_desk.field(f"{prefix}-text").fill("The mill stands still.")
    at_desk.publish()
    # The next quote of the live blog has him first.
    dialog, _prefix = open_dialog(at_desk)
    expect(names(dialog)).to_have_text(["Aaron Early", "Zoe Reed", "River Wire"])


def test_created_with_its_handle_in_the_same_dialog(at_desk):
    """A handle that another source has is refused at its field, with the name of that
    source; with another one the new source is made and chosen."""
    dialog, prefix = open_dialog(at_desk)
    dialog.get_by_role("tab", name="New source").click()
    dialog.get_by_label("Public name").fill("Bo Quill")
    dialog.locator("[name='kind']").select_option("channel")
    dialog.locator("[name='platform']").select_option("telegram")
    dialog.locator("[name='handle']").fill("https://t.me/RiverWire")
    dialog.get_by_role("button", name="Create").click()
    expect(dialog.get_by_text("“River Wire” has this handle already.")).to_be_visible()
    expect(dialog.get_by_label("Public name")).to_have_value("Bo Quill")

    dialog.locator("[name='handle']").fill("@BoQuill")
    dialog.get_by_role("button", name="Create").click()
    chooser = at_desk.page.locator(f"#{prefix}-source-chooser")
    expect(chooser).to_contain_text("Bo Quill")
    at_desk.field(f"{prefix}-text").fill("We counted eleven barges.")
    at_desk.publish()
    made = Source.objects.get(name="Bo Quill")
    assert str(made.handles.get()) == "Telegram: boquill"
    newest = LiveUpdate.objects.order_by("pk").last()
    assert newest.body[0].value["source"] == made


def test_chosen_on_the_screen_of_an_update(at_desk):
    """The order is the same where an update is edited."""
    at_desk.open_update("Crossing opens")
    page = at_desk.page
    chooser = page.locator("#body-0-value-source-chooser")
    chooser.get_by_role("button", name="Actions").click()
    page.get_by_role("button", name="Choose another").click()
    dialog = page.locator(".modal-content")
    expect(names(dialog)).to_have_text(["Zoe Reed", "Aaron Early", "River Wire"])
    expect(dialog.locator("h2.w-h3").first).to_have_text(
        "Last quoted in this live blog"
    )

"""Warnings as an editor meets them: at the field, on the preview, in the checks."""

import pytest
from playwright.sync_api import expect

from tests.acceptance.editor import Editor
from tests.factories import PASSWORD, LiveBlogPageFactory
from wagtail_liveconflict.editorial.state import start_blog
from wagtail_liveconflict.models import ContestedName, HouseForm, LiveUpdate

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

REASON = "The town council writes it so."


@pytest.fixture
def glossary(restored_db):
    name = ContestedName.objects.create(term="Ternwell", reason=REASON)
    HouseForm.objects.create(
        contested_name=name, language="en", form="Ternwell", other_forms="Ternvel"
    )


@pytest.fixture
def at_desk(page, site_url, editor):
    """An editor at the desk of a live blog."""
    live_blog = LiveBlogPageFactory(title="The river crossing")
    start_blog(live_blog)
    at_desk = Editor(page, site_url)
    at_desk.sign_in(editor.username, PASSWORD)
    page.goto(
        f"{site_url}/admin/snippets/wagtail_liveconflict/liveupdate/desk/{live_blog.pk}/"
    )
    at_desk.wait_for_composer()
    return at_desk


def get_message_at(at_desk, prefix):
    """What stands at the field with this prefix."""
    return at_desk.page.locator(f"#{prefix}-errors")


def test_loaded_verb_is_asked_about_once(at_desk):
    """A verb that judges is asked about at its field, with a notice that says what
    to do; nothing is published, and the second press, by keyboard, publishes."""
    at_desk.write_headline("Harbour master on the delay")
    at_desk.add_quote("We were late.", name="Ada Quill", verb="admitted")
    at_desk.press_publish()
    page = at_desk.page
    notice = page.locator(".wlc-warnings")
    expect(notice).to_contain_text("Not published yet")
    expect(get_message_at(at_desk, "body-1-value-verb")).to_contain_text(
        "This verb judges"
    )
    assert not LiveUpdate.objects.filter(live=True).exists()
    page.get_by_role("button", name="Publish", exact=True).focus()
    with at_desk.expect_answer():
        page.keyboard.press("Enter")
    at_desk.wait_for_composer()
    expect(at_desk.entry("Harbour master on the delay")).to_be_visible()
    assert LiveUpdate.objects.get(live=True).headline == "Harbour master on the delay"


@pytest.mark.allows_console_errors
def test_contested_name_is_named_on_the_preview_and_when_publishing(glossary, at_desk):
    """A contested name in our own words is listed on the preview and among Wagtail's
    content checks, with the house form and the reason, and asked about once when
    publishing; its folded field is open then. The quote's own words are left alone.

    Wagtail writes what its checks find to the console.
    """
    page = at_desk.page
    at_desk.write_headline("Ferry at the quay")
    at_desk.write_text("The ferry has left Ternvel.")
    at_desk.add_quote(
        "Ternvel is wet.", name="Ada Quill", context_note="Said in Ternvel."
    )
    page.get_by_role("button", name="Toggle preview").click()
    preview = page.frame_locator("#w-preview-iframe")
    listed = preview.locator(".liveconflict-preview-warnings li")
    expect(listed).to_have_text([f"“Ternvel”: the house form is “Ternwell”. {REASON}"])
    expect(preview.locator("article")).to_contain_text("Ternvel is wet.")
    expect(preview.locator("article")).not_to_contain_text(REASON)

    page.get_by_role("button", name="Toggle checks").click()
    row = page.locator("[data-checks-panel] [data-content-checker-row]")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("Contested name: Ternwell")
    expect(row).to_contain_text(REASON)
    page.get_by_role("button", name="Toggle checks").click()

    at_desk.press_publish()
    expect(page.locator(".wlc-warnings")).to_contain_text("Ternwell")
    expect(get_message_at(at_desk, "body-0-value")).to_contain_text("Ternvel")
    in_context = get_message_at(at_desk, "body-1-value-context_note")
    expect(in_context).to_contain_text("Ternvel")
    expect(in_context).to_be_visible()
    expect(get_message_at(at_desk, "body-1-value-text")).to_be_empty()
    assert not LiveUpdate.objects.filter(live=True).exists()

    at_desk.press_publish()
    at_desk.wait_for_composer()
    (update,) = LiveUpdate.objects.filter(live=True)
    assert "left Ternvel" in str(update.body[0].value)

"""The verbs of the stream in a real browser: asked in a dialog, at a desk's width and
at a phone's."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.acceptance.desk import PHONE, open_desk
from tests.acceptance.test_desk_accessibility import find_problems
from tests.factories import (
    LiveBlogPageFactory,
    LiveUpdateFactory,
    PublishedUpdateFactory,
)
from wagtail_liveconflict.models import LiveUpdate

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture(params=[{}, PHONE], ids=["desktop", "phone"])
def options(request):
    return request.param


@pytest.fixture
def update(live_blog):
    return PublishedUpdateFactory(page=live_blog, headline="Quay closed")


@pytest.fixture
def draft(live_blog, editor):
    draft = LiveUpdateFactory(page=live_blog, headline="Report leaked", owner=editor)
    draft.save_revision(user=editor)
    return draft


@pytest.fixture
def desk(new_page, site_url, editor, live_blog, options):
    return open_desk(new_page(**options), site_url, editor, live_blog)


def press(desk, name, verb):
    """The control of a verb, unfolded where it is among the rarer ones."""
    entry = desk.entry(name)
    control = entry.locator(f"[data-wlc-verb={verb}]")
    if not control.is_visible():
        entry.locator("summary").click()
    control.click()
    return entry


def get_dialog(desk):
    return desk.page.get_by_role("dialog")


def type_time(field, moment):
    field.fill(moment.strftime("%Y-%m-%dT%H:%M"))


def test_withdrawn_in_the_dialog(desk, update):
    """Without a reason it says so at the field; with one the entry shows it, it is
    announced, the focus stays there, and the composer has lost nothing."""
    page = desk.page
    desk.write_headline("Half a thought")
    press(desk, "Quay closed", "withdraw")
    dialog = get_dialog(desk)
    expect(dialog).to_have_accessible_name("Withdraw")
    reason = dialog.get_by_label("Public reason")
    expect(reason).to_be_focused()
    dialog.get_by_role("button", name="Withdraw").click()
    expect(dialog.get_by_text("This field is required.")).to_be_visible()
    expect(reason).to_be_focused()
    assert find_problems(page, ".wlc-entry") == []
    reason.fill("Another quay was meant.")
    dialog.get_by_role("button", name="Withdraw").click()
    expect(dialog).to_have_count(0)
    entry = desk.entry("Quay closed")
    expect(entry).to_contain_text("Another quay was meant.")
    expect(page.get_by_role("status").filter(has_text="Withdrawn.")).to_be_visible()
    expect(entry).to_be_focused()
    expect(page.locator("#id_headline")).to_have_value("Half a thought")
    assert LiveUpdate.objects.get(pk=update.pk).is_withdrawn


def test_the_dialog_is_left_by_the_keyboard(desk, update):
    """A key opens it from the entry, Escape closes it; nothing was done."""
    entry = desk.entry("Quay closed")
    entry.focus()
    desk.page.keyboard.press("w")
    expect(get_dialog(desk)).to_be_visible()
    desk.page.keyboard.press("Escape")
    expect(get_dialog(desk)).to_have_count(0)
    expect(entry).to_be_focused()
    assert not LiveUpdate.objects.get(pk=update.pk).is_withdrawn


def test_on_hold_it_is_not_published(desk, draft):
    """Put on hold in the dialog, it is refused in the composer, which says until
    when; released, it is published."""
    page = desk.page
    press(desk, "Report leaked", "hold")
    until = timezone.localtime() + timedelta(hours=2)
    dialog = get_dialog(desk)
    type_time(dialog.get_by_label("On hold until"), until)
    dialog.get_by_label("Reason").fill("Embargo of the court")
    dialog.get_by_role("button", name="Put on hold").click()
    entry = desk.entry("Report leaked")
    expect(entry).to_contain_text("On hold until")
    desk.open_update("Report leaked")
    desk.press_publish()
    refusal = page.locator(".messages").get_by_text(re.compile("is on hold until"))
    expect(refusal).to_contain_text(f"{until:%H:%M}")
    assert not LiveUpdate.objects.get(pk=draft.pk).live
    press(desk, "Report leaked", "release")
    expect(
        page.get_by_role("status").filter(has_text="No longer on hold")
    ).to_be_visible()
    desk.press_publish()
    expect(desk.entry("Report leaked").locator("[data-wlc-verb=pin]")).to_be_visible()
    assert LiveUpdate.objects.get(pk=draft.pk).live


def test_scheduled_and_taken_back(desk, draft):
    """A past time is refused at its field; taken back, the same time is offered
    again."""
    press(desk, "Report leaked", "schedule")
    dialog = get_dialog(desk)
    field = dialog.get_by_label("Publish at")
    type_time(field, timezone.localtime() - timedelta(hours=1))
    dialog.get_by_role("button", name="Schedule").click()
    expect(dialog.get_by_text("Give a time that lies ahead")).to_be_visible()
    at = timezone.localtime() + timedelta(hours=3)
    type_time(field, at)
    dialog.get_by_role("button", name="Schedule").click()
    entry = desk.entry("Report leaked")
    expect(entry).to_contain_text(f"{at:%H:%M}")
    assert LiveUpdate.objects.get(pk=draft.pk).scheduled_revision
    press(desk, "Report leaked", "unschedule")
    expect(entry).not_to_contain_text("Scheduled for")
    press(desk, "Report leaked", "schedule")
    expect(field).to_have_value(f"{at:%Y-%m-%dT%H:%M}")


def test_its_link_is_copied(desk, update, live_blog):
    """To the clipboard, and it says so."""
    page = desk.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    press(desk, "Quay closed", "copy-link")
    expect(page.get_by_role("status").filter(has_text="Copied.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{live_blog.full_url}updates/{update.pk}/"


def test_where_the_clipboard_is_not_to_be_had(desk, update):
    """The link is there, selected, to be copied by hand."""
    page = desk.page
    page.evaluate(
        "() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }"
    )
    press(desk, "Quay closed", "copy-link")
    link = desk.entry("Quay closed").get_by_role("textbox")
    expect(link).to_be_focused()
    expect(link).to_have_value(re.compile(rf"/updates/{update.pk}/$"))
    selected = (
        "document.activeElement.selectionEnd === document.activeElement.value.length"
    )
    assert page.evaluate(selected)


def test_a_copy_opens_in_the_composer(desk, update):
    """What was being written waits, and is not lost."""
    page = desk.page
    desk.write_headline("Half a thought")
    press(desk, "Quay closed", "duplicate")
    expect(page.locator("#id_headline")).to_have_value("Quay closed")
    expect(page.locator(".wlc-notes__underway")).to_be_visible()
    copy = LiveUpdate.objects.get(headline="Quay closed", ordinal=None)
    expect(page.locator("form[data-edit-form]")).to_have_attribute(
        "action", re.compile(f"/edit/{copy.pk}/$")
    )
    assert LiveUpdate.objects.filter(headline="Half a thought").exists()


def test_moved_in_the_dialog(desk, update, live_blog):
    """It is gone from the stream, which says where it is."""
    other = LiveBlogPageFactory(title="The far bank")
    press(desk, "Quay closed", "move")
    dialog = get_dialog(desk)
    dialog.get_by_label("Live blog").select_option(label="The far bank")
    dialog.get_by_role("button", name="Move").click()
    status = desk.page.get_by_role("status").filter(has_text="Moved to “The far bank”.")
    expect(status).to_be_visible()
    expect(desk.page.locator(".wlc-entry")).to_have_count(0)
    assert LiveUpdate.objects.get(pk=update.pk).page_id == other.pk


@pytest.mark.allows_console_errors
def test_what_was_typed_stays_where_there_is_no_answer(desk, update):
    """The dialog says that it did not work, and the second attempt does."""
    page = desk.page
    press(desk, "Quay closed", "correct")
    dialog = get_dialog(desk)
    dialog.get_by_label("Correction").fill("It is the north quay.")
    page.context.set_offline(True)
    dialog.get_by_role("button", name="Add correction").click()
    expect(dialog.get_by_role("alert")).to_contain_text("nothing was changed")
    page.context.set_offline(False)
    dialog.get_by_role("button", name="Add correction").click()
    expect(dialog).to_have_count(0)
    assert update.corrections.get().text == "It is the north quay."


def test_it_fits_a_phone(desk, update, options):
    """No verb and no field of the dialog stands outside the screen."""
    page = desk.page
    entry = desk.entry("Quay closed")
    entry.locator("summary").click()
    press(desk, "Quay closed", "withdraw")
    expect(get_dialog(desk)).to_be_visible()
    width = page.viewport_size["width"]
    for control in [*entry.locator("[data-wlc-verb]").all(), get_dialog(desk)]:
        box = control.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width

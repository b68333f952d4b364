"""Claims at the desk, in a real browser: created beside what is near, changed in one
dialog, approved by a second editor."""

import re

import pytest
from playwright.sync_api import expect
from wagtail.models import Page as WagtailPage

from tests.acceptance.editor import Editor
from tests.claims import reach
from tests.factories import (
    PASSWORD,
    ClaimFactory,
    LiveBlogPageFactory,
    PublishedUpdateFactory,
    UserFactory,
    verification,
)
from wagtail_liveconflict.models import Claim

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

TITLE = "The crossing at Ternwell"


@pytest.fixture
def live_blog(site_url):
    return LiveBlogPageFactory(parent=WagtailPage.objects.get(depth=2), title=TITLE)


def sit_down(new_page, site_url, user, **options) -> Editor:
    at_desk = Editor(new_page(**options), site_url)
    at_desk.sign_in(user.username, PASSWORD)
    return at_desk


def open_desk(at_desk):
    at_desk.open_desk(WagtailPage.objects.get(depth=2).pk, TITLE)
    return at_desk.page


def show(claim, live_blog):
    PublishedUpdateFactory(
        page=live_blog, headline="Crew seen", body=[verification(claim)]
    )
    return claim


def test_an_open_claim_is_offered_while_its_sentence_is_typed(
    new_page, site_url, editor, live_blog
):
    """Choosing it by the keyboard closes the dialog with it; nothing is created."""
    known = ClaimFactory(sentence="A ferry crew has reached the far bank.")
    at_desk = sit_down(new_page, site_url, editor)
    page = open_desk(at_desk)
    prefix = at_desk.add_block("Verification status")
    chooser = page.locator(f"#{prefix}-claim-chooser")
    chooser.get_by_role("button", name="Choose").click()
    dialog = page.locator(".modal-content")
    # Wagtail's dialog takes the focus once it has come in.
    page.wait_for_function(
        "document.querySelector('.modal')?.contains(document.activeElement)"
    )
    dialog.get_by_role("tab", name="New claim").click()
    sentence = dialog.locator("[name$='sentence']")
    sentence.press_sequentially("Ferry crews reached the bank")
    expect(dialog.get_by_role("status")).to_contain_text("1 open claim is near this")
    expect(sentence).to_be_focused()
    page.keyboard.press("Tab")
    expect(dialog.get_by_role("link", name=known.sentence)).to_be_focused()
    page.keyboard.press("Enter")
    expect(chooser).to_contain_text(known.sentence)
    expect(dialog).to_have_count(0)
    assert Claim.objects.count() == 1


def test_still_offered_after_an_error(new_page, site_url, editor, live_blog):
    """The form that comes back looks for near claims as well, and can be chosen from."""
    known = ClaimFactory(sentence="Twelve barges burned at the quay.")
    at_desk = sit_down(new_page, site_url, editor)
    page = open_desk(at_desk)
    prefix = at_desk.add_block("Verification status")
    chooser = page.locator(f"#{prefix}-claim-chooser")
    chooser.get_by_role("button", name="Choose").click()
    dialog = page.locator(".modal-content")
    dialog.get_by_role("tab", name="New claim").click()
    dialog.get_by_role("button", name="Create").click()
    expect(dialog.get_by_text("This field is required.")).to_be_visible()
    dialog.locator("[name$='sentence']").fill("Barges burned at a quay")
    dialog.get_by_role("link", name=known.sentence).click()
    expect(chooser).to_contain_text(known.sentence)


def test_one_asks_another_approves(new_page, site_url, editor, live_blog):
    """From the desk's claims, in one dialog; the second editor has it on the home
    page; who asked sees what has become of it."""
    claim = show(reach(ClaimFactory(), "checking"), live_blog)
    asking = sit_down(new_page, site_url, editor)
    page = open_desk(asking)
    page.locator(".wlc-controls").get_by_role("link", name="Claims").click()
    row = page.locator(".wlc-claim")
    expect(row).to_contain_text("Being checked")
    button = row.get_by_role("link", name=re.compile("Change status"))
    button.click()
    dialog = page.locator(".modal-content")
    verified = dialog.get_by_role("radio", name=re.compile("^ *Verified"))
    expect(verified).to_have_accessible_description(
        re.compile("Another editor has to approve it")
    )
    expect(dialog.get_by_label("Finding")).to_be_hidden()
    verified.check()
    dialog.get_by_label("Reason").select_option(label="New evidence")
    dialog.get_by_role("button", name="Change status").click()
    # Readers have seen it: the note is asked for at its field, in the same dialog.
    expect(dialog.get_by_label("Note for readers")).to_have_attribute(
        "aria-invalid", "true"
    )
    expect(verified).to_be_checked()
    dialog.get_by_label("Note for readers").fill("We have spoken with the crew.")
    with page.expect_navigation():
        dialog.get_by_role("button", name="Change status").click()
    expect(page.locator(".messages")).to_contain_text("waits for another editor")
    expect(page.locator(".wlc-request")).to_contain_text("Waits for another editor.")
    expect(page.get_by_role("button", name="Approve")).to_have_count(0)

    second = sit_down(new_page, site_url, UserFactory(groups=["Moderators"]))
    panel = second.page.locator(".w-panel--dashboard", has_text="second editor")
    expect(panel).to_contain_text(claim.sentence)
    panel.get_by_role("button", name=re.compile("Approve")).click()
    expect(second.page.locator(".messages")).to_contain_text("Approved.")
    expect(panel).to_have_count(0)

    page.reload()
    expect(page.locator(".wlc-request")).to_have_count(0)
    page.locator(".wlc-claims__settled summary").click()
    expect(page.locator(".wlc-claim")).to_contain_text("Verified")


def test_the_dialog_gives_the_focus_back(new_page, site_url, editor, live_blog):
    """Closed by the keyboard, it leaves everything as it was."""
    show(ClaimFactory(), live_blog)
    at_desk = sit_down(new_page, site_url, editor)
    page = open_desk(at_desk)
    page.locator(".wlc-controls").get_by_role("link", name="Claims").click()
    button = page.get_by_role("link", name=re.compile("Change status"))
    button.focus()
    page.keyboard.press("Enter")
    dialog = page.locator(".modal-content")
    first = dialog.get_by_role("radio").first
    expect(first).to_be_focused()
    dialog.get_by_role("radio", name=re.compile("False")).wait_for(state="detached")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(button).to_be_focused()


def test_without_javascript(new_page, site_url, editor, live_blog):
    """The same form is a page, and leads back."""
    claim = show(ClaimFactory(), live_blog)
    page = sit_down(new_page, site_url, editor, java_script_enabled=False).page
    base = f"{site_url}/admin/snippets/wagtail_liveconflict"
    page.goto(f"{base}/liveupdate/desk/{live_blog.pk}/claims/")
    page.get_by_role("link", name=re.compile("Change status")).click()
    page.get_by_role("radio", name=re.compile("Disputed")).check()
    page.get_by_label("Reason").select_option(label="Official denial")
    page.get_by_label("Note for readers").fill("The council denies it.")
    page.get_by_role("button", name="Change status").click()
    expect(page).to_have_url(f"{base}/liveupdate/desk/{live_blog.pk}/claims/")
    expect(page.locator(".wlc-claim")).to_contain_text("Disputed")
    assert Claim.objects.get(pk=claim.pk).status == "disputed"


def test_the_sentence_of_a_verified_claim(new_page, site_url, editor, live_blog):
    """Said before saving; saved when it is pressed again."""
    claim = show(reach(ClaimFactory(), "verified"), live_blog)
    at_desk = sit_down(new_page, site_url, editor)
    at_desk.open_claim(claim.sentence)
    page = at_desk.page
    page.locator("#id_sentence").fill("Another sentence altogether.")
    with page.expect_navigation():
        page.get_by_role("button", name="Save").click()
    notice = page.get_by_role("alert").filter(has_text="takes the status back")
    expect(notice).to_be_visible()
    assert Claim.objects.get().status == "verified"
    with page.expect_navigation():
        page.get_by_role("button", name="Save").click()
    expect(page.locator(".wlc-claim-head__status")).to_contain_text("Being checked")
    expect(page.locator("#id_sentence")).to_have_value("Another sentence altogether.")

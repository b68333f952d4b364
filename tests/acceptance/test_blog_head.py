"""The blog's own controls in a real browser, at a desk's width and at a phone's."""

import json
import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from tests.acceptance.desk import PHONE, open_desk
from tests.acceptance.test_desk_accessibility import find_problems
from tests.factories import PASSWORD, LiveBlogPageFactory, UserFactory
from wagtail_liveconflict import editorial
from wagtail_liveconflict.desk.composer import get_desk_url
from wagtail_liveconflict.models import LiveBlogPage, LiveFeed

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
OPENER = "Headline and summary"


@pytest.fixture(params=[{}, PHONE], ids=["desktop", "phone"])
def options(request):
    return request.param


@pytest.fixture
def live_blog(restored_db):
    live_blog = LiveBlogPageFactory(
        title="The river crossing",
        summary=json.dumps([{"type": "known", "value": "<p>The ferry stopped.</p>"}]),
    )
    live_blog.save_revision().publish()
    editorial.start_blog(live_blog)
    return LiveBlogPage.objects.get(pk=live_blog.pk)


@pytest.fixture
def desk(new_page, site_url, editor, live_blog, options):
    return open_desk(new_page(**options), site_url, editor, live_blog)


def get_state(live_blog):
    return LiveFeed.objects.get(page=live_blog).state


def get_controls(desk):
    return desk.page.locator(".wlc-controls")


def open_head(desk):
    get_controls(desk).get_by_role("link", name=OPENER).click()
    dialog = desk.page.get_by_role("dialog", name=OPENER)
    expect(dialog.get_by_label("Headline")).to_be_focused()
    expect(dialog.locator(".public-DraftEditor-content").first).to_be_visible()
    return dialog


def test_state_is_changed_without_leaving(desk, live_blog):
    """Each button is followed by the one that takes its place, with the focus; it is
    said; ending is asked about; the composer has lost nothing."""
    page = desk.page
    desk.write_headline("Half a thought")
    controls = get_controls(desk)
    said = page.locator(".wlc-controls__message")
    controls.get_by_role("button", name="Pause").click()
    expect(said).to_have_text("The live blog is paused.")
    expect(controls.get_by_role("button", name="Resume")).to_be_focused()
    assert get_state(live_blog) == "paused"
    page.keyboard.press("Enter")
    expect(controls.get_by_role("button", name="Pause")).to_be_focused()
    end = controls.get_by_role("button", name="End", exact=True)
    expect(end).to_be_hidden()
    controls.locator("summary").click()
    assert find_problems(page) == []
    assert get_state(live_blog) == "live"
    end.click()
    expect(said).to_have_text("The live blog has ended.")
    assert get_state(live_blog) == "ended"
    expect(controls.get_by_role("button", name="Resume")).to_be_focused()
    controls.get_by_role("button", name="Resume").click()
    expect(said).to_have_text("The live blog is on air again.")
    assert get_state(live_blog) == "live"
    expect(page.locator("#id_headline")).to_have_value("Half a thought")


def test_head_is_edited_without_leaving(desk, live_blog):
    """Headline and a new line of what we know are live; the focus is back at the
    button, and the composer has lost nothing."""
    page = desk.page
    desk.write_headline("Half a thought")
    dialog = open_head(desk)
    assert find_problems(page, ".wlc-head") == []
    dialog.get_by_label("Headline").fill("Crossing open")
    words = dialog.locator(".public-DraftEditor-content").first
    words.click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("The ferry runs again.")
    dialog.locator("button[title='Insert a block']").last.click()
    page.get_by_role("option", name="What we do not know").click()
    expect(dialog.locator(".public-DraftEditor-content")).to_have_count(2)
    dialog.locator(".public-DraftEditor-content").last.click()
    page.keyboard.type("Who closed it.")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_have_count(0)
    expect(page.locator(".wlc-controls__message")).to_have_text(
        "Saved. Readers see it."
    )
    opener = get_controls(desk).get_by_role("link", name=OPENER)
    expect(opener).to_be_focused()
    expect(page.locator(".wlc-controls__title")).to_have_text("Crossing open")
    expect(page.locator("#id_headline")).to_have_value("Half a thought")
    now = LiveBlogPage.objects.get(pk=live_blog.pk)
    assert now.title == "Crossing open"
    assert [str(block.value).strip() for block in now.summary] != []
    assert "The ferry runs again." in str(now.summary[0].value)
    assert "Who closed it." in str(now.summary[1].value)


def test_what_was_typed_is_discarded_at_the_second_time(desk, live_blog):
    """Untouched it closes at once; touched it asks, and goes on when written on."""
    page = desk.page
    open_head(desk)
    page.keyboard.press("Escape")
    dialog = page.get_by_role("dialog", name=OPENER)
    expect(dialog).to_have_count(0)
    expect(get_controls(desk).get_by_role("link", name=OPENER)).to_be_focused()
    dialog = open_head(desk)
    page.keyboard.type("!")
    page.keyboard.press("Escape")
    expect(dialog.get_by_role("alert")).to_contain_text("Not saved")
    page.keyboard.type("!")
    dialog.get_by_role("button", name="Back to the desk").click()
    expect(dialog).to_have_count(1)
    dialog.get_by_role("button", name="Back to the desk").click()
    expect(dialog).to_have_count(0)
    assert LiveBlogPage.objects.get(pk=live_blog.pk).title == "The river crossing"


def test_the_composer_is_out_of_reach_of_its_keys(desk, live_blog):
    """Mod+Enter saves the head, and does not publish what is being composed."""
    page = desk.page
    desk.write_headline("Half a thought")
    dialog = open_head(desk)
    dialog.get_by_label("Headline").fill("Crossing open")
    page.keyboard.press("ControlOrMeta+Enter")
    expect(dialog).to_have_count(0)
    expect(page.locator(".wlc-controls__title")).to_have_text("Crossing open")
    expect(page.locator("#id_headline")).to_have_value("Half a thought")
    assert not live_blog.live_updates.filter(live=True).exists()


def test_both_versions_where_a_colleague_was_quicker(desk, live_blog):
    """Theirs is shown, mine is in the form; saved again, mine is in place."""
    page = desk.page
    dialog = open_head(desk)
    dialog.get_by_label("Headline").fill("Crossing open")
    editorial.edit_head(
        live_blog, None, title="Theirs", standfirst="", summary=live_blog.summary
    )
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.locator(".wlc-head__theirs")).to_contain_text("Theirs")
    expect(dialog.get_by_label("Headline")).to_have_value("Crossing open")
    assert find_problems(page, ".wlc-head") == []
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_have_count(0)
    assert LiveBlogPage.objects.get(pk=live_blog.pk).title == "Crossing open"


@pytest.mark.allows_console_errors
def test_nothing_typed_is_lost_without_a_session(desk, live_blog):
    """Signed out it says that it did not work; signed in again in another tab, the
    same press does it."""
    page = desk.page
    dialog = open_head(desk)
    dialog.get_by_label("Headline").fill("Crossing open")
    Session.objects.all().delete()
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_role("alert")).to_contain_text("nothing was changed")
    expect(dialog.get_by_label("Headline")).to_have_value("Crossing open")
    other = page.context.new_page()
    other.goto("/admin/login/")
    other.get_by_label("Username").fill(desk_user(live_blog))
    other.get_by_label("Password").fill(PASSWORD)
    other.get_by_role("button", name="Sign in").click()
    expect(other).to_have_url(re.compile("/admin/$"))
    save = dialog.get_by_role("button", name="Save")
    # The first press may only fetch a token of the new session.
    token = dialog.locator("[name='csrfmiddlewaretoken']")
    for _press in range(2):
        before = token.input_value()
        with page.expect_response(lambda r: r.request.method == "POST") as answer:
            save.click()
        if answer.value.ok:
            break
        expect(token).not_to_have_value(before)
    expect(dialog).to_have_count(0)
    assert LiveBlogPage.objects.get(pk=live_blog.pk).title == "Crossing open"


def desk_user(live_blog):
    return type(UserFactory.build()).objects.order_by("pk").last().username


def test_it_fits_the_screen(desk, options):
    """No control of the blog, and nothing of the dialog, stands outside."""
    page = desk.page
    controls = get_controls(desk).locator("[data-wlc-verb]:visible").all()
    width = page.viewport_size["width"]
    assert controls
    for each in controls:
        box = each.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    dialog = open_head(desk)
    fields = dialog.locator("input:visible, textarea, .Draftail-Editor, .button").all()
    for each in [dialog, *fields]:
        box = each.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    if options:
        assert dialog.bounding_box()["width"] == width


def test_without_scripts(new_page, site_url, editor, live_blog):
    """State and head are changed by plain forms; ending is asked about as well."""
    page = new_page(java_script_enabled=False)
    page.goto(f"{site_url}/admin/login/")
    page.get_by_label("Username").fill(editor.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.goto(f"{site_url}{get_desk_url(live_blog.pk)}")
    page.locator(".wlc-controls summary").click()
    page.get_by_role("button", name="End", exact=True).click()
    assert get_state(live_blog) == "ended"
    page.get_by_role("link", name=OPENER).click()
    expect(page.get_by_label("Headline")).to_have_value("The river crossing")
    page.get_by_role("link", name="Back to the desk").click()
    expect(page).to_have_url(f"{site_url}{get_desk_url(live_blog.pk)}")

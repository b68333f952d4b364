"""Templates for updates that recur, from the site admin's form to the reader."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.acceptance.desk import SIZES, open_desk
from tests.acceptance.editor import Editor
from tests.acceptance.test_desk_accessibility import find_problems
from tests.factories import (
    PASSWORD,
    LiveUpdateFactory,
    UserFactory,
)
from wagtail_liveconflict.models import LiveUpdate, UpdateTemplate

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
TEMPLATES = "wagtailsnippets_wagtail_liveconflict_updatetemplate"


@pytest.fixture
def air_alert(restored_db):
    return UpdateTemplate.objects.create(
        name="Air alert",
        note="Once the siren is heard",
        headline="Air alert in Ternwell",
        body='[{"type": "text", "value": "<p>Take shelter.</p>"}]',
    )


def start_from(desk, name):
    page = desk.page
    page.get_by_text("Start from a template").click()
    page.locator(".wlc-templates").get_by_role("link", name=name).click()


@SIZES
def test_from_the_admins_form_to_the_reader(
    new_page, site_url, restored_db, editor, live_blog, options
):
    """A site admin writes a template in the admin; an editor starts from it at the
    desk, in place, changes a word and publishes, and the composer is empty again."""
    admin = UserFactory(username="ines", is_superuser=True)
    maker = Editor(new_page(**options), site_url)
    maker.sign_in(admin.username, PASSWORD)
    maker.page.goto(site_url + reverse(f"{TEMPLATES}:add"))
    maker.page.locator("#id_name").fill("Air alert")
    maker.page.locator("#id_note").fill("Once the siren is heard")
    maker.page.locator("#id_headline").fill("Air alert in Ternwell at {time}")
    maker.add_block("Text")
    maker.write_text("Sirens since {time}. Take shelter.")
    problems = find_problems(maker.page, within="form[data-edit-form]")
    # In Wagtail's own forms its text boxes have no names.
    assert [each for each in problems if "DraftEditor" not in each] == []
    maker.page.get_by_role("button", name="Save").click()
    expect(maker.page.locator(".messages")).to_contain_text("Air alert")

    desk = open_desk(new_page(**options), site_url, editor, live_blog)
    page = desk.page
    page.evaluate("window.isTheSamePage = true")
    page.get_by_text("Start from a template").click()
    expect(page.locator(".wlc-templates")).to_contain_text("Once the siren is heard")
    assert find_problems(page) == []
    page.get_by_role("link", name="Air alert", exact=True).click()
    headline = page.locator("#id_headline")
    expect(headline).to_have_value(re.compile(r"^Air alert in Ternwell at \d\d:\d\d$"))
    expect(page.locator(".public-DraftEditor-content")).to_have_text(
        re.compile(r"^Sirens since \d\d:\d\d\. Take shelter\.$")
    )
    expect(headline).to_be_focused()
    headline.fill("Air alert in the port of Ternwell")
    with desk.expect_answer():
        desk.press_publish()
    expect(headline).to_have_value("")
    expect(page.locator(".wlc-entry").first).to_contain_text("port of Ternwell")
    assert page.evaluate("window.isTheSamePage")
    page.goto(live_blog.full_url)
    article = page.locator("article", has_text="Air alert in the port of Ternwell")
    expect(article.first).to_contain_text("Take shelter.")


@SIZES
def test_what_was_being_written_waits(
    new_page, site_url, editor, live_blog, air_alert, options
):
    """Starting from a template loses no word of the composition under way: it is
    saved, and one goes back to it."""
    desk = open_desk(new_page(**options), site_url, editor, live_blog)
    desk.write_headline("Half a thought")
    start_from(desk, "Air alert")
    headline = desk.page.locator("#id_headline")
    expect(headline).to_have_value("Air alert in Ternwell")
    underway = desk.page.locator(".wlc-notes__underway")
    expect(underway).to_contain_text("Half a thought")
    assert LiveUpdate.objects.get().headline == "Half a thought"
    underway.get_by_role("button").click()
    expect(headline).to_have_value("Half a thought")


def test_without_a_script(new_page, site_url, editor, live_blog, air_alert):
    """The list opens and its links lead to the composer."""
    desk = Editor(new_page(java_script_enabled=False), site_url)
    desk.sign_in(editor.username, PASSWORD)
    address = reverse(
        "wagtailsnippets_wagtail_liveconflict_liveupdate:desk", args=[live_blog.pk]
    )
    desk.page.goto(site_url + address)
    start_from(desk, "Air alert")
    expect(desk.page.locator("#id_headline")).to_have_value("Air alert in Ternwell")


@SIZES
def test_home_page_leads_to_the_desk(new_page, site_url, editor, live_blog, options):
    """What is on now and what waits: everything fits the screen, and axe finds
    nothing."""
    draft = LiveUpdateFactory(
        page=live_blog, owner=editor, headline="A long word: " + "Ternwell" * 12
    )
    draft.save_revision(user=editor)
    home = Editor(new_page(**options), site_url)
    home.sign_in(editor.username, PASSWORD)
    page = home.page
    panel = "#liveconflict-live-section"
    expect(page.locator(panel)).to_contain_text("My drafts")
    assert find_problems(page, within=panel) == []
    width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert width <= 0
    page.locator(panel).get_by_role(
        "link", name="The river crossing", exact=True
    ).click()
    home.wait_for_composer()


def test_menu_leads_to_the_desk(new_page, site_url, editor, live_blog):
    """From anywhere in the admin."""
    home = Editor(new_page(), site_url)
    home.sign_in(editor.username, PASSWORD)
    home.page.goto(f"{site_url}/admin/pages/")
    menu = home.page.locator("#wagtail-sidebar")
    menu.get_by_role("button", name="Live", exact=True).click()
    menu.get_by_role("link", name="The river crossing").click()
    home.wait_for_composer()
    menu.get_by_role("button", name="Live", exact=True).click()
    expect(menu.get_by_role("link", name="The river crossing")).to_have_attribute(
        "aria-current", "page"
    )

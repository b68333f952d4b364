"""The stream in a real browser: it follows colleagues while one types, finds, and is
walked through by the keyboard."""

import re

import pytest
from playwright.sync_api import expect
from wagtail.admin.models import EditingSession
from wagtail.models import Page as WagtailPage

from tests.acceptance.desk import PHONE, open_desk
from tests.factories import (
    PASSWORD,
    LiveBlogPageFactory,
    LiveUpdateFactory,
    PublishedUpdateFactory,
    UserFactory,
    publish,
)
from wagtail_liveconflict.editorial import start_blog
from wagtail_liveconflict.models import LiveUpdate

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def live_blog(site_url):
    page = LiveBlogPageFactory(
        parent=WagtailPage.objects.get(depth=2), title="The crossing"
    )
    start_blog(page)
    return page


@pytest.fixture
def olena():
    return UserFactory(
        username="olena", first_name="Olena", last_name="Reed", groups=["Moderators"]
    )


@pytest.fixture(params=[{}, PHONE], ids=["desktop", "phone"])
def page(request, new_page, site_url, editor, live_blog):
    """A desk with two updates, at which an editor sits."""
    for n in (1, 2):
        PublishedUpdateFactory(page=live_blog, headline=f"Ferry {n} runs")
    page = new_page(**request.param)
    open_desk(page, site_url, editor, live_blog)
    return page


def get_entry(page, name):
    return page.locator(".wlc-entry", has_text=name)


def get_status(page):
    return page.locator("[data-wlc-stream-target=message]")


def test_colleagues_work_appears_while_one_types(page, live_blog, olena):
    """A new draft and its publication come by themselves, are told once, and leave the
    words, the caret and the place alone."""
    headline = page.locator("#id_headline")
    headline.press_sequentially("Quay closd")
    page.keyboard.press("ArrowLeft")
    mark = "document.querySelector('.wlc-entry').isTheSame = true"
    page.evaluate(mark)
    draft = LiveUpdateFactory(page=live_blog, headline="Barge sighted", owner=olena)
    entry = get_entry(page, "Barge sighted")
    expect(entry).to_contain_text("Draft")
    expect(entry).to_contain_text("Olena Reed")
    expect(get_status(page)).to_have_text("1 new update")
    expect(headline).to_be_focused()
    page.keyboard.type("e")
    expect(headline).to_have_value("Quay closed")
    draft.save_revision(user=olena)
    publish(draft, olena)
    expect(entry.locator(".w-status--primary")).to_have_text("Live")
    expect(headline).to_be_focused()
    expect(headline).to_have_value("Quay closed")
    # What has not changed was left where it was.
    assert page.evaluate(
        "[...document.querySelectorAll('.wlc-entry')].some(e => e.isTheSame)"
    )


def test_who_is_editing_is_told_and_forgotten(
    page, new_page, site_url, live_blog, olena
):
    """As long as a colleague has the update open."""
    update = LiveUpdate.objects.get(headline="Ferry 1 runs")
    theirs = new_page()
    open_desk(theirs, site_url, olena, live_blog)
    presence = get_entry(page, "Ferry 1 runs").get_by_text("Olena Reed is editing this")
    base = f"{site_url}/admin/snippets/wagtail_liveconflict/liveupdate"
    with theirs.expect_response(re.compile("/ping/|/editing_sessions/")):
        theirs.goto(f"{base}/edit/{update.pk}/")
    expect(presence).to_be_visible()
    # She is told no such thing of herself.
    expect(theirs.get_by_text("Olena Reed is editing this")).to_have_count(0)
    theirs.context.close()
    # Her browser may have no time to say goodbye.
    EditingSession.objects.filter(user=olena).delete()
    expect(presence).to_have_count(0)


def test_filters_in_place(page, live_blog, olena):
    """Chosen and typed, the stream shows what is asked for, says how many, and keeps it
    while it follows; the composer is not touched."""
    headline = page.locator("#id_headline")
    headline.fill("Not to be lost")
    LiveUpdateFactory(page=live_blog, headline="Barge sighted", owner=olena)
    page.get_by_text("Filters", exact=True).click()
    page.get_by_label("State", exact=True).select_option(label="Draft")
    entries = page.locator(".wlc-entry")
    # Autosave has made what is being written a draft as well.
    expect(get_entry(page, "Barge sighted")).to_be_visible()
    expect(get_entry(page, "Ferry 1 runs")).to_have_count(0)
    LiveUpdateFactory(page=live_blog, headline="Wells reopened", owner=olena)
    PublishedUpdateFactory(page=live_blog, headline="Quay closed")
    expect(get_entry(page, "Wells reopened")).to_be_visible()
    expect(get_entry(page, "Quay closed")).to_have_count(0)
    page.get_by_role("link", name="Clear filters").click()
    expect(get_entry(page, "Quay closed")).to_be_visible()
    page.get_by_label("Search the updates").press_sequentially("ferry 2")
    expect(entries).to_have_count(1)
    expect(get_status(page)).to_have_text("1 update")
    expect(headline).to_have_value("Not to be lost")


def test_walking_by_the_keyboard(new_page, site_url, editor, live_blog):
    """From the composer into the stream and on, one key for a verb, and the focus is
    where it was when the stream has changed."""
    for n in (1, 2):
        PublishedUpdateFactory(page=live_blog, headline=f"Ferry {n} runs")
    page = new_page()
    open_desk(page, site_url, editor, live_blog)
    page.keyboard.press("Alt+PageDown")
    expect(get_entry(page, "Ferry 2 runs")).to_be_focused()
    page.keyboard.press("Alt+PageDown")
    expect(get_entry(page, "Ferry 1 runs")).to_be_focused()
    PublishedUpdateFactory(page=live_blog, headline="Quay closed")
    expect(get_entry(page, "Quay closed")).to_be_visible()
    expect(get_entry(page, "Ferry 1 runs")).to_be_focused()
    page.keyboard.press("Alt+PageUp")
    expect(get_entry(page, "Ferry 2 runs")).to_be_focused()
    page.keyboard.press("e")
    expect(page.locator("#id_headline")).to_have_value("Ferry 2 runs")


def test_a_verb_keeps_the_focus_at_its_button(page):
    """The stream is another one then; the focus is at the button that takes it back."""
    page.locator("#id_headline").fill("Not to be lost")
    entry = get_entry(page, "Ferry 1 runs")
    button = entry.locator("[data-wlc-verb=pin]")
    button.focus()
    page.keyboard.press("Enter")
    expect(entry).to_contain_text("Pinned")
    expect(entry.locator("[data-wlc-verb=unpin]")).to_be_focused()
    expect(page.locator("#id_headline")).to_have_value("Not to be lost")


@pytest.mark.allows_console_errors
def test_expired_session(page, site_url, live_blog, editor):
    """It says so with a link to sign in, leaves everything where it is, and goes on by
    itself when that was done in another tab."""
    page.locator("#id_headline").fill("Not to be lost")
    page.context.clear_cookies()
    trouble = page.locator("[data-trouble=expired]")
    expect(trouble).to_be_visible()
    expect(page.locator("#id_headline")).to_have_value("Not to be lost")
    with page.context.expect_page() as opened:
        trouble.get_by_role("link", name="Sign in").click()
    tab = opened.value
    tab.get_by_label("Username").fill(editor.username)
    tab.get_by_label("Password").fill(PASSWORD)
    tab.get_by_role("button", name="Sign in").click()
    expect(tab.locator("#id_headline")).to_be_visible()
    tab.close()
    page.bring_to_front()
    PublishedUpdateFactory(page=live_blog, headline="Quay closed")
    expect(get_entry(page, "Quay closed")).to_be_visible()
    expect(trouble).to_be_hidden()
    # With the token of the new session.
    get_entry(page, "Quay closed").locator("[data-wlc-verb=pin]").click()
    expect(get_entry(page, "Quay closed")).to_contain_text("Pinned")
    expect(page.locator("#id_headline")).to_have_value("Not to be lost")


def test_without_javascript(new_page, site_url, editor, live_blog, olena):
    """The same by links and a form."""
    LiveUpdateFactory(page=live_blog, headline="Barge sighted", owner=olena)
    PublishedUpdateFactory(page=live_blog, headline="Quay closed")
    page = new_page(java_script_enabled=False)
    page.goto(f"{site_url}/admin/login/")
    page.get_by_label("Username").fill(editor.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    base = f"{site_url}/admin/snippets/wagtail_liveconflict/liveupdate"
    page.goto(f"{base}/desk/{live_blog.pk}/")
    page.locator(".wlc-filters__more summary").click()
    page.get_by_label("State", exact=True).select_option(label="Draft")
    page.locator(".wlc-filters").get_by_role("button", name="Show").click()
    expect(page.locator(".wlc-entry")).to_have_count(1)
    expect(page.locator(".wlc-entry")).to_contain_text("Barge sighted")
    expect(page.get_by_label("State", exact=True)).to_have_value("draft")

"""Writing at the desk: publishing without leaving the page, with nothing lost."""

import re

import pytest
from playwright.sync_api import expect

from tests.acceptance.desk import SIZES, open_desk
from tests.factories import (
    LiveUpdateFactory,
    PublishedUpdateFactory,
    UserFactory,
)
from wagtail_liveconflict.models import Change, LiveUpdate

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@SIZES
def test_publishing_by_key_leaves_an_empty_composer(
    new_page, site_url, editor, live_blog, options
):
    """Headline, text, Ctrl+Enter from within the text: published as it was typed; the
    page was not left, the composer is empty, the update is on top of the stream and
    the caret is in the headline. The next one goes the same way."""
    desk = open_desk(new_page(**options), site_url, editor, live_blog)
    page = desk.page
    page.evaluate("window.isTheSamePage = true")
    for number in (1, 2):
        page.keyboard.type(f"Ferry {number} has left")
        desk.write_text(f"It carries {number} lorries.")
        with desk.expect_answer():
            page.keyboard.press("Control+Enter")
        expect(page.locator("#id_headline")).to_have_value("")
        expect(page.locator("#id_headline")).to_be_focused()
        expect(page.locator(".wlc-entry").first).to_contain_text(
            f"Ferry {number} has left"
        )
        expect(page.locator(".wlc-notes__status")).to_contain_text("published")
    assert page.evaluate("window.isTheSamePage")
    assert page.url.endswith(f"/desk/{live_blog.pk}/")
    words = [
        (update.headline, str(update.body[0].value), update.live)
        for update in LiveUpdate.objects.order_by("pk")
    ]
    assert [headline for headline, _text, live in words if live] == [
        "Ferry 1 has left",
        "Ferry 2 has left",
    ]
    for number, (_headline, text, _live) in enumerate(words, start=1):
        assert f"It carries {number} lorries." in text
        assert "\n" not in text.strip()


@SIZES
def test_errors_come_back_at_their_fields(
    new_page, site_url, editor, live_blog, options
):
    """A quote without anybody is refused at its field; everything typed is there, and
    mended it is published, once."""
    desk = open_desk(new_page(**options), site_url, editor, live_blog)
    desk.write_headline("Harbour master speaks")
    desk.add_quote("We sail at noon.")
    desk.press_publish()
    page = desk.page
    expect(page.locator("#body-1-value-source-errors")).not_to_be_empty()
    expect(page.locator("#id_headline")).to_have_value("Harbour master speaks")
    expect(desk.field("body-1-value-text")).to_have_value("We sail at noon.")
    assert not LiveUpdate.objects.filter(live=True).exists()
    desk.field("body-1-value-name").fill("Ada Quill")
    desk.press_publish()
    expect(page.locator("#id_headline")).to_have_value("")
    assert LiveUpdate.objects.get().live
    assert Change.objects.filter(kind__in=("published", "edited")).count() == 1


def test_headline_alone_and_text_alone(page, site_url, editor, live_blog):
    """Either is enough."""
    desk = open_desk(page, site_url, editor, live_blog)
    desk.write_headline("Sirens in the north of the town")
    desk.publish()
    desk.write_text("All clear.")
    desk.publish()
    headlines = LiveUpdate.objects.filter(live=True).values_list("headline", flat=True)
    assert sorted(headlines) == ["", "Sirens in the north of the town"]


def test_the_last_key_before_publishing_counts(page, site_url, editor, live_blog):
    """Whoever publishes in the same breath in which she types loses nothing of it."""
    desk = open_desk(page, site_url, editor, live_blog)
    page.locator(".public-DraftEditor-content").last.click()
    with desk.expect_answer():
        page.keyboard.type("Sirens.")
        page.keyboard.press("Control+Enter")
    expect(page.locator(".wlc-entry").first).to_contain_text("Sirens.")
    assert "Sirens." in str(LiveUpdate.objects.get(live=True).body[0].value)


def test_slash_reaches_every_block(page, site_url, editor, live_blog):
    """Enter, Enter and "/" in the text offer the blocks; choosing one by keyboard adds
    it behind the text."""
    desk = open_desk(page, site_url, editor, live_blog)
    page.locator(".public-DraftEditor-content").last.click()
    page.keyboard.type("The mayor has spoken.")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.type("/quote")
    option = page.get_by_role("option", name="Quote from source")
    expect(option).to_be_visible()
    page.keyboard.press("Enter")
    expect(desk.field("body-1-value-text")).to_be_visible()
    for keys, field in (
        ("Alt+Shift+Q", "body-2-value-verb"),
        ("Alt+Shift+V", "body-3-value-claim"),
    ):
        page.keyboard.press(keys)
        expect(desk.field(field)).to_have_count(1)
    page.keyboard.press("Alt+Shift+N")
    expect(page.locator("#id_headline")).to_be_focused()


def test_switched_off_shortcuts_do_nothing(page, site_url, editor, live_blog):
    """Whoever has switched shortcuts off in her account gets a new line and nothing
    published; with them on they are listed in Wagtail's own dialog."""
    from wagtail.users.models import UserProfile

    desk = open_desk(page, site_url, editor, live_blog)
    page.keyboard.press("Escape")
    page.locator("body").press("?")
    dialog = page.locator("#keyboard-shortcuts-dialog")
    expect(dialog).to_contain_text("Publish the update, or submit it")
    expect(dialog).to_contain_text("Ctrl + Enter")

    profile = UserProfile.get_for_user(editor)
    profile.keyboard_shortcuts = False
    profile.save()
    page.reload()
    desk.wait_for_composer()
    desk.write_headline("Half a headline")
    page.keyboard.press("Control+Enter")
    page.keyboard.press("Alt+Shift+Q")
    expect(page.locator(".w-autosave-indicator__state--saved")).to_be_visible()
    expect(desk.field("body-1-value-text")).to_have_count(0)
    assert not LiveUpdate.objects.filter(live=True).exists()


@SIZES
def test_updates_open_in_place_and_the_composition_waits(
    new_page, site_url, editor, live_blog, options
):
    """An update from the stream opens in the composer; what was being written is kept
    as a draft, and comes back once the update is published."""
    PublishedUpdateFactory(page=live_blog, headline="The bridge is open")
    desk = open_desk(new_page(**options), site_url, editor, live_blog)
    page = desk.page
    page.evaluate("window.isTheSamePage = true")
    page.keyboard.type("Half a thought")
    desk.write_text("about the ferry")
    desk.open_update("The bridge is open")
    expect(page.locator("#id_headline")).to_have_value("The bridge is open")
    expect(page.locator(".wlc-notes__underway")).to_contain_text("Half a thought")
    page.locator("#id_headline").fill("The bridge is closed")
    with desk.expect_answer():
        page.keyboard.press("Control+Enter")
    expect(page.locator("#id_headline")).to_have_value("Half a thought")
    expect(page.locator(".public-DraftEditor-content")).to_contain_text(
        "about the ferry"
    )
    expect(page.locator(".wlc-notes__underway")).to_be_hidden()
    assert page.evaluate("window.isTheSamePage")
    assert LiveUpdate.objects.filter(live=True).count() == 1
    assert LiveUpdate.objects.get(live=True).headline == "The bridge is closed"


def test_newer_words_are_not_written_over(page, new_page, site_url, editor, live_blog):
    """A colleague saved meanwhile: the save is refused, both versions are shown, and
    pressing again, knowingly, puts one's own in the place of the newer."""
    update = LiveUpdateFactory(page=live_blog, headline="Two hurt", owner=editor)
    update.save_revision(user=editor)
    desk = open_desk(page, site_url, editor, live_blog)
    desk.open_update("Two hurt")
    colleague = UserFactory(username="olena", groups=["Moderators"], first_name="Olena")
    newer = LiveUpdate.objects.get(pk=update.pk)
    newer.headline = "Two killed"
    newer.save_revision(user=colleague)
    page.locator("#id_headline").fill("Two slightly hurt")
    desk.press_publish()
    notice = page.locator(".wlc-overtaken")
    expect(notice).to_contain_text("Olena")
    expect(notice.locator(".comparison").first).to_have_text(
        re.compile("Two.*killed.*slightly hurt", re.DOTALL)
    )
    expect(page.locator("#id_headline")).to_have_value("Two slightly hurt")
    assert not LiveUpdate.objects.filter(live=True).exists()
    desk.press_publish()
    expect(page.locator("#id_headline")).to_have_value("")
    assert LiveUpdate.objects.get(live=True).headline == "Two slightly hurt"
    versions = [revision.as_object().headline for revision in update.revisions.all()]
    assert "Two killed" in versions

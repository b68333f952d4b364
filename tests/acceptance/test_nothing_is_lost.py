"""What was typed survives a crash, an expired session and a cut line."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from tests.acceptance.desk import SIZES, open_desk
from tests.factories import PASSWORD
from wagtail_liveconflict.models import Change, LiveUpdate

pytestmark = [
    pytest.mark.browser,
    pytest.mark.allows_console_errors,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def count_publications():
    return Change.objects.filter(kind__in=("published", "edited")).count()


def write(desk):
    desk.write_headline("Ferry turned back")
    desk.write_text("It met ice in mid-stream.")


def expect_what_was_written(page):
    expect(page.locator("#id_headline")).to_have_value("Ferry turned back")
    expect(page.locator(".public-DraftEditor-content")).to_contain_text(
        "It met ice in mid-stream."
    )


@SIZES
def test_signed_out_while_writing(new_page, site_url, editor, live_blog, options):
    """The session has ended: pressing Publish keeps everything and says so; signed in
    again in another tab, the same press publishes, once."""
    page = new_page(**options)
    desk = open_desk(page, site_url, editor, live_blog)
    Session.objects.all().delete()
    write(desk)
    desk.press_publish()
    notice = page.locator(".wlc-notes__status")
    expect(notice).to_contain_text("You are signed out")
    expect_what_was_written(page)
    with page.context.expect_page() as other:
        notice.get_by_role("link", name="Sign in").click()
    tab = other.value
    tab.get_by_label("Username").fill(editor.username)
    tab.get_by_label("Password").fill(PASSWORD)
    tab.get_by_role("button", name="Sign in").click()
    tab.wait_for_url("**/admin/")
    tab.close()
    desk.press_publish()
    expect(page.locator("#id_headline")).to_have_value("")
    assert LiveUpdate.objects.get(live=True).headline == "Ferry turned back"
    assert count_publications() == 1
    expect(page.locator(".wlc-notes__copies")).to_be_hidden()


@SIZES
def test_line_cut_while_publishing(new_page, site_url, editor, live_blog, options):
    """Without a line everything typed stays, and it is said; the next press, with a
    line again, publishes."""
    page = new_page(**options)
    desk = open_desk(page, site_url, editor, live_blog)
    page.context.set_offline(True)
    write(desk)
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator(".wlc-notes__status")).to_contain_text("No answer")
    expect_what_was_written(page)
    page.context.set_offline(False)
    with desk.expect_answer():
        page.keyboard.press("Control+Enter")
    expect(page.locator("#id_headline")).to_have_value("")
    assert LiveUpdate.objects.get(live=True).headline == "Ferry turned back"
    assert count_publications() == 1


@pytest.mark.parametrize("is_new", [True, False], ids=["new", "edited"])
def test_answer_lost_after_publishing(page, site_url, editor, live_blog, is_new):
    """The server published, and its answer never came: pressing again publishes
    nothing twice."""
    desk = open_desk(page, site_url, editor, live_blog)
    if not is_new:
        desk.write_headline("Ferry has left")
        desk.write_text("On time.")
        desk.publish()
        desk.open_update("Ferry has left")
    write(desk)
    before = count_publications()
    lost = []

    def lose_answer(route):
        if lost or "x-liveconflict-composer" not in route.request.headers:
            route.continue_()
            return
        lost.append(route.fetch())
        route.abort("connectionreset")

    page.route(
        "**/liveupdate/**",
        lambda route: (
            lose_answer(route) if route.request.method == "POST" else route.continue_()
        ),
    )
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator(".wlc-notes__status")).to_contain_text("No answer")
    assert lost[0].json()["success"] is True
    expect_what_was_written(page)
    desk.press_publish()
    expect(page.locator("#id_headline")).to_have_value("")
    assert LiveUpdate.objects.get(live=True).headline == "Ferry turned back"
    assert count_publications() == before + 1


def test_crash_before_anything_reached_the_server(page, site_url, editor, live_blog):
    """Typed without a line, and the browser died: on return the words are offered,
    restored with their blocks, and gone from the browser once they are saved."""
    desk = open_desk(page, site_url, editor, live_blog)
    page.route(
        "**/liveupdate/desk/**",
        lambda route: (
            route.abort() if route.request.method == "POST" else route.continue_()
        ),
    )
    write(desk)
    desk.add_quote("Nobody is hurt.", name="Ada Quill")
    kept = "() => Object.values(localStorage).some(v => v.includes('Nobody is hurt'))"
    page.wait_for_function(kept)
    context = page.context
    page.close()
    page = desk.page = context.new_page()
    page.goto(desk_address(site_url, live_blog))
    desk.wait_for_composer()
    offer = page.locator(".wlc-notes__copies")
    expect(offer).to_contain_text("Ferry turned back")
    offer.get_by_role("button", name="Restore").click()
    expect_what_was_written(page)
    expect(desk.field("body-1-value-text")).to_have_value("Nobody is hurt.")
    expect(offer).to_be_hidden()
    desk.publish()
    update = LiveUpdate.objects.get()
    assert [child.block_type for child in update.body] == ["text", "quote"]
    assert page.evaluate(kept) is False
    page.reload()
    desk.wait_for_composer()
    expect(page.locator(".wlc-notes__copies")).to_be_hidden()


def test_copy_of_what_was_published_is_not_published_again(
    page, site_url, editor, live_blog
):
    """The browser died before the answer came: what it kept opens what the server has
    made of it."""
    desk = open_desk(page, site_url, editor, live_blog)

    def lose(route):
        if route.request.method == "POST":
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route("**/liveupdate/desk/**", lose)
    write(desk)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".wlc-notes__status")).to_contain_text("No answer")
    context = page.context
    page.close()
    page = desk.page = context.new_page()
    page.goto(desk_address(site_url, live_blog))
    desk.wait_for_composer()
    page.get_by_role("button", name="Restore").click()
    expect(page.locator(".wlc-notes__status")).to_contain_text("published already")
    expect_what_was_written(page)
    assert LiveUpdate.objects.count() == 1
    assert count_publications() == 1


def test_colleague_on_the_same_machine_is_not_offered_it(
    new_page, site_url, editor, admin, live_blog
):
    """Words are kept for who wrote them, and discarded when she says so."""
    page = new_page()
    desk = open_desk(page, site_url, editor, live_blog)
    page.route(
        "**/liveupdate/desk/**",
        lambda route: (
            route.abort() if route.request.method == "POST" else route.continue_()
        ),
    )
    desk.write_headline("Ferry turned back")
    page.wait_for_function(
        "() => Object.values(localStorage).some(v => v.includes('turned back'))"
    )
    context = page.context
    page.close()
    context.clear_cookies()
    page = context.new_page()
    open_desk(page, site_url, admin, live_blog)
    expect(page.locator(".wlc-notes__copies")).to_be_hidden()
    context.clear_cookies()
    open_desk(page, site_url, editor, live_blog)
    page.get_by_role("button", name="Discard").click()
    expect(page.locator(".wlc-notes__copies")).to_be_hidden()
    page.reload()
    expect(page.locator(".public-DraftEditor-content").first).to_be_visible()
    expect(page.locator(".wlc-notes__copies")).to_be_hidden()


def desk_address(site_url, live_blog):
    from wagtail_liveconflict.desk.composer import get_desk_url

    return f"{site_url}{get_desk_url(live_blog.pk)}"

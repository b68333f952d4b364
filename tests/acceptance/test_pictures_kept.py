"""A picture that fails, or comes late, loses neither the others nor anything typed."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import expect
from wagtail.images import get_image_model

from tests.acceptance.desk import SIZES, open_desk
from tests.acceptance.pictures import (
    UPLOADS,
    as_file,
    choose,
    drop,
    get_alt_texts,
    get_titles,
    get_types,
)
from tests.acceptance.test_desk_accessibility import find_problems
from tests.desk_forms import url
from tests.factories import (
    PASSWORD,
    LiveUpdateFactory,
    UserFactory,
)
from tests.picture_files import declare_png
from wagtail_liveconflict.models import LiveUpdate

pytestmark = [
    pytest.mark.browser,
    # Chromium writes every answer that refuses something into its console.
    pytest.mark.allows_console_errors,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

IS_ASKED_WHEN_LEAVING = """() => {
    const event = new Event('beforeunload', {cancelable: true});
    window.dispatchEvent(event);
    return event.defaultPrevented;
}"""


@pytest.fixture
def desk(page, site_url, editor, live_blog):
    return open_desk(page, site_url, editor, live_blog)


@SIZES
def test_one_of_several_fails(new_page, site_url, editor, live_blog, options):
    """The line is cut during the second of three: the others are there, and so is all
    that was typed; tried again, it is added once."""
    page = new_page(**options)
    desk = open_desk(page, site_url, editor, live_blog)
    desk.write_headline("Quay under water")
    desk.write_text("It rose overnight.")
    asked = []

    def fail_second(route):
        asked.append(route)
        route.abort() if len(asked) == 2 else route.continue_()

    page.route(UPLOADS, fail_second)
    colours = {"north": "teal", "south": "navy", "east": "maroon"}
    choose(page, *(as_file(f"{name}.png", colour) for name, colour in colours.items()))
    line = page.locator(".wlc-pictures__item")
    expect(get_alt_texts(page)).to_have_count(2)
    expect(line).to_have_count(1)
    expect(line.get_by_role("alert")).to_contain_text("No answer from the server")
    expect(line).to_contain_text("south.png")
    assert get_titles(page) == ["north", "east"]
    assert find_problems(page) == []
    line.get_by_role("button", name="Try again").click()
    expect(get_alt_texts(page)).to_have_count(3)
    expect(line).to_have_count(0)
    assert sorted(get_titles(page)) == ["east", "north", "south"]
    expect(page.locator("#id_headline")).to_have_value("Quay under water")
    expect(page.get_by_text("It rose overnight.")).to_be_visible()
    assert get_image_model().objects.count() == 3


def test_what_the_server_refuses(desk):
    """Its reason stands at the picture's name; the line can be put away."""
    page = desk.page
    choose(page, as_file("letter.png", colour=None), as_file("quay.png"))
    expect(get_alt_texts(page)).to_have_count(1)
    line = page.locator(".wlc-pictures__item")
    expect(line.get_by_role("alert")).to_contain_text("not an image")
    line.get_by_role("button", name=re.compile("Leave out.*letter.png")).click()
    expect(line).to_have_count(0)
    expect(page.get_by_role("button", name="Add pictures…")).to_be_focused()


def test_the_focus_stays_with_who_writes_on(desk):
    """The upload takes a while, and meanwhile the next words are typed: they are not
    torn away, and the picture is announced."""
    page = desk.page
    held = []
    page.route(UPLOADS, lambda route: held.append(route))
    drop(page.locator(".wlc-desk__composer"), as_file("quay.png"))
    headline = page.locator("#id_headline")
    headline.press_sequentially("Quay under")
    held[0].continue_()
    expect(page.locator(".wlc-pictures__status")).to_contain_text("quay.png")
    expect(headline).to_be_focused()
    headline.press_sequentially(" water")
    expect(headline).to_have_value("Quay under water")


def test_published_before_it_has_come(desk):
    """The update it was for has gone: it waits, and is in none that it was not meant
    for until somebody says so."""
    page = desk.page
    held = []
    page.route(UPLOADS, lambda route: held.append(route))
    desk.write_headline("Quay under water")
    drop(page.locator(".wlc-desk__composer"), as_file("quay.png"))
    desk.publish()
    held[0].continue_()
    line = page.locator(".wlc-pictures__item")
    expect(line.get_by_role("alert")).to_contain_text("In the image library")
    assert get_types(page) == ["text"]
    line.get_by_role("button", name="Add to this update").click()
    expect(get_alt_texts(page)).to_be_focused()
    expect(line).to_have_count(0)
    assert get_titles(page) == ["quay"]
    (published,) = LiveUpdate.objects.all()
    assert len(published.body) == 0


def test_signed_out_and_in_again(desk, editor, site_url):
    """Said at the picture; after signing in in another tab it is added, by the new
    session's token."""
    page = desk.page
    Session.objects.all().delete()
    choose(page, as_file("quay.png"))
    line = page.locator(".wlc-pictures__item")
    expect(line.get_by_role("alert")).to_contain_text("You are signed out")
    tab = page.context.new_page()
    tab.goto(f"{site_url}/admin/login/")
    tab.get_by_label("Username").fill(editor.username)
    tab.get_by_label("Password").fill(PASSWORD)
    tab.get_by_role("button", name="Sign in").click()
    expect(tab).to_have_url(f"{site_url}/admin/")
    line.get_by_role("button", name="Try again").click()
    expect(get_alt_texts(page)).to_have_count(1)
    assert get_image_model().objects.get().uploaded_by_user == editor


def test_a_locked_update_takes_none(page, site_url, editor, live_blog):
    """It says so, and a dropped file does not lead the browser away from the desk."""
    colleague = UserFactory()
    update = LiveUpdateFactory(
        page=live_blog, locked=True, locked_by=colleague, locked_at=timezone.now()
    )
    open_desk(page, site_url, editor, live_blog)
    page.goto(f"{site_url}{url('edit', update.pk)}")
    button = page.get_by_role("button", name="Add pictures…")
    expect(button).to_be_visible()
    drop(page.locator(".wlc-desk__composer"), as_file("quay.png"))
    status = page.locator(".wlc-pictures__status")
    expect(status).to_have_text("There is no place for pictures in this update.")
    assert not get_image_model().objects.exists()


def test_forty_at_once(desk):
    """Three of them are no pictures, or damaged: each says so at its name, the others
    are there in their order, and so is what was typed. Who leaves while some are on
    their way is asked."""
    page = desk.page
    held = []
    page.route(
        UPLOADS, lambda route: held.append(route) if not held else route.continue_()
    )
    files = [as_file(f"{number:02}.png", f"#{number:02}5577") for number in range(40)]
    files[7]["buffer"] = b"MZ" + bytes(900)
    files[20]["buffer"] = files[20]["buffer"][:70]
    files[30]["buffer"] = declare_png(60_000, 60_000)
    assert not page.evaluate(IS_ASKED_WHEN_LEAVING)
    with page.expect_request(UPLOADS):
        choose(page, *files)
    line = page.locator(".wlc-pictures__item")
    expect(line).to_have_count(40)
    assert page.evaluate(IS_ASKED_WHEN_LEAVING)
    desk.write_headline("Quay under water")
    held[0].continue_()
    expect(get_alt_texts(page)).to_have_count(37, timeout=60_000)
    expect(line).to_have_count(3)
    reasons = ("not an image", "damaged", "too many pixels")
    for place, (name, reason) in enumerate(
        zip(("07", "20", "30"), reasons, strict=True)
    ):
        expect(line.nth(place)).to_contain_text(f"{name}.png")
        expect(line.nth(place).get_by_role("alert")).to_contain_text(reason)
    broken = {7, 20, 30}
    assert get_titles(page) == [f"{n:02}" for n in range(40) if n not in broken]
    expect(page.locator("#id_headline")).to_have_value("Quay under water")

"""Sensitive pictures on the reader's page, and the question at the desk."""

import re

import pytest
from playwright.sync_api import expect

from tests.acceptance.desk import open_desk
from tests.acceptance.pictures import as_file, choose, get_alt_texts
from tests.acceptance.test_desk_accessibility import find_problems
from tests.factories import ImageFactory, PublishedUpdateFactory, edit, picture, text
from wagtail_liveconflict.models import LiveUpdate

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
COVER = "article[data-ordinal] liveconflict-cover"
PHONE = {"viewport": {"width": 390, "height": 844}}


def publish_covered(live_blog, **fields):
    body = [
        text("A shell has hit the quay."),
        picture(ImageFactory(), sensitivity="death", **fields),
        text("It is the third this week."),
    ]
    return PublishedUpdateFactory(page=live_blog, headline="Shelling", body=body)


def serve_pictures(page):
    """Addresses of pictures that the browser asks for, of which it gets each."""
    asked = []
    content = ImageFactory.build().file.read()

    def answer(route):
        asked.append(route.request.url)
        route.fulfill(body=content, content_type="image/png")

    page.route("**/media/images/**", answer)
    return asked


@pytest.mark.parametrize("options", [{}, PHONE], ids=["desktop", "phone"])
def test_shown_when_asked_for_by_keyboard(new_page, live_blog, options):
    """Nothing of it is loaded before. It takes the cover's place, where nothing below
    it moves, and the focus; Escape covers it again."""
    publish_covered(live_blog, caption="The north quay")
    page = new_page(**options)
    asked = serve_pictures(page)
    with page.expect_response(re.compile(r"/covers(\.\w+)?\.js")):
        page.goto(live_blog.get_url())
    control = page.locator(COVER).get_by_role("button")
    expect(control).to_have_accessible_name("Sensitive: death. Show")
    control.scroll_into_view_if_needed()
    below = page.get_by_text("It is the third this week.")
    before = below.bounding_box()["y"] + page.evaluate("scrollY")
    assert find_problems(page, ".liveconflict") == []
    assert asked == []
    control.press("Space")
    media = page.get_by_role("group", name="Sensitive: death.")
    expect(media).to_be_focused()
    shown = page.get_by_role("img", name="A quay at low water")
    expect(shown).to_be_visible()
    expect(shown).to_have_js_property("complete", True)
    assert len(asked) == 1
    after = below.bounding_box()["y"] + page.evaluate("scrollY")
    assert abs(after - before) < 1
    assert find_problems(page, ".liveconflict") == []
    page.keyboard.press("Escape")
    expect(control).to_be_focused()
    expect(shown).to_be_hidden()
    control.press("Enter")
    media.get_by_role("button", name="Hide").click()
    expect(control).to_be_focused()


def test_printed_without_it(new_page, live_blog):
    """Whoever gets the paper has not asked: the reason and the address stand there,
    also where the reader had it shown."""
    publish_covered(live_blog)
    page = new_page()
    serve_pictures(page)
    page.goto(live_blog.get_url())
    page.locator(COVER).get_by_role("button").click()
    shown = page.get_by_role("img", name="A quay at low water")
    expect(shown).to_be_visible()
    page.emulate_media(media="print")
    expect(shown).to_be_hidden()
    expect(page.locator(COVER).get_by_text("Sensitive: death.")).to_be_visible()
    address = (
        page.locator(COVER)
        .locator("a")
        .evaluate(
            "link => [link.dataset.address, getComputedStyle(link, '::after').content]"
        )
    )
    assert re.match(r"http://.*/media/[\w-]+/$", address[0])
    assert address[0] in address[1] or "attr(data-address)" in address[1]


def test_without_javascript(new_page, live_blog):
    """The cover is a link to a page that has it, and a way back."""
    update = publish_covered(live_blog)
    page = new_page(java_script_enabled=False)
    asked = serve_pictures(page)
    page.goto(live_blog.get_url())
    assert asked == []
    page.get_by_role("link", name="Sensitive: death. Show").click()
    expect(page.get_by_role("heading", name="Sensitive: death.")).to_be_visible()
    expect(page.get_by_role("img", name="A quay at low water")).to_be_visible()
    assert asked
    page.get_by_role("link", name="Shelling").click()
    expect(page).to_have_url(re.compile(rf"/updates/{update.pk}/$"))


def test_stated_while_the_page_is_open(new_page, live_blog):
    """The picture that was shown openly is covered by the next delta, and what the
    cover needs is loaded then. What the reader has had shown stays so after an edit."""
    update = publish_covered(live_blog)
    raw = list(update.body.raw_data)
    raw[1]["value"]["sensitivity"] = "none"
    update = edit(update, body=raw)
    page = new_page()
    serve_pictures(page)
    page.goto(live_blog.get_url())
    shown = page.get_by_role("img", name="A quay at low water")
    expect(shown).to_be_visible()
    raw = list(LiveUpdate.objects.get(pk=update.pk).body.raw_data)
    raw[1]["value"]["sensitivity"] = "violence"
    update = edit(LiveUpdate.objects.get(pk=update.pk), body=raw)
    control = page.locator(COVER).get_by_role("button")
    expect(control).to_have_accessible_name("Sensitive: violence. Show")
    expect(shown).to_be_hidden()
    control.click()
    expect(shown).to_be_visible()
    edit(LiveUpdate.objects.get(pk=update.pk), headline="Shelling again")
    expect(page.get_by_role("heading", name="Shelling again")).to_be_visible()
    expect(shown).to_be_visible()
    # Another picture in the same block is not what the reader has asked for.
    raw = list(LiveUpdate.objects.get(pk=update.pk).body.raw_data)
    raw[1]["value"] |= {"image": picture(ImageFactory())["value"]["image"]}
    edit(LiveUpdate.objects.get(pk=update.pk), headline="Another", body=raw)
    expect(page.get_by_role("heading", name="Another")).to_be_visible()
    expect(control).to_be_visible()
    expect(shown).to_be_hidden()


@pytest.mark.allows_console_errors
def test_asked_at_the_desk(page, site_url, editor, live_blog):
    """A row of which none is chosen: Tab and Enter choose "None". Without an answer
    Publish says so at the field. Said to be sensitive, the picture turns grey."""
    desk = open_desk(page, site_url, editor, live_blog)
    desk.write_headline("Quay under water")
    choose(page, as_file("quay.png", "teal"))
    expect(get_alt_texts(page)).to_be_focused()
    get_alt_texts(page).fill("Water on the north quay")
    choices = page.get_by_role("radio")
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)
    desk.press_publish()
    expect(page.get_by_text("This field is required.")).to_be_visible()
    assert not LiveUpdate.objects.filter(live=True).exists()
    thumbnail = page.locator(".wlc-desk__composer section img").first
    page.get_by_role("radio", name="Death").check()
    expect(thumbnail).to_have_css("filter", "grayscale(1)")
    assert find_problems(page) == []
    choices.first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio", name="None", exact=True)).to_be_checked()
    expect(thumbnail).to_have_css("filter", "none")
    desk.publish()
    assert LiveUpdate.objects.get().body[0].value["sensitivity"] == "none"

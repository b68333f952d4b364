"""Faces are blurred in a browser: at the desk with the mouse and the keyboard, on a phone
with a finger, and in the image library without any script."""

import re

import pytest
from playwright.sync_api import expect
from wagtail.images import get_image_model

from tests.acceptance.desk import PHONE, open_desk
from tests.acceptance.editor import Editor
from tests.acceptance.pictures import get_titles, serve_media
from tests.acceptance.test_desk_accessibility import find_problems
from tests.blurred_pictures import (
    FACE,
    draw_face,
    get_address,
    make_picture,
    open_picture,
)
from tests.factories import PASSWORD, UserFactory
from wagtail_liveconflict.pictures.usage import find_usage

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
Image = get_image_model()
IN_FACE = (FACE[0] + 38, FACE[1] + 44)


def insert(desk):
    """The picture in the composer, described; its block offers the tool."""
    page = desk.page
    file = {"name": "street.png", "mimeType": "image/png", "buffer": draw_face()}
    page.locator("[data-wlc-pictures-target=input]").set_input_files([file])
    page.get_by_label("Alt text").fill("A man looks into the camera")
    page.get_by_role("button", name="Blur areas").click()
    expect(page.get_by_role("heading", name="Blur areas")).to_be_focused()
    expect(page.locator(".wlc-blur--scripted")).to_be_visible()


def get_point(page, x, y):
    """Of the picture, on the screen."""
    picture = page.get_by_alt_text("The picture as it is")
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    return box["x"] + x / 640 * box["width"], box["y"] + y / 360 * box["height"]


def draw(page, x, y, width, height):
    page.mouse.move(*get_point(page, x, y))
    page.mouse.down()
    page.mouse.move(*get_point(page, x + width / 2, y + height / 2))
    page.mouse.move(*get_point(page, x + width, y + height))
    page.mouse.up()


def read_areas(page):
    return page.evaluate(
        """[...document.querySelectorAll('.wlc-blur__rows > li')].map(
            (row) => [...row.querySelectorAll('input')].map((input) => +input.value)
        )"""
    )


def test_at_the_desk_by_mouse_and_keyboard(page, site_url, editor, live_blog):
    """A box is drawn, another one added, moved, resized, taken away and taken back; the
    block shows the new picture when the editor says so, with the words as they were, and
    readers get that one; the other is offered for removal, and gone."""
    serve_media(page)
    desk = open_desk(page, site_url, editor, live_blog)
    desk.write_headline("Market reopens")
    insert(desk)
    draw(page, *FACE)
    (area,) = read_areas(page)
    assert area == pytest.approx(FACE, abs=3)
    box = page.locator(".wlc-blur__box").first
    expect(box).to_be_focused()
    expect(box).to_have_attribute("aria-label", re.compile(r"^Area 1: 1\d\d by 1\d\d"))
    # The preview is in it already: skin instead of an eye.
    assert box.locator("canvas").evaluate("canvas => canvas.width") == 4
    page.get_by_role("button", name="Add an area").press("Enter")
    second = page.locator(".wlc-blur__box").nth(1)
    expect(second).to_be_focused()
    before = read_areas(page)[1]
    for key in ("ArrowRight", "ArrowDown", "Shift+ArrowRight", "Shift+ArrowUp"):
        page.keyboard.press(key)
    moved = read_areas(page)[1]
    assert [now - then for now, then in zip(moved, before, strict=True)] == [
        6,
        6,
        6,
        -6,
    ]
    page.keyboard.press("Delete")
    expect(page.get_by_role("button", name="Add an area")).to_be_focused()
    assert read_areas(page) == [area]
    page.keyboard.press("Control+z")
    assert read_areas(page) == [area, moved]
    page.get_by_text("Areas in numbers").click()
    page.get_by_role("button", name="Remove Area 2").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("status").filter(has_text="press Cancel")).to_be_visible()
    assert find_problems(page) == []
    image = Image.objects.get()
    page.get_by_role("button", name="Make the blurred picture").click()
    use = page.get_by_role("button", name="Use it in this update")
    expect(use).to_be_visible()
    assert get_titles(page) == ["street"]
    use.click()
    expect(page.get_by_role("heading", name="The unblurred picture")).to_be_focused()
    assert get_titles(page) == ["street (blurred)"]
    assert find_usage(image) == []
    page.get_by_role("button", name="Delete the unblurred picture").click()
    page.get_by_role("button", name="Back to the desk").click()
    expect(page.get_by_role("button", name="Blur areas")).to_be_focused()
    copy = Image.objects.get()
    expect(page.get_by_label("Alt text")).to_have_value("A man looks into the camera")
    expect(page.locator("#id_headline")).to_have_value("Market reopens")
    desk.call_harmless()
    desk.publish()
    page.goto(f"{site_url}{live_blog.get_url()}")
    shown = page.get_by_role("img", name="A man looks into the camera")
    address = shown.evaluate("picture => picture.currentSrc || picture.src")
    assert "-blurred." in address
    assert min(open_picture(copy).getpixel(IN_FACE)) > 80


def test_on_a_phone_by_a_finger(new_page, site_url, editor, live_blog):
    """One finger draws and pulls at a corner; the dialog fits, and what is thrown away
    leaves the block as it was."""
    page = new_page(**PHONE)
    serve_media(page)
    desk = open_desk(page, site_url, editor, live_blog)
    insert(desk)
    client = page.context.new_cdp_session(page)

    def touch(kind, *point):
        points = [{"x": point[0], "y": point[1]}] if point else []
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def stroke(*points):
        first, *others = (get_point(page, *point) for point in points)
        touch("touchStart", *first)
        for point in others:
            touch("touchMove", *point)
        touch("touchEnd")

    x, y, width, height = FACE
    stroke((x, y), (x + 60, y + 60), (x + width, y + height))
    expect(page.locator(".wlc-blur__box")).to_have_count(1)
    assert read_areas(page)[0] == pytest.approx(FACE, abs=6)
    stroke((x + width, y + height), (x + width + 20, y + 50), (x + width + 40, y + 60))
    assert read_areas(page)[0] == pytest.approx((x, y, width + 40, 60), abs=9)
    assert page.locator("dialog").evaluate("d => d.scrollWidth <= d.clientWidth")
    assert find_problems(page) == []
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator("dialog")).to_have_count(0)
    assert get_titles(page) == ["street"]
    assert Image.objects.count() == 1


# Chromium writes every answer that refuses something into its console.
@pytest.mark.allows_console_errors
def test_in_the_image_library_without_a_script(new_page, site_url):
    """Four numbers are typed; a mistake is said at its row and keeps what was typed. The
    button is in the header of Wagtail's own page of the image."""
    admin = UserFactory(username="chief", is_superuser=True)
    image = make_picture()
    page = new_page()
    serve_media(page)
    Editor(page, site_url).sign_in(admin.username, PASSWORD)
    page.goto(f"{site_url}/admin/images/{image.pk}/")
    page.get_by_role("link", name="Blur areas").click()
    expect(page).to_have_url(f"{site_url}{get_address(image)}")
    plain = new_page(java_script_enabled=False)
    serve_media(plain)
    plain.context.add_cookies(page.context.cookies())
    plain.goto(page.url)
    labels = ("From the left", "From the top", "Width", "Height")
    for label, number in zip(labels, (900, *FACE[1:]), strict=True):
        plain.get_by_label(label).first.fill(str(number))
    plain.get_by_role("button", name="Make the blurred picture").click()
    expect(plain.get_by_role("alert").filter(has_text="outside")).to_be_visible()
    plain.get_by_label("From the left").first.fill(str(FACE[0]))
    plain.get_by_role("button", name="Make the blurred picture").click()
    expect(plain.get_by_text("It is in the image library")).to_be_visible()
    copy = Image.objects.exclude(pk=image.pk).get()
    assert min(open_picture(copy).getpixel(IN_FACE)) > 80

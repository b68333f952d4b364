"""Pictures in the composer: pasted, dropped or chosen, at a desk's width and at a
phone's."""

import io
import re

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from PIL import Image as PillowImage
from playwright.sync_api import expect
from wagtail.images import get_image_model

from tests.acceptance.desk import PHONE, open_desk
from tests.acceptance.test_desk_accessibility import find_problems
from tests.desk_forms import url
from tests.factories import (
    PASSWORD,
    LiveBlogPageFactory,
    LiveUpdateFactory,
    UserFactory,
)
from wagtail_liveconflict.editorial.state import start_blog
from wagtail_liveconflict.models import LiveUpdate

pytestmark = [
    pytest.mark.browser,
    # Chromium writes every answer that refuses something into its console.
    pytest.mark.allows_console_errors,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
SIZES = pytest.mark.parametrize("options", [{}, PHONE], ids=["desktop", "phone"])
UPLOADS = re.compile(r"/pictures/$")
#: Puts files, and what else is given by type, where a browser would.
DROP = """(element, {files, type}) => {
    const data = new DataTransfer();
    for (const {name, mimeType, bytes} of files) {
        const content = new Uint8Array(bytes);
        data.items.add(new File([content], name, {type: mimeType}));
    }
    element.dispatchEvent(new DragEvent(type, {
        dataTransfer: data, bubbles: true, cancelable: true,
    }));
}"""
COPY = """async (parts) => {
    const items = {};
    for (const [type, content] of Object.entries(parts)) {
        const bytes = typeof content === 'string' ? content : new Uint8Array(content);
        items[type] = new Blob([bytes], {type});
    }
    await navigator.clipboard.write([new ClipboardItem(items)]);
}"""


def draw(colour):
    buffer = io.BytesIO()
    PillowImage.new("RGB", (64, 48), colour).save(buffer, "PNG")
    return buffer.getvalue()


def as_file(name, colour="teal", mime_type="image/png"):
    content = draw(colour) if colour else b"Dear colleagues,"
    return {"name": name, "mimeType": mime_type, "buffer": content}


def drop(element, *files, kind="drop"):
    files = [{**file, "bytes": list(file["buffer"]), "buffer": None} for file in files]
    element.evaluate(DROP, {"files": files, "type": kind})


@pytest.fixture
def live_blog(restored_db):
    live_blog = LiveBlogPageFactory(title="The river crossing")
    start_blog(live_blog)
    return live_blog


@pytest.fixture
def desk(page, site_url, editor, live_blog):
    return open_desk(page, site_url, editor, live_blog)


def choose(page, *files):
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Add pictures…").click()
    assert chooser.value.is_multiple()
    chooser.value.set_files(list(files))


def get_alt_texts(page):
    return page.get_by_label("Alt text")


def get_types(page):
    """Types of the blocks in the composer, in their order."""
    return page.evaluate(
        "document.getElementById('body-root').rootBlock.children.map((c) => c.type)"
    )


def get_titles(page):
    """Titles of the pictures in the composer, in their order."""
    return page.evaluate(
        "document.getElementById('body-root').rootBlock.getState()"
        ".filter(({type}) => type === 'image').map(({value}) => value.image.image.title)"
    )


@SIZES
def test_chosen_described_and_published(new_page, site_url, editor, live_blog, options):
    """The one button a phone needs. Two pictures come in their order; the focus is
    where the first is described; undescribed ones are refused at their fields, and
    readers get what was written there."""
    page = new_page(**options)
    desk = open_desk(page, site_url, editor, live_blog)
    desk.write_headline("Quay under water")
    choose(page, as_file("quay.png", "teal"), as_file("mast.png", "navy"))
    expect(get_alt_texts(page)).to_have_count(2)
    expect(get_alt_texts(page).first).to_be_focused()
    expect(get_alt_texts(page).first).to_have_value("")
    expect(page.locator(".wlc-pictures__status")).to_contain_text("mast.png")
    expect(page.locator(".wlc-pictures__item")).to_have_count(0)
    assert get_titles(page) == ["quay", "mast"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    get_alt_texts(page).first.fill("Water on the north quay")
    desk.press_publish()
    expect(page.get_by_text("Please add some alt text")).to_be_visible()
    expect(page.locator("#id_headline")).to_have_value("Quay under water")
    expect(get_alt_texts(page).first).to_have_value("Water on the north quay")
    get_alt_texts(page).last.fill("A broken mast")
    desk.publish()
    page.goto(f"{site_url}{live_blog.get_url()}")
    for words in ("Water on the north quay", "A broken mast"):
        expect(page.get_by_role("img", name=words)).to_be_visible()


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


@pytest.fixture
def clipboard(desk, site_url):
    """Copy what is given by type."""
    desk.page.context.grant_permissions(
        ["clipboard-read", "clipboard-write"], origin=site_url
    )
    return lambda **parts: desk.page.evaluate(
        COPY, {kind.replace("_", "/"): content for kind, content in parts.items()}
    )


def test_a_picture_is_pasted(desk, clipboard):
    """By the keyboard, into a text: it goes after that text, before the next one, and
    the words stay."""
    page = desk.page
    desk.write_text("It rose overnight.")
    desk.add_block("Text")
    clipboard(
        image_png=list(draw("teal")),
        text_html='<meta charset="utf-8"><img src="https://example.org/quay.png">',
    )
    page.locator(".public-DraftEditor-content").first.click()
    page.keyboard.press("ControlOrMeta+V")
    expect(get_alt_texts(page)).to_be_focused()
    assert get_types(page) == ["text", "image", "text"]
    assert get_titles(page) == ["The river crossing"]
    expect(page.locator(".public-DraftEditor-content").first).to_have_text(
        "It rose overnight."
    )


def test_words_with_a_picture_of_them_stay_words(desk, clipboard):
    """A word processor puts both into the clipboard; nothing is uploaded."""
    page = desk.page
    clipboard(
        image_png=list(draw("teal")),
        text_html="<p>The ferry has <b>left</b>.</p>",
        text_plain="The ferry has left.",
    )
    box = page.locator(".public-DraftEditor-content").last
    box.click()
    page.keyboard.press("ControlOrMeta+V")
    expect(box).to_have_text("The ferry has left.")
    assert get_types(page) == ["text"]
    assert not get_image_model().objects.exists()


def test_dropped_anywhere(desk):
    """While files are dragged over the desk it says where to drop them. Beside every
    block is right as well: they go to the end, and what is no picture says so."""
    page = desk.page
    zone = page.locator(".wlc-pictures__zone")
    heading = page.get_by_role("heading", name="Stream")
    expect(zone).to_be_hidden()
    drop(heading, as_file("quay.png"), kind="dragenter")
    expect(zone).to_be_visible()
    drop(heading, as_file("quay.png"), kind="dragleave")
    expect(zone).to_be_hidden()
    drop(heading, as_file("quay.png"), kind="dragover")
    letter = as_file("letter.pdf", colour=None, mime_type="application/pdf")
    drop(heading, letter, as_file("quay.png"))
    expect(zone).to_be_hidden()
    expect(get_alt_texts(page)).to_have_count(1)
    line = page.locator(".wlc-pictures__item")
    expect(line).to_contain_text("letter.pdf")
    expect(line.get_by_role("alert")).to_have_text("This file is no picture.")
    expect(line.get_by_role("button", name="Try again")).to_be_hidden()
    assert get_types(page) == ["text", "image"]
    desk.add_block("Text")
    drop(page.locator(".public-DraftEditor-content").first, as_file("mast.png", "navy"))
    expect(get_alt_texts(page)).to_have_count(2)
    assert get_titles(page) == ["mast", "quay"]
    assert get_types(page) == ["text", "image", "image", "text"]


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


def test_saved_as_a_draft_without_an_alt_text(desk):
    """Autosave notices the picture by itself."""
    page = desk.page
    desk.write_headline("Quay under water")
    choose(page, as_file("quay.png"))
    expect(get_alt_texts(page)).to_have_count(1)
    expect(page).to_have_url(re.compile(r"/edit/\d+/"))
    expect(page.locator("form[data-edit-form]")).to_have_attribute(
        "action", re.compile(r"/edit/\d+/")
    )
    image = get_image_model().objects.get()
    draft = LiveUpdate.objects.get()
    assert not draft.live
    (child,) = draft.latest_revision.as_object().body
    assert child.value["image"].pk == image.pk, type(child.value["image"])


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


@SIZES
def test_axe_finds_nothing(new_page, site_url, editor, live_blog, options):
    """While files are dragged over the desk, while one is on its way, and where one
    waits for another update."""
    page = new_page(**options)
    desk = open_desk(page, site_url, editor, live_blog)
    held = []
    page.route(UPLOADS, lambda route: held.append(route))
    composer = page.locator(".wlc-desk__composer")
    drop(composer, as_file("quay.png"), kind="dragover")
    expect(page.locator(".wlc-pictures__zone")).to_be_visible()
    assert find_problems(page) == []
    drop(composer, as_file("a very long name of a picture " * 6 + ".png"))
    line = page.locator(".wlc-pictures__item")
    expect(line.get_by_role("progressbar")).to_be_visible()
    assert find_problems(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    desk.write_headline("Quay under water")
    desk.publish()
    held[0].continue_()
    expect(line.get_by_role("button", name="Add to this update")).to_be_visible()
    assert find_problems(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

"""Pictures in the composer: pasted, dropped or chosen, at a desk's width and at a
phone's."""

import re

import pytest
from playwright.sync_api import expect
from wagtail.images import get_image_model

from tests.acceptance.desk import SIZES, open_desk
from tests.acceptance.pictures import (
    UPLOADS,
    as_file,
    choose,
    draw,
    drop,
    get_alt_texts,
    get_titles,
    get_types,
)
from tests.acceptance.test_desk_accessibility import find_problems
from wagtail_liveconflict.models import LiveUpdate

pytestmark = [
    pytest.mark.browser,
    # Chromium writes every answer that refuses something into its console.
    pytest.mark.allows_console_errors,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
COPY = """async (parts) => {
    const items = {};
    for (const [type, content] of Object.entries(parts)) {
        const bytes = typeof content === 'string' ? content : new Uint8Array(content);
        items[type] = new Blob([bytes], {type});
    }
    await navigator.clipboard.write([new ClipboardItem(items)]);
}"""


@pytest.fixture
def desk(page, site_url, editor, live_blog):
    return open_desk(page, site_url, editor, live_blog)


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
    desk.call_harmless()
    desk.publish()
    page.goto(f"{site_url}{live_blog.get_url()}")
    for words in ("Water on the north quay", "A broken mast"):
        expect(page.get_by_role("img", name=words)).to_be_visible()


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


def test_its_own_pictures_are_not_dropped_on_it(desk):
    """Browsers make a file of a picture that is dragged about on the page."""
    page = desk.page
    choose(page, as_file("quay.png"))
    expect(get_alt_texts(page)).to_have_count(1)
    preview = page.locator(".wlc-desk__composer img").first
    drop(preview, as_file("quay.png"), kind="dragstart")
    drop(page.locator(".wlc-desk__composer"), as_file("quay.png"), kind="dragover")
    expect(page.locator(".wlc-pictures__zone")).to_be_hidden()
    drop(page.locator(".wlc-desk__composer"), as_file("quay copy.png", "navy"))
    drop(preview, as_file("quay.png"), kind="dragend")
    drop(page.locator(".wlc-desk__composer"), as_file("mast.png", "maroon"))
    expect(get_alt_texts(page)).to_have_count(2)
    assert get_titles(page) == ["quay", "mast"]


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

"""A gallery in the composer: files that are given to it become its pictures."""

import pytest
from playwright.sync_api import expect

from tests.acceptance.desk import open_desk
from tests.acceptance.pictures import as_file, choose, drop, get_types
from wagtail_liveconflict.models import LiveUpdate

pytestmark = [
    pytest.mark.browser,
    # The tests' server has no pictures to show, and Chromium says so.
    pytest.mark.allows_console_errors,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
TITLES = """() => document.getElementById('body-root').rootBlock.getState()
    .filter(({type}) => type === 'gallery')
    .flatMap(({value}) => value.pictures.map((each) => each.value.image.image?.title))"""


def test_files_given_to_a_gallery_fill_it_in_their_order(
    page, site_url, editor, live_blog
):
    """Its empty places first; chosen with the button, and dropped on it. What is
    dropped elsewhere becomes a picture of its own. Published, readers get all."""
    desk = open_desk(page, site_url, editor, live_blog)
    desk.write_headline("The quay on Monday")
    page.evaluate(
        """() => {
            const body = document.getElementById('body-root').rootBlock;
            const [, state, id] = body._getChildDataForInsertion({type: 'gallery'});
            body.insert({type: 'gallery', value: state, id}, body.children.length);
        }"""
    )
    block = page.locator("[data-contentpath]").filter(
        has=page.locator("[name*='-sensitivity']")
    )
    title = page.locator("[name$='-value-title']")
    expect(page.locator("[name*='-pictures-'][name$='-caption']")).to_have_count(2)
    page.locator("[name*='-pictures-'][name$='-caption']").first.fill("At ebb")
    title.fill("The quay")
    files = [as_file(f"{name}.png", name) for name in ("teal", "red")]
    choose(page, *files)
    expect(page.locator(".wlc-pictures__status")).to_contain_text("red.png")
    assert page.evaluate(TITLES) == ["teal", "red"]
    expect(page.get_by_label("Alt text").first).to_be_focused()
    drop(block.first, as_file("gold.png", "gold"))
    expect(page.locator(".wlc-pictures__status")).to_contain_text("gold.png")
    assert page.evaluate(TITLES) == ["teal", "red", "gold"]
    assert get_types(page).count("image") == 0
    # What was replaced is hidden, and marked as deleted.
    fields = page.get_by_label("Alt text").locator("visible=true")
    for number, field in enumerate(fields.all()):
        field.fill(f"The quay, {number}")
    desk.call_harmless()
    desk.publish()
    (shown,) = LiveUpdate.objects.get().body
    pictures = shown.value.shown
    assert [each.alt for each in pictures] == [f"The quay, {n}" for n in range(3)]
    assert [each.image.title for each in pictures] == ["teal", "red", "gold"]
    assert pictures[0].caption == "At ebb"

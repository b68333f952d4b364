"""Several pictures in one block of an update."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.blocks import StructBlockValidationError

from tests.factories import (
    ImageFactory,
    LiveBlogPageFactory,
    PublishedUpdateFactory,
    gallery,
)
from tests.reading import get_soup
from tests.structured_data import as_list, get_postings, get_words
from wagtail_liveconflict.blocks import UpdateBodyBlock
from wagtail_liveconflict.models import LiveUpdate

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def images():
    return [ImageFactory() for _number in range(3)]


def find_errors(raw) -> dict:
    """What the block says when it is published, by its fields."""
    block = UpdateBodyBlock().child_blocks["gallery"]
    try:
        block.clean(block.to_python(raw["value"]))
    except StructBlockValidationError as error:
        return error.block_errors
    return {}


def get_gallery(reader, page):
    (found,) = get_soup(reader, page.url).select(".liveconflict-gallery")
    return found


def test_readers_get_every_picture_with_its_words_and_its_number(
    reader, live_blog, images
):
    """In a list that says how long it is, in a row that has a name and takes the
    focus; each with its size."""
    body = [gallery(*images, title="The quay on Monday")]
    PublishedUpdateFactory(page=live_blog, body=body)
    found = get_gallery(reader, live_blog)
    items = found.select("ul > li")
    assert [get_words(item.figcaption) for item in items] == [
        f"{number} of 3 Caption {number} Ida Marsh" for number in (1, 2, 3)
    ]
    for item in items:
        assert item.img["alt"] == "A quay at low water"
        assert int(item.img["width"]) > 0
        assert int(item.img["height"]) > 0
    # They are the first on the page.
    assert [item.img["loading"] for item in items] == ["eager", "lazy", "lazy"]
    row = found.select_one("[tabindex='0']")
    assert (row["role"], row["aria-label"]) == (
        "group",
        "The quay on Monday. Gallery: 3 pictures",
    )
    assert not found.find_all(["script", "button", "a"])


def test_a_decoration_says_nothing(reader, live_blog, images):
    block = gallery(*images)
    block["value"]["pictures"][0]["image"] |= {"decorative": True}
    PublishedUpdateFactory(page=live_blog, body=[block])
    first, second, _third = get_gallery(reader, live_blog).find_all("img")
    assert (first["alt"], second["alt"]) == ("", "A quay at low water")


def test_a_picture_that_is_deleted_leaves_the_others(reader, live_blog, images):
    PublishedUpdateFactory(page=live_blog, body=[gallery(*images)])
    images[0].delete()
    cache.clear()
    items = get_gallery(reader, live_blog).select("li figcaption")
    assert [get_words(item)[:16] for item in items] == [
        "1 of 2 Caption 2",
        "2 of 2 Caption 3",
    ]


def test_a_picture_whose_file_is_gone_leaves_its_words(reader, live_blog, images):
    """And the page as it was."""
    images[1].file.storage.delete(images[1].file.name)
    PublishedUpdateFactory(page=live_blog, body=[gallery(*images)])
    items = get_gallery(reader, live_blog).find_all("li")
    assert [bool(item.img) for item in items] == [True, False, True]
    assert "Caption 2" in get_words(items[1])


def test_without_any_picture_there_is_nothing(reader, live_blog):
    PublishedUpdateFactory(page=live_blog, body=[gallery()])
    assert reader.get(live_blog.url).status_code == 200
    assert not get_soup(reader, live_blog.url).select(".liveconflict-gallery")


def test_many_pictures_cost_no_more_queries(live_blog, reader):
    """Thirty as two, once their sizes are made."""

    def count(number):
        page = LiveBlogPageFactory()
        images = [ImageFactory() for _number in range(number)]
        PublishedUpdateFactory(page=page, body=[gallery(*images)])
        reader.get(page.url)
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            reader.get(page.url)
        return len(queries)

    assert count(30) == count(2)


@pytest.mark.parametrize("number", [0, 1, 31])
def test_too_few_and_too_many_are_refused(images, number):
    """When it is published, at the list."""
    errors = find_errors(gallery(*[images[0]] * number))
    assert list(errors) == ["pictures"]


def test_what_is_to_be_seen_has_to_be_said(images):
    """Alternative text for each, and whether something is not for everybody."""
    assert find_errors(gallery(*images)) == {}
    assert list(find_errors(gallery(*images, alt_text=""))) == ["pictures"]
    assert list(find_errors(gallery(*images, sensitivity=""))) == ["sensitivity"]


def test_a_draft_may_be_incomplete(images):
    block = UpdateBodyBlock()
    block.clean_deferred(
        block.to_python([gallery(images[0], sensitivity="", alt_text="")])
    )


def test_machines_get_the_pictures_unless_they_are_covered(reader, live_blog, images):
    """With complete addresses, and the words that readers have."""
    shown = PublishedUpdateFactory(page=live_blog, body=[gallery(*images)])
    covered = PublishedUpdateFactory(
        page=live_blog, body=[gallery(*images, sensitivity="death")]
    )
    postings = get_postings(get_soup(reader, live_blog.url))
    pictures = as_list(postings[shown.anchor]["image"])
    assert len(pictures) == 3
    first = pictures[0]
    assert first["contentUrl"].startswith("http://")
    assert (first["@type"], first["caption"]) == ("ImageObject", "Caption 1")
    assert (first["creditText"], first["width"]) == ("Ida Marsh", 640)
    assert "image" not in postings[covered.anchor]


def test_feeds_and_the_api_have_all_of_it(reader, live_blog, images):
    """Feeds with complete addresses; the API as Wagtail gives out each of the fields."""
    PublishedUpdateFactory(page=live_blog, body=[gallery(*images, title="The quay")])
    feed = reader.get(f"{live_blog.url}feed/json/").json()
    html = feed["items"][0]["content_html"]
    assert html.count("<img") == 3
    assert 'src="/' not in html
    (item,) = reader.get("/api/v2/live_updates/").json()["items"]
    value = item["body"][0]["value"]
    assert (value["title"], value["sensitivity"]) == ("The quay", "none")
    assert [each["caption"] for each in value["pictures"]] == [
        "Caption 1",
        "Caption 2",
        "Caption 3",
    ]


def test_it_is_found_by_its_words_and_not_by_what_is_covered(live_blog, images):
    """An update that has nothing else is called by what stands above the cover."""
    body = [gallery(*images, sensitivity="violence", title="The quay")]
    update = PublishedUpdateFactory(page=live_blog, headline="", body=body)
    assert update.get_accessible_name() == "The quay"
    found = LiveUpdate._meta.get_field("body").stream_block.get_searchable_content(
        update.body
    )
    assert {"Caption 3", "Ida Marsh"} <= set(found)
    assert "Violence" not in found

"""What a page says of itself to search engines and to those it is shared with."""

import pytest

from tests.factories import (
    ClaimFactory,
    ImageFactory,
    PublishedUpdateFactory,
    edit,
    picture,
    quote,
    text,
    verification,
)
from tests.reading import get_soup
from wagtail_liveconflict import editorial

pytestmark = pytest.mark.django_db


def get_meta(soup):
    """Contents by name or property; each has to stand there once."""
    found = {}
    for element in soup.head.find_all("meta"):
        name = element.get("property") or element.get("name")
        assert name not in found, name
        found[name] = element.get("content")
    (canonical,) = soup.head.find_all("link", rel="canonical")
    return {**found, "canonical": canonical["href"], "title": soup.title.string.strip()}


def test_the_blog_is_told_with_its_own_words(reader, live_blog):
    """Title, standfirst, address without a query, main picture."""
    live_blog.standfirst = "The ferry is the only way across."
    live_blog.hero_image = ImageFactory()
    live_blog.save_revision().publish()
    meta = get_meta(get_soup(reader, f"{live_blog.url}?utm_source=mail"))
    assert meta["og:title"] == live_blog.title
    assert meta["description"] == live_blog.standfirst
    assert meta["og:description"] == live_blog.standfirst
    assert meta["canonical"] == meta["og:url"] == live_blog.full_url
    assert meta["og:image"].startswith("http://")
    width, height = int(meta["og:image:width"]), int(meta["og:image:height"])
    # As wide as the picture is, in the shape that share cards have.
    assert abs(width / height - 1200 / 630) < 0.01
    assert meta["twitter:card"] == "summary_large_image"


def test_an_update_is_told_with_its_own(reader, live_blog, settings):
    """Its headline in the title, its first words, its own address; without cards, its
    picture."""
    settings.LIVECONFLICT_SHARE_CARDS = {"ENABLED": False}
    image = ImageFactory()
    words = "Nine boats left before the harbour closed. " * 20
    update = PublishedUpdateFactory(
        page=live_blog,
        headline="Nine boats are out",
        body=[text(words), picture(image)],
    )
    PublishedUpdateFactory.create_batch(2, page=live_blog)
    meta = get_meta(get_soup(reader, update.permalink))
    assert meta["title"] == f"Nine boats are out – {live_blog.title}"
    assert meta["og:title"] == "Nine boats are out"
    assert meta["description"].startswith("Nine boats left before")
    assert len(meta["description"]) <= 200
    assert meta["canonical"] == f"{live_blog.full_url}updates/{update.pk}/"
    rendition = image.renditions.get(filter_spec="fill-1200x630|format-jpeg")
    assert meta["og:image"].endswith(rendition.url)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: quote("We open at noon."), "We open at noon."),
        (
            lambda: verification(ClaimFactory(sentence="The bridge stands.")),
            "The bridge stands.",
        ),
    ],
)
def test_a_quote_or_a_claim_alone_is_its_description(reader, live_blog, make, words):
    """An update needs no text of our own."""
    update = PublishedUpdateFactory(page=live_blog, headline="At noon", body=[make()])
    assert words in get_meta(get_soup(reader, update.permalink))["description"]


def test_a_tombstone_does_not_tell_what_was_withdrawn(reader, live_blog):
    """The reason instead; and search engines are to drop the page."""
    update = PublishedUpdateFactory(
        page=live_blog, headline="Boats are sunk", body=[text("All nine.")]
    )
    editorial.withdraw_update(update, None, reason="It was an exercise.")
    soup = get_soup(reader, update.permalink)
    meta = get_meta(soup)
    assert "sunk" not in str(soup)
    assert meta["title"].startswith("This update has been withdrawn")
    assert meta["description"] == "It was an exercise."
    assert meta["robots"] == "noindex"


def test_an_edited_update_is_told_as_it_is(reader, live_blog):
    """No earlier words stay in a share card."""
    update = PublishedUpdateFactory(page=live_blog, headline="Ten boats are out")
    get_soup(reader, update.permalink)
    edit(update, headline="Nine boats are out")
    meta = get_meta(get_soup(reader, update.permalink))
    assert meta["og:title"] == "Nine boats are out"


@pytest.mark.parametrize("path", ["page/1/", "day/{day}/"])
def test_pages_of_the_archive_have_addresses_of_their_own(reader, live_blog, path):
    """In either order the same one."""
    update = PublishedUpdateFactory(page=live_blog)
    day = update.first_published_at.astimezone(live_blog.zone).date()
    path = path.format(day=day)
    for query in ("", "?order=oldest"):
        meta = get_meta(get_soup(reader, f"{live_blog.url}{path}{query}"))
        assert meta["canonical"] == f"{live_blog.full_url}{path}"


def test_a_picture_whose_file_is_gone_is_left_out(reader, live_blog, settings):
    """The page is served all the same."""
    settings.LIVECONFLICT_SHARE_CARDS = {"ENABLED": False}
    image = ImageFactory()
    live_blog.hero_image = image
    live_blog.save_revision().publish()
    image.file.storage.delete(image.file.name)
    assert "og:image" not in get_meta(get_soup(reader, live_blog.url))

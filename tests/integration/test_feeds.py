"""Atom and RSS of a live blog."""

import datetime as dt
import re
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from defusedxml import ElementTree

from tests.factories import (
    ClaimFactory,
    ImageFactory,
    PublishedUpdateFactory,
    SourceFactory,
    edit,
    link_card,
    picture,
    quote,
    text,
    verification,
)
from tests.feeds import KINDS, get, read
from tests.reading import get_soup
from wagtail_liveconflict import editorial
from wagtail_liveconflict.models import LiveBlogPage, LiveUpdate

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", KINDS)
def test_entries_are_the_newest_updates(live_blog, kind):
    """Newest first, fifty of them, each with its headline or its first words."""
    updates = [PublishedUpdateFactory(page=live_blog) for _ in range(51)]
    named = PublishedUpdateFactory(page=live_blog, headline="", body=[text("Boats.")])
    entries = read(live_blog, kind)
    expected = [named, *reversed(updates)][:50]
    assert [entry["title"] for entry in entries] == [
        "Boats.",
        *(update.headline for update in expected[1:]),
    ]
    for entry, update in zip(entries, expected, strict=True):
        assert entry["link"] == f"http://localhost{update.permalink}"
        difference = entry["published"] - update.first_published_at
        assert abs(difference) < dt.timedelta(seconds=1)


@pytest.mark.parametrize("kind", KINDS)
def test_content_is_what_the_page_shows(live_blog, reader, kind):
    """The same figure for a quote, the same words for a claim, its mark among them."""
    update = PublishedUpdateFactory(
        page=live_blog,
        body=[
            text("It left."),
            quote("We open.", source=SourceFactory(), link="https://t.me/river/1"),
            verification(ClaimFactory(status="disputed")),
        ],
    )
    article = get_soup(reader, live_blog.url).find("article", id=update.anchor)
    shown = article.find(class_="liveconflict-update__body")
    (entry,) = read(live_blog, kind)
    told = BeautifulSoup(entry["html"], "html.parser")
    assert told.get_text().split() == shown.get_text().split()
    assert told.find("figure").attrs == shown.find("figure").attrs
    assert "[≠]" in told.get_text()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("of", ["paraphrase", "relayed"])
def test_a_paraphrase_has_no_quotation_marks_here_either(live_blog, kind, of):
    """They would make our words the speaker's."""
    relay = {"provenance": "relayed", "relayed_by": "Harbour Radio"}
    known = relay if of == "relayed" else {}
    PublishedUpdateFactory(page=live_blog, body=[quote("We open.", kind=of, **known)])
    (entry,) = read(live_blog, kind)
    words = BeautifulSoup(entry["html"], "html.parser").blockquote.get_text().strip()
    assert words == "We open."


@pytest.mark.parametrize("kind", KINDS)
def test_a_withdrawn_update_keeps_its_place_without_its_words(live_blog, kind):
    """Its reason; no headline, no words, no author."""
    update = PublishedUpdateFactory(
        page=live_blog,
        headline="Secret",
        body=[text("Secret")],
        byline_names="Secret",
        is_key_event=True,
    )
    (before,) = read(live_blog, kind)
    editorial.withdraw_update(update, None, "It was wrong & sad.")
    (entry,) = read(live_blog, kind)
    assert entry["title"] == "Withdrawn"
    assert entry["html"] == "<p>It was wrong &amp; sad.</p>"
    assert entry["id"] == before["id"]
    assert b"Secret" not in get(live_blog, kind).content
    if kind == "atom":
        assert entry["updated"] > before["updated"]


@pytest.mark.parametrize("kind", KINDS)
def test_no_address_depends_on_where_it_is_read(live_blog, kind):
    """Pages, pictures, their sizes and anchors: all with scheme and host."""
    PublishedUpdateFactory(
        page=live_blog,
        body=[
            text(f'See <a linktype="page" id="{live_blog.pk}">the blog</a>.'),
            text('<a href="mailto:a@example.org">Mail</a>'),
            picture(ImageFactory()),
            link_card(),
        ],
    )
    (entry,) = read(live_blog, kind)
    soup = BeautifulSoup(entry["html"], "html.parser")
    addresses = [element["href"] for element in soup.find_all(href=True)]
    addresses += [element["src"] for element in soup.find_all(src=True)]
    assert len(addresses) == 4
    addresses.remove("mailto:a@example.org")
    for address in addresses:
        assert urlsplit(address).scheme in ("http", "https")
        assert urlsplit(address).netloc
    assert not re.search(r"""(href|src|srcset)=["']/""", get(live_blog, kind).text)


@pytest.mark.parametrize("kind", KINDS)
def test_ids_stay_when_the_blog_is_renamed(live_blog, kind):
    """Nobody gets everything as new."""
    for _ in range(2):
        PublishedUpdateFactory(page=live_blog)
    before = read(live_blog, kind)
    live_blog.slug = "renamed"
    live_blog.save_revision().publish()
    after = read(LiveBlogPage.objects.get(pk=live_blog.pk), kind)
    assert [entry["id"] for entry in after] == [entry["id"] for entry in before]
    assert after[0]["link"] != before[0]["link"]
    assert len({entry["id"] for entry in after}) == 2
    assert all(
        re.fullmatch(r"tag:localhost,\d{4}-\d\d-\d\d:\S+", e["id"]) for e in after
    )


def test_what_changes_an_entry_changes_its_time(live_blog):
    """An edit, and the status of a claim that it shows."""
    claim = ClaimFactory(status="checking")
    update = PublishedUpdateFactory(page=live_blog, body=[verification(claim)])
    (published,) = read(live_blog)
    edit(update, headline="Mended")
    (edited,) = read(live_blog)
    editorial.change_claim_status(claim, None, "disputed", "It was in the dock.")
    (judged,) = read(live_blog)
    assert published["updated"] < edited["updated"] < judged["updated"]
    assert published["published"] == judged["published"]
    assert "It was in the dock." in judged["html"]


def test_an_author_and_a_key_event_are_told(live_blog):
    """Beside the words."""
    PublishedUpdateFactory(page=live_blog, byline_names="Ida Marsh", is_key_event=True)
    (entry,) = read(live_blog)
    assert entry["author"] == "Ida Marsh"
    assert entry["categories"] == ["Key event"]


@pytest.mark.parametrize("kind", KINDS)
def test_control_characters_do_not_break_the_feed(live_blog, kind):
    """Also those that no editor can type: from code, or from before a rule."""
    odd = "Bo\x01\x0b\x1b\x85\ufffe\uffffats"
    update = PublishedUpdateFactory(page=live_blog)
    body = [text(odd), quote(odd, name=odd)]
    field = LiveUpdate._meta.get_field("body")
    LiveUpdate.objects.filter(pk=update.pk).update(
        headline=odd,
        byline_names=odd,
        body=field.stream_block.to_python(body),
    )
    live_blog.title = live_blog.standfirst = odd
    live_blog.save()
    (entry,) = read(live_blog, kind)
    assert entry["title"] == "Boats"
    assert entry["html"].count("Boats") == 2


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_blog_has_an_empty_feed(live_blog, kind):
    """The same bytes each time."""
    assert read(live_blog, kind) == []
    assert get(live_blog, kind).content == get(live_blog, kind).content


def test_the_feed_is_in_the_language_and_zone_of_the_blog(live_blog, settings):
    """Whoever asks, in whatever language."""
    settings.LANGUAGE_CODE = "uk"
    live_blog.time_zone = "Asia/Kathmandu"
    live_blog.save_revision().publish()
    update = PublishedUpdateFactory(page=live_blog)
    editorial.withdraw_update(update, None, "Помилка.")
    response = get(live_blog, accept_language="en")
    root = ElementTree.fromstring(response.content)
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "uk"
    (entry,) = read(live_blog)
    assert entry["title"] != "Withdrawn"
    assert entry["published"].utcoffset() == dt.timedelta(hours=5, minutes=45)

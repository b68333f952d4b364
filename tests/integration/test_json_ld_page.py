"""The block of linked data on a live blog's pages, around its quotes."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    LiveUpdateFactory,
    PublishedUpdateFactory,
    SourceFactory,
    edit,
    quote,
    text,
)
from tests.reading import get_shown, get_soup
from tests.structured_data import as_list, get_data, get_postings, get_words
from wagtail_liveconflict import editorial
from wagtail_liveconflict.models import LiveUpdate

pytestmark = pytest.mark.django_db


def get_article(soup, update):
    return soup.find("article", id=update.anchor)


def test_newest_archive_and_permalink_tell_what_they_show(live_blog, reader, settings):
    """One block each, with the updates of that page and no other, as often."""
    settings.LIVECONFLICT_PAGE_SIZE = 2
    updates = [PublishedUpdateFactory(page=live_blog) for _ in range(6)]
    addresses = [live_blog.url, f"{live_blog.url}page/1/", updates[2].permalink]
    for address in addresses:
        soup = get_soup(reader, address)
        shown = [f"update-{pk}" for pk in get_shown(soup)]
        assert shown
        assert list(get_postings(soup)) == shown


def test_the_blog_is_told_as_its_head_shows_it(live_blog, reader):
    """Headline, standfirst, language and address."""
    data = get_data(get_soup(reader, live_blog.url))
    assert data["@context"] == "https://schema.org"
    assert data["@type"] == "LiveBlogPosting"
    assert data["headline"] == live_blog.title
    assert data["description"] == live_blog.standfirst
    assert data["inLanguage"] == "en"
    assert data["url"] == live_blog.full_url


def test_coverage_ends_when_it_has_ended(live_blog, reader):
    """A planned end is none."""
    live_blog.coverage_end = "2026-01-01T00:00:00Z"
    live_blog.save_revision().publish()
    assert "coverageEndTime" not in get_data(get_soup(reader, live_blog.url))
    editorial.end_blog(live_blog)
    soup = get_soup(reader, live_blog.url)
    ended = soup.find(class_="liveconflict-state__time").find("time")["datetime"]
    assert get_data(soup)["coverageEndTime"] == ended


def test_each_update_is_told_as_its_article_shows_it(live_blog, reader):
    """Its own headline, address, times, authors and running text."""
    update = PublishedUpdateFactory(
        page=live_blog,
        headline="The ferry runs again",
        byline_names="Ida Marsh, Ada Quill",
        body=[text("It left at <b>noon</b>."), quote("Yes."), text("It is late.")],
    )
    nameless = PublishedUpdateFactory(
        page=live_blog, headline="", byline="desk", body=[text("No boats.")]
    )
    soup = get_soup(reader, live_blog.url)
    postings = get_postings(soup)
    for each in (update, nameless):
        article, data = get_article(soup, each), postings[each.anchor]
        assert data["@type"] == "BlogPosting"
        assert data["headline"] == get_words(article.h3)
        assert data["url"].endswith(article.find("a")["href"])
        assert data["datePublished"] == article.find("time")["datetime"]
        running = [get_words(part) for part in article.select(".liveconflict-text")]
        assert data["articleBody"].split("\n\n") == running
    authors = as_list(postings[update.anchor]["author"])
    assert [author["name"] for author in authors] == ["Ida Marsh", "Ada Quill"]
    assert "author" not in postings[nameless.anchor]


def test_the_time_of_an_edit_is_told_when_it_is_shown(live_blog, reader):
    """“Updated” and ``dateModified`` go together."""
    update = PublishedUpdateFactory(page=live_blog)
    soup = get_soup(reader, live_blog.url)
    assert "dateModified" not in get_postings(soup)[update.anchor]
    LiveUpdate.objects.filter(pk=update.pk).update(
        first_published_at="2026-01-01T00:00:00Z"
    )
    update.refresh_from_db()
    update = edit(update, headline="Mended")
    soup = get_soup(reader, live_blog.url)
    shown = get_article(soup, update).select_one(".liveconflict-update__edited time")
    data = get_postings(soup)[update.anchor]
    assert data["dateModified"] == shown["datetime"]
    assert data["headline"] == "Mended"


def test_times_are_in_the_blogs_zone(live_blog, reader):
    """As on the page."""
    live_blog.time_zone = "Asia/Kathmandu"
    live_blog.save_revision().publish()
    update = PublishedUpdateFactory(page=live_blog)
    soup = get_soup(reader, live_blog.url)
    assert get_postings(soup)[update.anchor]["datePublished"].endswith("+05:45")


def test_a_withdrawn_update_is_told_as_its_tombstone(live_blog, reader):
    """Its reason, and none of its words."""
    update = PublishedUpdateFactory(
        page=live_blog, headline="Secret", body=[quote("Secret"), text("Secret")]
    )
    get_soup(reader, live_blog.url)
    editorial.withdraw_update(update, None, "It was wrong.")
    for address in (live_blog.url, update.permalink):
        soup = get_soup(reader, address)
        data, article = get_postings(soup)[update.anchor], get_article(soup, update)
        assert data["headline"] == get_words(article.h3)
        assert data["description"] == "It was wrong."
        assert data["creativeWorkStatus"] in get_words(article)
        assert "Secret" not in str(soup)


def test_no_words_end_the_block(live_blog, reader):
    """Closing tags, comments and line separators arrive as they were written."""
    evil = "</script><!-- <script> ]]> & \u2028 \u2029 \\u003c/script> 'x' \"y\""
    update = PublishedUpdateFactory(
        page=live_blog,
        headline=evil,
        byline_names=evil,
        body=[quote(evil, name=evil, link="https://example.org/?a=</script>")],
    )
    live_blog.title = live_blog.standfirst = evil
    live_blog.save_revision().publish()
    html = reader.get(live_blog.url).content.decode()
    start = html.index('<script type="application/ld+json">') + 1
    block = html[start : html.index("</script>", start)]
    for sign in "<&":
        assert sign not in block
    soup = get_soup(reader, live_blog.url)
    assert get_data(soup)["headline"] == evil
    posting = get_postings(soup)[update.anchor]
    assert posting["headline"] == evil
    assert as_list(posting["hasPart"])[0]["text"] == evil


def test_code_in_a_text_is_not_told(live_blog, reader):
    """Words that came in through code, past the editor's form."""
    update = PublishedUpdateFactory(
        page=live_blog, body=[text("Boats.<script>steal()</script>")]
    )
    posting = get_postings(get_soup(reader, live_blog.url))[update.anchor]
    assert posting["articleBody"] == "Boats."


def test_a_preview_tells_machines_nothing(live_blog, editor_client):
    """Its words are not published."""
    LiveUpdateFactory(page=live_blog)
    PublishedUpdateFactory(page=live_blog)
    response = live_blog.make_preview_request()
    assert b"ld+json" not in response.content
    assert b"feed/atom" not in response.content


def test_twenty_updates_cost_no_more_queries_than_one(live_blog, reader):
    """Neither kept nor rendered anew: all bodies are loaded at once."""

    def count(number):
        for _ in range(number):
            body = [quote("Yes.", source=SourceFactory())]
            PublishedUpdateFactory(page=live_blog, body=body)
        counts = []
        for _ in range(2):
            with CaptureQueriesContext(connection) as queries:
                reader.get(live_blog.url)
            counts.append(len(queries))
        return counts

    reader.get(live_blog.url)
    cache.clear()
    one = count(1)
    cache.clear()
    assert count(19) == one


def test_the_pages_lead_to_the_feeds(live_blog, reader):
    """Three links, with complete addresses that answer."""
    links = get_soup(reader, live_blog.url).find_all("link", rel="alternate")
    assert [link["type"] for link in links] == [
        "application/atom+xml",
        "application/rss+xml",
        "application/feed+json",
    ]
    for link in links:
        response = reader.get(link["href"], headers={"host": "localhost"})
        assert response.status_code == 200
        assert response["Content-Type"].startswith(link["type"])

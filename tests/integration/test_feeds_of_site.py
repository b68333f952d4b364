"""Feeds of all live blogs of a site, JSON Feed, and both sitemaps."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from tests.factories import (
    ClaimFactory,
    LiveBlogPageFactory,
    PublishedUpdateFactory,
    edit,
    text,
    verification,
)
from wagtail_liveconflict import editorial
from wagtail_liveconflict.models import LiveFeed

pytestmark = pytest.mark.django_db
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
PLAIN = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture
def other_blog(root_page):
    blog = LiveBlogPageFactory(parent=root_page, title="The dam")
    editorial.start_blog(blog)
    return blog


def test_json_feed_of_a_live_blog(reader, live_blog):
    """Version 1.1, with what readers have: headline, words with status marks, times,
    authors."""
    claim = ClaimFactory(sentence="The bridge stands.", status="disputed")
    update = PublishedUpdateFactory(
        page=live_blog,
        headline="The ferry runs again",
        byline_names="Ida Marsh",
        body=[text("It left at <b>noon</b>."), verification(claim)],
    )
    response = reader.get(f"{live_blog.url}feed/json/")
    assert response["Content-Type"].startswith("application/feed+json")
    feed = response.json()
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["home_page_url"] == live_blog.full_url
    assert feed["feed_url"] == f"{live_blog.full_url}feed/json/"
    (item,) = feed["items"]
    assert item["title"] == "The ferry runs again"
    assert item["url"] == f"{live_blog.full_url}updates/{update.pk}/"
    assert item["authors"] == [{"name": "Ida Marsh"}]
    assert "It left at <b>noon</b>." in item["content_html"]
    assert "Disputed" in item["content_text"]
    assert "≠" in item["content_text"]
    assert item["date_published"] == (
        update.first_published_at.astimezone(live_blog.zone).isoformat(
            timespec="seconds"
        )
    )


def test_a_withdrawn_update_keeps_its_id_in_json_without_its_words(reader, live_blog):
    """A reader of feeds that has the old words puts the reason in their place."""
    update = PublishedUpdateFactory(page=live_blog, body=[text("All nine are lost.")])
    address = f"{live_blog.url}feed/json/"
    (before,) = reader.get(address).json()["items"]
    editorial.withdraw_update(update, None, "It was an exercise.")
    response = reader.get(address)
    (after,) = response.json()["items"]
    assert after["id"] == before["id"]
    assert after["content_text"] == "It was an exercise."
    assert "nine" not in response.content.decode()


@pytest.mark.parametrize("kind", ["atom", "rss", "json"])
def test_the_site_has_a_feed_of_all_its_live_blogs(reader, live_blog, other_blog, kind):
    """Newest first whichever blog they are of, each with its blog's title."""
    PublishedUpdateFactory(page=live_blog, headline="First")
    PublishedUpdateFactory(page=other_blog, headline="Second")
    PublishedUpdateFactory(page=live_blog, headline="Third")
    response = reader.get(f"/live/feed/{kind}/")
    body = response.content.decode()
    places = [body.index(word) for word in ("Third", "Second", "First")]
    assert places == sorted(places)
    assert live_blog.title in body
    assert other_blog.title in body


def test_what_is_not_for_everybody_is_in_no_feed_of_the_site(
    reader, live_blog, other_blog
):
    """A restricted blog, and one that was taken off the site."""
    PublishedUpdateFactory(page=live_blog, headline="For subscribers")
    PublishedUpdateFactory(page=other_blog, headline="Taken off")
    PageViewRestriction.objects.create(page=live_blog, restriction_type="login")
    other_blog.unpublish()
    feed = reader.get("/live/feed/json/").json()
    assert feed["items"] == []
    assert b"<url>" not in reader.get("/live/news-sitemap.xml").content


def test_the_feed_of_a_site_is_asked_for_by_its_tag(reader, live_blog):
    """Nothing new is 304; whatever readers see anew is not."""
    update = PublishedUpdateFactory(page=live_blog)
    tag = reader.get("/live/feed/atom/")["ETag"]
    same = reader.get("/live/feed/atom/", headers={"If-None-Match": tag})
    assert same.status_code == 304
    edit(update, headline="Mended")
    changed = reader.get("/live/feed/atom/", headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert "Mended" in changed.content.decode()


def test_the_feed_of_a_site_costs_the_same_however_many_updates(
    reader, live_blog, django_assert_max_num_queries
):
    """At most 22 queries for one blog, with one update and with sixty."""
    for number in (1, 60):
        PublishedUpdateFactory.create_batch(number, page=live_blog)
        with django_assert_max_num_queries(22):
            assert reader.get("/live/feed/json/").status_code == 200


@pytest.mark.parametrize("kind", ["xml", "..", "ATOM"])
def test_a_feed_that_does_not_exist_is_not_found(reader, live_blog, kind):
    """404."""
    assert reader.get(f"/live/feed/{kind}/").status_code == 404


def test_news_sitemap_lists_live_blogs_of_the_last_two_days(
    reader, live_blog, other_blog
):
    """With publication, language, time and title; older ones are left out."""
    site = Site.objects.get()
    site.site_name = "The Ternwell Post"
    site.save()
    PublishedUpdateFactory(page=live_blog)
    old = timezone.now() - timedelta(days=2, minutes=1)
    LiveFeed.objects.filter(page_id=other_blog.pk).update(changed_at=old)
    response = reader.get("/live/news-sitemap.xml")
    assert response["Content-Type"].startswith("application/xml")
    (url,) = ElementTree.fromstring(response.content)  # noqa: S314
    assert url.findtext(f"{PLAIN}loc") == live_blog.full_url
    news = url.find(f"{NEWS}news")
    publication = news.find(f"{NEWS}publication")
    assert publication.findtext(f"{NEWS}name") == "The Ternwell Post"
    assert publication.findtext(f"{NEWS}language") == "en"
    assert news.findtext(f"{NEWS}title") == live_blog.title
    assert news.findtext(f"{NEWS}publication_date")


def test_news_sitemap_costs_the_same_however_many_live_blogs(
    reader, root_page, django_assert_max_num_queries
):
    """At most 12 queries, for one and for five."""
    for number in (1, 4):
        for _ in range(number):
            editorial.start_blog(LiveBlogPageFactory(parent=root_page))
        with django_assert_max_num_queries(12):
            assert reader.get("/live/news-sitemap.xml").status_code == 200


def test_the_sitemap_says_when_readers_saw_something_new(live_blog):
    """Not when the page itself was edited last."""
    live_blog.save_revision().publish()
    PublishedUpdateFactory(page=live_blog)
    page = type(live_blog).objects.get(pk=live_blog.pk)
    (url,) = page.get_sitemap_urls()
    assert url["location"] == live_blog.full_url
    assert url["lastmod"] == page.feed.changed_at
    assert url["lastmod"] > page.last_published_at

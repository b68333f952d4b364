"""The page of all corrections of a live blog, and its feed."""

import datetime as dt

import pytest
from defusedxml import ElementTree
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from tests.claims import reach, step_to
from tests.factories import (
    ClaimFactory,
    LiveBlogPageFactory,
    PublishedUpdateFactory,
    text,
    verification,
)
from tests.feeds import ATOM
from tests.reading import get_soup
from tests.structured_data import get_words
from wagtail_liveconflict import editorial
from wagtail_liveconflict.editorial import change_status
from wagtail_liveconflict.models import Correction, LiveBlogPage
from wagtail_liveconflict.reader import corrections
from wagtail_liveconflict.verification import Reason

pytestmark = pytest.mark.django_db


def get_url(page):
    return f"{page.url}corrections/"


def get_items(soup):
    return soup.select(".liveconflict-corrections__one")


def read_feed(page, **headers):
    response = Client().get(f"{get_url(page)}feed/", headers=headers)
    assert response.status_code == 200
    root = ElementTree.fromstring(response.content)
    return response, list(root.iter(f"{ATOM}entry"))


def correct(page, words, **fields):
    update = PublishedUpdateFactory(page=page, **fields)
    editorial.correct_update(update, None, words)
    return update


def test_every_correction_is_listed_newest_first(live_blog, reader):
    """With its time and a link to the update, by its headline or its first words;
    those of other live blogs are not."""
    first = correct(live_blog, "One.", headline="Boats")
    second = correct(live_blog, "Two.", headline="", body=[text("No bridge.")])
    correct(LiveBlogPageFactory(), "Elsewhere.")
    items = get_items(get_soup(reader, get_url(live_blog)))
    assert [item.p.find_next("p").get_text() for item in items] == ["Two.", "One."]
    assert [(a["href"], get_words(a)) for item in items for a in item("a")] == [
        (second.permalink, "No bridge."),
        (first.permalink, "Boats"),
    ]
    assert all(item.time["datetime"] for item in items)


def test_a_corrected_claim_leads_to_updates_that_show_it(live_blog, reader):
    """A few of them, the newest first."""
    claim = reach(ClaimFactory(), "corroborated")
    updates = [
        PublishedUpdateFactory(page=live_blog, body=[verification(claim)])
        for _ in range(corrections.UPDATES_LISTED + 1)
    ]
    step = step_to("disputed", reason=Reason.OUR_ERROR, note="Another bridge.")
    change_status(claim, None, step, override_reason="A test.")
    (item,) = get_items(get_soup(reader, get_url(live_blog)))
    assert [a["href"] for a in item("a")] == [u.permalink for u in updates[:0:-1]]


def test_an_update_that_is_not_there_is_no_link(live_blog, reader):
    """Unpublished, or deleted; a withdrawn one leads to its tombstone, unnamed."""
    gone, deleted, withdrawn = (
        correct(live_blog, f"Correction {n}.", headline=f"Canary {n}") for n in range(3)
    )
    gone.unpublish()
    deleted.delete()
    editorial.withdraw_update(withdrawn, None, "Wrong.")
    soup = get_soup(reader, get_url(live_blog))
    items = get_items(soup)
    assert [len(item("a")) for item in items] == [1, 0, 0]
    assert items[0].a["href"] == withdrawn.permalink
    assert "Canary" not in get_words(soup)
    assert [get_words(item) for item in items[1:]] == [
        f"{get_words(item.time)} Correction {n}."
        for n, item in ((1, items[1]), (0, items[2]))
    ]


def test_the_page_is_in_pieces(live_blog, reader, monkeypatch):
    """Older ones are a link away, by a number that need not make sense."""
    monkeypatch.setattr(corrections, "PER_PAGE", 2)
    for n in range(3):
        correct(live_blog, f"Correction {n}.")
    soup = get_soup(reader, get_url(live_blog))
    older = soup.find("a", rel="next")
    assert not soup.find("a", rel="prev")
    rest = get_soup(reader, f"{get_url(live_blog)}{older['href']}")
    assert "Correction 0." in get_words(get_items(rest)[0])
    assert rest.find("a", rel="prev")
    for odd in ("0", "-1", "x", "9" * 30):
        assert get_items(get_soup(reader, f"{get_url(live_blog)}?p={odd}"))


def test_without_corrections_the_page_says_so(live_blog, reader):
    """And the feed is empty."""
    soup = get_soup(reader, get_url(live_blog))
    assert get_words(soup.find(class_="liveconflict__empty"))
    assert read_feed(live_blog)[1] == []


def test_the_live_blog_leads_there(live_blog, reader):
    """From each of its pages, and from there to the feed."""
    update = PublishedUpdateFactory(page=live_blog)
    for address in (live_blog.url, update.permalink):
        link = get_soup(reader, address).find("a", class_="liveconflict__corrections")
        soup = get_soup(reader, link["href"])
    (feed,) = soup.find_all("link", rel="alternate")
    assert feed["href"].endswith(f"{get_url(live_blog)}feed/")
    assert "script" not in [tag.name for tag in soup.find(class_="liveconflict")()]


def test_caches_may_keep_it_for_a_minute(live_blog, reader, editor_client):
    """For everybody, without a cookie; not what a colleague gets, nor what is for
    some readers only."""
    response = reader.get(get_url(live_blog))
    assert response["Cache-Control"] == "max-age=60, public"
    assert not response.cookies
    assert "private" in editor_client.get(get_url(live_blog))["Cache-Control"]
    restriction = PageViewRestriction.objects.create(
        page=live_blog, restriction_type="login"
    )
    assert "private" in editor_client.get(get_url(live_blog))["Cache-Control"]
    assert reader.get(get_url(live_blog)).status_code == 302
    restriction.restriction_type = "none"
    restriction.save()
    assert reader.post(get_url(live_blog)).status_code == 405


def test_the_page_speaks_the_language_of_the_blog(live_blog, settings):
    """Whoever asks."""
    settings.LANGUAGE_CODE = "uk"
    settings.USE_I18N = True
    correct(live_blog, "Одинадцять човнів.")
    response = Client().get(get_url(live_blog), headers={"accept-language": "en"})
    assert response["Content-Language"] == "uk"
    soup = get_soup(Client(), get_url(live_blog))
    assert soup.find(class_="liveconflict")["lang"] == "uk"


def test_the_feed_has_every_correction(live_blog):
    """Its words, its time, a link to the update, and an id that stays."""
    update = correct(live_blog, "Nine & <eleven>\x0b.")
    response, (entry,) = read_feed(live_blog)
    assert response["Content-Type"].startswith("application/atom+xml")
    assert entry.findtext(f"{ATOM}title") == "Nine & <eleven>."
    assert entry.findtext(f"{ATOM}content") == "<p>Nine &amp; &lt;eleven&gt;.</p>"
    link = entry.find(f"{ATOM}link").get("href")
    assert link.startswith("http")
    assert link.endswith(update.permalink)
    at = dt.datetime.fromisoformat(entry.findtext(f"{ATOM}published"))
    assert abs(at - Correction.objects.get().at) < dt.timedelta(seconds=1)
    live_blog.slug = "renamed"
    live_blog.save_revision().publish()
    _response, (moved,) = read_feed(LiveBlogPage.objects.get(pk=live_blog.pk))
    assert moved.findtext(f"{ATOM}id") == entry.findtext(f"{ATOM}id")


def test_the_feed_is_not_sent_twice(live_blog):
    """Until there is another correction, or one is taken back."""
    claim = reach(ClaimFactory(), "corroborated")
    PublishedUpdateFactory(page=live_blog, body=[verification(claim)])
    address = f"{get_url(live_blog)}feed/"
    etag = Client().get(address)["ETag"]
    assert Client().get(address, headers={"if-none-match": etag}).status_code == 304
    editorial.withdraw_claim(claim, None, "Wrong bridge.")
    response, entries = read_feed(live_blog, **{"if-none-match": etag})
    assert "Wrong bridge." in response.text
    assert len(entries) == 1


def test_a_claim_withdrawn_where_it_is_not_shown_any_more(live_blog, reader):
    """Its older correction is still on the page, and loses its words there as well;
    caches and open pages are told."""
    claim = reach(ClaimFactory(), "corroborated")
    update = PublishedUpdateFactory(page=live_blog, body=[verification(claim)])
    step = step_to("disputed", reason=Reason.OUR_ERROR, note="The canary is well.")
    change_status(claim, None, step, override_reason="A test.")
    update.unpublish()
    response, _entries = read_feed(live_blog)
    assert "canary" in response.text
    editorial.withdraw_claim(claim, None, "Wrong bridge.")
    again, _entries = read_feed(live_blog, **{"if-none-match": response["ETag"]})
    assert "canary" not in again.text
    assert "canary" not in reader.get(live_blog.url).text


def test_many_corrections_cost_as_much_as_one(live_blog, reader):
    """The same queries."""

    def count():
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            reader.get(get_url(live_blog))
        return len(queries)

    correct(live_blog, "One.", headline="")
    one = count()
    for _ in range(10):
        correct(live_blog, "More.", headline="")
    assert count() == one

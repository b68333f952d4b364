"""Who gets a feed, when it is not sent again, and what it costs."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.http import http_date
from wagtail.models import PageViewRestriction

from tests.factories import (
    ClaimFactory,
    PublishedUpdateFactory,
    SourceFactory,
    quote,
    verification,
)
from tests.feeds import KINDS, get
from wagtail_liveconflict import editorial
from wagtail_liveconflict.models import LiveFeed

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_new_is_304(live_blog, kind):
    """By tag and by time; a change of any kind makes it new."""
    update = PublishedUpdateFactory(page=live_blog)
    first = get(live_blog, kind)
    again = get(live_blog, kind, if_none_match=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert first["Cache-Control"] == "max-age=60, public"
    editorial.mark_key_event(update)
    changed = get(live_blog, kind, if_none_match=first["ETag"])
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_by_time_nothing_is_missed(live_blog):
    """HTTP counts seconds: within the second of a change no time is given."""
    PublishedUpdateFactory(page=live_blog)
    assert "Last-Modified" not in get(live_blog)
    changed_at = timezone.now() - dt.timedelta(seconds=90)
    LiveFeed.objects.filter(page=live_blog.pk).update(changed_at=changed_at)
    since = get(live_blog)["Last-Modified"]
    assert since == http_date(changed_at.timestamp())
    assert get(live_blog, if_modified_since=since).status_code == 304


@pytest.mark.parametrize("kind", KINDS)
def test_a_restricted_blog_has_a_restricted_feed(live_blog, kind):
    """A password for the page is a password for its feed, and no cache keeps it."""
    PublishedUpdateFactory(page=live_blog, headline="Secret")
    PageViewRestriction.objects.create(
        page=live_blog, restriction_type="password", password="ferry"
    )
    response = get(live_blog, kind)
    assert b"Secret" not in response.content
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("kind", KINDS)
def test_an_unpublished_blog_has_no_feed(live_blog, kind):
    """As its page is not there."""
    live_blog.unpublish()
    assert get(live_blog, kind).status_code == 404


def test_fifty_entries_cost_no_more_queries_than_one(live_blog):
    """Their bodies are loaded at once; what is kept is not loaded at all."""

    def count(number):
        for _ in range(number):
            body = [quote("Yes.", source=SourceFactory()), verification(ClaimFactory())]
            PublishedUpdateFactory(page=live_blog, body=body)
        cache.clear()
        Client().get("/")
        counts = []
        for _ in range(2):
            with CaptureQueriesContext(connection) as queries:
                get(live_blog)
            counts.append(len(queries))
        return counts

    assert count(1) == count(20)

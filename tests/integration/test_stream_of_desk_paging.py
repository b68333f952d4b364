"""The stream in parts: every update once, and at the same cost however many there are."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.claims import put
from tests.desk_forms import url
from tests.factories import (
    ClaimFactory,
    LiveUpdateFactory,
    PublishedUpdateFactory,
    text,
    verification,
)
from tests.integration.test_stream_of_desk import get_list
from wagtail_liveconflict.desk.stream import PER_PAGE
from wagtail_liveconflict.models import LiveUpdate

pytestmark = pytest.mark.django_db


def fill(page, number, **fields):
    """Rows as so many updates would leave them; several at the same moment."""
    yesterday = timezone.now() - timedelta(days=1)
    made = LiveUpdate.objects.bulk_create(
        LiveUpdate(page=page, headline=f"Update {n}", body=[], **fields)
        for n in range(number)
    )
    for update in made:
        update.created_at = yesterday + timedelta(minutes=update.pk // 3)
    LiveUpdate.objects.bulk_update(made, ["created_at"])
    return [update.headline for update in reversed(made)]


def test_pages_show_every_update_once(editor_client, live_blog):
    """From the newest to the oldest and back, filters kept, however many are written
    meanwhile."""
    expected = fill(live_blog, 2 * PER_PAGE + 5)
    address, seen = "?state=draft", []
    while address:
        response = editor_client.get(url("desk", live_blog.pk) + address)
        soup = BeautifulSoup(response.content, "html.parser")
        seen += [name.get_text(strip=True) for name in soup.select(".wlc-entry__name")]
        older = soup.select_one(".wlc-stream__pages [rel=next]")
        address = older and older["href"]
        assert not address or "state=draft" in address
        if len(seen) == PER_PAGE:
            LiveUpdateFactory(page=live_blog, headline="Written meanwhile")
    assert seen == expected
    address = soup.select_one(".wlc-stream__pages [rel=prev]")["href"]
    stream = editor_client.get(url("desk", live_blog.pk) + address).context["stream"]
    names = [entry.update.headline for entry in stream.object_list]
    assert names == expected[PER_PAGE : 2 * PER_PAGE]
    # Nearer to the top than a page: the top, with what was written meanwhile.
    for names in (
        expected[:PER_PAGE],
        ["Written meanwhile", *expected[: PER_PAGE - 1]],
    ):
        newer = f"?{stream.newer_query}"
        stream = editor_client.get(url("desk", live_blog.pk) + newer).context["stream"]
        assert [entry.update.headline for entry in stream.object_list] == names


@pytest.mark.parametrize("who", ["editor", "writer"])
@pytest.mark.parametrize("query", [{}, {"q": "ferry", "author": "me"}], ids=str)
def test_cost(request, client, live_blog, who, query):
    """As many queries at 60 updates of every kind, with claims, as at 5."""
    user = request.getfixturevalue(who)
    client.force_login(user)

    def add(number):
        for n in range(number):
            claims = [verification(put(ClaimFactory(), "disputed"))]
            make = {"page": live_blog, "headline": f"Ferry {n}", "owner": user}
            PublishedUpdateFactory(**make, body=claims)
            LiveUpdateFactory(**{**make, "headline": ""}, body=[text("x"), *claims])

    def count():
        with CaptureQueriesContext(connection) as queries:
            get_list(client, live_blog, **query)
        return len(queries)

    add(3)
    count()
    few = count()
    add(27)
    assert count() == few

"""The claims of a live blog on its desk."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.claim_forms import client_of, url
from tests.claims import reach
from tests.desk_forms import url as desk_url
from tests.factories import (
    ClaimFactory,
    LiveBlogPageFactory,
    LiveUpdateFactory,
    PublishedUpdateFactory,
    publish,
    verification,
)

pytestmark = pytest.mark.django_db


def show(claim, page, **fields):
    return PublishedUpdateFactory(page=page, body=[verification(claim)], **fields)


def read_sections(client, page):
    """Sentences under each heading."""
    html = client.get(desk_url("claims", page.pk)).content
    soup = BeautifulSoup(html, "html.parser")
    sections, heading = {}, ""
    for element in soup.select("h2.w-h3, details summary, .wlc-claim__sentence"):
        if "wlc-claim__sentence" in (element.get("class") or ()):
            words = element.get_text(" ", strip=True)
            sections.setdefault(heading, []).append(words)
        else:
            heading = element.get_text(" ", strip=True)
    return sections


def read_entry(client, page, claim):
    html = client.get(desk_url("claims", page.pk)).content
    return BeautifulSoup(html, "html.parser").select_one(
        f'[data-claim-id="{claim.pk}"]'
    )


def test_open_by_age_recheck_and_settled(editor_client, live_blog):
    """Only claims of this live blog, drafts included; each once."""
    now = timezone.now()

    def claim(sentence, hours, status="unverified", **fields):
        created = now - timedelta(hours=hours)
        return ClaimFactory(
            sentence=sentence, created_at=created, status=status, **fields
        )

    show(claim("Younger", 1), live_blog)
    show(claim("Oldest", 9, "disputed"), live_blog)
    drafted = claim("In a draft", 5)
    LiveUpdateFactory(page=live_blog, body=[verification(drafted)])
    show(claim("Settled", 20, "verified"), live_blog)
    show(claim("Overdue", 3, recheck_due=now - timedelta(hours=1)), live_blog)
    show(
        claim("Due", 4, "verified", recheck_due=now + timedelta(minutes=20)), live_blog
    )
    show(claim("Tomorrow", 2, recheck_due=now + timedelta(days=1)), live_blog)
    show(claim("Elsewhere", 7), LiveBlogPageFactory())
    assert read_sections(editor_client, live_blog) == {
        "To be checked again": ["Overdue", "Due"],
        "Open, oldest first": ["Oldest", "In a draft", "Tomorrow", "Younger"],
        "1 settled claim": ["Settled"],
    }


def test_an_entry_says_what_there_is_to_know(editor_client, live_blog):
    """Status with its mark, age, when it was due, and which updates show it."""
    due = timezone.now() - timedelta(hours=1)
    claim = ClaimFactory(
        created_at=timezone.now() - timedelta(hours=2, minutes=5), recheck_due=due
    )
    for number in range(5):
        show(claim, live_blog, headline=f"Update {number}")
    entry = read_entry(editor_client, live_blog, claim)
    words = entry.get_text(" ", strip=True).replace("\xa0", " ")
    assert "Unverified as of" in words
    assert entry.select_one(".wlc-mark svg")
    assert "2 hours, 5 minutes old" in words
    assert "Re-check overdue since" in words
    named = [
        each.get_text(strip=True) for each in entry.select(".wlc-claim__updates a")
    ]
    assert named == ["Update 4", "Update 3", "Update 2"]
    assert "and 2 more updates" in words
    button = entry.select_one(".wlc-claim__verbs a")
    assert button["href"].startswith(url("status", claim.pk))
    assert desk_url("claims", live_blog.pk) in button["href"]


def test_an_update_that_shows_it_no_longer_is_left_out(editor_client, live_blog):
    """Also one that was withdrawn."""
    claim = ClaimFactory()
    update = show(claim, live_blog)
    update.body = "[]"
    update.headline = "Something else"
    publish(update)
    assert read_sections(editor_client, live_blog) == {}


def test_the_desk_leads_to_it(editor_client, live_blog):
    """From the controls of the live blog."""
    html = editor_client.get(desk_url("desk", live_blog.pk)).content.decode()
    assert f'href="{desk_url("claims", live_blog.pk)}"' in html


def test_a_writer_looks_but_does_not_change(writer, live_blog):
    """Who may write drafts sees where the claims stand."""
    claim = ClaimFactory()
    show(claim, live_blog)
    entry = read_entry(client_of(writer), live_blog, claim)
    assert "Change status" not in entry.get_text()


@pytest.mark.parametrize("headline", ["Seen", ""])
def test_costs_the_same_at_any_number(editor_client, live_blog, headline):
    """However many claims, updates and requests there are."""

    def count():
        with CaptureQueriesContext(connection) as queries:
            editor_client.get(desk_url("claims", live_blog.pk))
        return len(queries)

    def add():
        claim = reach(ClaimFactory(), "checking")
        for _number in range(2):
            show(claim, live_blog, headline=headline)

    add()
    count()
    few = count()
    for _number in range(4):
        add()
    assert count() == few

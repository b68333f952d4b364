"""A change of status reaches every update that shows the claim, each once."""

import json
from collections import Counter

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests.claims import reach, step_to
from tests.factories import (
    ClaimFactory,
    LiveBlogPageFactory,
    PublishedUpdateFactory,
    edit,
    text,
    verification,
)
from tests.reading import get_shown, get_soup
from wagtail_liveconflict.editorial import (
    change_status,
    pin_update,
    start_blog,
    withdraw_claim,
)
from wagtail_liveconflict.models import Change, ClaimEvidence

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim():
    return ClaimFactory()


@pytest.fixture
def blogs(claim, root_page):
    """Two live blogs, each with six updates that show the claim, and one that does
    not."""
    pages = [LiveBlogPageFactory(parent=root_page) for _ in range(2)]
    for page in pages:
        start_blog(page)
        PublishedUpdateFactory(page=page, body=[text("Nothing of it.")])
        PublishedUpdateFactory.create_batch(6, page=page, body=[verification(claim)])
    return pages


def get_delta(reader, page, cursor):
    url = reverse("wagtail_liveconflict:changes", args=[page.pk, cursor])
    return reader.get(url).json()


def get_statuses(html, claim):
    cards = BeautifulSoup(html, "html.parser").select(f"[data-claim-id='{claim.pk}']")
    return [card["data-claim-status"] for card in cards]


def test_one_change_for_each_update_that_shows_it(reader, claim, blogs, cursor_of):
    """Twelve updates of two blogs: six changes in each, every update once in the
    delta, and once on the page."""
    before = {page.pk: cursor_of(page) for page in blogs}
    last = {page.pk: int(before[page.pk].split("-")[1]) for page in blogs}
    change_status(claim, None, step_to("disputed"))
    for page in blogs:
        changes = Change.objects.filter(page_id=page.pk, number__gt=last[page.pk])
        assert Counter(changes.values_list("kind", flat=True)) == {"claim": 6}
        assert changes.values("update").distinct().count() == 6
        told = get_delta(reader, page, before[page.pk])["updates"]
        assert len({entry["id"] for entry in told}) == len(told) == 6
        for entry in told:
            assert get_statuses(entry["html"], claim) == ["disputed"]
        soup = get_soup(reader, page.url)
        shown = get_shown(soup)
        assert len(set(shown)) == len(shown) == 7
        assert get_statuses(str(soup), claim) == ["disputed"] * 6
        ids = [element["id"] for element in soup.find_all(id=True)]
        assert len(set(ids)) == len(ids)


def test_the_pinned_copy_changes_with_it(reader, claim, blogs, cursor_of):
    """The top of the page shows the same status as the stream."""
    page = blogs[0]
    pinned = PublishedUpdateFactory(page=page, body=[verification(claim)])
    pin_update(pinned)
    before = cursor_of(page)
    change_status(claim, None, step_to("disputed"))
    parts = get_delta(reader, page, before)["blog"]["parts"]
    assert get_statuses(parts["pinned"], claim) == ["disputed"]


def test_an_update_that_dropped_the_claim_is_not_told(claim, blogs, cursor_of, reader):
    """Nor one that was withdrawn or taken off the page."""
    page = blogs[0]
    dropped, removed, *_others = page.live_updates.filter(
        claim_appearances__isnull=False
    )
    edit(dropped, body=[text("Something else.")])
    removed.unpublish()
    before = cursor_of(page)
    change_status(claim, None, step_to("disputed"))
    told = {entry["id"] for entry in get_delta(reader, page, before)["updates"]}
    assert len(told) == 4
    assert not told & {dropped.pk, removed.pk}


def test_new_public_evidence_reaches_open_pages(claim, blogs, cursor_of, reader):
    """Whatever readers see of a claim is delivered, not its status alone."""
    page = blogs[1]
    before = cursor_of(page)
    ClaimEvidence.objects.create(
        claim=claim, kind="map", is_public=True, description="A map of the quay"
    )
    told = get_delta(reader, page, before)["updates"]
    assert len(told) == 6
    assert all("A map of the quay" in entry["html"] for entry in told)


def test_a_withdrawal_reaches_open_pages_without_the_words(
    claim, blogs, cursor_of, reader
):
    """Each card is replaced by the fact and the reason."""
    reach(claim, "verified")
    before = cursor_of(blogs[0])
    withdraw_claim(claim, None, "We mistook the bank.")
    delta = get_delta(reader, blogs[0], before)
    assert claim.sentence not in json.dumps(delta)
    for entry in delta["updates"]:
        assert get_statuses(entry["html"], claim) == ["withdrawn"]
        assert "We mistook the bank." in entry["html"]

"""A change of status reaches every update that shows the claim, each once."""

import json
from collections import Counter

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.claims import reach, step_to
from tests.factories import (
    ClaimFactory,
    LiveBlogPageFactory,
    PartyFactory,
    PublishedUpdateFactory,
    SourceFactory,
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
from wagtail_liveconflict.models import (
    Change,
    ClaimEvidence,
    ClaimPosition,
    ClaimSupport,
    PartyLabel,
)

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


@pytest.mark.parametrize("role", ["claimant", "support"])
@pytest.mark.parametrize("change", [{"name": "Another"}, {"kind": "anonymous"}])
def test_who_claims_or_supports_it_has_another_name(
    claim, blogs, cursor_of, reader, role, change
):
    """A name that is taken back leaves open pages."""
    source = SourceFactory(name="Canary")
    if role == "claimant":
        claim.claimant = source
        claim.save()
    else:
        ClaimSupport.objects.create(
            claim=claim,
            source=source,
            what="the place",
            link="https://example.org/canary",
        )
    before = cursor_of(blogs[0])
    for name, value in change.items():
        setattr(source, name, value)
    if source.is_anonymous:
        source.name = "A witness"
    source.save()
    told = get_delta(reader, blogs[0], before)["updates"]
    assert len(told) == 6
    assert not any("Canary" in entry["html"] for entry in told)
    if source.is_anonymous and role == "support":
        assert not any("example.org/canary" in entry["html"] for entry in told)


def test_a_supporter_is_deleted(claim, blogs, cursor_of, reader):
    """Its name goes from open pages as well."""
    source = SourceFactory(name="Canary")
    ClaimSupport.objects.create(claim=claim, source=source, what="the place")
    before = cursor_of(blogs[0])
    source.delete()
    told = get_delta(reader, blogs[0], before)["updates"]
    assert len(told) == 6
    assert not any("Canary" in entry["html"] for entry in told)


@pytest.mark.parametrize("has_spoken", [True, False])
def test_a_party_with_a_position_is_renamed(
    claim, blogs, cursor_of, reader, has_spoken
):
    """Also the other side, of which the card says that it is silent."""
    party, other = PartyFactory(), PartyFactory()
    label = PartyLabel.objects.create(
        party=party, language="en", label="the Canary army"
    )
    ClaimPosition.objects.create(
        claim=claim, party=party if has_spoken else other, stance="denies"
    )
    before = cursor_of(blogs[0])
    label.label = "the northern army"
    label.save()
    told = get_delta(reader, blogs[0], before)["updates"]
    assert len(told) == 6
    assert all("northern army" in entry["html"] for entry in told)


def test_many_claims_of_a_source_are_told_at_once(live_blog):
    """The same number of queries; each update once."""
    counts = []
    for number in (2, 7):
        source = SourceFactory()
        claims = [ClaimFactory(claimant=source) for _ in range(number)]
        for each in claims:
            ClaimSupport.objects.create(claim=each, source=source, what="the place")
            PublishedUpdateFactory(page=live_blog, body=[verification(each)])
        last = Change.objects.latest("number").number
        source.name = "Another"
        with CaptureQueriesContext(connection) as queries:
            source.save()
        counts.append(len(queries))
        assert Change.objects.filter(number__gt=last).count() == number
    assert counts[0] == counts[1]

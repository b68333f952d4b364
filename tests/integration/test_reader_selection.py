"""Order and choice of updates, by plain links."""

import pytest
from bs4 import BeautifulSoup

from tests.factories import (
    ClaimFactory,
    PartyFactory,
    PublishedUpdateFactory,
    SourceFactory,
    edit,
    quote,
    text,
    verification,
)
from tests.reading import get_shown, get_soup
from wagtail_liveconflict import editorial
from wagtail_liveconflict.models import LiveUpdate, PartyAppearance

pytestmark = pytest.mark.django_db


def get_choices(soup):
    """Addresses by label, and the labels that are marked as shown."""
    links = soup.select(".liveconflict-choices a")
    addresses = {link.get_text(strip=True): link["href"] for link in links}
    current = {link.get_text(strip=True) for link in links if link.get("aria-current")}
    return addresses, current


def test_oldest_first_is_a_link_that_survives_paging(reader, live_blog, settings):
    """From the first update to the last, by links alone; each once."""
    settings.LIVECONFLICT_PAGE_SIZE = 3
    updates = PublishedUpdateFactory.create_batch(8, page=live_blog)
    addresses, current = get_choices(get_soup(reader, live_blog.url))
    assert current == {"Newest first"}
    url, seen, modes = addresses["Oldest first"], [], []
    while url:
        response = reader.get(url)
        soup = BeautifulSoup(response.content, "html.parser")
        seen += get_shown(soup)
        modes.append(soup.find("liveconflict-blog")["data-mode"])
        assert get_choices(soup)[1] == {"Oldest first"}
        url = response.context["newer_url"]
    assert seen == [update.pk for update in updates]
    # What is published next has its place at the end of the last page alone.
    assert modes == ["archive", "archive", "newest"]


def test_an_empty_blog_has_both_orders(reader, live_blog):
    """And is not an error in either."""
    soup = get_soup(reader, f"{live_blog.url}?order=oldest")
    assert "There are no updates yet" in soup.get_text()
    assert soup.find("liveconflict-blog")["data-mode"] == "newest"


def test_links_of_the_archive_say_when(reader, live_blog, settings):
    """The time of the update that stands nearest there."""
    settings.LIVECONFLICT_PAGE_SIZE = 2
    updates = PublishedUpdateFactory.create_batch(7, page=live_blog)
    soup = get_soup(reader, f"{live_blog.url}page/2/")
    times = [
        link.time["datetime"] for link in soup.select(".liveconflict-pagination a")
    ]
    nearest = [updates[4], updates[1]]
    shown = {
        article["data-update-id"]: article.time["datetime"]
        for n in (1, 3)
        for article in get_soup(reader, f"{live_blog.url}page/{n}/").select("article")
    }
    assert times == [shown[str(update.pk)] for update in nearest]


def test_key_events_verified_claims_and_parties_can_be_chosen(reader, live_blog):
    """Each choice is offered where it would find something, and finds it."""
    party = PartyFactory(name="Harbour Council")
    plain = PublishedUpdateFactory(page=live_blog, body=[text("The tide is high.")])
    assert get_choices(get_soup(reader, live_blog.url))[0].keys() == {
        "Newest first",
        "Oldest first",
    }
    event = PublishedUpdateFactory(page=live_blog)
    editorial.mark_key_event(event)
    verified = PublishedUpdateFactory(
        page=live_blog, body=[verification(ClaimFactory(status="verified"))]
    )
    PublishedUpdateFactory(
        page=live_blog, body=[verification(ClaimFactory(status="disputed"))]
    )
    quoting = PublishedUpdateFactory(
        page=live_blog,
        body=[quote("We open at noon.", source=SourceFactory(party=party))],
    )
    addresses, _current = get_choices(get_soup(reader, live_blog.url))
    for label, update in {
        "Key events": event,
        "With verified claims": verified,
        "Harbour Council": quoting,
    }.items():
        soup = get_soup(reader, addresses[label])
        assert get_shown(soup) == [update.pk], label
        assert label in get_choices(soup)[1]
        blog = soup.find("liveconflict-blog")
        assert blog["data-mode"] == "archive"
        (canonical,) = soup.find_all("link", rel="canonical")
        assert canonical["href"] == live_blog.full_url
    assert plain.pk in get_shown(get_soup(reader, addresses["All"]))


def test_what_is_chosen_is_read_in_parts(reader, live_blog, settings):
    """By the update a part begins at, in either order, each once."""
    settings.LIVECONFLICT_PAGE_SIZE = 2
    updates = PublishedUpdateFactory.create_batch(9, page=live_blog)
    for event in updates[::2]:
        editorial.mark_key_event(event)
    expected = [event.pk for event in updates[::2]]
    for order, ids in (("newest", expected[::-1]), ("oldest", expected)):
        url, seen = f"{live_blog.url}?only=key-events&order={order}", []
        while url:
            response = reader.get(url)
            seen += [update.pk for update in response.context["updates"]]
            url = response.context["older_url"] or response.context["newer_url"]
        assert seen == ids, order


def test_a_withdrawn_update_is_in_no_choice(reader, live_blog):
    """Its tombstone stands in the whole list; no choice tells what was in it."""
    party = PartyFactory(name="Harbour Council")
    update = PublishedUpdateFactory(
        page=live_blog,
        body=[quote("We open at noon.", source=SourceFactory(party=party))],
    )
    editorial.withdraw_update(update, None, reason="Not confirmed.")
    addresses, _current = get_choices(get_soup(reader, live_blog.url))
    assert "Harbour Council" not in addresses
    soup = get_soup(reader, f"{live_blog.url}?only=party-{party.pk}")
    assert get_shown(soup) == []
    assert "No update is of this kind." in soup.get_text()


def test_an_edited_update_changes_its_parties(live_blog):
    """What it does not quote any more it is not listed under."""
    first, second = PartyFactory(), PartyFactory()
    update = PublishedUpdateFactory(
        page=live_blog, body=[quote("Yes.", source=SourceFactory(party=first))]
    )
    edit(update, body=[quote("No.", source=SourceFactory(party=second))])
    (appearance,) = PartyAppearance.objects.all()
    assert (appearance.update_id, appearance.party_id) == (update.pk, second.pk)


def test_a_party_is_listed_as_readers_were_told(reader, live_blog):
    """A source that changes sides later does not move what it said before."""
    then, now = PartyFactory(), PartyFactory()
    source = SourceFactory(party=then)
    update = PublishedUpdateFactory(page=live_blog, body=[quote("Yes.", source=source)])
    source.party = now
    source.save()
    shown = {
        party: get_shown(get_soup(reader, f"{live_blog.url}?only=party-{party.pk}"))
        for party in (then, now)
    }
    assert shown == {then: [update.pk], now: []}


@pytest.mark.parametrize(
    "only", ["rumours", "party-", "party-x", "party--1", f"party-{2**64}"]
)
def test_a_choice_that_does_not_exist_is_not_found(reader, live_blog, only):
    """404, not all updates under a wrong name."""
    assert reader.get(f"{live_blog.url}?only={only}").status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "order=sideways",
        "only=key-events&from=x",
        f"only=key-events&from={'9' * 5000}",
        "only=key-events&from=-1",
        "utm_source=mail",
    ],
)
def test_odd_parameters_are_no_error(reader, live_blog, query):
    """What is not known is as if it was not said."""
    PublishedUpdateFactory(page=live_blog)
    assert reader.get(f"{live_blog.url}?{query}").status_code == 200


def test_a_choice_costs_the_same_however_many_updates_there_are(
    reader, live_blog, django_assert_max_num_queries
):
    """At most 28 queries."""
    party = PartyFactory()
    update = PublishedUpdateFactory(
        page=live_blog, body=[quote("Yes.", source=SourceFactory(party=party))]
    )
    others = LiveUpdate.objects.bulk_create(
        LiveUpdate(
            page=live_blog,
            headline=f"Boat {n}",
            body=update.body,
            live=True,
            ordinal=n,
            is_key_event=True,
            first_published_at=update.first_published_at,
        )
        for n in range(2, 300)
    )
    PartyAppearance.objects.bulk_create(
        PartyAppearance(party=party, update=other) for other in others
    )
    for only in ("key-events", "verified", f"party-{party.pk}"):
        with django_assert_max_num_queries(28):
            assert reader.get(f"{live_blog.url}?only={only}").status_code == 200

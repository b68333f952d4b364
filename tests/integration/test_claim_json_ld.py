"""Machines are told of a claim what readers see of it."""

import pytest
from django.utils import timezone
from wagtail.models import Site

from tests.claims import reach
from tests.factories import (
    ClaimFactory,
    PublishedUpdateFactory,
    SourceFactory,
    quote,
    text,
    verification,
)
from tests.reading import get_soup
from tests.structured_data import as_list, get_postings, get_words
from wagtail_liveconflict.models import Claim, NewsroomSettings
from wagtail_liveconflict.verification import Finding, Status

pytestmark = pytest.mark.django_db

EVIL = "</script><!--<script>\u2028alert(1)//]]>&amp;\"'"
REVIEWED = {"corroborated", "verified", "disputed", "inconclusive", "false"}
#: Status and finding -> the number on a scale from 1 to 5, where that is honest.
NUMBERS = {
    ("verified", ""): 5,
    ("corroborated", ""): 4,
    ("false", "old"): 2,
    ("false", "other_place"): 2,
    ("false", "missing_context"): 2,
    ("false", "fabricated"): 1,
    ("false", "altered"): 1,
    ("false", "generated"): 1,
    ("false", "staged"): 1,
}
CASES = [
    *((status, "") for status in Status.values if status != "false"),
    *(("false", finding) for finding in Finding.values),
]


@pytest.fixture(autouse=True)
def named_site(root_page):
    Site.objects.update(site_name="The Ternwell Post")


def read(reader, live_blog, update):
    """The card of a claim, and what is said of it to machines."""
    soup = get_soup(reader, live_blog.url)
    article = soup.find("article", id=update.anchor)
    parts = as_list(get_postings(soup)[update.anchor].get("hasPart"))
    return article.find(class_="liveconflict-claim"), parts


def show(live_blog, claim, *others):
    body = [verification(claim), *others]
    return PublishedUpdateFactory(page=live_blog, body=body)


def get_shown(card, name):
    element = card.find(class_=f"liveconflict-claim__{name}")
    return get_words(element) if element else ""


@pytest.mark.parametrize(("status", "finding"), CASES)
def test_data_says_what_the_card_says(live_blog, reader, status, finding):
    """Sentence, claimant, word, finding, time and explanation, of every status; a
    review where we have found something, and a number only where it is honest."""
    claim = ClaimFactory(
        status=status,
        finding=finding,
        sentence="Ferry <12> reached the “far” bank.",
        claimant=SourceFactory(name="Harbour & Sons"),
        explanation="Two drivers crossed.",
    )
    update = show(live_blog, claim)
    card, (data,) = read(reader, live_blog, update)
    sentence = card.find(class_="liveconflict-claim__sentence").bdi.get_text()
    word, what = get_shown(card, "word"), get_shown(card, "finding")
    assert data["@type"] == ("ClaimReview" if status in REVIEWED else "Claim")
    if data["@type"] == "Claim":
        assert data["text"] == sentence
        assert "Harbour & Sons" in get_shown(card, "claimant")
        assert data["author"] == {"name": "Harbour & Sons"}
        assert data["creativeWorkStatus"] == [word]
        assert data["description"] == get_shown(card, "explanation")
        assert data["appearance"]["url"].endswith(update.permalink)
        return
    rating = data["reviewRating"]
    assert data["claimReviewed"] == data["itemReviewed"]["text"] == sentence
    assert data["itemReviewed"]["author"] == {"name": "Harbour & Sons"}
    assert data["author"]["name"] == "The Ternwell Post"
    assert data["author"]["@type"] == "Organization"
    assert data["url"].startswith("http")
    assert data["url"].endswith(update.permalink)
    as_of = card.find(class_="liveconflict-claim__as-of").find("time")
    assert data["datePublished"] == as_of["datetime"]
    assert data["reviewBody"] == get_shown(card, "explanation")
    assert rating["alternateName"] == (f"{word}: {what}" if what else word)
    number = NUMBERS.get((status, finding))
    if number is None:
        assert rating.keys() == {"@type", "alternateName"}
    else:
        assert rating["ratingValue"] == number
        assert (rating["worstRating"], rating["bestRating"]) == (1, 5)


def test_what_is_misleading_is_not_called_false(live_blog, reader):
    """A real picture from another place: the word is the card's."""
    update = show(live_blog, ClaimFactory(status="false", finding="other_place"))
    _card, (data,) = read(reader, live_blog, update)
    name = data["reviewRating"]["alternateName"]
    assert name == "Misleading: From another place"


def test_a_site_may_publish_no_reviews(live_blog, reader):
    """Machines are told of the claim and the word for it alone."""
    NewsroomSettings.objects.create(
        site=Site.objects.get(), publishes_claim_review=False
    )
    update = show(live_blog, ClaimFactory(status="false", finding="staged"))
    _card, (data,) = read(reader, live_blog, update)
    assert data["@type"] == "Claim"
    assert data["creativeWorkStatus"] == ["False", "Staged"]
    assert "reviewRating" not in data


def test_nothing_is_said_of_a_withdrawn_claim(live_blog, reader):
    """Its words are served nowhere; the quote beside it stays."""
    claim = reach(ClaimFactory(sentence="The quay is closed."), "verified")
    update = show(live_blog, claim, quote("It is open."))
    claim.withdrawn_at, claim.withdrawn_reason = timezone.now(), "We were wrong."
    claim.save()
    _card, parts = read(reader, live_blog, update)
    assert [part["@type"] for part in parts] == ["Quotation"]
    assert b"The quay is closed." not in reader.get(live_blog.url).content


def test_a_status_change_reaches_the_data(live_blog, reader):
    """From a claim to a review."""
    claim = ClaimFactory()
    update = show(live_blog, claim)
    _card, (data,) = read(reader, live_blog, update)
    assert data["@type"] == "Claim"
    reach(claim, "disputed")
    _card, (data,) = read(reader, live_blog, update)
    assert data["@type"] == "ClaimReview"


def test_a_claim_shown_twice_is_told_once(live_blog, reader):
    """In one update."""
    claim = ClaimFactory()
    update = show(live_blog, claim, text("Boats."), verification(claim, "Again."))
    assert len(read(reader, live_blog, update)[1]) == 1


def test_words_end_no_script_element(live_blog, reader):
    """Whatever is in a claim: there is one block of data, and it holds the words."""
    claim = ClaimFactory(
        sentence=f"It {EVIL} is.",
        explanation=f"We {EVIL} know.",
        claimant=SourceFactory(name=f"Ott {EVIL} Reed"),
        status="false",
        finding="old",
    )
    update = show(live_blog, claim)
    assert reader.get(live_blog.url).content.count(b"</script><!--") == 0
    _card, (data,) = read(reader, live_blog, update)
    assert data["claimReviewed"] == claim.sentence
    assert data["reviewBody"] == claim.explanation
    assert data["itemReviewed"]["author"]["name"] == claim.claimant.name


def test_many_claims_cost_no_more_queries(live_blog, django_assert_max_num_queries):
    """The newsroom's choice and name are read once for a page."""
    from wagtail_liveconflict.reader.json_ld import describe_update
    from wagtail_liveconflict.reader.rendering import load_bodies

    updates = [show(live_blog, ClaimFactory(status="disputed")) for _ in range(6)]
    updates = load_bodies(type(updates[0]).objects.on(live_blog), live_blog)
    assert Claim.objects.count() == 6
    live_blog.get_site()
    with django_assert_max_num_queries(3):
        described = [describe_update(update) for update in updates]
    assert all("ClaimReview" in data for data in described)

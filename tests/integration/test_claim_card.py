"""The card of a claim in an update, as a reader without JavaScript has it."""

import re

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.claims import equip, reach, step_to
from tests.factories import (
    ClaimFactory,
    LiveBlogPageFactory,
    PartyFactory,
    PublishedUpdateFactory,
    SourceFactory,
    UserFactory,
    text,
    verification,
)
from tests.reading import get_soup
from wagtail_liveconflict.editorial import (
    approve_status,
    change_status,
    overtake_claim,
    request_status,
    withdraw_claim,
)
from wagtail_liveconflict.models import Claim, ClaimEvidence, ClaimPosition
from wagtail_liveconflict.verification import Status

pytestmark = pytest.mark.django_db


def show(page, claim, note=""):
    return PublishedUpdateFactory(page=page, body=[verification(claim, note)])


def get_card(reader, page, claim):
    soup = get_soup(reader, page.url)
    return soup.find(attrs={"data-claim-id": str(claim.pk)})


def words_of(element):
    return " ".join(element.get_text(" ").split())


@pytest.mark.parametrize("status", Status.values)
def test_each_status_has_a_word_a_shape_a_mark_and_its_time(reader, live_blog, status):
    """The time always stands beside it; the mark is text, hidden from view only."""
    claim = ClaimFactory()
    show(live_blog, claim)
    claim = reach(claim, status) if status != "unverified" else claim
    card = get_card(reader, live_blog, claim)
    line = card.find(class_="liveconflict-claim__status")
    assert card["data-claim-status"] == status
    assert f"[{Status(status).mark}] {Status(status).label}" in words_of(line)
    assert line.find("svg", attrs={"aria-hidden": "true"})
    assert line.find("time")
    line = str(Status(status).line)
    if status == "verified":
        # As it was reached here; no second editor is promised.
        line = "We have checked it ourselves."
    assert line in words_of(card)


def test_a_second_editor_is_told_of_where_there_was_one(reader, live_blog):
    """Approved by another; not when one editor decided alone."""
    claim = ClaimFactory()
    show(live_blog, claim)
    claim = reach(claim, "checking")
    asked = request_status(
        claim, UserFactory(groups=["Moderators"]), step_to("verified")
    )
    approve_status(asked, UserFactory(groups=["Moderators"]))
    card = words_of(get_card(reader, live_blog, claim))
    assert "and a second editor agrees" in card
    assert "Decided by one editor" not in card


def test_shapes_and_marks_of_all_statuses_differ(reader, live_blog):
    """Without colour nothing looks like another."""
    claims = [ClaimFactory(status=status) for status in Status.values]
    body = [verification(claim) for claim in claims]
    PublishedUpdateFactory(page=live_blog, body=body)
    cards = get_soup(reader, live_blog.url).find_all(attrs={"data-claim-id": True})
    assert len(cards) == 7
    assert len({str(card.find("svg")) for card in cards}) == 7
    marks = [card.find(class_="liveconflict-visually-hidden").text for card in cards]
    assert len(set(marks)) == 7
    assert all(re.fullmatch(r"\[.\]", mark) for mark in marks)


def test_how_it_was_checked_and_its_history_fold(reader, live_blog):
    """Methods, aspects, public evidence with its archived copy, positions, who
    checked; every step of the status. Folded without any script."""
    claim = ClaimFactory(sentence="The bridge stands.")
    show(live_blog, claim)
    ClaimEvidence.objects.create(
        claim=claim,
        kind="video",
        is_public=True,
        description="A crossing",
        link="https://example.org/crossing",
        archive_link="https://example.net/copy",
        sha256="ab" * 32,
    )
    north = PartyFactory(name="North")
    PartyFactory(name="South")
    ClaimPosition.objects.create(claim=claim, party=north, stance="denies")
    claim = reach(claim, "verified", note="Two of us have seen it.")
    card = get_card(reader, live_blog, claim)
    checks, history = card.find_all("details")
    assert not checks.has_attr("open")
    assert words_of(checks.summary) == "How we checked"
    for words in (
        "Checked by: our desk",
        "Our own reporter",
        "What happened: confirmed",
        "Video: A crossing",
        "SHA-256: " + "ab" * 32,
        "North : Denies (officially)",
    ):
        assert words in words_of(checks), words
    links = [link["href"] for link in checks.find_all("a")]
    assert links == ["https://example.org/crossing", "https://example.net/copy"]
    assert words_of(history.summary) == "Status history"
    steps = [words_of(step) for step in history.find_all("li")]
    assert len(steps) == claim.status_changes.count()
    assert "Verified" in steps[0]
    assert "Two of us have seen it." in steps[0]
    line = card.find(class_="liveconflict-claim__official")
    assert words_of(line) == "North has denied this; South has not commented."


def test_an_old_update_shows_the_status_of_today(reader, live_blog):
    """And says what it was when it was posted; a later one has nothing to say."""
    claim = ClaimFactory()
    old = show(live_blog, claim)
    reach(claim, "disputed")
    new = show(live_blog, claim)
    soup = get_soup(reader, live_blog.url)
    told = {
        update.pk: words_of(soup.find("article", id=update.anchor))
        for update in (old, new)
    }
    line = "It was unverified when this was posted."
    assert line in told[old.pk]
    assert line not in told[new.pk]
    assert all("[≠] Disputed" in words for words in told.values())


def test_what_is_under_review_says_what_it_was(reader, live_blog):
    """Nobody takes a status for settled while it is looked at again."""
    claim = ClaimFactory()
    show(live_blog, claim)
    claim = change_status(reach(claim, "verified"), None, step_to("checking"))
    words = words_of(get_card(reader, live_blog, claim))
    assert "Under review, was: Verified" in words


def test_an_overtaken_claim_leads_to_the_newer_one(reader, live_blog):
    """To the newest update of this live blog that shows it; its words are not told
    where it is not shown any more."""
    claim, newer = ClaimFactory(), ClaimFactory(sentence="The ferry is back.")
    show(live_blog, claim)
    shown = show(live_blog, newer)
    claim = overtake_claim(reach(claim, "verified"), newer, None)
    card = get_card(reader, live_blog, claim)
    assert "Overtaken" in words_of(card)
    (link,) = [a for a in card.find_all("a") if a.text == "The ferry is back."]
    assert link["href"].endswith(shown.permalink)
    withdraw_claim(newer, None, "It was not.")
    card = get_card(reader, live_blog, claim)
    assert "Overtaken" in words_of(card)
    assert "The ferry is back." not in str(card)


def get_public_answers(reader, page, update):
    """Everything public that tells of the update, by address."""
    addresses = [
        page.url,
        f"{page.url}page/1/",
        f"{page.url}claims/",
        f"{page.url}claims/?format=json",
        f"{page.url}feed/atom/",
        f"{page.url}feed/rss/",
        update.permalink,
        reverse("wagtail_liveconflict:changes", args=[page.pk, "0"]),
        f"/api/v2/live_updates/{update.pk}/",
        "/api/v2/live_updates/",
    ]
    for address in addresses:
        response = reader.get(address)
        assert response.status_code == 200, address
        yield address, response.content.decode()


def test_words_of_a_withdrawn_claim_are_not_public_anywhere(reader, live_blog):
    """Neither the sentence nor what was said of it; that it was withdrawn, and why,
    is."""
    claim = ClaimFactory(
        sentence="Takenback words.",
        explanation="Takenback reasons.",
        claimant=SourceFactory(name="Takenback speaker"),
    )
    update = show(live_blog, claim, note="Takenback note.")
    claim = reach(claim, "disputed", note="Takenback step.")
    withdraw_claim(claim, None, "We mistook the bank.")
    for address, answer in get_public_answers(reader, live_blog, update):
        assert "Takenback" not in answer, address
    words = words_of(get_card(reader, live_blog, claim))
    assert "Claim withdrawn" in words
    assert "We mistook the bank." in words


def test_internal_facts_are_not_public_anywhere(reader, live_blog):
    """Internal evidence, who captured what, who changed the status, and why alone."""
    claim = ClaimFactory()
    update = show(live_blog, claim)
    ClaimEvidence.objects.create(
        claim=claim, kind="testimony", description="canary evidence"
    )
    ClaimEvidence.objects.create(
        claim=claim, kind="map", is_public=True, captured_by="canary capturer"
    )
    actor = UserFactory(username="canary", is_superuser=True, first_name="canary")
    equip(claim, checker=actor)
    change_status(claim, actor, step_to("checking"))
    step = step_to("verified")
    change_status(claim, actor, step, override_reason="canary reason")
    for address, answer in get_public_answers(reader, live_blog, update):
        assert "canary" not in answer, address


def test_the_api_tells_the_facts_of_a_claim(reader, live_blog):
    """Not the number of a record, and not what is kept beside it."""
    claim = ClaimFactory(sentence="The bridge stands.")
    update = show(live_blog, claim, note="As of noon.")
    answer = reader.get(f"/api/v2/live_updates/{update.pk}/").json()
    (block,) = answer["body"]
    assert block["value"]["sentence"] == "The bridge stands."
    assert block["value"]["note"] == "As of noon."
    assert block["value"]["status"]["mark"] == "[?]"
    assert "first_shown" not in block["value"]


def test_what_is_kept_beside_a_claim_names_no_update(live_blog):
    """An update without a headline is not called after it, nor found by it."""
    update = PublishedUpdateFactory(
        page=live_blog,
        headline="",
        body=[verification(ClaimFactory()), text("The ferry runs.")],
    )
    assert update.get_accessible_name() == "The ferry runs."


def fill(page, number):
    parties = [PartyFactory(), PartyFactory()]
    newer = ClaimFactory()
    show(page, newer)
    for n in range(number):
        claim = reach(ClaimFactory(claimant=SourceFactory()), "verified")
        ClaimPosition.objects.create(claim=claim, party=parties[n % 2], stance="denies")
        show(page, claim)
        if n % 2:
            overtake_claim(claim, newer, None)


def test_parts_of_claims_cost_the_same_for_many(reader):
    """Support, positions, evidence, history and successors of all claims of a page
    are loaded at once."""
    counts = []
    for number in (2, 9):
        page = LiveBlogPageFactory()
        fill(page, number)
        reader.get(page.url)
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            soup = BeautifulSoup(reader.get(page.url).content, "html.parser")
        assert len(soup.find_all(attrs={"data-claim-id": True})) == number + 1
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert Claim.objects.count() == 13

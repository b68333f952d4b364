"""What machines are told of a claim: what readers see, and nothing else."""

import datetime as dt
import json
from types import SimpleNamespace

import pytest
from django.utils import timezone, translation

from tests.claims import equip, reach, step_to
from tests.factories import ClaimFactory, PartyFactory, SourceFactory, UserFactory
from wagtail_liveconflict.blocks.claim_facts import get_claim_facts
from wagtail_liveconflict.blocks.claim_words import describe_status
from wagtail_liveconflict.blocks.official_sides import get_official_sides
from wagtail_liveconflict.editorial import change_status, withdraw_claim
from wagtail_liveconflict.models import (
    Claim,
    ClaimDossier,
    ClaimEvidence,
    ClaimPosition,
    ClaimSupport,
    PartyLabel,
)
from wagtail_liveconflict.verification import Finding, Status

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 23, 10, tzinfo=dt.UTC)


def get_leaves(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [leaf for child in value for leaf in get_leaves(child)]
    return [value]


def get_facts(claim, **shown):
    return get_claim_facts(Claim.objects.get(pk=claim.pk), **shown)


@pytest.fixture
def claim():
    return ClaimFactory(
        sentence="A ferry crew has reached the far bank.",
        explanation="We know of a picture.",
        claimant=SourceFactory(name="Ada Quill"),
        as_of=NOON,
    )


def test_every_fact_is_text(claim):
    """Also of a claim that has everything, and of a withdrawn one, which has the
    same names."""
    open_facts = get_facts(claim)
    facts = get_facts(reach(claim, "false"), note="Soon more.")
    gone = get_facts(withdraw_claim(claim, None, "It was wrong."))
    for each in (open_facts, facts, gone):
        assert {type(leaf) for leaf in get_leaves(each)} == {str}
        assert each.keys() == facts.keys()
    json.dumps(facts)


def test_a_claim_is_told_with_who_claims_it_and_since_when(claim):
    """Times are in the active zone, with minutes."""
    with timezone.override("Europe/Kyiv"), translation.override("en"):
        facts = get_facts(claim, note="Soon more.", status_then="checking")
    assert facts["sentence"] == "A ferry crew has reached the far bank."
    assert facts["claimant"] == "Ada Quill"
    assert facts["as_of"] == "2026-11-23T12:00+02:00"
    assert facts["note"] == "Soon more."
    assert facts["status"]["mark"] == "[?]"
    assert facts["status_then"] == {
        "code": "checking",
        "line": "It was being checked when this was posted.",
    }


@pytest.mark.parametrize("finding", ["", *Finding.values])
def test_what_is_real_and_told_wrongly_is_misleading(finding):
    """What is old, from elsewhere or out of its context is not called false."""
    with translation.override("en"):
        told = describe_status("false", finding)
    is_misleading = finding in {"old", "other_place", "missing_context"}
    assert told["word"] == ("Misleading" if is_misleading else "False")
    assert ("not made up" in told["line"]) is is_misleading


@pytest.mark.parametrize("status", Status.values)
def test_under_review_says_what_it_was(claim, status):
    """Nothing where nothing was settled before."""
    if status not in ("unverified", "checking"):
        claim = reach(claim, status, finding="old" if status == "false" else "")
    if status != "checking":
        claim = change_status(claim, None, step_to("checking"))
    with translation.override("en"):
        was = get_facts(claim)["was"]
    words = {"unverified": "", "checking": "", "false": "Misleading"}
    with translation.override("en"):
        assert was == words.get(status, str(Status(status).label))


def test_only_public_evidence_is_told_and_never_who_captured_it(claim):
    """A link that must not be printed is left out as well."""
    for word, is_public in (("shown", True), ("hidden", False)):
        ClaimEvidence.objects.create(
            claim=claim,
            kind="picture",
            is_public=is_public,
            description=f"{word} picture",
            link=f"https://example.org/{word}",
            archive_link=f"https://example.net/{word}",
            sha256="ab" * 32,
            captured_at=NOON,
            captured_by="Cap Turer",
        )
    ClaimEvidence.objects.create(
        claim=claim, kind="post", is_public=True, link="https://t.me/+secret"
    )
    first, second = get_facts(claim)["evidence"]
    assert first["description"] == "shown picture"
    assert first["link"] == "https://example.org/shown"
    assert first["archive_link"] == "https://example.net/shown"
    assert first["sha256"] == "ab" * 32
    assert first["captured_at"]
    assert second["link"] == ""
    told = str(get_facts(claim))
    assert "hidden" not in told
    assert "Cap Turer" not in told


def test_the_checker_is_the_desk_unless_somebody_agreed_to_be_named(claim):
    """Of what nobody has checked there is no checker."""
    with translation.override("en"):
        assert get_facts(claim)["checked_by"] == ""
        claim = equip(claim, checker=UserFactory(last_name="Hiddenchecker"))
        assert get_facts(claim)["checked_by"] == "our desk"
        claim.checker_name = "Ida Marsh"
        claim.save()
        assert get_facts(claim)["checked_by"] == "Ida Marsh"
    assert "Hiddenchecker" not in str(get_facts(claim))


def test_supporters_are_told_with_what_exactly_they_support(claim):
    """An outlet's own check says so; an anonymous source has no link."""
    ClaimSupport.objects.create(
        claim=claim,
        name="The Ternwell Post",
        what="that a boat arrived",
        link="https://example.org/post",
        is_outlet_check=True,
    )
    ClaimSupport.objects.create(
        claim=claim,
        source=SourceFactory(kind="anonymous", name="A port worker"),
        what="that it was Sunday",
        link="https://example.org/worker",
    )
    with translation.override("en"):
        outlet, worker = get_facts(claim)["support"]
    assert outlet["check"] == "its own check"
    assert outlet["link"] == "https://example.org/post"
    assert worker == {
        "who": "A port worker",
        "what": "that it was Sunday",
        "link": "",
        "check": "",
    }


def test_history_tells_every_step_and_nobody_behind_it(claim):
    """Newest first, with the words of the time; a step that one editor made alone
    where two are needed says so."""
    actor = UserFactory(is_superuser=True, first_name="Actress", last_name="Hidden")
    equip(claim)
    change_status(claim, actor, step_to("checking", note="We look."))
    step = step_to("false", finding="old", note="It is from last year.")
    change_status(claim, actor, step, override_reason="Nobodyelse is here.")
    with translation.override("en"):
        facts = get_facts(claim)
    newest, oldest = facts["history"]
    assert (oldest["from"], oldest["to"]) == ("unverified", "checking")
    assert oldest["by_one_editor"] == ""
    assert newest["from_word"] == "Being checked"
    assert (newest["to_word"], newest["finding"]) == ("Misleading", "Old")
    assert (newest["reason_word"], newest["note"]) == (
        "New evidence",
        "It is from last year.",
    )
    assert newest["by_one_editor"] == "Decided by one editor"
    for secret in ("Actress", "Hidden", "Nobodyelse", actor.username):
        assert secret not in str(facts)


def test_the_dossier_is_not_told(claim):
    """Neither our own witness nor notes."""
    dossier = ClaimDossier.of(claim)
    dossier.own_witness, dossier.notes = "Wit Ness", "Secretnote"
    dossier.save()
    told = str(get_facts(reach(claim, "verified")))
    assert "Wit Ness" not in told
    assert "Secretnote" not in told


def test_of_a_withdrawn_claim_only_the_fact_and_the_reason_are_told(claim):
    """Its words, and all that was said of it, are gone."""
    reach(claim, "verified", note="We have looked.")
    claim = withdraw_claim(claim, None, "We mistook the bank.")
    facts = get_facts(claim, note="As of noon.", status_then="checking")
    assert facts["withdrawn"]["reason"] == "We mistook the bank."
    assert facts["withdrawn"]["at"]
    others = [v for k, v in facts.items() if k not in ("id", "withdrawn")]
    assert set(get_leaves(others)) == {""}


def test_past_its_recheck_it_says_since_when_nobody_looked(claim):
    """Only then."""
    assert get_facts(claim)["overdue"] == ""
    claim.recheck_due = timezone.now() - dt.timedelta(hours=1)
    claim.save()
    with timezone.override("Europe/Kyiv"), translation.override("en"):
        overdue = get_facts(claim)["overdue"]
    assert overdue == "Not re-checked since 23 November, 12:00 EET"


def test_a_successor_that_readers_may_not_see_is_not_told(claim):
    """That events have moved on is; the words of the newer claim only where it is
    shown."""
    newer = ClaimFactory(sentence="Not published yet.")
    Claim.objects.filter(pk=claim.pk).update(overtaken_by=newer)
    with translation.override("en"):
        told = get_facts(claim)["overtaken_by"]
    assert told == {"word": "Overtaken", "sentence": "", "link": ""}


def position(party, stance, *, minute=0, is_official=True, pk=None):
    return SimpleNamespace(
        pk=pk,
        party_id=party and party.pk,
        stance=stance,
        is_official=is_official,
        at=NOON + dt.timedelta(minutes=minute),
    )


def get_stances(positions, parties):
    return [(s.name, s.stance) for s in get_official_sides(positions, parties)]


def test_the_newest_official_position_of_each_side_counts():
    """Not what a private person says, and not a party that takes no part; always
    in the same order of the sides."""
    north, south, other = (PartyFactory(name=n) for n in ("North", "South", "Other"))
    positions = [
        position(south, "denies", minute=2),
        position(north, "confirms", minute=5),
        position(north, "no_comment", minute=1),
        position(north, "denies", minute=9, is_official=False),
        position(None, "denies", minute=9),
        position(other, "confirms"),
    ]
    told = [("North", "confirms"), ("South", "denies")]
    assert get_stances(positions, [north, south]) == told


def test_of_two_sides_the_missing_one_is_silent():
    """Once the other has said something; of three nobody can know who should."""
    north, south, east = (PartyFactory(name=n) for n in ("North", "South", "East"))
    one = [position(north, "confirms")]
    assert get_stances([], [north, south]) == []
    assert get_stances(one, [north, south]) == [("North", "confirms"), ("South", "")]
    assert get_stances(one, [north, south, east]) == [("North", "confirms")]
    assert get_stances([position(None, "denies")], [north, south]) == []


def test_the_official_line_is_computed_in_the_readers_language(claim):
    """From positions, and never changes the status."""
    north = PartyFactory(name="North")
    PartyLabel.objects.create(party=north, language="en", label="the north bank")
    PartyFactory(name="South")
    PartyFactory(name="Observers", is_belligerent=False)
    ClaimPosition.objects.create(claim=claim, party=north, stance="confirms", at=NOON)
    with translation.override("en"):
        facts = get_facts(claim)
    assert facts["official_line"] == (
        "The north bank has confirmed; South has not commented."
    )
    assert facts["status"]["code"] == "unverified"
    (told,) = facts["positions"]
    assert told["who"] == "the north bank"
    assert (told["stance"], told["official"]) == ("confirms", "officially")

"""What counts for a status, and what only looks like it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Site

from tests.claims import equip, put, reach, step_to
from tests.factories import (
    ClaimFactory,
    PublishedUpdateFactory,
    SourceFactory,
    UserFactory,
    edit,
    verification,
)
from wagtail_liveconflict import exceptions
from wagtail_liveconflict.editorial import (
    approve_status,
    change_status,
    request_status,
    withdraw_claim,
)
from wagtail_liveconflict.editorial.second_person import is_second_person_needed
from wagtail_liveconflict.models import (
    Claim,
    ClaimDossier,
    ClaimEvidence,
    ClaimSupport,
    NewsroomSettings,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("support", "counts"),
    [
        ({"name": "River Wire"}, True),
        ({"name": "OTT REED"}, False),
        ({"source": {"name": "Ada Quill"}}, True),
        ({"source": {"name": "A clerk", "kind": "anonymous"}}, False),
    ],
)
def test_support_is_a_name_and_not_the_claimants(support, counts):
    """Whoever claims it does not support it under the same name, and an anonymous
    source is no name."""
    claim = ClaimFactory(claimant=SourceFactory(name="Ott Reed"))
    if "source" in support:
        support = {"source": SourceFactory(**support["source"])}
    ClaimSupport.objects.create(claim=claim, what="the place", **support)
    if counts:
        assert change_status(claim, None, step_to("corroborated"))
        return
    with pytest.raises(exceptions.GateClosed) as closed:
        change_status(claim, None, step_to("corroborated"))
    assert [lack.code for lack in closed.value.lacks] == ["independent"]


@pytest.mark.parametrize("status", ["verified", "false"])
def test_evidence_says_more_than_its_kind(status):
    """An empty row is no evidence."""
    claim = put(equip(ClaimFactory()), "checking")
    claim._evidence.all().delete()
    ClaimEvidence.objects.create(claim=claim, kind="picture")
    with pytest.raises(exceptions.GateClosed) as closed:
        change_status(claim, None, step_to(status), override_reason="A test.")
    assert [lack.code for lack in closed.value.lacks] == ["evidence"]
    ClaimEvidence.objects.create(claim=claim, kind="picture", description="The quay")
    assert change_status(claim, None, step_to(status), override_reason="A test.")


def test_one_site_that_asks_for_a_second_editor_is_enough():
    """A site that never saved its settings asks for one."""
    first = Site.objects.get()
    assert is_second_person_needed()
    settings = NewsroomSettings.for_site(first)
    settings.needs_second_person = False
    settings.save()
    assert not is_second_person_needed()
    Site.objects.create(hostname="other.example", root_page=first.root_page)
    assert is_second_person_needed()


def test_claims_and_evidence_are_not_changed_in_bulk():
    """Neither the sentence nor the core of the evidence, and no claim is made with a
    status."""
    claim = put(equip(ClaimFactory()), "verified")
    for change in (
        lambda: Claim.objects.update(sentence="Two boats."),
        lambda: Claim._base_manager.update(sentence="Two boats."),
        lambda: claim._evidence.update(link="https://example.org/other"),
        lambda: ClaimEvidence.objects.bulk_create([ClaimEvidence(claim=claim)]),
    ):
        with pytest.raises(exceptions.ClaimNotInBulk):
            change()
    for change in (
        lambda: Claim._base_manager.update(status="false"),
        lambda: Claim.objects.bulk_create([Claim(sentence="A", status="verified")]),
    ):
        with pytest.raises(exceptions.StatusNotByHand):
            change()
    assert claim._evidence.update(description="The quay at noon") == 1


@pytest.mark.parametrize(
    ("status", "take_away"),
    [
        ("verified", lambda claim: claim.aspects.get().delete()),
        ("verified", lambda claim: _save(claim, methods=[])),
        ("verified", lambda claim: _save(ClaimDossier.of(claim), checked_by=None)),
        ("corroborated", lambda claim: claim.support.get().delete()),
    ],
)
def test_a_status_does_not_outlive_what_it_stands_on(status, take_away):
    """Whoever takes away what the gate asked for takes the status back, and the log
    says so."""
    claim = reach(ClaimFactory(), status)
    take_away(claim)
    claim = Claim.objects.get(pk=claim.pk)
    assert (claim.status, claim.previous_status) == ("checking", status)
    assert claim.status_changes.last().after == "checking"


def _save(record, **fields):
    for name, value in fields.items():
        setattr(record, name, value)
    record.save()


def test_a_testimony_without_a_link_is_its_description():
    """Another description is other evidence; with a link it is only how we tell."""
    claim = reach(ClaimFactory(), "verified")
    linked = claim._evidence.get()
    _save(linked, description="The quay at noon")
    assert Claim.objects.get(pk=claim.pk).status == "verified"
    claim = reach(ClaimFactory(), "checking")
    claim._evidence.get().delete()
    told = ClaimEvidence.objects.create(
        claim=claim, kind="testimony", description="A driver saw it"
    )
    change_status(claim, None, step_to("verified"), override_reason="A test.")
    told = ClaimEvidence.objects.get(pk=told.pk)
    _save(told, description="A passenger heard of it")
    assert Claim.objects.get(pk=claim.pk).status == "checking"


def test_the_second_editor_agrees_to_what_she_was_asked(live_blog):
    """Other methods, aspects or support than at the time of asking: ask again."""
    asker, second = (UserFactory(groups=["Moderators"]) for _ in range(2))
    for change in (
        lambda claim: _save(claim, methods=["satellite"]),
        lambda claim: _save(claim, explanation="Other words."),
        lambda claim: _save(claim.support.get(), what="something else"),
        lambda claim: _save(ClaimDossier.of(claim), own_witness="Nobody"),
    ):
        claim = put(equip(ClaimFactory()), "checking")
        request = request_status(claim, asker, step_to("verified"))
        change(Claim.objects.get(pk=claim.pk))
        with pytest.raises(exceptions.ClaimChanged):
            approve_status(request, second)


def test_what_was_withdrawn_stays_so():
    """A copy from before does not bring it back, nor does an update in bulk; a finding
    is not written by hand."""
    claim = reach(ClaimFactory(), "false")
    older = Claim.objects.get(pk=claim.pk)
    withdraw_claim(claim, None, "It was our error.")
    _save(older, explanation="More words.")
    assert Claim.objects.get(pk=claim.pk).is_withdrawn
    with pytest.raises(exceptions.StatusNotByHand):
        Claim.objects.update(withdrawn_at=None)
    older.finding = "old"
    with pytest.raises(exceptions.StatusNotByHand):
        older.save(update_fields=["finding"])


def test_a_check_that_was_due_is_done_by_the_next_step():
    """Verified now: nothing is overdue any more. A later one stays."""
    claim = put(equip(ClaimFactory()), "checking")
    _save(claim, recheck_due=timezone.now() - timedelta(hours=1))
    assert claim.is_overdue
    claim = change_status(claim, None, step_to("disputed"))
    assert (claim.recheck_due, claim.is_overdue) == (None, False)
    later = timezone.now() + timedelta(hours=1)
    _save(claim, recheck_due=later)
    assert change_status(claim, None, step_to("checking")).recheck_due == later


def test_no_status_is_as_of_a_time_to_come():
    """Readers are told since when it is so."""
    later = timezone.now() + timedelta(hours=1)
    with pytest.raises(exceptions.TimeInFuture):
        change_status(ClaimFactory(), None, step_to("disputed", as_of=later))


def test_when_it_was_first_shown_is_not_taken_from_a_form(live_blog):
    """What the hidden field says is not believed; publishing again changes nothing."""
    claim = ClaimFactory()
    block = verification(claim)
    block["value"]["first_shown"] = f"{claim.pk}:false"
    update = PublishedUpdateFactory(page=live_blog, body=[block])
    assert update.body[0].value["first_shown"] == f"{claim.pk}:unverified"
    reach(claim, "disputed")
    raw = dict(update.body.raw_data[0])
    raw["value"] = {**raw["value"], "first_shown": ""}
    again = edit(update, body=[raw])
    assert again.body[0].value.status_then == "unverified"


def test_single_fields_of_a_claim_can_be_read_again():
    """As everywhere in Django: with a claimant too, who is loaded beside it else."""
    claim = ClaimFactory(claimant=SourceFactory())
    put(Claim.objects.get(pk=claim.pk), "checking")
    claim.refresh_from_db(fields=["status"])
    assert claim.status == "checking"
    some = Claim.objects.select_related(None).only("pk").get(pk=claim.pk)
    assert some.sentence == claim.sentence

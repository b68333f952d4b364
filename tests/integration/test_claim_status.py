"""A claim's status: what each asks for, and who has to agree."""

import pytest
from django.contrib.auth.models import Permission
from django.db import transaction

from tests.claims import equip, find_route, put, reach, step_to
from tests.factories import (
    ClaimFactory,
    PublishedUpdateFactory,
    SourceFactory,
    UserFactory,
    verification,
)
from wagtail_liveconflict import exceptions
from wagtail_liveconflict.editorial import (
    approve_status,
    change_status,
    decline_status,
    propose_status,
    request_status,
)
from wagtail_liveconflict.models import (
    Claim,
    ClaimDossier,
    ClaimEvidence,
    ClaimSupport,
    NewsroomSettings,
    StatusChangeRequest,
)
from wagtail_liveconflict.verification import Status, find_transition

pytestmark = pytest.mark.django_db


@pytest.fixture
def asker():
    return UserFactory(groups=["Moderators"])


@pytest.fixture
def second():
    return UserFactory(groups=["Moderators"])


def read(claim):
    return Claim.objects.get(pk=claim.pk)


@pytest.mark.parametrize("before", Status.values)
@pytest.mark.parametrize("after", Status.values)
def test_only_agreed_transitions_are_made(before, after):
    """With everything that any gate asks for: the pairs of the table are made, the
    others refused, and a refused one leaves no trace."""
    claim = put(equip(ClaimFactory()), before)
    transition = find_transition(before, after)
    if transition is None:
        with pytest.raises(exceptions.TransitionNotPossible):
            change_status(claim, None, step_to(after), override_reason="A test.")
        assert read(claim).status == before
        assert not claim.status_changes.exists()
        return
    if transition.needs_second_person:
        with pytest.raises(exceptions.NeedsSecondEditor):
            change_status(claim, None, step_to(after))
    changed = change_status(claim, None, step_to(after), override_reason="A test.")
    assert (changed.status, changed.previous_status) == (after, before)
    step = claim.status_changes.get()
    assert (step.before, step.after) == (before, after)
    assert step.is_override is transition.needs_second_person


@pytest.mark.parametrize(
    ("take_away", "after", "code"),
    [
        (lambda claim: Claim.objects.update(methods=[]), "verified", "method"),
        (lambda claim: claim._evidence.all().delete(), "verified", "evidence"),
        (
            lambda claim: claim.aspects.all().update(state="unknown"),
            "verified",
            "aspect",
        ),
        (
            lambda claim: ClaimDossier.objects.update(checked_by=None),
            "verified",
            "checker",
        ),
        (lambda claim: claim.support.all().delete(), "corroborated", "support"),
        (lambda claim: claim._evidence.all().delete(), "false", "evidence"),
    ],
)
def test_each_gate_asks_for_what_it_needs(take_away, after, code):
    """One thing is missing: the status is refused, the lack is named, and with an own
    witness in the place of evidence it is not."""
    claim = equip(ClaimFactory(status="checking"))
    take_away(claim)
    with pytest.raises(exceptions.GateClosed) as closed:
        change_status(read(claim), None, step_to(after), override_reason="A test.")
    assert [lack.code for lack in closed.value.lacks] == [code]
    assert read(claim).status == "checking"
    if (code, after) == ("evidence", "verified"):
        ClaimDossier.objects.update(own_witness="Our reporter on the quay")
        change_status(read(claim), None, step_to(after), override_reason="A test.")


def test_false_needs_a_finding():
    """Which kind of false it is."""
    claim = equip(ClaimFactory(status="checking"))
    with pytest.raises(exceptions.GateClosed, match="finding"):
        change_status(claim, None, step_to("false", finding=""), override_reason="A")
    claim = change_status(
        claim, None, step_to("false", finding="old"), override_reason="A"
    )
    assert claim.finding == "old"
    # A finding belongs to false alone.
    claim = change_status(claim, None, step_to("checking", finding="old"))
    assert claim.finding == ""


def test_whoever_claims_it_does_not_corroborate_it():
    """The one supporter is the claimant: that is no support."""
    claimant = SourceFactory()
    claim = ClaimFactory(claimant=claimant)
    ClaimSupport.objects.create(claim=claim, source=claimant, what="all of it")
    with pytest.raises(exceptions.GateClosed):
        change_status(claim, None, step_to("corroborated"))
    ClaimSupport.objects.create(claim=claim, name="River Wire", what="the place")
    assert change_status(claim, None, step_to("corroborated")).status == "corroborated"


def test_a_second_editor_makes_it_verified(asker, second):
    """Asked for, approved by another: made then, by both, and once."""
    claim = equip(ClaimFactory(status="checking"))
    request = propose_status(claim, asker, step_to("verified"))
    assert isinstance(request, StatusChangeRequest)
    assert read(claim).status == "checking"
    assert approve_status(request, second).status == "verified"
    step = claim.status_changes.get()
    assert (step._actor_id, step._approver_id) == (asker.pk, second.pk)
    assert not step.is_override
    with pytest.raises(exceptions.RequestDecided):
        approve_status(request, second)
    with pytest.raises(exceptions.RequestDecided):
        decline_status(request, second, "Late.")


@pytest.mark.parametrize("role", ["asker", "checker", "editor", "superuser asker"])
def test_nobody_approves_her_own_work(asker, second, role):
    """Not who asked, not who checked, not who edited it last; superusers included."""
    claim = equip(ClaimFactory(status="checking"), checker=UserFactory())
    if role == "superuser asker":
        asker.is_superuser = True
        asker.save()
    if role == "checker":
        ClaimDossier.objects.update(checked_by=second)
    if role == "editor":
        ClaimDossier.objects.update(last_edited_by=second)
    request = request_status(claim, asker, step_to("verified"))
    approver = asker if role.endswith("asker") else second
    with pytest.raises(exceptions.NotYourself):
        approve_status(request, approver)
    assert read(claim).status == "checking"


def test_a_request_is_for_what_was_looked_at(asker, second):
    """The evidence was changed meanwhile: ask again."""
    claim = equip(ClaimFactory(status="checking"))
    request = request_status(claim, asker, step_to("verified"))
    ClaimEvidence.objects.create(claim=claim, kind="video", link="https://e.org/v")
    with pytest.raises(exceptions.ClaimChanged):
        approve_status(request, second)
    again = request_status(read(claim), asker, step_to("verified"))
    request.refresh_from_db()
    assert request.state == "overtaken"
    assert approve_status(again, second).status == "verified"


def test_declining_gives_a_reason_and_changes_nothing(asker, second):
    """Who asked can read why."""
    claim = equip(ClaimFactory(status="checking"))
    request = request_status(claim, asker, step_to("verified"))
    with pytest.raises(exceptions.ReasonRequired):
        decline_status(request, second, " ")
    declined = decline_status(request, second, "The picture is older.")
    assert (declined.state, declined.decided_by) == ("declined", second)
    assert read(claim).status == "checking"


def test_a_newsroom_of_one_may_switch_the_second_editor_off(asker):
    """The setting of the site; without it a second person is asked for."""
    from wagtail.models import Site

    claim = equip(ClaimFactory(status="checking"))
    settings = NewsroomSettings.for_site(Site.objects.get())
    settings.needs_second_person = False
    settings.save()
    assert change_status(claim, asker, step_to("verified")).status == "verified"
    assert not claim.status_changes.get().is_override


def test_overriding_needs_the_permission_and_a_reason(asker):
    """Even a superuser writes a reason; an editor without the permission cannot."""
    claim = equip(ClaimFactory(status="checking"))
    with pytest.raises(exceptions.NotAllowed):
        change_status(claim, asker, step_to("verified"), override_reason="Alone.")
    asker.user_permissions.add(Permission.objects.get(codename="override_verification"))
    asker = type(asker).objects.get(pk=asker.pk)
    with pytest.raises(exceptions.NeedsSecondEditor):
        change_status(claim, asker, step_to("verified"), override_reason=" ")
    change_status(claim, asker, step_to("verified"), override_reason="Alone.")
    step = claim.status_changes.get()
    assert (step.is_override, step._override_reason) == (True, "Alone.")


def test_readers_who_have_seen_it_are_told_why(live_blog):
    """A published claim needs a note for each step; one nobody has seen does not."""
    claim = ClaimFactory()
    change_status(claim, None, step_to("checking", note=""))
    PublishedUpdateFactory(page=live_blog, body=[verification(claim)])
    with pytest.raises(exceptions.NoteRequired):
        change_status(read(claim), None, step_to("disputed", note=" "))


def test_no_right_no_change():
    """A user who may not publish updates may not judge claims."""
    stranger = UserFactory()
    claim = equip(ClaimFactory(status="checking"))
    for verb in (change_status, request_status):
        with pytest.raises(exceptions.NotAllowed):
            verb(claim, stranger, step_to("disputed"))


def test_the_status_cannot_be_written_past_the_verbs():
    """Saving, updating and creating refuse it; the rest of the claim may be saved."""
    claim = ClaimFactory()
    claim.status = "verified"
    with pytest.raises(exceptions.StatusNotByHand):
        claim.save()
    with pytest.raises(exceptions.StatusNotByHand):
        Claim.objects.filter(pk=claim.pk).update(status="verified")
    with pytest.raises(exceptions.StatusNotByHand), transaction.atomic():
        Claim.objects.bulk_update([claim], ["status"])
    with pytest.raises(exceptions.StatusNotByHand):
        Claim.objects.create(sentence="A boat.", status="verified")
    claim = read(claim)
    claim.explanation = "We are asking."
    claim.save()
    assert read(claim).status == "unverified"


@pytest.mark.parametrize("status", ["verified", "false"])
@pytest.mark.parametrize("edit", ["sentence", "evidence", "new evidence", "removed"])
def test_another_sentence_or_evidence_reopens_a_settled_claim(status, edit):
    """What was judged is not what stands there now: it is being checked again, and
    the log says so. A better description of the evidence changes nothing."""
    claim = reach(ClaimFactory(), status)
    evidence = claim._evidence.get()
    evidence.description = "The quay at noon"
    evidence.save()
    assert read(claim).status == status
    if edit == "sentence":
        claim.sentence = "Two ferries reached the far bank."
        claim.save()
    elif edit == "evidence":
        evidence.link = "https://example.org/other"
        evidence.save()
    elif edit == "removed":
        evidence.delete()
    else:
        ClaimEvidence.objects.create(claim=claim, kind="video")
    assert read(claim).status == "checking"
    assert read(claim).previous_status == status
    assert claim.status_changes.last().after == "checking"


def test_every_status_is_within_reach():
    """From the first status, by the verbs, with what the gates ask for."""
    for status in Status.values[1:]:
        claim = reach(ClaimFactory(), status)
        assert claim.status == status
        assert claim.status_changes.count() == len(find_route("unverified", status))


def test_a_published_claim_is_not_deleted(live_blog):
    """Once readers have seen it, or its status was changed; one that nobody has seen
    may go."""
    ClaimFactory().delete()
    seen = ClaimFactory()
    update = PublishedUpdateFactory(page=live_blog, body=[verification(seen)])
    update.unpublish()
    for claim in (seen, reach(ClaimFactory(), "checking")):
        with pytest.raises(exceptions.ClaimPublished), transaction.atomic():
            read(claim).delete()
        with pytest.raises(exceptions.ClaimPublished), transaction.atomic():
            Claim.objects.filter(pk=claim.pk).delete()

"""What a colleague leaves in a newsroom, and the command that exports or erases it."""

import io
import json

from django.core.management import CommandError, call_command

from tests.claims import equip, reach, step_to
from tests.factories import (
    ClaimFactory,
    PublishedUpdateFactory,
    SourceFactory,
    UserFactory,
    text,
    verification,
)
from wagtail_liveconflict.editorial import change_status
from wagtail_liveconflict.models import (
    Claim,
    ClaimDossier,
    ClaimEvidence,
    SourceAssessment,
    StatusChangeRequest,
)

NAME = "Olena Verba"


def run(*arguments, code=0):
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("liveconflict_staff_data", *arguments, stdout=out, stderr=err)
    except CommandError as error:
        found, said = 1, str(error)
    else:
        found, said = 0, out.getvalue() + err.getvalue()
    assert found == code, said
    return said


def deactivate(user):
    user.is_active = False
    user.save()


def get_export(*arguments):
    return json.loads(run("export", "olena", *arguments))


def make_colleague():
    first, last = NAME.split()
    return UserFactory(
        username="olena", first_name=first, last_name=last, is_superuser=True
    )


def leave_traces(live_blog, olena):
    """Updates, a claim and its log, a source, a request. Returns the claim."""
    claim = equip(ClaimFactory(sentence="The pier stands."), checker=olena)
    ClaimEvidence.objects.filter(claim=claim).update(captured_by=NAME)
    dossier = ClaimDossier.of(claim)
    dossier.checker_agreed, dossier.last_edited_by = True, olena
    dossier.own_witness = f"{NAME}, from the pier"
    dossier.save()
    reach(claim, "verified")
    claim = Claim.objects.get(pk=claim.pk)
    claim.checker_name = NAME
    claim.save()
    # As the verbs write it for an account.
    claim = Claim.objects.get(pk=claim.pk)
    change_status(claim, olena, step_to("checking"), override_reason="A test.")
    reach(Claim.objects.get(pk=claim.pk), "verified")
    PublishedUpdateFactory(
        page=live_blog,
        owner=olena,
        headline="Alone",
        byline_names=NAME,
        body=[verification(claim)],
    )
    PublishedUpdateFactory(
        page=live_blog, headline="Two", byline_names=f"Ida Marsh, {NAME}"
    )
    PublishedUpdateFactory(
        page=live_blog,
        headline="Mention",
        byline_names="Ida Marsh",
        body=[text(f"Our reporter {NAME} is there. Мар’яна теж.")],
    )
    assessment = SourceAssessment.of(SourceFactory(kind="anonymous"))
    assessment.identity_known_to, assessment.notes = olena, f"{NAME} met him."
    assessment.save()
    StatusChangeRequest.objects.create(
        claim=ClaimFactory(),
        before="unverified",
        after="checking",
        reason="new_evidence",
        as_of=claim.as_of,
        requested_by=olena,
        claim_digest="x",
        decision_note=f"Ask {NAME.upper()}.",
    )
    return claim

"""Claims with everything that a status asks for."""

from collections import deque

from django.db.models import QuerySet

from tests.factories import SourceFactory, UserFactory
from wagtail_liveconflict.editorial import StatusStep, change_status
from wagtail_liveconflict.models import (
    Claim,
    ClaimAspect,
    ClaimDossier,
    ClaimEvidence,
    ClaimSupport,
)
from wagtail_liveconflict.verification import TRANSITIONS, Finding, Reason


def equip(claim, checker=None):
    """Give a claim what every status needs."""
    claim.methods = ["own_reporter"]
    claim.save()
    ClaimAspect.objects.get_or_create(
        claim=claim, aspect="what", defaults={"state": "confirmed"}
    )
    if not claim._evidence.exists():
        ClaimEvidence.objects.create(
            claim=claim, kind="picture", link="https://example.org/quay"
        )
    if not claim.support.exists():
        ClaimSupport.objects.create(
            claim=claim, source=SourceFactory(), what="that a boat arrived"
        )
    dossier = ClaimDossier.of(claim)
    dossier.checked_by = dossier.checked_by or checker or UserFactory()
    dossier.save()
    return claim


def put(claim, status):
    """Write a status past the gates."""
    # Django's own, which knows nothing of them.
    QuerySet(Claim).filter(pk=claim.pk).update(status=status)
    claim.status = status
    return claim


def find_route(before, after):
    """The statuses on the shortest way from one to another, the last one included."""
    routes = deque([(before, [])])
    seen = {before}
    while routes:
        status, route = routes.popleft()
        if status == after:
            return route
        for (start, end), _transition in TRANSITIONS.items():
            if start == status and end not in seen:
                seen.add(end)
                routes.append((end, [*route, end]))
    raise LookupError(f"{before} never becomes {after}")


def step_to(status, **details):
    """A step with what is asked of every step."""
    details.setdefault("reason", Reason.NEW_EVIDENCE)
    details.setdefault("note", "Somebody has looked.")
    details.setdefault("finding", Finding.STAGED if status == "false" else "")
    return StatusStep(after=status, **details)


def reach(claim, status, **details):
    """Take a claim to a status by the verbs, as one person who may override. Returns
    the claim as it is then."""
    equip(claim)
    for stop in find_route(claim.status, status):
        claim = change_status(
            claim, None, step_to(stop, **details), override_reason="A test."
        )
    return claim

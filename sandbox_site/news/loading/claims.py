"""The claims of the sample, taken to each status by the newsroom's own verbs: with all
that the gates ask for, and a second editor where one has to agree."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from wagtail_liveconflict.editorial import (
    StatusStep,
    approve_status,
    change_status,
    overtake_claim,
    propose_status,
    withdraw_claim,
)
from wagtail_liveconflict.editorial.showing import announcing_once
from wagtail_liveconflict.models import Claim, ClaimDossier, Party
from wagtail_liveconflict.verification import Status

from ..sample.claims import CLAIMS
from ..sample.shapes import ClaimWithdrawal, Overtaking, StatusChange
from .shelf import Shelf

#: Who agrees with whom.
SECOND_EDITOR = {"editor": "editor2", "editor2": "editor", "admin": "editor"}


@contextmanager
def clock_at(moment) -> Iterator[None]:
    """The rows of the log say when they were written and cannot be dated back: so the
    clock is."""
    with patch("django.utils.timezone.now", return_value=moment):
        yield


def load_claims(shelf: Shelf) -> dict:
    return {key: _load_claim(shelf, fields) for key, fields in CLAIMS.items()}


def _load_claim(shelf, fields) -> Claim:
    at = shelf.moment.before(fields["ago"])
    claim = Claim.objects.create(
        sentence=shelf.moment.fill(fields["sentence"]),
        explanation=shelf.moment.fill(fields["explanation"]),
        as_of=at,
        created_at=at,
        claimant=shelf.sources[fields["claimant"]],
    )
    step = StatusChange(
        ago=fields["ago"],
        claim="",
        status=fields["status"],
        note="",
        found=fields.get("found", ()),
        methods=fields.get("methods", ()),
        reason="check_begun" if fields["status"] == "checking" else "new_evidence",
    )
    with clock_at(at):
        _note_findings(shelf, claim, step)
        if step.status != Status.UNVERIFIED:
            change_status(claim, shelf.users[step.by], _build_step(shelf, step))
    return claim


def change_claim(shelf: Shelf, step: StatusChange) -> None:
    user = shelf.users[step.by]
    with clock_at(shelf.moment.before(step.ago)):
        claim = Claim.objects.get(pk=shelf.claims[step.claim].pk)
        _note_findings(shelf, claim, step)
        result = propose_status(
            claim,
            user,
            _build_step(shelf, step),
            override_reason=step.override_reason,
        )
        if not isinstance(result, Claim) and not step.waits:
            approve_status(result, shelf.users[SECOND_EDITOR[step.by]])


def overtake(shelf: Shelf, step: Overtaking) -> None:
    with clock_at(shelf.moment.before(step.ago)):
        overtake_claim(
            shelf.claims[step.claim], shelf.claims[step.newer], shelf.users[step.by]
        )


def withdraw(shelf: Shelf, step: ClaimWithdrawal) -> None:
    with clock_at(shelf.moment.before(step.ago)):
        withdraw_claim(shelf.claims[step.claim], shelf.users[step.by], step.reason)


def _build_step(shelf, step) -> StatusStep:
    return StatusStep(
        after=step.status,
        reason=step.reason,
        note=shelf.moment.fill(step.note),
        finding=step.finding,
        as_of=shelf.moment.before(step.ago),
    )


def _note_findings(shelf, claim, step) -> None:
    """What the newsroom knows by now, and who found it out."""
    user = shelf.users[step.by]
    claim.edited_by = user
    with announcing_once():
        if step.explanation:
            claim.explanation = shelf.moment.fill(step.explanation)
        claim.methods = [*claim.methods, *step.methods]
        claim.recheck_due = shelf.moment.before(step.recheck_ago)
        claim.save()
        for name, fields in step.found:
            # Not by the claim's own manager, which waits for the claim to be saved.
            rows = getattr(claim, name).model.objects
            order = rows.filter(claim=claim).count()
            fields = _read_part(shelf, user, name, fields)
            rows.create(claim=claim, sort_order=order, **fields)
        dossier = ClaimDossier.of(claim)
        dossier.last_edited_by = user
        if step.methods:
            dossier.checked_by = user
            dossier.notes = "Checked in the sample newsroom."
        dossier.save()


def _read_part(shelf, user, name, fields) -> dict:
    fields = dict(fields)
    match name:
        case "_evidence":
            if file := fields.pop("file", ""):
                fields["sha256"] = hashlib.sha256(file.encode()).hexdigest()
            if ago := fields.pop("captured_ago", None):
                fields["captured_at"] = shelf.moment.before(ago)
                fields["captured_by"] = user.get_full_name()
        case "support":
            who = fields.pop("who")
            fields["source"] = shelf.sources.get(who)
            fields["name"] = "" if fields["source"] else who
        case "positions":
            fields["at"] = shelf.moment.before(fields.pop("ago"))
            fields["party"] = Party.objects.get(slug=fields["party"])
    return fields

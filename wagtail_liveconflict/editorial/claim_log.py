"""Writes and walks the log of a claim's status."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from ..colleagues import name_of
from ..models import ClaimStatusChange
from .redact import is_explained


def append_status_change(claim, *, actor, approver=None, **fields) -> ClaimStatusChange:
    """Add a step to the claim's log. The claim's row has to be locked: the next
    number and the digest before are read here."""
    last = claim.status_changes.order_by("number").last()
    step = ClaimStatusChange(
        claim=claim,
        number=last.number + 1 if last else 1,
        at=timezone.now(),
        _actor_id=actor.pk if actor else None,
        _actor_name=name_of(actor),
        _approver_id=approver.pk if approver else None,
        _approver_name=name_of(approver),
        previous_digest=last.digest if last else "",
        **fields,
    )
    step.digest = step.compute_digest()
    step.save()
    return step


@dataclass(frozen=True)
class BrokenStep:
    """The first row of a claim's log that does not follow from the one before."""

    claim_id: int
    number: int
    #: "digest": the row was changed; "chain": a row before it was changed or
    #: removed; "number": a row is missing; "end": the newest is not the claim's;
    #: "judged": what was judged is not what stands there now.
    problem: str


def find_broken_steps(steps: Iterable[ClaimStatusChange]) -> list[BrokenStep]:
    """Walk logs, ordered by claim and number; the first broken row of each claim."""
    broken: dict[int, BrokenStep] = {}
    before: dict[int, ClaimStatusChange] = {}
    for step in steps:
        if step.claim_id in broken:
            continue
        previous = before.get(step.claim_id)
        if problem := _find_problem(step, previous):
            broken[step.claim_id] = BrokenStep(step.claim_id, step.number, problem)
        before[step.claim_id] = step
    return list(broken.values())


def _find_problem(step, previous) -> str:
    if step.number != (previous.number + 1 if previous else 1):
        return "number"
    if step.previous_digest != (previous.digest if previous else ""):
        return "chain"
    if step.digest != step.compute_digest() and not is_explained(step):
        return "digest"
    if previous and step.before != previous.after:
        return "chain"
    return ""

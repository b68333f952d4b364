"""Changes a claim's status: the only place that does."""

from dataclasses import asdict, dataclass, replace

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from ..exceptions import (
    ClaimChanged,
    ClaimWithdrawn,
    GateClosed,
    NeedsSecondEditor,
    NotAllowed,
    NoteRequired,
    NotYourself,
    ReasonRequired,
    RequestDecided,
    TimeInFuture,
    TransitionNotPossible,
    UnknownStatus,
)
from ..models import Claim, ClaimDossier, StatusChangeRequest
from ..moments import is_to_come
from ..verification import Reason, Status, find_transition
from .claim_gates import (
    compute_claim_digest,
    compute_request_digest,
    find_lacks,
)
from .claim_log import append_status_change
from .correct import note_our_error
from .gate import check_right_on_records
from .second_person import is_second_person_needed
from .showing import announcing_once
from .telling import tell_status_changed


@dataclass(frozen=True)
class StatusStep:
    """What is to become of a claim's status, and what readers are told."""

    after: str
    reason: str = Reason.NEW_EVIDENCE
    note: str = ""
    finding: str = ""
    #: When it was so; now where it is not given.
    as_of: object = None


def change_status(claim, user, step: StatusStep, *, override_reason="") -> Claim:
    """Change the status now. Raises ``NeedsSecondEditor`` where somebody else has to
    agree: then :func:`request_status`."""
    with transaction.atomic():
        claim = lock_claim(claim)
        step = _check(claim, user, step)
        is_override = False
        if _needs_second(claim, step):
            if not override_reason.strip():
                raise NeedsSecondEditor
            if user is not None and not may_override(user):
                raise NotAllowed
            is_override = True
        return make_step(
            claim,
            step,
            actor=user,
            is_override=is_override,
            override_reason=override_reason.strip() if is_override else "",
        )


def change_claim_status(claim, user, status, note="", **details) -> Claim:
    """:func:`change_status` in one call; ``details`` are those of a
    :class:`StatusStep` and ``override_reason``. The given claim is brought up to
    date as well."""
    override_reason = details.pop("override_reason", "")
    changed = change_status(
        claim,
        user,
        StatusStep(after=status, note=note, **details),
        override_reason=override_reason,
    )
    adopt_status(claim, changed)
    return changed


def request_status(claim, user, step: StatusStep) -> StatusChangeRequest:
    """Ask for a change that needs a second editor. An earlier request that waits
    is overtaken by this one."""
    with transaction.atomic():
        claim = lock_claim(claim)
        step = _check(claim, user, step)
        StatusChangeRequest.overtake_waiting(claim)
        return StatusChangeRequest.objects.create(
            claim=claim,
            requested_by=user,
            **_describe(claim, step),
            claim_digest=compute_request_digest(claim),
        )


def propose_status(claim, user, step: StatusStep, *, override_reason=""):
    """Change the status or, where a second editor has to agree, ask for it.
    Returns the claim or the request."""
    try:
        return change_status(claim, user, step, override_reason=override_reason)
    except NeedsSecondEditor:
        return request_status(claim, user, step)


def approve_status(request, user, note="") -> Claim:
    """The second editor agrees: the change is made now, if the gates still stand."""
    with transaction.atomic():
        claim = lock_claim(request.claim)
        request = _lock_request(request)
        check_right_on_records(user, Claim)
        check_second_editor(request, user)
        if request.claim_digest != compute_request_digest(claim):
            raise ClaimChanged
        step = StatusStep(
            after=request.after,
            reason=request.reason,
            note=request.note,
            finding=request.finding,
            as_of=request.as_of,
        )
        step = _check(claim, None, step)
        _decide(request, StatusChangeRequest.State.APPROVED, user, note)
        return make_step(claim, step, actor=request.requested_by, approver=user)


def decline_status(request, user, note) -> StatusChangeRequest:
    """The second editor does not agree, and says why."""
    if not note.strip():
        raise ReasonRequired(field="note")
    with transaction.atomic():
        lock_claim(request.claim)
        request = _lock_request(request)
        check_right_on_records(user, Claim)
        return _decide(request, StatusChangeRequest.State.DECLINED, user, note)


def check_second_editor(request, user) -> None:
    """Raise ``NotYourself`` unless ``user`` is another than who asked, who checked,
    and who edited the claim last."""
    if user is None or user.pk in find_involved([request])[request.pk]:
        raise NotYourself


def find_involved(requests) -> dict[int, set]:
    """Ids of those who cannot be the second editor, by request. One query."""
    dossiers = {
        dossier.claim_id: {dossier.checked_by_id, dossier.last_edited_by_id}
        for dossier in ClaimDossier.objects.filter(
            claim_id__in=[request.claim_id for request in requests]
        )
    }
    return {
        request.pk: {
            request.requested_by_id,
            *dossiers.get(request.claim_id, ()),
        }
        for request in requests
    }


def may_override(user) -> bool:
    return user.has_perm("wagtail_liveconflict.override_verification")


def lock_claim(claim) -> Claim:
    return Claim.objects.locked().get(pk=claim.pk)


def _lock_request(request) -> StatusChangeRequest:
    request = StatusChangeRequest.objects.select_for_update().get(pk=request.pk)
    if request.state != StatusChangeRequest.State.WAITING:
        raise RequestDecided
    return request


def _check(claim, user, step: StatusStep) -> StatusStep:
    """The step as it will be made; raises where it cannot be."""
    check_right_on_records(user, Claim)
    if step.after not in Status.values or step.reason not in Reason.values:
        raise UnknownStatus
    if claim.is_withdrawn:
        raise ClaimWithdrawn
    if find_transition(claim.status, step.after) is None:
        raise TransitionNotPossible(before=claim.status, after=step.after)
    if not step.note.strip() and claim.appearances.exists():
        # Readers have seen the claim, and are told why it is another now.
        raise NoteRequired
    if step.as_of and is_to_come(step.as_of):
        raise TimeInFuture
    finding = step.finding if step.after == Status.FALSE else ""
    if lacks := find_lacks(claim, step.after, finding):
        raise GateClosed(lacks)
    return replace(
        step,
        note=step.note.strip(),
        finding=finding,
        as_of=step.as_of or timezone.now(),
    )


def _needs_second(claim, step) -> bool:
    transition = find_transition(claim.status, step.after)
    return transition.needs_second_person and is_second_person_needed()


def _describe(claim, step: StatusStep) -> dict:
    """As the log and a request have it."""
    return {"before": claim.status, **asdict(step)}


def make_step(
    claim, step, *, actor, approver=None, is_override=False, override_reason=""
) -> Claim:
    made = append_status_change(
        claim,
        actor=actor,
        approver=approver,
        **_describe(claim, step),
        is_override=is_override,
        _override_reason=override_reason,
        claim_digest=compute_claim_digest(claim),
    )
    StatusChangeRequest.overtake_waiting(claim)
    before = claim.status
    claim.previous_status, claim.status = claim.status, step.after
    claim.finding = step.finding
    claim.as_of = step.as_of
    if claim.recheck_due and claim.recheck_due <= step.as_of:
        claim.recheck_due = None  # This was it.
    # As in the log: a log that ends earlier lacks its last rows.
    claim.status_changed_at = made.at
    claim.status_is_changing = True
    # Updates are locked once, for the claim and for what we note as our error.
    with announcing_once():
        try:
            # Saving announces it, as on every other way of saving a claim.
            claim.save()
        finally:
            claim.status_is_changing = False
        if step.reason == Reason.OUR_ERROR:
            note_our_error(claim, actor, step.note)
    log(
        claim,
        "liveconflict.status",
        user=actor,
        data={
            "before": before,
            "after": step.after,
            "reason": step.reason,
            "override": is_override,
        },
    )
    tell_status_changed(claim, made, actor, approver)
    return claim


def _decide(request, state, user, note) -> StatusChangeRequest:
    request.state = state
    request.decided_by = user
    request.decided_at = timezone.now()
    request.decision_note = note.strip()
    request.save(update_fields=["state", "decided_by", "decided_at", "decision_note"])
    return request


def adopt_status(claim, changed) -> None:
    """Bring ``claim`` up to date with what a change of status wrote on its row."""
    for name in (
        "status",
        "finding",
        "previous_status",
        "status_changed_at",
        "as_of",
    ):
        setattr(claim, name, getattr(changed, name))

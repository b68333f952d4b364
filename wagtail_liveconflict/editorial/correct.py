"""Says in public that we got something wrong, and that events have moved on."""

from functools import partial

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.search.tasks import insert_or_update_object_task

from ..delivery import change_log
from ..exceptions import (
    ClaimWithdrawn,
    CorrectionEmpty,
    NeverWasTrue,
    NewerNotPublished,
    NotAllowed,
    OvertakenInACircle,
    ReasonRequired,
)
from ..models import (
    Change,
    Claim,
    ClaimAppearance,
    Correction,
    LiveUpdate,
    StatusChangeRequest,
)
from ..permissions import NewsroomRecordPermissionPolicy
from ..sanitise import strip_control_characters
from ..verification import Status
from .claim_showing import find_updates_with
from .gate import check_on_air, check_right, lock_update
from .showing import announce_later, announce_shown, announcing_once

#: What has been true as far as we know.
_TRUE = (Status.CORROBORATED, Status.VERIFIED)


def correct_update(update, user, text: str) -> Correction:
    """Add a correction to a published update: readers see it with its time under
    the update, at the top of the live blog for a day, and among its corrections.
    The words of the update itself stay as they are; they are mended by editing it.
    """
    text = _clean(text)
    if not text:
        raise CorrectionEmpty
    with transaction.atomic():
        current = lock_update(update)
        check_right(user, "publish", current)
        check_on_air(current)
        correction = list_correction(current, text)
        log(
            instance=current,
            action="liveconflict.correct",
            user=user,
            data={"text": text},
        )
        change_log.append(current.page_id, Change.Kind.EDITED, current)
    return correction


def list_correction(update, text: str, at=None) -> Correction:
    """A correction of an update that is locked. The caller appends the change."""
    return Correction.objects.create(
        page_id=update.page_id, update=update, text=text, at=at or timezone.now()
    )


def note_our_error(claim, user, text: str, at=None) -> list[Correction]:
    """One correction for each live blog whose readers see the claim; none where
    nobody does. Called by the verbs that hold the claim's row, in their transaction.
    """
    page_ids = sorted(set(find_updates_with(claim).values_list("page_id", flat=True)))
    at = at or timezone.now()
    corrections = Correction.objects.bulk_create(
        Correction(page_id=page_id, claim=claim, text=_clean(text), at=at)
        for page_id in page_ids
    )
    _announce_heads(claim)
    return corrections


def _announce_heads(claim) -> None:
    """The notes at the top of live blogs, also where the claim was corrected and is
    not shown any more. The updates change with the claim, and are announced with it.
    """
    corrected = Correction.objects.filter(claim=claim).order_by("page_id")
    page_ids = list(corrected.values_list("page_id", flat=True).distinct())

    def announce():
        # Updates before feeds, as everybody locks them: here the claim's own
        # announcement may still be to come.
        updates = find_updates_with(claim).locked().order_by("page_id", "ordinal")
        list(updates.values_list("pk"))
        for page_id in page_ids:
            change_log.append(page_id, Change.Kind.HEADER)

    if page_ids and not announce_later(("corrections", claim.pk), announce):
        announce()


def withdraw_claim(claim, user, reason: str) -> Claim:
    """Take a claim back that we should not have published. Readers see that, when
    and why, in every update that shows it; its words are not served any more. Each of
    these live blogs gets a correction."""
    reason = _clean(reason)
    if not reason:
        raise ReasonRequired(
            _("Give a public reason: readers see it in place of the claim.")
        )
    with transaction.atomic(), announcing_once():
        _check_right(user)
        (claim,) = _lock(claim)
        if claim.is_withdrawn:
            raise ClaimWithdrawn
        claim.withdrawn_at, claim.withdrawn_reason = timezone.now(), reason
        claim.save()
        claim._status_requests.filter(state=StatusChangeRequest.State.WAITING).update(
            state=StatusChangeRequest.State.OVERTAKEN, decided_at=claim.withdrawn_at
        )
        log(
            instance=claim,
            action="liveconflict.withdraw_claim",
            user=user,
            data={"reason": reason},
        )
        # Also what it has overtaken: that shows its words as well.
        announce_later(
            ("claim", claim.pk),
            lambda: announce_shown(Change.Kind.CLAIM, lambda: _find_all_with(claim)),
        )
        note_our_error(claim, user, reason, claim.withdrawn_at)
        transaction.on_commit(partial(_index_anew, claim), robust=True)
    return claim


def _index_anew(claim) -> None:
    """Updates are found by the note under the claim, which is not shown any more.
    The claim itself is taken out of the index as for every other way of saving it."""
    meta = LiveUpdate._meta
    for pk in find_updates_with(claim).values_list("pk", flat=True):
        insert_or_update_object_task.enqueue(meta.app_label, meta.model_name, str(pk))


def overtake_claim(claim, newer: Claim | None, user) -> Claim:
    """Mark a claim as overtaken by events: it was true, and a newer claim says what
    is so now. None takes the mark back."""
    with transaction.atomic():
        _check_right(user)
        if newer is None:
            (claim,) = _lock(claim)
            if claim.is_withdrawn:
                raise ClaimWithdrawn
        else:
            claim, newer = _lock(claim, newer)
            _check_overtaking(claim, newer)
        if claim.overtaken_by == newer:
            return claim
        claim.overtaken_by = newer
        # Saving announces it, as on every other way of saving a claim.
        claim.save()
        log(
            instance=claim,
            action="liveconflict.overtake_claim",
            user=user,
            data={"newer": newer.pk if newer else None},
        )
    return claim


def _check_overtaking(claim, newer) -> None:
    if claim.is_withdrawn or newer.is_withdrawn:
        raise ClaimWithdrawn
    later, seen = newer, set()
    while later is not None and later.pk not in seen:
        if later.pk == claim.pk:
            raise OvertakenInACircle
        seen.add(later.pk)
        later = later.overtaken_by
    if claim.status not in _TRUE:
        raise NeverWasTrue
    if claim.published_at and not newer.published_at:
        raise NewerNotPublished


def _lock(*claims) -> list[Claim]:
    """As they are in the database, locked; in the same order by everybody."""
    ids = sorted({claim.pk for claim in claims})
    locked = Claim.objects.locked().filter(pk__in=ids)
    by_id = {claim.pk: claim for claim in locked.order_by("pk")}
    return [by_id[claim.pk] for claim in claims]


def _check_right(user) -> None:
    policy = NewsroomRecordPermissionPolicy(Claim)
    if user is not None and not policy.user_has_permission(user, "change"):
        raise NotAllowed


def _find_all_with(claim):
    shown = ClaimAppearance.objects.filter(
        Q(claim=claim) | Q(claim__overtaken_by=claim)
    )
    return LiveUpdate.objects.public().filter(pk__in=shown.values("update_id"))


def _clean(text: str) -> str:
    """On one line, at most as long as the column."""
    return " ".join(strip_control_characters(text or "").split())[:500]

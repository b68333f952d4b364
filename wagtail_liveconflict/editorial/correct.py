"""Says in public that we got something wrong, and that events have moved on."""

from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from ..delivery import change_log
from ..exceptions import (
    ClaimWithdrawn,
    CorrectionEmpty,
    NeverWasTrue,
    NewerNotPublished,
    OvertakenInACircle,
    ReasonRequired,
)
from ..models import (
    Change,
    Claim,
    Correction,
    LiveUpdate,
    StatusChangeRequest,
)
from ..sanitise import one_line
from ..verification import Status
from .claim_showing import (
    announce_corrected_claim,
    find_pages_that_showed,
    find_updates_with,
)
from .gate import check_on_air, check_right, check_right_on_records, lock_update
from .indexing import enqueue_indexing
from .showing import announcing_once
from .telling import tell_corrected

#: What has been true as far as we know.
_TRUE = (Status.CORROBORATED, Status.VERIFIED)


def correct_update(update, user, text: str, *, revision=None) -> Correction:
    """Add a correction to a published update: readers see it with its time under
    the update, at the top of the live blog for a day, and among its corrections.

    With ``revision``, the version with the mended words, that is published as well:
    both or neither. Without, the words of the update stay as they are.
    """
    text = _clean(text)
    if not text:
        raise CorrectionEmpty
    with transaction.atomic():
        current = lock_update(update)
        check_right(user, "publish", current)
        check_on_air(current)
        if revision is not None:
            revision.publish(user=user)
            # With its new version, and the number of the change.
            current = lock_update(current)
        correction = list_correction(current, text)
        log(
            instance=current,
            action="liveconflict.correct",
            user=user,
            data={"text": text},
        )
        change_log.append(current.page_id, Change.Kind.EDITED, current)
        tell_corrected(correction, current, user)
    return correction


def list_correction(update, text: str, at=None) -> Correction:
    """A correction of an update that is locked. The caller appends the change."""
    return Correction.objects.create(
        page_id=update.page_id, update=update, text=text, at=at or timezone.now()
    )


def note_our_error(claim, user, text: str, at=None) -> list[Correction]:
    """One correction for each live blog whose readers have seen the claim; none where
    nobody has. Called by the verbs that hold the claim's row, in their transaction,
    within ``announcing_once``.

    Announced with the claim: its updates, and the notes at the top of live blogs,
    also where it was corrected earlier and is not shown any more.
    """
    page_ids = sorted(find_pages_that_showed(claim))
    at = at or timezone.now()
    corrections = Correction.objects.bulk_create(
        Correction(page_id=page_id, claim=claim, text=_clean(text), at=at)
        for page_id in page_ids
    )
    corrected = Correction.objects.filter(claim=claim).order_by()
    announce_corrected_claim(
        claim, lambda: set(corrected.values_list("page_id", flat=True))
    )
    return corrections


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
        check_right_on_records(user, Claim)
        (claim,) = _lock(claim)
        if claim.is_withdrawn:
            raise ClaimWithdrawn
        claim.withdrawn_at, claim.withdrawn_reason = timezone.now(), reason
        claim.save()
        StatusChangeRequest.overtake_waiting(claim)
        log(
            instance=claim,
            action="liveconflict.withdraw_claim",
            user=user,
            data={"reason": reason},
        )
        note_our_error(claim, user, reason, claim.withdrawn_at)
        transaction.on_commit(partial(_index_anew, claim), robust=True)
    return claim


def _index_anew(claim) -> None:
    """Updates are found by the note under the claim, which is not shown any more.
    The claim itself is taken out of the index as for every other way of saving it."""
    enqueue_indexing(LiveUpdate, find_updates_with(claim).values_list("pk", flat=True))


def overtake_claim(claim, newer: Claim | None, user) -> Claim:
    """Mark a claim as overtaken by events: it was true, and a newer claim says what
    is so now. None takes the mark back."""
    with transaction.atomic():
        check_right_on_records(user, Claim)
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


def _clean(text: str) -> str:
    """On one line, at most as long as the column."""
    return one_line(text)[:500]

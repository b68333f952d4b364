"""Takes a colleague's name out of the log of claims, which stays as provable."""

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from ..models import Claim, ClaimLogRedaction, ClaimStatusChange


def find_steps_naming(user_id: int, *, but: str = "") -> QuerySet[ClaimStatusChange]:
    """Rows of the log that name somebody, as who made the step or who approved it;
    without those in which the words ``but`` stand in the place of the name."""
    none = ("", but)
    made = Q(_actor_id=user_id) & ~Q(_actor_name__in=none)
    approved = Q(_approver_id=user_id) & ~Q(_approver_name__in=none)
    return ClaimStatusChange.objects.filter(made | approved)


def redact_name(user_id: int, words: str, *, by=None) -> int:
    """Put ``words`` in the place of the name of the account ``user_id`` wherever the
    log of claims has it; returns in how many rows. The numbers of accounts stay: a
    step and its approval remain those of two people.

    One transaction for each claim. A row in which the words stand already is left.
    """
    words = words[:255]
    found = find_steps_naming(user_id, but=words)
    count = 0
    claims = found.order_by("claim_id").values_list("claim_id", flat=True)
    for claim_id in list(claims.distinct()):
        with transaction.atomic():
            # As for a new step: nobody adds to the log meanwhile.
            claim = Claim.objects.locked().get(pk=claim_id)
            for step in found.filter(claim=claim):
                _redact(step, user_id, words, by)
                count += 1
    return count


def _redact(step, user_id, words, by) -> None:
    names = {}
    if step._actor_id == user_id and step._actor_name not in ("", words):
        names["_actor_name"] = words
    if step._approver_id == user_id and step._approver_name not in ("", words):
        names["_approver_name"] = words
    before = step.compute_digest()
    for name, value in names.items():
        setattr(step, name, value)
    # First the record: PostgreSQL lets a name be replaced only where there is one.
    ClaimLogRedaction.objects.create(
        step=step,
        at=timezone.now(),
        by_id=by.pk if by else None,
        of_actor="_actor_name" in names,
        of_approver="_approver_name" in names,
        words=words,
        digest_before=before,
        digest_after=step.compute_digest(),
    )
    # Django's own, which knows nothing of the log.
    QuerySet(ClaimStatusChange).filter(pk=step.pk).update(**names)


def is_explained(step: ClaimStatusChange) -> bool:
    """Whether a row whose digest is another than its content gives differs from what
    was written by recorded replacements of names alone."""
    digest = step.digest
    for redaction in step.redactions.order_by("pk"):
        if redaction.digest_before != digest:
            return False
        digest = redaction.digest_after
    return digest == step.compute_digest() != step.digest

"""The log of a claim's status: rows are added, and never changed or removed."""

import hashlib
import json

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..exceptions import LogIsAppendOnly
from ..verification import Finding, Reason, Status
from .claim import Claim


class AppendOnlyQuerySet(models.QuerySet):
    """Refuses whatever would change or remove a row."""

    def update(self, **kwargs):
        raise LogIsAppendOnly

    def bulk_update(self, *args, **kwargs):
        raise LogIsAppendOnly

    def bulk_create(self, *args, **kwargs):
        # Each row carries the digest of the one before.
        raise LogIsAppendOnly

    def delete(self):
        raise LogIsAppendOnly

    def _raw_delete(self, using):
        raise LogIsAppendOnly


class ClaimStatusChange(models.Model):
    """One step of a claim's status, chained to the step before by its digest.

    Who did it is kept as an id and a name, without a foreign key: the deletion of a
    user must not change a row.
    """

    claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, related_name="status_changes"
    )
    #: 1 for the first step of a claim.
    number = models.PositiveIntegerField()
    before = models.CharField(max_length=12, choices=Status.choices)
    after = models.CharField(_("status"), max_length=12, choices=Status.choices)
    finding = models.CharField(max_length=15, blank=True, choices=Finding.choices)
    reason = models.CharField(_("reason"), max_length=25, choices=Reason.choices)
    note = models.CharField(_("note for readers"), max_length=500, blank=True)
    #: The "as of" that readers were given with it.
    as_of = models.DateTimeField()
    at = models.DateTimeField()

    _actor_id = models.BigIntegerField(null=True, db_column="actor_id")
    _actor_name = models.CharField(max_length=255, blank=True, db_column="actor_name")
    _approver_id = models.BigIntegerField(null=True, db_column="approver_id")
    _approver_name = models.CharField(
        max_length=255, blank=True, db_column="approver_name"
    )
    is_override = models.BooleanField(default=False)
    _override_reason = models.CharField(
        max_length=500, blank=True, db_column="override_reason"
    )

    #: SHA-256 of the claim's text and evidence as they were.
    claim_digest = models.CharField(max_length=64)
    previous_digest = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, unique=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        # Also for what Django does by itself.
        base_manager_name = "objects"
        verbose_name = _("status change")
        verbose_name_plural = _("status changes")
        ordering = ["claim_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "number"], name="liveconflict_status_change_number"
            )
        ]

    def __str__(self):
        return f"{self.number}: {self.before} → {self.after}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise LogIsAppendOnly
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args, **kwargs):
        raise LogIsAppendOnly

    #: What the digest is made of, in this order.
    CHAINED = (
        "claim_id",
        "number",
        "before",
        "after",
        "finding",
        "reason",
        "note",
        "as_of",
        "at",
        "_actor_id",
        "_actor_name",
        "_approver_id",
        "_approver_name",
        "is_override",
        "_override_reason",
        "claim_digest",
        "previous_digest",
    )

    def compute_digest(self) -> str:
        """SHA-256 over everything the row says and the digest of the row before."""
        return digest_of([_as_text(getattr(self, name)) for name in self.CHAINED])


def _as_text(value):
    # Databases give times back in other zones.
    return f"{value.timestamp():.6f}" if hasattr(value, "timestamp") else value


def digest_of(parts) -> str:
    """SHA-256 of plain data, as 64 hexadecimal digits."""
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


class StatusChangeRequest(models.Model):
    """A change of status that waits for a second editor."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        APPROVED = "approved", _("Approved")
        DECLINED = "declined", _("Declined")
        OVERTAKEN = "overtaken", _("Overtaken by another change")

    claim = models.ForeignKey(
        Claim, on_delete=models.CASCADE, related_name="_status_requests"
    )
    before = models.CharField(max_length=12, choices=Status.choices)
    after = models.CharField(_("status"), max_length=12, choices=Status.choices)
    finding = models.CharField(max_length=15, blank=True, choices=Finding.choices)
    reason = models.CharField(_("reason"), max_length=25, choices=Reason.choices)
    note = models.CharField(_("note for readers"), max_length=500, blank=True)
    as_of = models.DateTimeField()
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    requested_at = models.DateTimeField(auto_now_add=True)
    #: What the second editor looks at; another text means another request.
    claim_digest = models.CharField(max_length=64)
    state = models.CharField(
        max_length=10, choices=State.choices, default=State.WAITING
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    decision_note = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("request for approval")
        verbose_name_plural = _("requests for approval")
        ordering = ["-requested_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim"],
                condition=models.Q(state="waiting"),
                name="liveconflict_one_waiting_request",
            )
        ]

    def __str__(self):
        return f"{self.claim_id}: {self.before} → {self.after} ({self.state})"

    @classmethod
    def overtake_waiting(cls, claim) -> None:
        """What waits for the claim is not to be decided any more."""
        cls.objects.filter(claim=claim, state=cls.State.WAITING).update(
            state=cls.State.OVERTAKEN, decided_at=timezone.now()
        )

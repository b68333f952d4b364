from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from .newsroom_record import NewsroomRecord
from .querysets import ClaimManager
from .source import Source


class Claim(NewsroomRecord):
    """One checkable sentence and what is known of its truth.

    A record of its own, not text in a block, so that one change of status
    reaches every update that shows it.
    """

    class Status(models.TextChoices):
        UNVERIFIED = "unverified", _("Unverified")
        CHECKING = "checking", _("Being checked")
        CORROBORATED = "corroborated", _("Corroborated")
        VERIFIED = "verified", _("Verified")
        DISPUTED = "disputed", _("Disputed")
        INCONCLUSIVE = "inconclusive", _("Cannot be established")
        FALSE = "false", _("False")

    MARKS = {
        Status.UNVERIFIED: "?",
        Status.CHECKING: "…",
        Status.CORROBORATED: "+",
        Status.VERIFIED: "✓",
        Status.DISPUTED: "≠",
        Status.INCONCLUSIVE: "–",
        Status.FALSE: "✗",
    }

    #: What readers see; a change of any of these is delivered to open pages.
    PUBLIC_FIELDS = ("sentence", "status", "explanation", "as_of", "claimant_id")

    sentence = models.TextField(
        _("claim"),
        max_length=500,
        help_text=_("One checkable sentence, as the claimant puts it."),
    )
    status = models.CharField(
        _("status"), max_length=12, choices=Status.choices, default=Status.UNVERIFIED
    )
    explanation = models.TextField(
        _("explanation"),
        max_length=2000,
        blank=True,
        help_text=_("For readers: what we know, do not know, and are doing."),
    )
    as_of = models.DateTimeField(
        _("as of"),
        default=timezone.now,
        help_text=_("Always shown beside the status."),
    )
    claimant = models.ForeignKey(
        Source,
        verbose_name=_("claimed by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="claims",
    )

    objects = ClaimManager()

    search_fields = [
        index.SearchField("sentence"),
        index.AutocompleteField("sentence"),
        index.FilterField("status"),
    ]

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["-as_of", "-pk"]

    def __str__(self):
        return f"[{self.mark}] {self.sentence}"

    @property
    def mark(self):
        """The status as one plain-text character."""
        return self.MARKS.get(self.status, "?")


class ClaimAppearance(models.Model):
    """A published update shows a claim. Written when the update is published,
    in the same transaction, so that a change of status finds every update
    (Wagtail's reference index may lag behind in a background task)."""

    claim = models.ForeignKey(
        Claim, on_delete=models.CASCADE, related_name="appearances"
    )
    update = models.ForeignKey(
        "wagtail_liveconflict.LiveUpdate",
        on_delete=models.CASCADE,
        related_name="claim_appearances",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "update"], name="liveconflict_claim_appearance"
            )
        ]

    def __str__(self):
        return f"{self.claim_id} in {self.update_id}"

from django.db import models
from django.utils.translation import gettext_lazy as _

from .base_page import BASE_PAGE_MODEL


class Change(models.Model):
    """One step of a live blog, under the next number of that live blog."""

    class Kind(models.TextChoices):
        PUBLISHED = "published", _("Published")
        EDITED = "edited", _("Edited")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        REMOVED = "removed", _("Removed")
        KEY_EVENT = "key_event", _("Key event")
        PINNED = "pinned", _("Pinned update")
        CLAIM = "claim", _("Claim")
        STATE = "state", _("State of the live blog")
        HEADER = "header", _("Head of the live blog")

    page = models.ForeignKey(
        BASE_PAGE_MODEL, on_delete=models.CASCADE, related_name="live_changes"
    )
    number = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    # No constraint and no cascade: the change that tells of a deletion must
    # outlive the update it names.
    update = models.ForeignKey(
        "wagtail_liveconflict.LiveUpdate",
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="changes",
    )
    ordinal = models.PositiveBigIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        constraints = [
            models.UniqueConstraint(
                fields=["page", "number"], name="liveconflict_change_number"
            )
        ]

    def __str__(self):
        return f"{self.page_id} #{self.number} {self.kind}"

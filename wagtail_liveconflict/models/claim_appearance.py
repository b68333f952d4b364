from django.db import models

from .claim import Claim


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

from django.db import models

from .party import Party


class PartyAppearance(models.Model):
    """A published update quotes somebody as belonging to a party. Written when the
    update is published, from what its quotes tell readers, so that readers can list
    these updates without any body being read."""

    party = models.ForeignKey(
        Party, on_delete=models.CASCADE, related_name="appearances"
    )
    update = models.ForeignKey(
        "wagtail_liveconflict.LiveUpdate",
        on_delete=models.CASCADE,
        related_name="party_appearances",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["party", "update"], name="liveconflict_party_appearance"
            )
        ]

    def __str__(self):
        return f"{self.party_id} in {self.update_id}"

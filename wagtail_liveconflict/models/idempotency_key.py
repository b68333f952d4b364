from django.conf import settings
from django.db import models


class IdempotencyKey(models.Model):
    """Under which key a request of the writing API was carried out: posted again, it
    is answered and not done a second time. Written in the transaction of what it did."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    key = models.CharField(max_length=255)
    #: SHA-256 of method, address and body.
    fingerprint = models.CharField(max_length=64)
    #: Id of the update that was made: then the key is never forgotten.
    made_id = models.PositiveBigIntegerField(null=True)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "key"], name="liveconflict_idempotency_key"
            )
        ]

    def __str__(self):
        return self.key

"""Names that were taken out of the log of a claim's status."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..exceptions import LogIsAppendOnly
from .claim_log import AppendOnlyQuerySet, ClaimStatusChange


class ClaimLogRedaction(models.Model):
    """One row of the log, in which a colleague's name was replaced: all that is ever
    changed in it.

    The row keeps its digest, on which the rows after it stand. This row says which
    digest its content has instead, so that any other change of it still shows.
    """

    step = models.ForeignKey(
        ClaimStatusChange, on_delete=models.PROTECT, related_name="redactions"
    )
    at = models.DateTimeField()
    #: Of the account that did it; None for a command that ran for nobody.
    by_id = models.BigIntegerField(null=True)
    #: Whose name it was: of who made the step, and of who approved it.
    of_actor = models.BooleanField(default=False)
    of_approver = models.BooleanField(default=False)
    #: What stands there instead.
    words = models.CharField(max_length=255, blank=True)
    #: What :meth:`ClaimStatusChange.compute_digest` gave before, and gives since.
    digest_before = models.CharField(max_length=64)
    digest_after = models.CharField(max_length=64)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        verbose_name = _("name taken out of the log")
        verbose_name_plural = _("names taken out of the log")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.step_id}: {self.digest_before[:8]} → {self.digest_after[:8]}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise LogIsAppendOnly
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args, **kwargs):
        raise LogIsAppendOnly

import datetime as dt

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy as _

from .base_page import BASE_PAGE_MODEL
from .claim import Claim
from .live_update import LiveUpdate


class CorrectionManager(models.Manager):
    def get_queryset(self):
        # Whether its words may still be shown depends on what it is about. Live blogs
        # mostly have none: then nothing else is asked.
        claims = Claim.objects.select_related(None).only("withdrawn_at")
        return (
            super()
            .get_queryset()
            .prefetch_related(
                models.Prefetch("update", LiveUpdate.objects.defer("body")),
                models.Prefetch("claim", claims),
            )
        )


class Correction(models.Model):
    """A public note that we got something wrong, on one live blog.

    About one update, or about a claim in every update of the live blog that shows
    it.
    """

    #: How long it is noted at the top of its live blog.
    NOTED_FOR = dt.timedelta(hours=24)

    page = models.ForeignKey(
        BASE_PAGE_MODEL,
        on_delete=models.CASCADE,
        related_name="live_corrections",
        verbose_name=_("live blog"),
        editable=False,
    )
    update = models.ForeignKey(
        "wagtail_liveconflict.LiveUpdate",
        verbose_name=_("update"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="corrections",
    )
    claim = models.ForeignKey(
        Claim,
        verbose_name=_("claim"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="corrections",
    )
    text = models.CharField(
        _("correction"),
        max_length=500,
        help_text=_("What was wrong, and what is right. Readers see it."),
    )
    at = models.DateTimeField(default=timezone.now, editable=False)

    objects = CorrectionManager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["page", "-at"], name="liveconflict_correction_at")
        ]

    def __str__(self):
        return self.text

    @property
    def noted_until(self):
        return self.at + self.NOTED_FOR

    @property
    def withdrawn_since(self):
        """When what it is about was taken back, if that was after it; else None."""
        times = [
            about.withdrawn_at
            for about in (self.update, self.claim)
            if about is not None and about.withdrawn_at and self.at < about.withdrawn_at
        ]
        return min(times, default=None)

    @property
    def public_text(self) -> str:
        """For readers. A correction may repeat the words it corrects: when those are
        taken back later, only the fact is left of it."""
        if self.withdrawn_since is None:
            return self.text
        if self.update is not None and self.update.is_withdrawn:
            return gettext(
                "The update that was corrected here has been withdrawn since."
            )
        return gettext("The claim that was corrected here has been withdrawn since.")

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ConsentRecord(models.Model):
    """That a choice about cookies was made. Nothing in it tells by whom: the number
    is made in the reader's browser, which alone keeps it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    site = models.ForeignKey(
        "wagtailcore.Site",
        verbose_name=_("site"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    revision = models.PositiveIntegerField(_("revision"))
    #: Purpose -> whether it was allowed.
    choices = models.JSONField(_("choices"))
    time = models.DateTimeField(_("time"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("consent record")
        verbose_name_plural = _("consent records")
        ordering = ["-time"]

    def __str__(self):
        return str(self.pk)

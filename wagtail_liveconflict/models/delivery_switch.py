from django.db import models
from django.utils.translation import gettext_lazy as _


class DeliverySwitch(models.Model):
    """How all open pages of the site are served: one row, or none for normal.

    In the database, so that it takes effect within a second on every process
    and needs neither a deployment nor a cache that all of them share.
    """

    class Mode(models.TextChoices):
        NORMAL = "normal", _("Normal")
        SLOW = "slow", _("Slow: no streams, longer gaps")
        STOP = "stop", _("Stop: open pages do not ask any more")

    PK = 1

    mode = models.CharField(max_length=6, choices=Mode.choices, default=Mode.NORMAL)
    #: Seconds; the shortest gap between two questions of a page while slow.
    wait = models.PositiveIntegerField(default=60)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("delivery switch")
        verbose_name_plural = _("delivery switch")

    def __str__(self):
        return self.get_mode_display()

    @classmethod
    def turn(cls, mode, wait=60):
        """Set the switch for the whole site. ``wait`` in seconds, for SLOW."""
        cls.objects.update_or_create(pk=cls.PK, defaults={"mode": mode, "wait": wait})

from datetime import timedelta

from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .live_feed import new_epoch


class DeliveryProbe(models.Model):
    """A feed without a live blog, with which ``liveconflict_doctor`` tries whether
    changes arrive: one row while it runs, else none.

    It has no page, so that there is nothing to see for readers and editors, whatever
    becomes of the command. Delivery serves it as page 0; all that it ever tells is its
    own cursor. A row that was left behind is out of date within a minute.
    """

    #: No page has this id.
    PAGE_ID = 0
    LIVES_FOR = timedelta(minutes=1)

    epoch = models.CharField(max_length=16, unique=True, default=new_epoch)
    cursor = models.PositiveBigIntegerField(default=1)
    expires_at = models.DateTimeField()

    class Meta:
        verbose_name = _("delivery probe")
        verbose_name_plural = _("delivery probes")

    def __str__(self):
        return f"{self.epoch}-{self.cursor}"

    @classmethod
    def begin(cls) -> "DeliveryProbe":
        """A new one. What others have left behind goes, and so does one that runs."""
        cls.objects.all().delete()
        return cls.objects.create(expires_at=timezone.now() + cls.LIVES_FOR)

    def step(self) -> bool:
        """One change more; False where another probe has taken its place."""
        now = timezone.now()
        return bool(
            type(self)
            .objects.filter(pk=self.pk)
            .update(cursor=F("cursor") + 1, expires_at=now + self.LIVES_FOR)
        )

    @classmethod
    def get_running(cls, using=None) -> "DeliveryProbe | None":
        running = cls.objects.using(using).filter(expires_at__gt=timezone.now())
        return running.order_by("-pk").first()

from django.db import models
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from .base_page import BASE_PAGE_MODEL


def new_epoch():
    return get_random_string(6, "abcdefghijkmnpqrstuvwxyz23456789")


class LiveFeed(models.Model):
    """The live state of one live blog, beside its page and never in a revision.

    Publishing a page revision writes every field of the page back, so a cursor
    or a state on the page itself would jump to an old value. This row is also
    the lock under which change numbers are given.
    """

    class State(models.TextChoices):
        UPCOMING = "upcoming", _("Upcoming")
        LIVE = "live", pgettext_lazy("live blog", "Live")
        PAUSED = "paused", _("Paused")
        ENDED = "ended", _("Ended")

    page = models.OneToOneField(
        BASE_PAGE_MODEL,
        on_delete=models.CASCADE,
        related_name="live_feed",
        verbose_name=_("live blog"),
    )
    epoch = models.CharField(
        max_length=16,
        default=new_epoch,
        help_text=_("Changes when the feed is rebuilt; old cursors are then refused."),
    )
    cursor = models.PositiveBigIntegerField(default=0)
    last_ordinal = models.PositiveBigIntegerField(default=0)
    changed_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(
        max_length=10, choices=State.choices, default=State.UPCOMING
    )
    pinned_update = models.ForeignKey(
        "wagtail_liveconflict.LiveUpdate",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    started_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("live feed")
        verbose_name_plural = _("live feeds")

    def __str__(self):
        return f"{self.page_id}: {self.epoch}-{self.cursor}"

    @classmethod
    def for_page(cls, page):
        """The feed of ``page``, made when the page has none yet."""
        feed, _created = cls.objects.get_or_create(page_id=page.pk)
        return feed

    @property
    def has_ended(self):
        return self.state == self.State.ENDED

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from ..links import validate_public_link
from ..post_links import normalise_handle, read_handle
from .source import Source


class Platform(models.TextChoices):
    TELEGRAM = "telegram", _("Telegram")
    X = "x", _("X")
    FACEBOOK = "facebook", _("Facebook")
    INSTAGRAM = "instagram", _("Instagram")
    YOUTUBE = "youtube", _("YouTube")
    BLUESKY = "bluesky", _("Bluesky")
    MASTODON = "mastodon", _("Mastodon")
    VK = "vk", _("VK")
    TIKTOK = "tiktok", _("TikTok")
    WEBSITE = "website", _("Website")


class SourceHandle(Orderable):
    """Where a source speaks: its name on a platform, by which a pasted post finds it."""

    source = ParentalKey(Source, on_delete=models.CASCADE, related_name="handles")
    platform = models.CharField(_("platform"), max_length=10, choices=Platform.choices)
    handle = models.CharField(
        _("handle"),
        max_length=200,
        help_text=_("The name there, or the address of the profile."),
    )
    url = models.URLField(
        _("link"), max_length=500, blank=True, validators=[validate_public_link]
    )

    class Meta(Orderable.Meta):
        verbose_name = _("handle")
        verbose_name_plural = _("handles")
        constraints = [
            models.UniqueConstraint(
                fields=["platform", "handle"],
                name="liveconflict_source_handle",
                violation_error_message=_(
                    "Another source has this handle on this platform already."
                ),
            )
        ]

    def __str__(self):
        return f"{self.get_platform_display()}: {self.handle}"

    def clean(self):
        super().clean()
        if self.platform not in Platform.values:
            return  # Its field says so.
        try:
            self.handle = read_handle(self.platform, self.handle)
        except ValidationError as error:
            raise ValidationError({"handle": error}) from error

    def save(self, *args, **kwargs):
        self.handle = normalise_handle(self.platform, self.handle)
        super().save(*args, **kwargs)

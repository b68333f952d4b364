from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


class NewsroomSettings(BaseSiteSetting):
    """What each site of a newsroom decides for itself."""

    show_source_pages = models.BooleanField(
        _("public pages of sources"),
        default=False,
        help_text=_(
            "Each source gets a page with its public facts and its newest quotes. "
            "Anonymous sources never have one."
        ),
    )

    needs_second_person = models.BooleanField(
        _("second editor for settled statuses"),
        default=True,
        help_text=_(
            "Verified, false and every downgrade have to be approved by another "
            "editor. Switch it off in a newsroom of one."
        ),
    )

    verification_intro = models.TextField(
        _("introduction to “How we verify”"),
        max_length=5000,
        blank=True,
        help_text=_(
            "In the newsroom’s own words, above what the page explains by itself. An "
            "empty line begins a new paragraph."
        ),
    )
    publishes_claim_review = models.BooleanField(
        _("fact checks for search engines"),
        default=True,
        help_text=_(
            "Claims that we have checked are marked up as ClaimReview. Otherwise "
            "machines are told of the claim alone."
        ),
    )

    class Meta:
        verbose_name = _("newsroom settings")
        verbose_name_plural = _("newsroom settings")

    def __str__(self):
        return f"{self._meta.verbose_name}: {self.site}"


# Its screen belongs to this app of Wagtail. A site without it has the defaults.
if apps.is_installed("wagtail.contrib.settings"):
    register_setting(NewsroomSettings, icon="wlc-live")

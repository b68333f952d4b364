"""What a site may ask consent for."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import get_language, gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable

from .cookie_notice import CookieNotice
from .notice_text import NoticeText, get_words

#: Name and description of the purposes that have words in every language we ship.
SHIPPED_PURPOSES = {
    "statistics": (
        _("Statistics"),
        _("Count visits and show us what is read, so that we can improve the site."),
    ),
    "marketing": (
        _("Marketing"),
        _("Advertisers may recognise you and show you what suits you."),
    ),
    "embeds": (
        _("Content from other sites"),
        _(
            "Posts and videos from other sites are loaded at once. Those sites then "
            "learn your address and may set cookies of their own."
        ),
    ),
    "preferences": (
        _("Preferences"),
        _("Remember choices that the site would work without."),
    ),
}

validate_code = RegexValidator(
    r"^(?!necessary$)[a-z][a-z0-9-]*\Z",
    _("Lower-case Latin letters, digits and hyphens, beginning with a letter."),
)


class CookiePurpose(Orderable, ClusterableModel):
    notice = ParentalKey(
        CookieNotice, on_delete=models.CASCADE, related_name="purposes"
    )
    code = models.CharField(
        _("code"),
        max_length=40,
        validators=[validate_code],
        help_text=_(
            "As templates name it. These have words already: statistics, marketing, "
            "embeds, preferences. Give any other one a name in each language."
        ),
    )

    panels = [
        FieldPanel("code"),
        InlinePanel("texts", heading=_("Own words"), label=_("language")),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("purpose")
        verbose_name_plural = _("purposes")
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "code"], name="liveconflict_cookiepurpose"
            )
        ]

    def __str__(self):
        return self.code

    def get_name(self) -> str:
        """In the active language; of a purpose without any name, its code."""
        return self._get_words("name", 0) or self.code.replace("-", " ").capitalize()

    def get_description(self) -> str:
        return self._get_words("description", 1)

    def _get_words(self, name, place):
        shipped = SHIPPED_PURPOSES.get(self.code, ("", ""))[place]
        language = get_language() or settings.LANGUAGE_CODE
        return get_words(self.texts.all(), name, language, shipped)


class CookiePurposeText(NoticeText):
    purpose = ParentalKey(CookiePurpose, on_delete=models.CASCADE, related_name="texts")
    name = models.CharField(_("name of the purpose"), max_length=80, blank=True)
    description = models.TextField(_("description"), max_length=500, blank=True)

    class Meta(NoticeText.Meta):
        verbose_name = _("words of a purpose")
        verbose_name_plural = _("words of a purpose")
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "language"], name="liveconflict_cookiepurposetext"
            )
        ]

from django.apps import apps
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import PreviewableMixin

from .base_page import BASE_PAGE_MODEL
from .notice_text import NoticeText, WithNoticeTexts, get_notice_languages


class CookieNotice(
    WithNoticeTexts, PreviewableMixin, ClusterableModel, BaseSiteSetting
):
    """What a site tells its readers of cookies, and what it asks them."""

    class Mode(models.TextChoices):
        OFF = "off", _("Off: nothing is shown")
        NOTICE = "notice", _("Notice: readers are told, and can close it")
        CONSENT = "consent", _("Consent: readers accept, reject or choose")
        EXTERNAL = "external", _("External: the site has its own consent tool")

    #: What is shown first, by mode.
    _STATEMENTS = {
        Mode.NOTICE: _("We use cookies."),
        Mode.CONSENT: _(
            "We use cookies that this site needs to work. Others we use only if you "
            "allow it, and you can change your mind at any time."
        ),
    }

    mode = models.CharField(
        _("mode"),
        max_length=10,
        choices=Mode.choices,
        default=Mode.OFF,
        help_text=_(
            "“Notice” is enough only where nothing but what the site needs is stored "
            "in readers’ browsers."
        ),
    )
    privacy_page = models.ForeignKey(
        BASE_PAGE_MODEL,
        verbose_name=_("privacy page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_(
            "The notice links to it while it is published. Empty: that of the newsroom "
            "settings."
        ),
    )
    revision = models.PositiveIntegerField(
        _("revision"),
        default=1,
        validators=[MinValueValidator(1)],
        help_text=_(
            "Raise it by one when you change what readers agree to, such as a new "
            "purpose or a new service: everybody is then asked again. Leave it when "
            "you only mend words."
        ),
    )
    months = models.PositiveSmallIntegerField(
        _("months a choice is valid"),
        default=6,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
        help_text=_("After that readers are asked again."),
    )
    has_google_consent_mode = models.BooleanField(
        _("Google Consent Mode"),
        default=False,
        help_text=_(
            "Tells Google’s tags what readers have allowed (Consent Mode v2). "
            "Google’s own script still has to wait for consent."
        ),
    )
    keeps_proof = models.BooleanField(
        _("log of choices"),
        default=False,
        help_text=_(
            "Each choice is kept on the server with a random number, the revision "
            "and the time. No address and nothing about the browser is kept."
        ),
    )
    proof_months = models.PositiveSmallIntegerField(
        _("months the log is kept"),
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text=_("Older entries are deleted by “liveconflict_purge_consent”."),
    )

    panels = [
        FieldPanel("mode"),
        FieldPanel("privacy_page"),
        InlinePanel(
            "texts",
            heading=_("Own words"),
            label=_("language"),
            help_text=_("What is left empty is said in the words that come with us."),
        ),
        InlinePanel(
            "purposes",
            heading=_("Purposes that need consent"),
            label=_("purpose"),
            help_text=_(
                "For the modes “consent” and “external”. What the site needs to work "
                "is always on and is not listed here."
            ),
        ),
        MultiFieldPanel(["revision", "months"], heading=_("How long a choice holds")),
        MultiFieldPanel(["keeps_proof", "proof_months"], heading=_("Proof")),
        FieldPanel("has_google_consent_mode"),
    ]

    class Meta:
        verbose_name = _("cookie notice")
        verbose_name_plural = _("cookie notices")

    def __str__(self):
        return f"{self._meta.verbose_name}: {self.site}"

    @property
    def is_shown(self) -> bool:
        return self.mode in self._STATEMENTS

    @property
    def asks(self) -> bool:
        """Whether anybody can allow anything."""
        return self.mode in (self.Mode.CONSENT, self.Mode.EXTERNAL)

    @property
    def SHIPPED_WORDS(self):
        return {
            "text": self._STATEMENTS.get(self.mode, ""),
            "privacy_label": _("Privacy policy"),
        }

    def get_purpose_codes(self) -> list[str]:
        """What readers may allow; nothing where nobody asks them."""
        if not self.asks:
            return []
        return [purpose.code for purpose in self.purposes.all()]

    # One for each language, since the words differ.
    @property
    def preview_modes(self):
        return get_notice_languages()

    def serve_preview(self, request, mode_name):
        # Imported late: the notices know the models, not the other way round.
        from ..notices.preview import render_preview

        return render_preview(request, mode_name)


class CookieNoticeText(NoticeText):
    notice = ParentalKey(CookieNotice, on_delete=models.CASCADE, related_name="texts")
    text = models.TextField(
        _("what is said"),
        max_length=1000,
        blank=True,
        help_text=_("One or two sentences. The link to the privacy page follows."),
    )
    privacy_label = models.CharField(
        _("name of the link to the privacy page"), max_length=120, blank=True
    )

    class Meta(NoticeText.Meta):
        verbose_name = _("words of the cookie notice")
        verbose_name_plural = _("words of the cookie notice")


# Its screen belongs to this app of Wagtail. A site without it has the defaults.
if apps.is_installed("wagtail.contrib.settings"):
    register_setting(CookieNotice, icon="wlc-live")

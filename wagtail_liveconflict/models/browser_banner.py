from django.apps import apps
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import PreviewableMixin

from .notice_text import (
    SHIPPED_LANGUAGES,
    NoticeText,
    WithNoticeTexts,
    get_notice_languages,
)
from .stream_fields import BlocksOutOfMigrationsField


class BrowserLinksField(BlocksOutOfMigrationsField):
    def get_block_path(self):
        return "wagtail_liveconflict.blocks.browser_link.BrowserLinksBlock"


class BrowserBanner(
    WithNoticeTexts, PreviewableMixin, ClusterableModel, BaseSiteSetting
):
    """What a site tells readers whose browser is too old for it."""

    class Preset(models.TextChoices):
        """What a browser has to support. The conditions are in ``browser_banner.css``."""

        NEEDS = "needs", _("What live pages need")
        ABOUT_2021 = "2021", _("What browsers can since about 2021")
        ABOUT_2023 = "2023", _("What browsers can since about 2023")
        BASELINE = (
            "baseline",
            _("Baseline widely available: the last two to three years"),
        )

    SHIPPED_WORDS = {
        "title": _("Your browser is out of date."),
        "text": _(
            "This site may not work properly in it. Update the browser, or install "
            "one of these:"
        ),
        "close_label": _("Close"),
    }

    is_on = models.BooleanField(
        _("show the banner"),
        default=False,
        help_text=_(
            "Only browsers that cannot do what is chosen below show it. The site’s base "
            "template needs the tag “browser_banner” for it."
        ),
    )
    preset = models.CharField(
        _("browsers have to support"),
        max_length=10,
        choices=Preset.choices,
        default=Preset.NEEDS,
        help_text=_("The further down the list, the more readers see the banner."),
    )
    language = models.CharField(
        _("language"),
        max_length=20,
        blank=True,
        choices=get_notice_languages,
        help_text=_("Empty: the language of the page."),
    )
    links = BrowserLinksField(
        verbose_name=_("browsers"),
        blank=True,
        help_text=_("Empty: Firefox, Chrome and Edge, at their makers’ addresses."),
    )

    panels = [
        FieldPanel("is_on"),
        FieldPanel("preset"),
        FieldPanel("language"),
        InlinePanel(
            "texts",
            heading=_("Own words"),
            label=_("language"),
            help_text=_("What is left empty is said in the words that come with us."),
        ),
        FieldPanel("links"),
    ]

    class Meta:
        verbose_name = _("outdated-browser banner")
        verbose_name_plural = _("outdated-browser banners")

    def __str__(self):
        return f"{self._meta.verbose_name}: {self.site}"

    @classmethod
    def read(cls, site) -> "BrowserBanner | None":
        """What a site has set, with its words: one query. None where it has set
        nothing."""
        names = ("language", *cls.SHIPPED_WORDS)
        found = list(
            cls.objects.filter(site=site).annotate(
                **{f"text_{name}": F(f"texts__{name}") for name in names}
            )
        )
        if not found:
            return None
        banner = found[0]
        banner.texts = [
            BrowserBannerText(**{name: getattr(row, f"text_{name}") for name in names})
            for row in found
            if row.text_language
        ]
        return banner

    # One for each language that has words, since they differ.
    @property
    def preview_modes(self):
        own = {row.language for row in self.texts.all()}
        modes = [
            (code, name)
            for code, name in get_notice_languages()
            if code in own or code in SHIPPED_LANGUAGES
        ]
        chosen = [mode for mode in modes if mode[0] == self.language]
        return chosen or modes or get_notice_languages()[:1]

    def serve_preview(self, request, mode_name):
        # Imported late: the notices know the models, not the other way round.
        from ..notices.browser_banner import render_preview

        return render_preview(request, self, mode_name)


class BrowserBannerText(NoticeText):
    notice = ParentalKey(BrowserBanner, on_delete=models.CASCADE, related_name="texts")
    title = models.CharField(_("title"), max_length=120, blank=True)
    text = models.TextField(
        _("what to do"),
        max_length=500,
        blank=True,
        help_text=_("One or two sentences. The browsers follow."),
    )
    close_label = models.CharField(_("closing button"), max_length=40, blank=True)

    class Meta(NoticeText.Meta):
        verbose_name = _("words of the outdated-browser banner")
        verbose_name_plural = _("words of the outdated-browser banner")


# Its screen belongs to this app of Wagtail. A site without it has the defaults.
if apps.is_installed("wagtail.contrib.settings"):
    register_setting(BrowserBanner, icon="desktop")

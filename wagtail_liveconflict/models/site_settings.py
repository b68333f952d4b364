from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.images import get_image_model_string
from wagtail.models import PreviewableMixin

from ..links import read_origin
from ..post_links.frames import PROVIDERS, Provider
from .base_page import BASE_PAGE_MODEL
from .card_settings import CardSettings
from .choice_list_field import ChoiceListField


def split_origins(text: str) -> list[str]:
    """What stands on lines of its own, or between spaces or commas."""
    return text.replace(",", " ").split()


def validate_origins(text: str) -> None:
    """Raises ``ValidationError`` that names the first that is no origin."""
    for word in split_origins(text):
        if read_origin(word) != word:
            raise ValidationError(
                _(
                    "“%(word)s” is not the origin of a site. Write the scheme and the "
                    "host, and nothing behind them: https://partner.example"
                ),
                params={"word": word},
            )


def _keep_origins(text: str) -> list[str]:
    words = split_origins(text)
    return [word for word in words if word and read_origin(word) == word]


def get_provider_choices() -> list[tuple[str, str]]:
    return [(provider.code, provider.label) for provider in PROVIDERS.values()]


def _make_policy_field(name, help_text):
    return models.URLField(name, max_length=500, blank=True, help_text=help_text)


def _make_page_field(name, help_text=""):
    return models.ForeignKey(
        BASE_PAGE_MODEL,
        verbose_name=name,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=help_text,
    )


class NewsroomSettings(CardSettings, PreviewableMixin, BaseSiteSetting):
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

    # Who publishes, for search engines and aggregators.
    publisher_name = models.CharField(
        _("name of the newsroom"),
        max_length=120,
        blank=True,
        help_text=_("Empty: the name of the site."),
    )
    publisher_logo = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    corrections_policy = _make_policy_field(
        _("corrections policy"), _("Address of the page that says how you correct.")
    )
    ethics_policy = _make_policy_field(
        _("ethics policy"), _("Address of your code of ethics.")
    )
    fact_checking_policy = _make_policy_field(
        _("fact-checking policy"), _("Empty: the page “How we verify”.")
    )
    unnamed_sources_policy = _make_policy_field(
        _("policy on unnamed sources"),
        _("Address of the page that says when you quote sources without a name."),
    )
    ownership_info = _make_policy_field(
        _("ownership and funding"),
        _("Address of the page that says who owns and pays for the newsroom."),
    )
    masthead = _make_policy_field(
        _("masthead"), _("Address of the page that names who works in the newsroom.")
    )

    # Who answers for it. A page of the site outweighs the address above: it is linked
    # wherever it moves to, and not while it is unpublished.
    editor_in_chief = models.CharField(_("editor in chief"), max_length=120, blank=True)
    legal_name = models.CharField(
        _("publisher"),
        max_length=200,
        blank=True,
        help_text=_("The company or the person that publishes, by its full name."),
    )
    contact_email = models.EmailField(_("email of the newsroom"), blank=True)
    contact_phone = models.CharField(
        _("telephone of the newsroom"),
        max_length=40,
        blank=True,
        validators=[
            RegexValidator(
                r"^\+?[0-9][0-9 ()./-]*$",
                _("Write figures and spaces, such as +380 44 000 00 00."),
            )
        ],
    )
    terms_page = _make_page_field(_("terms of use"))
    privacy_page = _make_page_field(_("privacy policy"))
    corrections_page = _make_page_field(
        _("corrections policy"), _("Instead of the address below “Publisher”.")
    )
    fact_checking_page = _make_page_field(
        _("how we verify"),
        _(
            "Instead of the address below “Publisher”. Without either: the page that "
            "comes with us."
        ),
    )
    unnamed_sources_page = _make_page_field(
        _("sources policy"), _("Instead of the address below “Publisher”.")
    )

    embed_origins = models.TextField(
        _("sites that may embed live blogs"),
        max_length=5000,
        blank=True,
        validators=[validate_origins],
        help_text=_(
            "One on each line, such as https://partner.example. Empty: no other site."
        ),
    )

    embed_providers = ChoiceListField(
        _("posts that readers may open on our pages"),
        choices_of=get_provider_choices,
        help_text=_(
            "From these sites, and only once the reader has asked for it. Posts from "
            "elsewhere stay links."
        ),
    )
    mastodon_servers = models.TextField(
        _("servers of Mastodon"),
        max_length=5000,
        blank=True,
        validators=[validate_origins],
        help_text=_(
            "Whose posts may be opened, where Mastodon is allowed. One on each line, "
            "such as https://mastodon.social."
        ),
    )

    panels = [
        MultiFieldPanel(
            ["show_source_pages", "needs_second_person"], heading=_("Work")
        ),
        MultiFieldPanel(
            ["verification_intro", "publishes_claim_review"],
            heading=_("How we verify"),
        ),
        MultiFieldPanel(
            [
                "publisher_name",
                "publisher_logo",
                "corrections_policy",
                "ethics_policy",
                "fact_checking_policy",
                "unnamed_sources_policy",
                "ownership_info",
                "masthead",
            ],
            heading=_("Publisher"),
        ),
        MultiFieldPanel(
            [
                "editor_in_chief",
                "legal_name",
                "contact_email",
                "contact_phone",
                "terms_page",
                "privacy_page",
                "corrections_page",
                "fact_checking_page",
                "unnamed_sources_page",
            ],
            heading=_("Colophon"),
        ),
        CardSettings.card_panel,
        FieldPanel("embed_origins"),
        MultiFieldPanel(
            ["embed_providers", "mastodon_servers"], heading=_("Posts from elsewhere")
        ),
    ]

    #: Read together with the settings, in one query.
    PAGES = (
        "terms_page",
        "privacy_page",
        "corrections_page",
        "fact_checking_page",
        "unnamed_sources_page",
    )

    class Meta:
        verbose_name = _("newsroom settings")
        verbose_name_plural = _("newsroom settings")

    def __str__(self):
        return f"{self._meta.verbose_name}: {self.site}"

    def serve_preview(self, request, mode_name):
        # Imported late: the notices know the models, not the other way round.
        from ..notices.preview import render_newsroom_preview

        return render_newsroom_preview(request, self)

    def get_embed_origins(self) -> list[str]:
        """Origins of the sites that may embed live blogs. Whatever code has written
        there, only origins: they go into a header."""
        return _keep_origins(self.embed_origins)

    def get_embed_sources(self) -> list[tuple[Provider, list[str]]]:
        """The providers whose posts readers may open, each with the origins that its
        frames come from; unknown codes, and Mastodon without a server, are left out."""
        found = (PROVIDERS.get(code) for code in self.embed_providers)
        sources = [
            (provider, list(provider.origins) or _keep_origins(self.mastodon_servers))
            for provider in found
            if provider
        ]
        return [(provider, origins) for provider, origins in sources if origins]


# Its screen belongs to this app of Wagtail. A site without it has the defaults.
if apps.is_installed("wagtail.contrib.settings"):
    register_setting(NewsroomSettings, icon="wlc-live")

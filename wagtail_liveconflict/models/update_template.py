from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.coreutils import get_content_languages
from wagtail.models import Orderable

from .live_update import LiveUpdate
from .stream_fields import UpdateBodyField


def get_blog_language_choices() -> list[tuple[str, str]]:
    """The languages that live blogs of the site are written in."""
    return list(get_content_languages().items())


class UpdateTemplate(Orderable):
    """What an update that recurs begins with: "air alert", "what we know so far"."""

    name = models.CharField(
        _("name"),
        max_length=100,
        unique=True,
        help_text=_("As editors find it in the list above the composer."),
    )
    note = models.CharField(
        _("when to use it"),
        max_length=255,
        blank=True,
        help_text=_("Editors see it beside the name. Readers do not."),
    )
    language = models.CharField(
        _("language"),
        max_length=20,
        blank=True,
        choices=get_blog_language_choices,
        help_text=_("Offered in live blogs in this language. Empty: in all."),
    )
    headline = models.CharField(
        _("headline"),
        max_length=255,
        blank=True,
        help_text=_(
            "{time} and {date}, here and in texts, become the time and the day on "
            "which an editor starts from the template, as readers of the live blog "
            "are shown them."
        ),
    )
    body = UpdateBodyField(
        verbose_name=_("body"),
        blank=True,
        help_text=_("Blocks may be left for the editor to fill in."),
    )
    byline = models.CharField(
        _("byline"),
        max_length=10,
        choices=LiveUpdate.Byline.choices,
        default=LiveUpdate.Byline.AUTHORS,
        help_text=_("The named author is the editor who starts from it."),
    )
    is_key_event = models.BooleanField(_("key event"), default=False)

    class Meta(Orderable.Meta):
        verbose_name = _("update template")
        verbose_name_plural = _("update templates")
        ordering = ["sort_order", "name"]

    def __str__(self):
        return self.name

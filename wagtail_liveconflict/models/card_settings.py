"""What a newsroom decides of the pictures that its pages are shared with."""

from django import forms
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

#: Those of ``share_cards.drawing``.
BACKGROUND, ACCENT = "#1b1f27", "#b3202a"

validate_colour = RegexValidator(
    # "\Z", since "$" lets a line end behind it.
    r"^#[0-9a-fA-F]{6}\Z",
    _("Write a colour as # and six figures or letters from a to f, such as #1b1f27."),
)


class ColourInput(forms.TextInput):
    input_type = "color"


class CardSettings(models.Model):
    prefers_pictures = models.BooleanField(
        _("own picture before the card"),
        default=False,
        help_text=_(
            "Messengers and social networks show a card with the headline or the quote, "
            "and whether it is verified. Tick this to have an update or a live blog "
            "shared with its own picture, where it has one. Sensitive pictures are "
            "never used."
        ),
    )
    card_background = models.CharField(
        _("background of cards"),
        max_length=7,
        blank=True,
        default=BACKGROUND,
        validators=[validate_colour],
        help_text=_("Text gets a colour that can be read on it."),
    )
    card_accent = models.CharField(
        _("accent of cards"),
        max_length=7,
        blank=True,
        default=ACCENT,
        validators=[validate_colour],
    )

    card_panel = MultiFieldPanel(
        [
            "prefers_pictures",
            FieldPanel("card_background", widget=ColourInput),
            FieldPanel("card_accent", widget=ColourInput),
        ],
        heading=_("Sharing"),
    )

    class Meta:
        abstract = True

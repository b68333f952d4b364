from django.core.exceptions import ValidationError
from django.utils.html import escape
from django.utils.translation import gettext, gettext_lazy as _
from wagtail.blocks import RichTextBlock

from ..conf import conf
from ..sanitise import sanitise_rich_text
from ..text import plain

PREVIEW_TEMPLATE = "wagtail_liveconflict/blocks/block_preview.html"


def check_length(value: str) -> None:
    """Raise ``ValidationError`` when ``value`` is longer than a text may be."""
    limit = conf.LIVECONFLICT_MAX_TEXT_LENGTH
    if len(value) > limit:
        raise ValidationError(
            _(
                "This text is too long: %(length)s characters, where at most "
                "%(limit)s are possible."
            ),
            code="too_long",
            params={"length": len(value), "limit": limit},
        )


class TextBlock(RichTextBlock):
    """Plain running text: bold, italic, links and lists. No headings: the
    update has its own headline."""

    def __init__(self, **kwargs):
        kwargs.setdefault("features", ["bold", "italic", "link", "ol", "ul"])
        super().__init__(**kwargs)

    def clean(self, value):
        value = super().clean(value)
        check_length(plain(value.source))
        return self.normalize(sanitise_rich_text(value.source))

    def get_context(self, value, parent_context=None):
        # Words can also come in through code and the API, past clean().
        value = self.normalize(sanitise_rich_text(value.source if value else ""))
        return super().get_context(value, parent_context)

    def get_api_representation(self, value, context=None):
        cleaned = self.normalize(sanitise_rich_text(value.source if value else ""))
        return super().get_api_representation(cleaned, context)

    def get_preview_value(self):
        words = gettext("The river crossing was reopened to supply lorries.")
        return self.normalize(f"<p>{escape(words)}</p>")

    class Meta:
        label = _("Text")
        icon = "pilcrow"
        template = "wagtail_liveconflict/blocks/text.html"
        preview_template = PREVIEW_TEMPLATE
        description = _("Running text with bold, italic, links and lists")

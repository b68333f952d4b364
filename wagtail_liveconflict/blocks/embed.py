from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StructBlock, StructValue, URLBlock

from ..links import validate_public_link
from .plain import PlainCharBlock
from .text import PREVIEW_TEMPLATE


class EmbedCardValue(StructValue):
    @property
    def host(self):
        """The name of the site the link leads to, for the reader to judge."""
        host = urlsplit(self.get("url") or "").hostname or ""
        return host.removeprefix("www.")


class EmbedCardBlock(StructBlock):
    """A link to a post or a page elsewhere, shown as a card. Nothing is loaded
    from the other site."""

    url = URLBlock(label=_("Link"), validators=[validate_public_link])
    title = PlainCharBlock(label=_("Title"), required=False, max_length=255)
    text = PlainCharBlock(label=_("Teaser"), required=False, max_length=500)
    provider = PlainCharBlock(label=_("Site"), required=False, max_length=100)

    class Meta:
        label = _("Link card")
        icon = "link"
        template = "wagtail_liveconflict/blocks/embed.html"
        value_class = EmbedCardValue
        preview_template = PREVIEW_TEMPLATE
        preview_value = {
            "url": "https://example.org/report",
            "title": _("Report on the state of the crossings"),
            "text": _("Thirty pages, with maps"),
            "provider": "example.org",
        }
        description = _("A link to a post or page, as a card")

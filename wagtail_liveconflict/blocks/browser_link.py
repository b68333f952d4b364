from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamBlock, StructBlock

from ..links import validate_public_link
from .links import PublicLinkBlock
from .plain import PlainCharBlock


class BrowserLinkBlock(StructBlock):
    """Where readers get a browser."""

    name = PlainCharBlock(label=_("Name of the browser"), max_length=60)
    url = PublicLinkBlock(
        label=_("Address"), max_length=500, validators=[validate_public_link]
    )

    class Meta:
        icon = "link"
        label = _("Browser")


class BrowserLinksBlock(StreamBlock):
    """The browsers that the outdated-browser banner names."""

    browser = BrowserLinkBlock()

    class Meta:
        required = False
        max_num = 8

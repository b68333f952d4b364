from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StructBlock
from wagtail.images.blocks import ImageBlock

from .plain import PlainCharBlock
from .text import PREVIEW_TEMPLATE


class ImageWithCreditBlock(StructBlock):
    """A picture with alt text, caption and credit."""

    image = ImageBlock(label=_("Picture"))
    caption = PlainCharBlock(label=_("Caption"), required=False, max_length=500)
    credit = PlainCharBlock(label=_("Credit"), required=False, max_length=200)

    class Meta:
        label = _("Image")
        icon = "image"
        template = "wagtail_liveconflict/blocks/image.html"
        preview_template = PREVIEW_TEMPLATE
        description = _("A picture with alt text, caption and credit")

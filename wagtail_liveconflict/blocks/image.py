from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StructBlock
from wagtail.images.blocks import ImageBlock

from .plain import PlainCharBlock
from .sensitivity import SensitiveMediaValue, SensitivityBlock
from .text import PREVIEW_TEMPLATE


class ImageWithCreditBlock(StructBlock):
    """A picture with alt text, caption and credit."""

    image = ImageBlock(label=_("Picture"))
    sensitivity = SensitivityBlock()
    caption = PlainCharBlock(label=_("Caption"), required=False, max_length=500)
    credit = PlainCharBlock(label=_("Credit"), required=False, max_length=200)

    def get_api_representation(self, value, context=None):
        """As readers have it: of a sensitive picture the reason, and where to see it."""
        told = super().get_api_representation(value, context)
        return value.tell(told, image=None)

    class Meta:
        label = _("Image")
        icon = "image"
        template = "wagtail_liveconflict/blocks/image.html"
        value_class = SensitiveMediaValue
        preview_template = PREVIEW_TEMPLATE
        description = _("A picture with alt text, caption and credit")

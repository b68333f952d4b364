from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _, ngettext
from wagtail.blocks import ListBlock, StructBlock, StructValue
from wagtail.images.blocks import ImageBlock

from .plain import PlainCharBlock
from .sensitivity import SensitiveMediaMixin, SensitivityBlock
from .text import PREVIEW_TEMPLATE

FEWEST, MOST = 2, 30


@dataclass(frozen=True)
class ShownPicture:
    """One picture of a gallery, as readers get it: the third of eight."""

    image: object
    alt: str
    caption: str
    credit: str
    number: int
    count: int


class GalleryValue(SensitiveMediaMixin, StructValue):
    open_field = "title"

    @cached_property
    def shown(self) -> list[ShownPicture]:
        """Its pictures, without those that have been deleted since."""
        there = [each for each in self.get("pictures") or () if each.get("image")]
        return [
            ShownPicture(
                image=each["image"],
                alt=_get_alt(each["image"]),
                caption=each.get("caption") or "",
                credit=each.get("credit") or "",
                number=number,
                count=len(there),
            )
            for number, each in enumerate(there, start=1)
        ]

    @property
    def label(self) -> str:
        """What it is called, for those who do not see it."""
        count = len(self.shown)
        words = ngettext("Gallery: %(n)s picture", "Gallery: %(n)s pictures", count)
        return ". ".join(filter(None, [self.get("title"), words % {"n": count}]))


def _get_alt(image) -> str:
    return "" if image.decorative else image.contextual_alt_text or ""


class GalleryPictureBlock(StructBlock):
    """One picture of a gallery."""

    image = ImageBlock(label=_("Picture"))
    caption = PlainCharBlock(label=_("Caption"), required=False, max_length=500)
    credit = PlainCharBlock(label=_("Credit"), required=False, max_length=200)

    class Meta:
        label = _("Picture")
        icon = "image"
        label_format = "{caption}"


class GalleryBlock(StructBlock):
    """Several pictures, each with its words, in a row that is looked through."""

    title = PlainCharBlock(label=_("Title"), required=False, max_length=255)
    sensitivity = SensitivityBlock()
    pictures = ListBlock(
        GalleryPictureBlock(),
        label=_("Pictures"),
        min_num=FEWEST,
        max_num=MOST,
        default=[{}] * FEWEST,
    )

    def get_api_representation(self, value, context=None):
        """As readers have it: of a sensitive gallery the reason, and where to see it."""
        told = super().get_api_representation(value, context)
        return value.tell(told, pictures=[])

    def get_searchable_content(self, value):
        words = [value.get("title")]
        for each in value.shown:
            words += [each.caption, each.alt, each.credit]
        return [each for each in words if each]

    class Meta:
        label = _("Gallery")
        icon = "image"
        template = "wagtail_liveconflict/blocks/gallery.html"
        value_class = GalleryValue
        preview_template = PREVIEW_TEMPLATE
        description = _("Several pictures, each with alt text, caption and credit")

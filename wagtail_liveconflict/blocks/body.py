from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamBlock, StreamValue

from ..text import plain
from .embed import EmbedCardBlock
from .gallery import GalleryBlock
from .image import ImageWithCreditBlock
from .more_stories import MoreStoriesBlock
from .quote import QuoteFromSourceBlock
from .text import TextBlock
from .verification import VerificationStatusBlock
from .video import VideoBlock


class UpdateBodyBlock(StreamBlock):
    """What an update is made of. A site adds blocks by subclassing this and
    naming the subclass in ``LIVECONFLICT_UPDATE_BLOCKS``."""

    text = TextBlock(required=False)
    quote = QuoteFromSourceBlock()
    verification = VerificationStatusBlock()
    image = ImageWithCreditBlock()
    gallery = GalleryBlock()
    video = VideoBlock()
    embed = EmbedCardBlock()
    more_stories = MoreStoriesBlock()

    def clean(self, value):
        # The composer opens with an empty text, and Enter makes another: what
        # was left empty is left out.
        value = super().clean(value)
        return StreamValue(
            self,
            [
                (child.block_type, child.value, child.id)
                for child in value
                if child.block_type != "text" or plain(child.value.source)
            ],
        )

    class Meta:
        required = False


class SummaryBlock(StreamBlock):
    """The summary at the top of a live blog."""

    known = TextBlock(label=_("What we know"), icon="check")
    unknown = TextBlock(label=_("What we do not know"), icon="help")

    class Meta:
        required = False

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamBlock

from .embed import EmbedCardBlock
from .image import ImageWithCreditBlock
from .quote import QuoteFromSourceBlock
from .text import TextBlock
from .verification import VerificationStatusBlock


class UpdateBodyBlock(StreamBlock):
    """What an update is made of. A site adds blocks by subclassing this and
    naming the subclass in ``LIVECONFLICT_UPDATE_BLOCKS``."""

    text = TextBlock()
    quote = QuoteFromSourceBlock()
    verification = VerificationStatusBlock()
    image = ImageWithCreditBlock()
    embed = EmbedCardBlock()

    class Meta:
        required = False


class SummaryBlock(StreamBlock):
    """The summary at the top of a live blog."""

    known = TextBlock(label=_("What we know"), icon="check")
    unknown = TextBlock(label=_("What we do not know"), icon="help")

    class Meta:
        required = False

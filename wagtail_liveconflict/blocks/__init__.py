from .body import SummaryBlock, UpdateBodyBlock
from .embed import EmbedCardBlock
from .image import ImageWithCreditBlock
from .more_stories import MoreStoriesBlock
from .quote import QuoteFromSourceBlock
from .text import TextBlock
from .verification import VerificationStatusBlock

__all__ = [
    "EmbedCardBlock",
    "ImageWithCreditBlock",
    "MoreStoriesBlock",
    "QuoteFromSourceBlock",
    "SummaryBlock",
    "TextBlock",
    "UpdateBodyBlock",
    "VerificationStatusBlock",
]

from .body import SummaryBlock, UpdateBodyBlock
from .embed import EmbedCardBlock
from .image import ImageWithCreditBlock
from .quote import QuoteFromSourceBlock
from .text import TextBlock
from .verification import VerificationStatusBlock

__all__ = [
    "EmbedCardBlock",
    "ImageWithCreditBlock",
    "QuoteFromSourceBlock",
    "SummaryBlock",
    "TextBlock",
    "UpdateBodyBlock",
    "VerificationStatusBlock",
]

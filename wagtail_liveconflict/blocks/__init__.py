from .body import SummaryBlock, UpdateBodyBlock
from .embed import EmbedCardBlock
from .gallery import GalleryBlock
from .image import ImageWithCreditBlock
from .more_stories import MoreStoriesBlock
from .quote import QuoteFromSourceBlock
from .text import TextBlock
from .verification import VerificationStatusBlock
from .video import VideoBlock

__all__ = [
    "EmbedCardBlock",
    "GalleryBlock",
    "ImageWithCreditBlock",
    "MoreStoriesBlock",
    "QuoteFromSourceBlock",
    "SummaryBlock",
    "TextBlock",
    "UpdateBodyBlock",
    "VerificationStatusBlock",
    "VideoBlock",
]

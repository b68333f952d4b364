"""More stories: what an editor has picked for a page, filled up with what fits it, as
cards."""

from .cards import StoryCard, guess_card
from .providers import SearchProvider, StoryProvider, TagsProvider

__all__ = [
    "SearchProvider",
    "StoryCard",
    "StoryProvider",
    "TagsProvider",
    "guess_card",
]

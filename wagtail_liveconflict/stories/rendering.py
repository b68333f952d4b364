"""Cards as HTML: the same partials under a page, in a text, and in what open pages
get."""

from collections.abc import Sequence

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from .cards import StoryCard

TEMPLATE = "wagtail_liveconflict/reader/_more_stories.html"


def render_cards(
    cards: Sequence[StoryCard], *, with_style: bool = True, is_in_text: bool = False
) -> SafeString:
    """The section with its heading and cards; "" where there are none."""
    if not cards:
        return SafeString("")
    context = {"cards": cards, "with_style": with_style, "is_in_text": is_in_text}
    return SafeString(render_to_string(TEMPLATE, context).strip())

"""A story as readers see it under another page."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.utils.safestring import SafeString

from .pictures import find_picture, load_pictures, render_story_picture
from .public import get_page_model, read_public

logger = logging.getLogger("wagtail_liveconflict.stories")


@dataclass(frozen=True)
class Choice:
    """A page that is to be shown, by its id. What is not "" stands in place of the
    page's own words."""

    page_id: int
    kicker: str = ""
    title: str = ""
    teaser: str = ""


@dataclass(frozen=True)
class StoryCard:
    """``url`` as links on this page need it; ``image``: an image of the site's image
    model, or None; ``is_live``: a live blog that is on air."""

    title: str
    url: str
    kicker: str = ""
    teaser: str = ""
    time: datetime | None = None
    image: object | None = None
    is_live: bool = False

    @property
    def picture(self) -> SafeString:
        """The ``<picture>`` of the image; "" for none."""
        return render_story_picture(self.image) if self.image else SafeString("")


def guess_card(page, **known) -> StoryCard:
    """The card of a page of any type, from what every page has: title, description for
    search engines, time of first publication, first picture. ``known`` takes the place
    of a guess."""
    guessed = {
        "title": page.title,
        "url": getattr(page, "_story_url", None) or page.get_url() or "",
        # A site's own base page model may do without.
        "teaser": getattr(page, "search_description", ""),
        "time": page.first_published_at,
        "is_live": getattr(page, "_story_state", None) == "live",
    }
    if "image" not in known:
        guessed["image"] = find_picture(page)
    return StoryCard(**{**guessed, **known})


def load_cards(
    choices: Iterable[Choice],
    limit: int,
    page=None,
    request=None,
    *,
    with_host: bool = False,
) -> list[StoryCard]:
    """Cards of the first ``limit`` of these pages that readers of ``page`` may be
    shown, in their order; each page once. The queries are one for all, one for each
    page type among them, one for all pictures."""
    choices = list(choices)
    public = read_public({choice.page_id for choice in choices}, page)
    shown, seen = [], {getattr(page, "alias_of_id", None) or getattr(page, "pk", None)}
    for choice in choices:
        row = public.get(choice.page_id)
        if row and row["original"] not in seen:
            seen.add(row["original"])
            shown.append((choice, row))
    shown = shown[:limit]
    pages = _load_pages([row for _choice, row in shown])
    cards = []
    for choice, row in shown:
        story = pages.get(row["pk"])
        if story is None:
            continue  # Deleted in between.
        story._story_state = row["state"]
        story._story_url = story.full_url if with_host else story.get_url(request)
        if story._story_url and (card := _make_card(story, choice)):
            cards.append(card)
    return cards


def _make_card(story, choice: Choice) -> StoryCard | None:
    make = getattr(story, "get_story_card", None)
    try:
        card = make() if make else guess_card(story)
    except Exception:
        # What is wrong with one page must not cost readers all that lead to it.
        if settings.DEBUG:
            raise
        logger.exception("No card could be made of page %s", story.pk)
        return None
    own = {name: getattr(choice, name) for name in ("kicker", "title", "teaser")}
    return replace(card, **{name: words for name, words in own.items() if words})


def _load_pages(rows: list[dict]) -> dict:
    """The pages in their own types, with their pictures, by id."""
    pages = {}
    key = itemgetter("content_type_id")
    for type_id, group in groupby(sorted(rows, key=key), key):
        content_type = ContentType.objects.get_for_id(type_id)
        # A type whose code is gone is shown as any page is.
        model = content_type.model_class() or get_page_model()
        pages |= model.objects.in_bulk([row["pk"] for row in group])
    load_pictures(pages.values())
    return pages


def describe_for_api(card: StoryCard) -> dict:
    """What readers see of it, without its picture."""
    return {
        "kicker": card.kicker,
        "title": card.title,
        "teaser": card.teaser,
        "url": card.url,
        "published_at": card.time.isoformat() if card.time else None,
        "is_live": card.is_live,
    }

"""What a page says of itself to search engines and to those it is shared with."""

import json
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin

from django.utils.text import Truncator
from wagtail.images import get_image_model

from ..blocks.sensitivity import find_open
from ..models import LiveUpdate
from ..pictures.rendering import SHARED_SIZE, find_shared
from ..share_cards.composing import describe_card
from .addresses import get_full_permalink, get_full_url
from .newsroom import get_newsroom
from .rendering import load_bodies
from .share_cards import get_card_path, want_card

#: Search engines and share cards cut off what is longer. Characters.
_LONGEST = 200


@dataclass(frozen=True)
class Image:
    url: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True)
class Meta:
    """``lead`` stands before the title of the live blog, "" for nothing; ``url`` is
    where the page is, without order, filter or tracking; "" while it has none.
    ``image`` is what it is shared with, ``picture`` what is to be seen on it."""

    lead: str
    title: str
    description: str
    url: str
    image: Image | None
    published_at: datetime | None
    changed_at: datetime | None
    is_withdrawn: bool = False
    picture: Image | None = None


def describe_blog(
    page, feed, *, path: str = "", lead: str = "", has_card: bool = False
) -> Meta:
    """The live blog, or a page of its archive at ``path`` below it. ``has_card``:
    everybody may read it, and so there may be a card."""
    picture = find_picture(page)
    card = _find_card(page) if has_card else None
    # A site's own base page model may do without these two.
    title = getattr(page, "seo_title", "")
    description = getattr(page, "search_description", "")
    return Meta(
        lead=lead,
        title=title or page.title,
        description=description or shorten(page.standfirst),
        url=get_full_url(page, path),
        image=_choose(page, picture, card),
        picture=picture,
        published_at=page.first_published_at,
        changed_at=feed.changed_at or page.last_published_at,
    )


def describe_update(
    page, update: LiveUpdate, posting: str, *, has_card: bool = False
) -> Meta:
    """One update. ``posting`` is what machines are told of it
    (:func:`.json_ld.describe_update`): what readers see, and no more."""
    told = json.loads(posting)
    words = told.get("description") or told.get("articleBody")
    if not words:
        # A quote, or a claim, alone.
        parts = told.get("hasPart", ())
        words = next(filter(None, (part.get("text") for part in parts)), "")
    return Meta(
        lead=told["headline"],
        title=told["headline"],
        description=shorten(words or page.standfirst),
        url=get_full_permalink(update),
        image=_find_image_of_update(page, update, has_card),
        published_at=update.first_published_at,
        changed_at=update.withdrawn_at or update.last_published_at,
        is_withdrawn=update.is_withdrawn,
    )


def shorten(words: str) -> str:
    return Truncator(" ".join(words.split())).chars(_LONGEST)


def find_picture(page, update: LiveUpdate | None = None) -> Image | None:
    """The first picture of the update, else the main picture of the live blog."""
    own = _find_own_picture(page, update) if update else None
    return own or _describe_picture(page, page.hero_image)


def _find_image_of_update(page, update, has_card) -> Image | None:
    card = _find_card(page, update) if has_card else None
    if card is None:
        return find_picture(page, update)
    # The main picture is of no update: the card tells more.
    own = _find_own_picture(page, update) if _prefers_pictures(page) else None
    return own or card


def _choose(page, picture, card) -> Image | None:
    return (picture or card) if _prefers_pictures(page) else (card or picture)


def _prefers_pictures(page) -> bool:
    newsroom = get_newsroom(page)
    return newsroom is not None and newsroom.prefers_pictures


def _find_card(page, update: LiveUpdate | None = None) -> Image | None:
    wanted = want_card(page, update)
    path = wanted and get_card_path(page.pk, wanted.update_id, wanted.version)
    if not path:
        return None
    url = urljoin(page.full_url or "", path)
    return Image(url, *SHARED_SIZE, alt=shorten(describe_card(wanted.card)))


def _find_own_picture(page, update) -> Image | None:
    if update.is_withdrawn:
        return None
    load_bodies([update], page)
    # One that is not covered on the page.
    return _describe_picture(
        page, next(find_open(update.body, get_image_model()), None)
    )


def _describe_picture(page, image) -> Image | None:
    if image is None:
        return None
    rendition = find_shared(image)
    if rendition is None:
        return None
    return Image(
        url=urljoin(page.full_url or "", rendition.url),
        width=rendition.width,
        height=rendition.height,
        alt=image.default_alt_text,
    )

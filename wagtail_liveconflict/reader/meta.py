"""What a page says of itself to search engines and to those it is shared with."""

import json
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin

from django.utils.text import Truncator
from wagtail.images import get_image_model
from wagtail.images.models import SourceImageIOError

from ..blocks.sensitivity import find_open
from ..models import LiveUpdate
from .addresses import get_full_permalink, get_full_url
from .rendering import load_bodies

#: Search engines and share cards cut off what is longer. Characters.
_LONGEST = 200
#: What share cards are cut to everywhere.
_IMAGE = "fill-1200x630|format-jpeg|jpegquality-80"


@dataclass(frozen=True)
class Image:
    url: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True)
class Meta:
    """``lead`` stands before the title of the live blog, "" for nothing; ``url`` is
    where the page is, without order, filter or tracking; "" while it has none."""

    lead: str
    title: str
    description: str
    url: str
    image: Image | None
    published_at: datetime | None
    changed_at: datetime | None
    is_withdrawn: bool = False


def describe_blog(page, feed, *, path: str = "", lead: str = "") -> Meta:
    """The live blog, or a page of its archive at ``path`` below it."""
    # A site's own base page model may do without these two.
    title = getattr(page, "seo_title", "")
    description = getattr(page, "search_description", "")
    return Meta(
        lead=lead,
        title=title or page.title,
        description=description or shorten(page.standfirst),
        url=get_full_url(page, path),
        image=_find_image(page),
        published_at=page.first_published_at,
        changed_at=feed.changed_at or page.last_published_at,
    )


def describe_update(page, update: LiveUpdate, posting: str) -> Meta:
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
        image=_find_image(page, update),
        published_at=update.first_published_at,
        changed_at=update.withdrawn_at or update.last_published_at,
        is_withdrawn=update.is_withdrawn,
    )


def shorten(words: str) -> str:
    return Truncator(" ".join(words.split())).chars(_LONGEST)


def _find_image(page, update: LiveUpdate | None = None) -> Image | None:
    """The first picture of the update that is not covered, else the main picture of the
    live blog."""
    image = page.hero_image
    if update and not update.is_withdrawn:
        load_bodies([update], page)
        image = next(find_open(update.body, get_image_model()), image)
    if image is None:
        return None
    try:
        rendition = image.get_rendition(_IMAGE)
    except SourceImageIOError:
        # Its file is gone. The page still serves.
        return None
    return Image(
        url=urljoin(page.full_url or "", rendition.url),
        width=rendition.width,
        height=rendition.height,
        alt=image.default_alt_text,
    )

"""Which stories are shown under a page: picks first, then what fills the places.

Ids are kept in Django's cache for five minutes under a key with the number of the
generation; whatever is published, unpublished, moved or deleted begins a new one. Who
may be shown what is asked anew each time (:mod:`.public`), whatever is in the cache.
"""

import logging
from collections.abc import Collection, Iterable

from django.conf import settings
from django.core.cache import caches
from django.utils.crypto import get_random_string

from ..conf import conf
from .cards import Choice, StoryCard, load_cards
from .providers import get_provider
from .public import get_public_pages

logger = logging.getLogger("wagtail_liveconflict.stories")

#: Cards under one page at most.
MOST = 8
#: Kept beyond that, for those that are hidden before the cache knows.
_SPARE = 4
#: Seconds.
_KEPT = 300
_GENERATION = "liveconflict:stories"


def get_cards(
    page, limit: int = MOST, request=None, *, is_draft=False
) -> list[StoryCard]:
    """Up to ``limit`` (from 1 to :data:`MOST`) stories for readers of ``page``.
    ``is_draft``: as it is in this object, with nothing from the cache."""
    limit = min(max(limit, 1), MOST)
    choices = choose(page) if is_draft else _choose_once(page)
    return load_cards(choices, limit, page, request)


def fill(page, picks: Collection[int], *, is_draft=False) -> list[int]:
    """Ids for the places behind ``picks`` in a text of ``page``: what an editor has
    picked for the page, then what fits."""
    choices = choose(page) if is_draft else _choose_once(page)
    return [each.page_id for each in choices if each.page_id not in picks]


def choose(page) -> list[Choice]:
    """Without the cache: the picks of the page, and what fills the places."""
    page = page.specific
    picks = [
        Choice(story.story_id, story.kicker, story.title, story.teaser)
        for story in page.live_related_stories.all()
        if story.story_id
    ]
    known = {pick.page_id for pick in picks}
    wanted = MOST + _SPARE
    return [*picks, *map(Choice, _find(page, known, wanted))][: len(picks) + wanted]


def _find(page, known: set[int], limit: int) -> Iterable[int]:
    provider = get_provider()
    candidates = provider.narrow_to_stories(get_public_pages(page))
    # An alias tells what its source tells.
    candidates = candidates.filter(alias_of=None).exclude(pk__in=known)
    if source := page.alias_of_id:
        candidates = candidates.exclude(pk=source)
    try:
        return list(provider.find(page, candidates, limit))[:limit]
    except Exception:
        # A search server that is away must not cost readers the page around it.
        if settings.DEBUG:
            raise
        logger.exception("No stories could be found for page %s", page.pk)
        return []


def _choose_once(page) -> list[Choice]:
    if page.pk is None:
        return choose(page)
    key = f"{_GENERATION}:{_get_generation()}:{page.pk}"
    kept = _ask_cache("get", key)
    if kept is not None:
        return [Choice(*parts) for parts in kept]
    choices = choose(page)
    parts = [(c.page_id, c.kicker, c.title, c.teaser) for c in choices]
    _ask_cache("set", key, parts, _KEPT)
    return choices


def forget_choices() -> None:
    """Begin a new generation: everything is chosen anew."""
    _ask_cache("set", _GENERATION, get_random_string(12), None)


def _get_generation() -> str:
    generation = _ask_cache("get", _GENERATION)
    if generation is None:
        forget_choices()
        generation = _ask_cache("get", _GENERATION)
    return generation or ""


def _ask_cache(method: str, *arguments):
    """A cache that is away makes the site slower, not unreadable."""
    try:
        return getattr(caches[conf.LIVECONFLICT_CACHE], method)(*arguments)
    except Exception:
        logger.exception("The cache of related stories cannot be used")
        return None

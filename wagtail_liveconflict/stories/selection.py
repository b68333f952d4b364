"""Which stories are shown under a page: picks first, then what fills the places.

Ids are kept in Django's cache for five minutes under a key with the number of the
generation; whatever is published, unpublished, moved or deleted begins a new one. Who
may be shown what is asked anew each time (:mod:`.public`), whatever is in the cache.
"""

import logging
from collections.abc import Collection
from contextlib import nullcontext

from django.conf import settings
from django.core.cache import caches
from django.db import transaction
from django.utils.crypto import get_random_string

from ..conf import conf
from .cards import Choice, StoryCard, load_cards
from .providers import get_provider
from .public import get_public_pages

logger = logging.getLogger("wagtail_liveconflict.stories")

#: Cards under one page at most.
MOST = conf.MOST_STORIES
#: Cards where nobody says how many.
USUAL = 4
#: Kept beyond that, for those that are hidden before the cache knows.
_SPARE = 4
#: Seconds.
_KEPT = 300
_GENERATION = "liveconflict:stories"


def get_cards(
    page, limit: int | None = MOST, request=None, *, is_draft=False
) -> list[StoryCard]:
    """Up to ``limit`` (from 1 to :data:`MOST`) stories for readers of ``page``; None
    is for :data:`USUAL`, or as many as an editor has picked. ``is_draft``: as it is in
    this object, with nothing from the cache."""
    choices = choose(page) if is_draft else _choose_once(page)
    if limit is None:
        limit = max(USUAL, choices.picked)
    limit = min(max(limit, 1), MOST)
    return load_cards(choices, limit, page, request)


def fill(page, picks: Collection[int], *, is_draft=False) -> list[int] | None:
    """Ids for the places behind ``picks`` in a text of ``page``: what an editor has
    picked for the page, then what fits. None where the provider has failed."""
    choices = choose(page) if is_draft else _choose_once(page)
    if not choices.is_whole:
        return None
    return [each.page_id for each in choices if each.page_id not in picks]


class Choices(list):
    """Of :class:`Choice`. Not ``is_whole`` where the provider has failed, and there are
    only picks."""

    is_whole = True
    #: How many of them, the first, were picked.
    picked = 0


def choose(page) -> Choices:
    """Without the cache: the picks of the page, and what fills the places."""
    page = page.specific
    picks = [
        Choice(story.story_id, story.kicker, story.title, story.teaser)
        for story in page.live_related_stories.all()
        if story.story_id
    ]
    known = {pick.page_id for pick in picks}
    wanted = MOST + _SPARE
    found = _find(page, known, wanted)
    choices = Choices([*picks, *map(Choice, found or ())][: len(picks) + wanted])
    choices.is_whole = found is not None
    choices.picked = len(picks)
    return choices


def _find(page, known: set[int], limit: int) -> list[int] | None:
    try:
        # Within the transaction of a publication an error of the database would
        # otherwise be the end of that.
        with _savepoint():
            provider = get_provider()
            candidates = provider.narrow_to_stories(get_public_pages(page))
            # An alias tells what its source tells.
            candidates = candidates.filter(alias_of=None).exclude(pk__in=known)
            if source := page.alias_of_id:
                candidates = candidates.exclude(pk=source)
            return list(provider.find(page, candidates, limit))[:limit]
    except Exception:
        # A search server that is away must not cost readers the page around it.
        if settings.DEBUG:
            raise
        logger.exception("No stories could be found for page %s", page.pk)
        return None


def _savepoint():
    is_needed = transaction.get_connection().in_atomic_block
    return transaction.atomic() if is_needed else nullcontext()


def _choose_once(page) -> Choices:
    if page.pk is None:
        return choose(page)
    key = f"{_GENERATION}:{_get_generation()}:{page.pk}"
    kept = _ask_cache("get", key)
    if kept is not None:
        picked, parts = kept
        choices = Choices(Choice(*each) for each in parts)
        choices.picked = picked
        return choices
    choices = choose(page)
    if not choices.is_whole:
        return choices
    parts = [(c.page_id, c.kicker, c.title, c.teaser) for c in choices]
    _ask_cache("set", key, (choices.picked, parts), _KEPT)
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

"""Updates rendered once for each version, kept in Django's cache.

The version of an update is the number of its newest change: whatever readers
can see of it changes together with that number. So nothing here has to be
found and thrown away to be correct; old versions are simply not asked for.
"""

import logging
from collections.abc import Iterable

from django.core.cache import caches
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from ..conf import conf
from ..models import LiveUpdate
from .feed_entry import render_feed_entry
from .fingerprint import digest_of, get_fingerprint
from .json_ld import describe_update
from .rendering import load_bodies, render_update

logger = logging.getLogger("wagtail_liveconflict.reader")

#: Seconds. Short, for what the key cannot know: the address of another page that
#: a text links to, a signed address of a picture.
_KEPT = 300

# What can be had of an update.
UPDATE, PINNED, NAME = "update", "pinned", "name"
JSON_LD, FEED_ENTRY = "json_ld", "feed_entry"
_KINDS = (UPDATE, PINNED, NAME, JSON_LD, FEED_ENTRY)
_HTML = (UPDATE, PINNED, FEED_ENTRY)


class Rendered:
    """Collects what is wanted of updates of one live blog and gets it all at
    once: one look into the cache, one loading of all the bodies it lacks.

    To be used in the blog's language and zone (:func:`.locale.in_words_of`).
    """

    def __init__(self, page):
        self.page = page
        self._wanted: dict[tuple[int, str], LiveUpdate] = {}
        self._texts: dict[tuple[int, str], str] = {}

    def want(self, updates: Iterable[LiveUpdate], what: str = UPDATE) -> None:
        for update in updates:
            update.page = self.page
            self._wanted[update.pk, what] = update

    def get(self, update: LiveUpdate, what: str = UPDATE) -> SafeString | str:
        """The ``<article>``, its copy for the top of the page, the update's
        accessible name, what it says to machines, or its body in feeds. Text that
        is not wanted yet is fetched at once."""
        self.want([update], what)
        if (update.pk, what) not in self._texts:
            self.fetch()
        text = self._texts[update.pk, what]
        return SafeString(text) if what in _HTML else text

    def fetch(self) -> None:
        """Get everything wanted so far."""
        missing = {
            place: update
            for place, update in self._wanted.items()
            if place not in self._texts
        }
        prefix = _make_prefix(self.page)
        keys = {
            _make_key(prefix, update.pk, update.change_number, what): (update.pk, what)
            for (_pk, what), update in missing.items()
            # Without a change there is no version to keep it under.
            if update.change_number
        }
        for key, text in _read_cache(keys).items():
            place = keys.pop(key)
            self._texts[place] = text
            del missing[place]
        load_bodies(missing.values(), self.page)
        for (pk, what), update in missing.items():
            self._texts[pk, what] = self._render(update, what)
        _write_cache({key: self._texts[place] for key, place in keys.items()})

    def _render(self, update, what):
        if what == NAME:
            return update.get_accessible_name()
        if what == JSON_LD:
            return describe_update(update)
        if what == FEED_ENTRY:
            return str(render_feed_entry(update, self.page))
        return str(render_update(update, self.page, is_pinned_copy=what == PINNED))


def forget(page, updates: Iterable[tuple[int, int]]) -> None:
    """Drop earlier versions, given as (id, number of the change): words that
    were taken back should not lie about in a cache either."""
    prefix = _make_prefix(page)
    keys = [
        _make_key(prefix, update_id, number, what)
        for update_id, number in updates
        if number
        for what in _KINDS
    ]
    if not keys:
        return
    try:
        caches[conf.LIVECONFLICT_CACHE].delete_many(keys)
    except Exception:
        logger.exception("The cache of rendered updates cannot be written")


def _make_prefix(page) -> str:
    """Everything that an update's HTML depends on beside its own version: the
    address and last publication of its page, language, zone, and templates. The
    epoch: after a restored backup numbers are given out a second time."""
    parts = (
        get_fingerprint(),
        page.feed.epoch,
        get_language(),
        page.zone,
        page.last_published_at,
        page.get_url(),
        page.full_url,
    )
    return f"liveconflict:{digest_of(parts)}"


def _make_key(prefix: str, update_id: int, number: int, what: str) -> str:
    return f"{prefix}:{update_id}:{number}:{what}"


# A cache that is away makes the site slower, not unreadable.


def _read_cache(keys) -> dict[str, str]:
    if not keys:
        return {}
    try:
        return caches[conf.LIVECONFLICT_CACHE].get_many(list(keys))
    except Exception:
        logger.exception("The cache of rendered updates cannot be read")
        return {}


def _write_cache(texts: dict[str, str]) -> None:
    if not texts:
        return
    try:
        caches[conf.LIVECONFLICT_CACHE].set_many(texts, _KEPT)
    except Exception:
        logger.exception("The cache of rendered updates cannot be written")

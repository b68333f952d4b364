"""Finds sources by what an editor types: a name, a handle, an affiliation."""

import re

from django.db.models import QuerySet
from wagtail.search.backends import get_search_backend

from ..models import Platform
from ..post_links import normalise_handle, parse_post_link

#: Search engines read these as a language of their own, and no name has them.
_MARKS = re.compile(r"[^\w.@'’-]+")


def clean_query(typed: str) -> str:
    """The words to look for: of an address, the name of the account."""
    typed = (typed or "").strip()[:500]
    if "/" in typed:
        typed = _read_address(typed) or typed
    words = (word.strip("@.'’-") for word in _MARKS.split(typed))
    return " ".join(word for word in words if word)


def _read_address(typed):
    if (post := parse_post_link(typed)) and post.handle:
        return post.handle
    platforms = (name for name in Platform.values if name != Platform.WEBSITE)
    names = (normalise_handle(platform, typed) for platform in platforms)
    return next(filter(None, names), "")


def search_sources(typed: str, sources: QuerySet, backend="default", **options):
    """Those of ``sources`` that match what was typed so far. ``options`` are those
    of the search backend's ``autocomplete()``."""
    words = clean_query(typed)
    if not words:
        return sources.none()
    return get_search_backend(backend).autocomplete(words, sources, **options)

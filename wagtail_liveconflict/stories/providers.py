"""What fills the places that editors leave empty.

A site writes its own by subclassing :class:`StoryProvider` and naming it in
``LIVECONFLICT_RELATED_STORIES``.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from datetime import timedelta
from functools import cache

from django.apps import apps
from django.core.checks import Error
from django.core.exceptions import ImproperlyConfigured
from django.core.signals import setting_changed
from django.db import connections
from django.db.models import F, QuerySet
from django.dispatch import receiver
from django.utils import timezone
from django.utils.module_loading import import_string

from ..conf import conf
from .public import get_page_model, get_place
from .tags import find_sharing_tags

NEWEST = F("first_published_at").desc(nulls_last=True)
_WORD = re.compile(r"\w{3,}")
#: Words of a page that are searched for.
_WORDS = 16
#: Hits of SQLite's search that are ranked, the newest.
_RANKED = 200


class StoryProvider(ABC):
    """``LIVECONFLICT_RELATED_STORIES["OPTIONS"]`` are the arguments of the class.

    ``MAX_AGE_DAYS``: days since the first publication after which a page is no story
    any more; None for no limit. ``PAGE_TYPES``: only pages of these types
    (``"news.ArticlePage"``); empty for all that are not in the site's menus.
    """

    def __init__(
        self, *, MAX_AGE_DAYS: int | None = 365, PAGE_TYPES: Sequence[str] = ()
    ):
        self.max_age_days = MAX_AGE_DAYS
        self.page_types = PAGE_TYPES

    @abstractmethod
    def find(self, page, candidates: QuerySet, limit: int) -> Iterable[int]:
        """Ids of at most ``limit`` pages that fit ``page``, the best first.

        ``page`` is in its own type and, in a preview, not saved. ``candidates`` is a
        query of the base page type with all that may be shown there: public, of the
        same site and language, fresh enough. What is not among those is not shown,
        whatever is returned here.
        """

    def narrow(self, pages: QuerySet) -> QuerySet:
        """Of these pages, those that are fresh enough and of the right type. In terms
        that search engines can filter by, but for what is in the menus."""
        if self.max_age_days is not None:
            oldest = timezone.now() - timedelta(days=self.max_age_days)
            pages = pages.filter(first_published_at__gte=oldest)
        if self.page_types:
            return pages.filter(content_type__in=self._get_content_types())
        return pages

    def narrow_to_stories(self, pages: QuerySet) -> QuerySet:
        """As :meth:`narrow`; and, where no types are named, without what the site has
        in its menus: sections, "About us"."""
        pages = self.narrow(pages)
        # Wagtail 8's abstract base page does not have it.
        names = {field.name for field in pages.model._meta.get_fields()}
        if not self.page_types and "show_in_menus" in names:
            pages = pages.filter(show_in_menus=False)
        return pages

    def _get_content_types(self):
        from django.contrib.contenttypes.models import ContentType

        models = [apps.get_model(name) for name in self.page_types]
        return list(ContentType.objects.get_for_models(*models).values())

    def check(self) -> Sequence:
        """Messages of Django's system checks about this configuration."""
        messages = []
        days = self.max_age_days
        if days is not None and (
            isinstance(days, bool) or not isinstance(days, int) or days < 1
        ):
            messages.append(
                f"MAX_AGE_DAYS must be a whole number of days, not {days!r}"
            )
        page_model = get_page_model()
        for name in self.page_types:
            try:
                model = apps.get_model(name)
            except (LookupError, ValueError):
                model = None
            if model is None or not issubclass(model, page_model):
                messages.append(f"PAGE_TYPES names {name!r}, which is no page type")
        return [
            Error(
                f"LIVECONFLICT_RELATED_STORIES: {message}.",
                hint='Correct it under "OPTIONS", or remove it to use the default.',
                id="wagtail_liveconflict.E009",
            )
            for message in messages
        ]


def find_newest_of_section(page, candidates: QuerySet, limit: int) -> list[int]:
    """Ids of the newest pages beside ``page``; on the front page, below it."""
    place = get_place(page)
    if limit < 1 or place is None:
        return []
    is_front_page = page.path == place.root
    parent = page.path if is_front_page else page.path[: -page.steplen]
    beside = candidates.filter(
        # A range, not a prefix: every database then uses the index.
        path__range=candidates.model._get_children_path_interval(parent),
        depth=len(parent) // page.steplen + 1,
    )
    return list(beside.order_by(NEWEST, "-pk").values_list("pk", flat=True)[:limit])


class TagsProvider(StoryProvider):
    """Pages that share tags, most tags first, then the newest; after them the newest of
    the same section."""

    def find(self, page, candidates, limit):
        found = find_sharing_tags(page, candidates, limit, NEWEST)
        rest = candidates.exclude(pk__in=found) if found else candidates
        return [*found, *find_newest_of_section(page, rest, limit - len(found))]


class SearchProvider(StoryProvider):
    """Pages that Wagtail's full-text search finds by the words of the title and the
    description; after them the newest of the same section."""

    def find(self, page, candidates, limit):
        found = self._search(page, candidates, limit)
        rest = candidates.exclude(pk__in=found) if found else candidates
        return [*found, *find_newest_of_section(page, rest, limit - len(found))]

    def _search(self, page, candidates, limit) -> list[int]:
        words = get_words(page)
        place = get_place(page)
        if not words or place is None:
            return []
        # Search engines cannot ask for restrictions: those are left out below.
        pages = candidates.model.objects.filter(
            live=True, locale_id=page.locale_id, path__startswith=place.root
        )
        if page.pk:
            pages = pages.exclude(pk=page.pk)
        ranked = _rank(self.narrow(pages), words, 3 * limit)
        shown = set(candidates.filter(pk__in=ranked).values_list("pk", flat=True))
        return [pk for pk in ranked if pk in shown][:limit]


def _rank(pages: QuerySet, words: list[str], limit: int) -> list[int]:
    """Ids of pages that have one of the words, the best first."""
    query = " ".join(words)
    if connections[pages.db].vendor != "sqlite":
        return [hit.pk for hit in pages.search(query, operator="or")[:limit]]
    # Wagtail's search in SQLite looks for everything anew to rank each hit: twenty
    # seconds with 3,000 pages. So the newest hits are ranked here.
    newest = pages.order_by("-first_published_at").search(
        query, operator="or", order_by_relevance=False
    )[:_RANKED]
    shared = {hit.pk: len(set(words).intersection(_read(hit))) for hit in newest}
    return sorted(shared, key=shared.get, reverse=True)[:limit]


def get_words(page) -> list[str]:
    """What is searched for: the first words of title and description, each once."""
    return list(dict.fromkeys(_read(page)))[:_WORDS]


def _read(page) -> list[str]:
    # A site's own base page model may do without a description.
    description = getattr(page, "search_description", "")
    return _WORD.findall(f"{page.title} {description}".casefold())


def load_provider() -> StoryProvider:
    """A new provider as the settings say; ``ImproperlyConfigured`` where they are
    wrong."""
    setting = conf.LIVECONFLICT_RELATED_STORIES
    if not isinstance(setting, dict) or set(setting) - {"PROVIDER", "OPTIONS"}:
        raise ImproperlyConfigured(
            'LIVECONFLICT_RELATED_STORIES must be {"PROVIDER": "…", "OPTIONS": {…}}.'
        )
    path = setting.get("PROVIDER", conf.DEFAULT_STORY_PROVIDER)
    try:
        provider = import_string(path)
    except (AttributeError, ImportError, TypeError) as error:
        raise ImproperlyConfigured(
            f"LIVECONFLICT_RELATED_STORIES names {path!r}, which cannot be imported: "
            f"{error}."
        ) from error
    if not (isinstance(provider, type) and issubclass(provider, StoryProvider)):
        raise ImproperlyConfigured(
            f"LIVECONFLICT_RELATED_STORIES names {path!r}, which is no StoryProvider."
        )
    return provider(**setting.get("OPTIONS", {}))


@cache
def get_provider() -> StoryProvider:
    """The provider of this process."""
    return load_provider()


@receiver(setting_changed)
def forget_provider(setting, **kwargs):
    if setting == "LIVECONFLICT_RELATED_STORIES":
        get_provider.cache_clear()

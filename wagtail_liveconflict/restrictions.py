"""Pages that not everybody may read, in conditions for queries of pages."""

import swapper
from django.db.models import Exists, OuterRef
from django.db.models.functions import Length, Substr
from wagtail.models import PageViewRestriction


def is_restricted(path: str = "path") -> Exists:
    """Whether the page at the tree path in this field, or one above it, is restricted."""
    return Exists(
        PageViewRestriction.objects.filter(
            page__path=Substr(OuterRef(path), 1, Length("page__path"))
        )
    )


def any_restricted_aliases() -> Exists:
    """Whether there are restricted pages with aliases: only then
    :func:`get_paths_of_restricted_aliases` finds anything."""
    return Exists(PageViewRestriction.objects.filter(page__aliases__isnull=False))


def get_paths_of_restricted_aliases(database: str | None = None) -> list[str]:
    """An alias, and all below it, is restricted as its source is
    (``Page.get_view_restrictions``); its source may be an alias as well."""
    pages = swapper.load_model("wagtailcore", "Page").objects.using(database)
    restricted = PageViewRestriction.objects.using(database)
    sources = set(restricted.values_list("page_id", flat=True))
    paths, known = [], set(sources)
    while sources:
        aliases = dict(pages.filter(alias_of_id__in=sources).values_list("pk", "path"))
        sources = set(aliases) - known
        known |= sources
        paths += aliases.values()
    return paths

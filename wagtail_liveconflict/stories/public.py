"""Which pages are shown to readers of a page: published, for everybody, of the same
site and in the same language."""

from dataclasses import dataclass

import swapper
from django.db.models import F, Q, QuerySet
from wagtail.models import Site

from ..restrictions import (
    any_restricted_aliases,
    get_paths_of_restricted_aliases,
    is_restricted,
)


@dataclass(frozen=True)
class Place:
    """Where the pages of a site are in one language: below the tree path ``root``, but
    not below the address paths ``others``, where other sites begin."""

    root: str
    others: tuple[str, ...]

    @property
    def condition(self) -> Q:
        within = Q(path__startswith=self.root)
        for path in self.others:
            within &= ~Q(url_path__startswith=path)
        return within


def get_page_model():
    return swapper.load_model("wagtailcore", "Page")


def get_place(page) -> Place | None:
    """None for a page that has no address on any site."""
    parts = page.get_url_parts()
    if parts is None:
        return None
    # Wagtail keeps these in its cache. Those of a page are in its own language.
    every = Site.get_site_root_paths()
    roots = [each for each in every if page.url_path.startswith(each.root_path)]
    root = next((each for each in roots if each.site_id == parts[0]), None)
    if root is None:
        return None
    others = tuple(
        each.root_path
        for each in every
        if each.site_id != root.site_id
        and each.root_path.startswith(root.root_path)
        and each.root_path != root.root_path
    )
    # "/" is above all sites, at depth 1; each further name is one level down.
    depth = root.root_path.count("/")
    return Place(page.path[: depth * page.steplen], others)


def get_public_pages(page=None) -> QuerySet:
    """As the base page type: what readers of ``page`` may be shown, without that page.
    Without a page, what everybody may read on any site, in any language.

    Aliases of restricted pages are in it: :func:`leave_out_restricted_aliases`.
    """
    pages = get_page_model().objects.filter(~is_restricted(), live=True)
    if page is None:
        return pages
    place = get_place(page)
    if place is None:
        return pages.none()
    pages = pages.filter(place.condition, locale_id=page.locale_id)
    return pages.exclude(pk=page.pk) if page.pk else pages


def read_public(page_ids, page=None) -> dict[int, dict]:
    """Of these pages, those that readers of ``page`` may be shown: content type, state
    (of a live blog, else None) and ``original`` by id. One query; a few where a
    restricted page has aliases.

    ``original``: the page that it is an alias of, else itself.
    """
    pages = get_public_pages(page).filter(pk__in=page_ids)
    rows = pages.order_by().values(
        "pk",
        "path",
        "content_type_id",
        "alias_of_id",
        state=F("live_feed__state"),
        has_restricted_aliases=any_restricted_aliases(),
    )
    found = {row["pk"]: row for row in rows}
    if any(row["has_restricted_aliases"] for row in found.values()):
        hidden = tuple(get_paths_of_restricted_aliases())
        found = {
            pk: row for pk, row in found.items() if not row["path"].startswith(hidden)
        }
    for row in found.values():
        row["original"] = row["alias_of_id"] or row["pk"]
    return found

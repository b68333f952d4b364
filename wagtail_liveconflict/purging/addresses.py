"""Which addresses show what has changed. As many as there are, up to a bound: what is
left out goes out of caches by the times in its headers."""

import copy
from collections.abc import Collection, Iterable

from django.db.models import Q
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from wagtail.models import Site

from ..blocks.sensitivity import find_sensitive_keys
from ..editorial.pointing import get_references
from ..links import join_below
from ..models import Change, LiveUpdate, NewsroomSettings, Source
from ..reader.days import get_day
from ..reader.locale import in_words_of
from ..reader.pages import AROUND
from ..reader.paging import get_archive_number

#: Updates of one change whose own addresses are purged: the newest. A claim may stand
#: in a thousand.
MOST_UPDATES = 50
#: Sources of one change whose pages are purged.
MOST_SOURCES = 50
#: What is new stands on no page of another update yet.
_NEW = Change.Kind.PUBLISHED
#: In both orders. Other choices of updates have no end.
_ORDERS = ("", "?order=oldest")


def find_places(page) -> list[tuple[Site, str]]:
    """Each site that the page is on, with its full address there. A page can be on
    several: they may have the same root, or one the other's."""
    ids = {
        root.site_id
        for root in Site.get_site_root_paths()
        if page.url_path.startswith(root.root_path)
    }
    places = []
    for site in Site.objects.filter(pk__in=ids).order_by("pk"):
        # Wagtail prefers the site of the request, which it keeps here.
        request = HttpRequest()
        request._wagtail_site = site
        if url := page.get_full_url(request):
            places.append((site, url))
    return places


def get_page_addresses(page) -> set[str]:
    """The page with its boards and feeds, and what its sites say of all of theirs."""
    with in_words_of(page):
        places = find_places(page)
    return _list_page(page, places) | get_site_addresses(site for site, _url in places)


def _list_page(page, places) -> set[str]:
    paths = page.get_cached_paths()
    return {_join(url, path.lstrip("/")) for _site, url in places for path in paths}


def _join(url, path) -> str:
    # The page itself has the address that Wagtail gives it, with or without a slash.
    is_itself = not path or path.startswith("?")
    return f"{url}{path}" if is_itself else join_below(url, path)


def join_places(page, paths: Iterable[str]) -> set[str]:
    """These paths below the page, on each of its sites."""
    with in_words_of(page):
        places = find_places(page)
    return {join_below(url, path) for _site, url in places for path in paths}


def get_old_addresses(page, url_path_before: str) -> set[str]:
    """Those of a page before it was moved or renamed."""
    before = copy.copy(page)
    before.url_path = url_path_before
    with in_words_of(page):
        return _list_page(before, find_places(before))


def get_site_addresses(sites: Iterable[Site]) -> set[str]:
    """What tells of all live blogs of a site."""
    names = [("feed", kind) for kind in ("atom", "rss", "json")] + [("news_sitemap",)]
    return {
        url
        for site in sites
        for name, *arguments in names
        if (url := _reverse(site, name, *arguments))
    }


def get_verification_addresses(site: Site) -> set[str]:
    """The page that says how the newsroom of a site verifies."""
    return {url} if (url := _reverse(site, "how_we_verify")) else set()


def get_source_addresses(ids: Collection[int], among: Collection[Site] | None = None):
    """The pages of sources on the sites, all or these, that show such pages."""
    if not ids:
        return set()
    shows = NewsroomSettings.objects.filter(show_source_pages=True)
    sites = Site.objects.filter(pk__in=shows.values("site_id"))
    if among is not None:
        sites = sites.filter(pk__in=[site.pk for site in among])
    return {
        url
        for site in sites
        for pk in sorted(ids, reverse=True)[:MOST_SOURCES]
        if (url := _reverse(site, "source", pk))
    }


def _reverse(site, name, *arguments) -> str:
    try:
        path = reverse(f"wagtail_liveconflict:{name}", args=arguments)
    except NoReverseMatch:
        # The system check E001 says so.
        return ""
    return f"{site.root_url}{path}"


def find_sources(update_ids: Iterable[int]) -> set[int]:
    """Ids of the sources that the updates quote."""
    references = get_references(Source).filter(
        object_id__in=[str(pk) for pk in update_ids]
    )
    return {int(pk) for pk in references.values_list("to_object_id", flat=True)}


def get_changed_addresses(page, update_ids: Collection[int]) -> set[str]:
    """All that shows a live blog whose log has grown by changes of these updates."""
    update_ids = sorted(update_ids, reverse=True)[:MOST_UPDATES]
    with in_words_of(page):
        places = find_places(page)
        found = _list_page(page, places)
        for path in _list_paths_of_updates(page, update_ids):
            found.update(join_below(url, path) for _site, url in places)
    sites = [site for site, _url in places]
    found |= get_site_addresses(sites)
    return found | get_source_addresses(find_sources(update_ids), sites)


def _list_paths_of_updates(page, ids) -> set[str]:
    """Below the page, which its language and zone are active for."""
    places: dict[int, Change] = {}
    changes = Change.objects.filter(page_id=page.pk, update_id__in=ids)
    for change in changes.order_by("number"):
        places[change.update_id] = change
    rows = LiveUpdate.objects.filter(pk__in=ids).only("first_published_at", "body")
    updates = {update.pk: update for update in rows}
    moments = {pk: update.first_published_at for pk, update in updates.items()}
    paths = set().union(*map(list_media_paths, updates.values()))
    for pk in ids:
        change = places.get(pk)
        paths |= list_paths(pk, change and change.ordinal, moments.get(pk))
    if len(ids) == 1 and (change := places.get(ids[0])) and change.kind != _NEW:
        paths |= _list_pages_around(page, change.ordinal)
    return paths


def list_media_paths(update: LiveUpdate) -> set[str]:
    """The pages of what is sensitive in the body as this row has it."""
    body = update.body
    return {
        f"updates/{update.pk}/media/{key}/"
        for key in find_sensitive_keys(body.stream_block, body.raw_data)
    }


def list_paths(pk: int, ordinal: int | None, moment) -> set[str]:
    """The own page of an update, its archive page and its day."""
    paths = {f"updates/{pk}/"}
    for order in _ORDERS:
        if ordinal is not None:
            paths.add(f"page/{get_archive_number(ordinal)}/{order}")
        if moment is not None:
            paths.add(f"day/{get_day(moment).isoformat()}/{order}")
    return paths


def _list_pages_around(page, ordinal) -> set[str]:
    """The own pages of the updates around one, which show it as well."""
    if ordinal is None:
        return set()
    near = Q(ordinal__range=(ordinal - AROUND, ordinal + AROUND))
    ids = LiveUpdate.objects.shown().on(page).filter(near).values_list("pk", flat=True)
    return {f"updates/{pk}/" for pk in ids}

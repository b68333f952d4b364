"""Feeds of all live blogs of a site that everybody may read."""

from collections import defaultdict

from django.http import Http404
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.views.decorators.http import condition, require_safe
from wagtail.models import Site

from ..reader.delta import get_page
from ..reader.fingerprint import digest_of, get_fingerprint
from ..reader.how_we_verify import get_language
from ..reader.locale import in_words_of
from ..reader.newsroom import get_site_name
from .feeds import (
    ENTRIES,
    Atom,
    Json,
    Rss,
    clean,
    describe_entries,
    keep_feed,
    respond_with,
)
from .public import get_live_blogs, get_updates

_KINDS = {kind.name: kind for kind in (Atom, Rss, Json)}


def _get_feeds(request):
    """Read once for a request: for its ETag, and for its answer."""
    if not hasattr(request, "liveconflict_feeds"):
        request.liveconflict_feeds = get_live_blogs(request)
    return request.liveconflict_feeds


def _get_etag(request, kind):
    parts = [kind, get_fingerprint(), request.get_host(), request.scheme]
    for page_id, feed in sorted(_get_feeds(request).items()):
        # A page that is published anew may have another title or address.
        parts += [page_id, feed.epoch, feed.cursor, feed.page.last_published_at]
    return f'"{digest_of(parts)}"'


@require_safe
def site_feed(request, kind):
    """The newest updates of all live blogs of the request's site, each in the words
    of its own, as ``kind``: "atom", "rss" or "json"."""
    return keep_feed(_answer(request, kind), is_shared=True)


@condition(etag_func=_get_etag)
def _answer(request, kind):
    site = Site.find_for_request(request)
    if kind not in _KINDS or site is None:
        raise Http404
    language = get_language(site)
    with translation.override(language):
        feed = _build(request, site, _KINDS[kind], language)
    return respond_with(feed)


def _build(request, site, kind, language):
    feeds = _get_feeds(request)
    changed = [feed.changed_at for feed in feeds.values() if feed.changed_at]
    name = clean(get_site_name(site))
    result = kind(
        title=clean(gettext("Live: %(site)s") % {"site": name}),
        link=site.root_url,
        description="",
        language=language,
        author_name=name,
        feed_url=request.build_absolute_uri(request.path),
        changed_at=timezone.localtime(max(changed, default=None)),
    )
    by_page = defaultdict(list)
    updates = list(get_updates(list(feeds))[:ENTRIES])
    for update in updates:
        by_page[update.page_id].append(update)
    entries = {}
    for page_id, some in by_page.items():
        page = get_page(feeds[page_id])
        with in_words_of(page):
            for update, entry in zip(some, describe_entries(page, some), strict=True):
                entry["categories"] = [clean(page.title), *entry["categories"]]
                entries[update.pk] = entry
    for update in updates:
        result.add_item(**entries[update.pk])
    return result

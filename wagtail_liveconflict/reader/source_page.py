"""The public page of a source, for sites that want one."""

from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

import swapper
from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import BigIntegerField
from django.db.models.functions import Cast
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe
from wagtail.models import Site

from ..blocks.finding import find_values
from ..blocks.quote_value import QuoteValue
from ..editorial.pointing import get_references
from ..models import LiveUpdate, NewsroomSettings, Platform, Source
from .feeds import get_public_feeds, get_root_paths
from .locale import in_words_of
from .naming import find_named_sources, is_named_in
from .rendering import load_bodies
from .shared_response import SharedResponse
from .site_page import get_base_template, is_for_everybody, keep_for

PER_PAGE = 50
#: Seconds: what is withdrawn must not stay for long.
MAX_AGE = 60
#: Profiles by handle. On YouTube a handle may be the number of a channel, in which
#: capitals count and are not kept.
_PROFILES = {
    Platform.TELEGRAM: "https://t.me/{}",
    Platform.X: "https://x.com/{}",
    Platform.FACEBOOK: "https://www.facebook.com/{}",
    Platform.INSTAGRAM: "https://www.instagram.com/{}/",
    Platform.BLUESKY: "https://bsky.app/profile/{}",
    Platform.VK: "https://vk.com/{}",
    Platform.TIKTOK: "https://www.tiktok.com/@{}",
    Platform.WEBSITE: "https://{}/",
}


@dataclass
class Quoting:
    """An update with what it quotes of the source, in the words of its live blog."""

    update: LiveUpdate
    language: str
    quotes: list[SafeString]


@require_safe
def source_page(request, pk):
    """Public facts of a source and its newest quotes. 404 unless the site shows
    such pages and has published a quote that names the source: whom the newsroom
    knows besides is nobody's business."""
    site = Site.find_for_request(request)
    shows = NewsroomSettings.objects.filter(site=site, show_source_pages=True)
    if site is None or pk >= 2**63 or not shows.exists():
        raise Http404
    source = get_object_or_404(
        Source.objects.exclude(kind=Source.Kind.ANONYMOUS).prefetch_related("handles"),
        pk=pk,
    )
    page_ids = _find_live_blogs(source, site)
    if not find_named_sources(page_ids, among=Source.objects.filter(pk=source.pk)):
        raise Http404
    part = Paginator(_find_updates(source, page_ids), PER_PAGE).get_page(
        request.GET.get("p")
    )
    language = _get_language(site)
    with translation.override(language):
        html = render_to_string(
            "wagtail_liveconflict/reader/source_page.html",
            {
                "source": source,
                "handles": [
                    (handle, get_profile_url(handle)) for handle in source.handles.all()
                ],
                "party_label": source.party.get_label() if source.party else "",
                "quotings": list(_read_quotings(source, part.object_list)),
                "part": part,
                "base_template": get_base_template(),
            },
            request,
        )
        response = SharedResponse(html, headers={"Content-Language": language})
    is_shared = is_for_everybody(request)
    return keep_for(response, MAX_AGE, is_shared=is_shared)


def get_profile_url(handle) -> str:
    """Where the source speaks there; "" where the handle does not say."""
    if handle.url:
        return handle.url
    if handle.platform == Platform.MASTODON:
        user, _at, host = handle.handle.partition("@")
        return f"https://{host}/@{user}" if host else ""
    address = _PROFILES.get(handle.platform)
    return address.format(handle.handle) if address else ""


def _get_language(site):
    if getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        return site.root_page.localized.locale.language_code
    return settings.LANGUAGE_CODE


def _find_live_blogs(source, site) -> list[int]:
    """Ids of the live blogs of this site, open to everybody, that quote the source."""
    updates = _find_quoting(source).filter(page__live=True)
    pages = updates.values_list("page_id", flat=True).distinct()
    roots = get_root_paths(site)
    return [
        page_id
        for page_id, feed in get_public_feeds(pages).items()
        if feed.page.path.startswith(roots)
    ]


def _find_updates(source, page_ids):
    """Public updates of these live blogs that point to the source, newest first."""
    updates = _find_quoting(source).filter(page_id__in=page_ids)
    return updates.order_by("-first_published_at", "-pk")


def _find_quoting(source):
    references = (
        get_references(Source)
        .filter(
            to_object_id=str(source.pk),
        )
        .annotate(update_id=Cast("object_id", BigIntegerField()))
    )
    return LiveUpdate.objects.public().filter(pk__in=references.values("update_id"))


def _read_quotings(source, updates):
    updates = list(updates)
    page_model = swapper.load_model("wagtailcore", "Page")
    ids = {update.page_id for update in updates}
    pages = {page.pk: page for page in page_model.objects.filter(pk__in=ids).specific()}
    by_page = sorted(updates, key=attrgetter("page_id"))
    for page_id, group in groupby(by_page, key=attrgetter("page_id")):
        load_bodies(group, pages[page_id])
    for update in updates:
        page = pages[update.page_id]
        with in_words_of(page):
            quotes = [
                quote.block.render(quote, context={"page": page, "update": update})
                for _path, quote in find_values(update.body, QuoteValue)
                if is_named_in(quote, source)
            ]
        if quotes:
            yield Quoting(update, page.language_code, quotes)

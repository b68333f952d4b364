"""A sitemap for news search: https://www.google.com/schemas/sitemap-news/0.9"""

from datetime import timedelta

from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import rfc3339_date
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from ..models import LiveFeed
from ..reader.addresses import get_full_url
from ..reader.newsroom import get_newsroom, get_publisher_name
from ..reader.shared_response import SharedResponse
from .feeds import clean
from .public import get_live_blogs

#: News search takes what is younger, and lists no more.
_NEWS = timedelta(days=2)
_MOST = 1000
#: Seconds.
_MAX_AGE = 300
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NAMESPACE = "http://www.google.com/schemas/sitemap-news/0.9"


@require_safe
def news_sitemap(request):
    """Live blogs of the request's site that everybody may read and that have changed
    in the last two days, those changed last first."""
    since = timezone.now() - _NEWS
    feeds = [
        feed
        for feed in get_live_blogs(request).values()
        if feed.changed_at and feed.changed_at >= since
    ]
    feeds.sort(key=lambda feed: feed.changed_at, reverse=True)
    response = SharedResponse(content_type="application/xml; charset=utf-8")
    xml = SimplerXMLGenerator(response, "utf-8")
    xml.startDocument()
    xml.startElement("urlset", {"xmlns": _SITEMAP, "xmlns:news": _NAMESPACE})
    pages = _get_pages(feeds[:_MOST])
    # All are on one site.
    publication = get_publisher_name(get_newsroom(pages[0])) if pages else ""
    for page in pages:
        _write(xml, page, publication)
    xml.endElement("urlset")
    xml.endDocument()
    patch_cache_control(response, public=True, max_age=_MAX_AGE)
    return response


def _get_pages(feeds) -> list:
    """The pages of these feeds in their own types, in the same order."""
    model = LiveFeed._meta.get_field("page").related_model
    pages = model.objects.filter(pk__in=[feed.page_id for feed in feeds]).specific()
    by_id = {page.pk: page for page in pages}
    found = [by_id[feed.page_id] for feed in feeds]
    for page, feed in zip(found, feeds, strict=True):
        page.feed = feed
    return found


def _write(xml, page, publication):
    feed = page.feed
    xml.startElement("url", {})
    xml.addQuickElement("loc", get_full_url(page))
    xml.addQuickElement("lastmod", rfc3339_date(feed.changed_at))
    xml.startElement("news:news", {})
    xml.startElement("news:publication", {})
    xml.addQuickElement("news:name", clean(publication))
    xml.addQuickElement("news:language", page.language_code)
    xml.endElement("news:publication")
    published_at = page.first_published_at or feed.changed_at
    xml.addQuickElement("news:publication_date", rfc3339_date(published_at))
    xml.addQuickElement("news:title", clean(page.title))
    xml.endElement("news:news")
    xml.endElement("url")

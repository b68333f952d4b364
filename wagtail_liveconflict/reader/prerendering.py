"""Renders what was just committed, once, before anybody is told of it."""

from ..conf import conf
from ..models import LiveFeed, LiveUpdate
from .delta import get_page
from .locale import in_words_of
from .rendered import JSON_LD, Rendered, forget


def render_committed(sender, page_id, updates, **kwargs):
    """Receiver of :data:`~wagtail_liveconflict.signals.changes_committed`."""
    if not updates:
        return
    feed = LiveFeed.objects.select_related("page").filter(page_id=page_id).first()
    if feed is None or not feed.page.live:
        return
    page = get_page(feed)
    # A claim may stand in a thousand updates: the rest is rendered when somebody
    # asks, and no answer carries more than this.
    newest = list(
        LiveUpdate.objects.shown()
        .on(page)
        .filter(pk__in=[pk for pk, _number in updates])
        .newest_first()[: conf.LIVECONFLICT_DELTA_LIMIT]
    )
    with in_words_of(page):
        forget(page, updates)
        rendered = Rendered(page)
        rendered.want(newest)
        rendered.want(newest, JSON_LD)
        rendered.fetch()

"""The newest updates of a live blog on any other page, followed live."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from ..models import LiveUpdate
from .days import note_days
from .delta import get_page
from .feeds import get_public_feed
from .locale import in_words_of
from .page import describe_delivery
from .rendered import Rendered

#: What a page other than the blog's own can bear.
MOST = 20


def render_widget(page_id: int, limit: int, request=None) -> SafeString:
    """The ``<liveconflict-blog>`` with the ``limit`` newest updates, from 1 to
    :data:`MOST`; "" where the live blog is not for everybody. Its script and style
    come along."""
    # The feed before the updates, as on the page of the blog.
    feed = get_public_feed(page_id)
    if feed is None:
        return SafeString("")
    page = get_page(feed)
    limit = min(max(limit, 1), MOST)
    updates = list(LiveUpdate.objects.shown().on(page).newest_first()[:limit])
    with in_words_of(page):
        rendered = Rendered(page)
        rendered.want(updates)
        note_days(updates)
        for update in updates:
            update.html = rendered.get(update)
        html = render_to_string(
            "wagtail_liveconflict/reader/_live_updates.html",
            {
                **describe_delivery(page, feed),
                "page": page,
                "updates": updates,
                "limit": limit,
                "blog_state": feed.state,
                "blog_state_label": feed.get_state_display(),
                "language_code": page.language_code,
                "request": request,
            },
        )
    return SafeString(html.strip())

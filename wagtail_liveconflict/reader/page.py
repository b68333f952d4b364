"""The page of a live blog around its updates, whichever of them it shows."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from ..delivery.cursor import Cursor
from ..models import LiveUpdate
from ..pictures.rendering import show_at_once
from .addresses import get_full_url
from .days import note_days
from .feeds import get_wait
from .json_ld import render_page_data
from .locale import in_words_of
from .meta import describe_blog, describe_update
from .newsroom import get_newsroom, get_publisher_name, pass_on_newsroom
from .outline import build_outline
from .rendered import JSON_LD, Rendered
from .selection import ALL, Selection, describe_choices
from .shared_response import SharedTemplateResponse
from .site_page import get_base_template, keep_page
from .texts import get_texts_json


@dataclass(frozen=True)
class Link:
    """To another page of the live blog: its address, and when the update was posted
    that stands nearest there; None where that one is gone."""

    url: str = ""
    moment: datetime | None = None


NO_LINK = Link()


class LiveBlogResponse(SharedTemplateResponse):
    """Rendered in the language and zone of the blog, whenever that happens."""

    live_blog = None

    @property
    def rendered_content(self):
        with in_words_of(self.live_blog):
            return super().rendered_content


def get_delivery_url(page, name: str) -> str:
    """Address of the delta ("changes") or the stream ("stream") of a live blog
    without the cursor at its end; "" while the page has none."""
    if not page.pk:
        return ""
    try:
        url = reverse(f"wagtail_liveconflict:{name}", args=[page.pk, "0"])
    except NoReverseMatch:
        # The system check E001 says so; the page itself still serves.
        return ""
    return url.removesuffix("0/")


def describe_delivery(page, feed) -> dict:
    """What the ``<liveconflict-blog>`` element needs to follow the live blog, for a
    template; in the language and zone of the blog."""
    newsroom = get_newsroom(page)
    return {
        "cursor": str(Cursor(feed.epoch, feed.cursor)),
        "changes_url": get_delivery_url(page, "changes"),
        "stream_url": get_delivery_url(page, "stream"),
        "wait": get_wait(feed),
        "time_zone_name": str(page.zone),
        "texts_json": get_texts_json(),
        "allows_embeds": bool(newsroom and newsroom.get_embed_sources()),
    }


def respond(
    page,
    request,
    feed,
    updates,
    mode: str,
    *,
    path: str = "",
    lead: str = "",
    selection: Selection = ALL,
    focus: LiveUpdate | None = None,
    older: Link = NO_LINK,
    newer: Link = NO_LINK,
    **extra,
):
    """The page with these updates, in this order.

    ``mode`` is "newest" where new ones are to be added, "archive" where what is
    there is only kept up to date, or "permalink" with the update in ``focus``;
    ``path`` and ``lead`` as in :mod:`.meta`.
    """
    context = page.get_context(request)
    pass_on_newsroom(page, request)
    # A preview shows unpublished words: it must not fetch published ones.
    is_preview = getattr(request, "is_preview", False)
    is_public = not is_preview and getattr(page, "is_public", False)
    updates = list(updates)
    with in_words_of(page):
        rendered = Rendered(page)
        rendered.want(updates)
        if not is_preview:
            rendered.want(updates, JSON_LD)
        context.update(build_outline(page, feed, rendered, now=timezone.now()))
        note_days(updates)
        for update in updates:
            update.html = rendered.get(update)
        # What is rendered once does not know that it stands at the top here.
        if updates and (mode == "permalink" or not page.hero_image_id):
            updates[0].html = show_at_once(updates[0].html)
        if focus:
            posting = rendered.get(focus, JSON_LD)
            meta = describe_update(page, focus, posting, has_card=is_public)
        else:
            meta = describe_blog(page, feed, path=path, lead=lead, has_card=is_public)
        if not is_preview:
            postings = [rendered.get(update, JSON_LD) for update in updates]
            # The page of an update does not show the main picture.
            image_url = meta.picture.url if meta.picture and not focus else ""
            context.update(
                json_ld=render_page_data(
                    page, feed, postings, context["corrections"], image_url
                ),
                atom_url=get_full_url(page, "feed/atom/"),
                rss_url=get_full_url(page, "feed/rss/"),
                json_feed_url=get_full_url(page, "feed/json/"),
            )
        # Sites print it in their own template: there must not be two.
        page.search_description = meta.description
        newsroom = get_newsroom(page)
        context.update(
            describe_delivery(page, feed),
            updates=updates,
            mode="preview" if is_preview else mode,
            base_template=get_base_template(),
            meta=meta,
            site_name=get_publisher_name(newsroom) if newsroom else "",
            selection=selection,
            focus_update=focus,
            older_url=older.url,
            older_at=older.moment,
            newer_url=newer.url,
            newer_at=newer.moment,
        )
        if mode != "permalink":
            has_key_events = bool(context["key_events"])
            context["choices"] = describe_choices(
                page, selection, has_key_events=has_key_events
            )
        if is_preview:
            context.update(changes_url="", stream_url="")
        context.update(extra)
    response = LiveBlogResponse(request, page.get_template(request), context)
    response.live_blog = page
    keep_page(response, request, is_shared=is_public)
    return response

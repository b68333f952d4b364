"""The public page of a live blog: newest updates, archive pages, permalinks."""

from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext

from ..delivery.cursor import Cursor
from ..models import Change, LiveUpdate
from .addresses import get_full_permalink, get_full_url
from .feeds import get_public_feed, get_wait
from .json_ld import render_page_data
from .locale import in_words_of
from .outline import build_outline
from .paging import get_archive_number, get_archive_slice, get_newest_slice
from .rendered import JSON_LD, Rendered
from .site_page import get_base_template
from .texts import get_texts_json


class LiveBlogResponse(TemplateResponse):
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


def _respond(page, request, feed, updates, mode, **extra):
    context = page.get_context(request)
    # A preview shows unpublished words: it must not fetch published ones.
    is_preview = getattr(request, "is_preview", False)
    updates = list(updates)
    with in_words_of(page):
        rendered = Rendered(page)
        rendered.want(updates)
        if not is_preview:
            rendered.want(updates, JSON_LD)
        context.update(build_outline(page, feed, rendered, now=timezone.now()))
        for update in updates:
            update.html = rendered.get(update)
        context.update(
            updates=updates,
            cursor=str(Cursor(feed.epoch, feed.cursor)),
            changes_url="" if is_preview else get_delivery_url(page, "changes"),
            stream_url="" if is_preview else get_delivery_url(page, "stream"),
            wait=get_wait(feed),
            mode="preview" if is_preview else mode,
            time_zone_name=str(page.zone),
            texts_json=get_texts_json(),
            base_template=get_base_template(),
            focus_update=None,
            older_url="",
            newer_url="",
            older_label=gettext("Older updates"),
            newer_label=gettext("Newer updates"),
        )
        if not is_preview:
            postings = [rendered.get(update, JSON_LD) for update in updates]
            context.update(
                json_ld=render_page_data(page, feed, postings, context["corrections"]),
                atom_url=get_full_url(page, "feed/atom/"),
                rss_url=get_full_url(page, "feed/rss/"),
            )
        context.update(extra)
    response = LiveBlogResponse(request, page.get_template(request), context)
    response.live_blog = page
    return response


def _archive_url(page, number):
    """Address of an archive page; 0 is the newest page itself."""
    if number is None:
        return ""
    url = page.get_url() or ""
    return f"{url}page/{number}/" if number else url


def _shown(page, part):
    return (
        LiveUpdate.objects.shown()
        .on(page)
        .filter(ordinal__gte=part.first, ordinal__lte=part.last)
        .newest_first()
    )


def serve_newest(page, request):
    # The feed before the updates: what is published in between has a higher
    # number and comes with the first delta. Nothing is missed.
    feed = page.feed
    part = get_newest_slice(feed.last_ordinal)
    return _respond(
        page,
        request,
        feed,
        _shown(page, part),
        "newest",
        older_url=_archive_url(page, part.older),
    )


def serve_archive(page, request, number):
    feed = page.feed
    part = get_archive_slice(number, feed.last_ordinal)
    if part is None:
        raise Http404
    return _respond(
        page,
        request,
        feed,
        _shown(page, part),
        "archive",
        older_url=_archive_url(page, part.older),
        newer_url=_archive_url(page, part.newer),
        archive_number=number,
    )


def _lead_on(page, update_id):
    """To where an update has been moved that was here; 404 for every other one. Not
    for good: it may be moved back."""
    was_here = Change.objects.filter(page_id=page.pk, update_id=update_id)
    moved = LiveUpdate.objects.shown().exclude(page_id=page.pk)
    update = moved.filter(pk=update_id, pk__in=was_here.values("update_id")).first()
    if update is None or get_public_feed(update.page_id) is None:
        raise Http404
    return HttpResponseRedirect(get_full_permalink(update))


def serve_permalink(page, request, update_id):
    feed = page.feed
    updates = list(LiveUpdate.objects.shown().on(page).filter(pk=update_id))
    if not updates:
        return _lead_on(page, update_id)
    (update,) = updates
    number = get_archive_number(update.ordinal)
    if update.ordinal >= get_newest_slice(feed.last_ordinal).first:
        number = 0
    return _respond(
        page,
        request,
        feed,
        updates,
        "permalink",
        focus_update=update,
        context_url=f"{_archive_url(page, number)}#{update.anchor}",
    )

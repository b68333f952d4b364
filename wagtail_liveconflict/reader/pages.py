"""The public pages of a live blog: newest updates, archive, days, permalinks."""

from django.http import Http404, HttpResponseRedirect

from ..conf import conf
from ..models import Change, LiveUpdate
from .addresses import get_full_permalink, get_path
from .days import describe_day, find_neighbours, get_day, posted_on, read_day
from .feeds import get_public_feed, read_feed
from .locale import in_words_of
from .page import NO_LINK, Link, respond
from .paging import Slice, get_archive_number, get_archive_slice, get_newest_slice
from .selection import ALL, Selection

#: Updates on one page of a day: on nearly all days, all of them.
_ON_A_DAY = 200
#: Updates on either side of the one that a permalink is for.
AROUND = 5


def serve_newest(page, request):
    # The feed before the updates: what is published in between has a higher
    # number and comes with the first delta. Nothing is missed.
    feed = read_feed(page)
    selection = Selection.read(request.GET)
    if selection.only:
        return _serve_selected(page, request, selection)
    if selection.is_oldest_first:
        number = 1 if feed.last_ordinal else None
        return _serve_archive(page, request, number, selection)
    return _serve_slice(
        page, request, get_newest_slice(feed.last_ordinal), "newest", selection
    )


def serve_archive(page, request, number):
    read_feed(page)
    selection = Selection.read(request.GET)
    return _serve_archive(page, request, number, selection)


def _serve_archive(page, request, number: int | None, selection):
    """None is where there is nothing yet, in whatever order."""
    total = page.feed.last_ordinal
    if number is None:
        part = get_newest_slice(total)
    else:
        part = get_archive_slice(number, total, all_numbered=selection.is_oldest_first)
    if part is None:
        raise Http404
    path = f"page/{number}/" if number else ""
    # What comes next has its place at the end of the last page of this order.
    is_last = selection.is_oldest_first and part.newer is None
    mode = "newest" if is_last else "archive"
    return _serve_slice(page, request, part, mode, selection, path=path)


def _serve_slice(page, request, part: Slice, mode, selection, path=""):
    shown = LiveUpdate.objects.shown().on(page)
    order = "ordinal" if selection.is_oldest_first else "-ordinal"
    updates = shown.filter(ordinal__gte=part.first, ordinal__lte=part.last)
    nearest = shown.filter(ordinal__in=(part.first - 1, part.last + 1))
    moments = dict(nearest.values_list("ordinal", "first_published_at"))
    return respond(
        page,
        request,
        page.feed,
        updates.order_by(order),
        mode,
        path=path,
        selection=selection,
        older=_link(page, part.older, selection, moments.get(part.first - 1)),
        newer=_link(page, part.newer, selection, moments.get(part.last + 1)),
    )


def _link(page, number, selection, moment=None):
    """To an archive page; 0 is the newest page itself."""
    if number is None:
        return NO_LINK
    return Link(selection.address(_get_archive_url(page, number)), moment)


def _get_archive_url(page, number):
    return get_path(page, f"page/{number}/" if number else "")


def _serve_selected(page, request, selection):
    updates = selection.select(LiveUpdate.objects.shown().on(page))
    if updates is None:
        raise Http404
    shown, following = selection.cut(updates, conf.LIVECONFLICT_PAGE_SIZE)
    return _serve_part(page, request, shown, selection, following)


def _serve_part(page, request, shown, selection, following, path="", **extra):
    """A part of updates that are chosen by something else than their numbers."""
    url = get_path(page, path)
    link = Link(following.address(url)) if following else NO_LINK
    name = "newer" if selection.is_oldest_first else "older"
    return respond(
        page,
        request,
        page.feed,
        shown,
        "archive",
        path=path,
        selection=selection,
        **{name: link},
        **extra,
    )


def serve_day(page, request, day):
    read_feed(page)
    selection = Selection.read(request.GET)
    selection = Selection(order=selection.order, start=selection.start)
    day = read_day(day)
    if day is None:
        raise Http404
    updates = LiveUpdate.objects.shown().on(page)
    with in_words_of(page):
        shown, following = selection.cut(posted_on(updates, day), _ON_A_DAY)
        if not shown:
            raise Http404
        before, after = find_neighbours(updates, day)
        label = describe_day(day)
        neighbours = [
            {
                "url": get_day_url(page, each, selection),
                "label": describe_day(each),
                "is_before": each is before,
            }
            for each in (before, after)
            if each
        ]
    return _serve_part(
        page,
        request,
        shown,
        selection,
        following,
        path=f"day/{day.isoformat()}/",
        lead=label,
        neighbouring_days=neighbours,
    )


def get_day_url(page, day, selection=ALL):
    order = Selection(order=selection.order)
    return order.address(get_path(page, f"day/{day.isoformat()}/"))


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
    feed = read_feed(page)
    shown = LiveUpdate.objects.shown().on(page)
    focus = shown.filter(pk=update_id).first()
    if focus is None:
        return _lead_on(page, update_id)
    ordinal = focus.ordinal
    around = shown.filter(ordinal__range=(ordinal - AROUND, ordinal + AROUND))
    # What is asked for stands there, whatever happens to it in between.
    updates = [focus, *around.exclude(pk=update_id)]
    updates.sort(key=lambda update: update.ordinal, reverse=True)
    number = get_archive_number(ordinal)
    if ordinal >= get_newest_slice(feed.last_ordinal).first:
        number = 0
    with in_words_of(page):
        day = get_day(focus.first_published_at)
    return respond(
        page,
        request,
        feed,
        updates,
        "permalink",
        focus=focus,
        context_url=f"{_get_archive_url(page, number)}#{focus.anchor}",
        day_url=get_day_url(page, day),
    )

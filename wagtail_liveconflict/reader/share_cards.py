"""The cards that a live blog and its updates are shared with: which one is the present
one, where it is, and the answer at that address."""

import logging

from django.db import transaction
from django.http import Http404, HttpResponseNotModified, HttpResponseRedirect
from django.urls import NoReverseMatch, reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from ..delivery.message import is_same
from ..models import LiveUpdate
from ..share_cards.composing import compose_blog_card, compose_update_card
from ..share_cards.making import get_or_make
from ..share_cards.options import are_enabled, read_options
from ..share_cards.storing import forget
from ..share_cards.versions import Wanted, read_style
from .delta import get_page
from .feeds import get_public_feed
from .locale import in_words_of
from .newsroom import get_newsroom, get_publisher_name
from .rendering import load_bodies
from .shared_response import SharedResponse

logger = logging.getLogger("wagtail_liveconflict.share_cards")

#: What is at an address with a version never changes. Seconds: a year.
_FOR_GOOD = 31_536_000
#: How long it may lead elsewhere from an address.
_FOR_NOW = 60


def want_card(page, update: LiveUpdate | None = None) -> Wanted | None:
    """The present card of the live blog, or of one of its updates as readers have it;
    None where there are none. To be asked in the language and zone of the live blog.

    No query of its own where ``update`` has its body loaded and the newsroom is read.
    Never raises: a page is worth more than its card.
    """
    try:
        return _want_card(page, update)
    except Exception:
        logger.exception("The card of live blog %s cannot be composed", page.pk)
        return None


def _want_card(page, update):
    if not are_enabled() or (newsroom := get_newsroom(page)) is None:
        return None
    publication = get_publisher_name(newsroom)
    if update is None:
        card = compose_blog_card(page, page.feed, publication)
    else:
        if not update.is_withdrawn:
            load_bodies([update], page)
        card = compose_update_card(update, publication)
    return Wanted(
        feed_id=page.feed.pk,
        update_id=update and update.pk,
        card=card,
        style=read_style(newsroom, read_options()),
        newsroom=newsroom,
    )


def get_card_path(page_id: int, update_id: int | None, version: str) -> str:
    """ "" where the delivery URLs are not installed."""
    try:
        return reverse(
            "wagtail_liveconflict:share_card", args=[page_id, update_id or 0, version]
        )
    except NoReverseMatch:
        # The system check E001 says so.
        return ""


@transaction.non_atomic_requests
@csrf_exempt
@require_safe
def share_card(request, page_id, update_id, version):
    """The present card, drawn if nobody has asked for it before. From any other version
    it leads on to the present one: what was changed or withdrawn is not to be had.
    ``update_id`` is 0 for that of the live blog itself.

    Where it cannot be drawn it leads to the picture that the page would be shared with
    otherwise. 404 without one, and for what is not public.
    """
    page, update, wanted = _find_present(page_id, update_id)
    if version != wanted.version:
        return _lead_on(get_card_path(page_id, update_id, wanted.version))
    etag, is_known = f'"{version}"', True
    if is_same(request.headers.get("If-None-Match", ""), etag):
        response = HttpResponseNotModified()
    else:
        try:
            kept = get_or_make(wanted)
        except Exception:
            logger.exception("Card %s cannot be drawn", version)
            return _lead_to_picture(page, update)
        if kept.is_new and (present := _find_change(page_id, update_id, version)):
            return _lead_on(get_card_path(page_id, update_id, present))
        is_known = kept.is_known
        response = SharedResponse(kept.content, content_type=kept.content_type)
    response["ETag"] = etag
    # Of one that nobody knows no cache could be told later.
    times = (
        {"max_age": _FOR_GOOD, "immutable": True} if is_known else {"max_age": _FOR_NOW}
    )
    patch_cache_control(response, public=True, **times)
    return response


def _find_present(page_id, update_id):
    """Page, update, what is wanted. Raises ``Http404``."""
    page, update = _find(page_id, update_id)
    with in_words_of(page):
        wanted = want_card(page, update)
    if wanted is None:
        raise Http404
    return page, update, wanted


def _find_change(page_id, update_id, version) -> str:
    """The present version where it is another one by now; "" where nothing has changed.

    To draw takes a while. What was taken back meanwhile was not known yet when its cards
    were forgotten, so it is forgotten now. Raises ``Http404``.
    """
    try:
        _page, _update, wanted = _find_present(page_id, update_id)
    except Http404:
        forget(version)
        raise
    if wanted.version == version:
        return ""
    forget(version)
    return wanted.version


def _find(page_id, update_id):
    feed = get_public_feed(page_id) if are_enabled() else None
    # That of the probe has no page.
    if feed is None or feed.pk is None:
        raise Http404
    page = get_page(feed)
    if not update_id:
        return page, None
    update = LiveUpdate.objects.shown().on(page).filter(pk=update_id).first()
    if update is None:
        raise Http404
    return page, update


def _lead_on(address: str):
    response = HttpResponseRedirect(address)
    patch_cache_control(response, public=True, max_age=_FOR_NOW)
    return response


def _lead_to_picture(page, update):
    from .meta import find_picture

    picture = find_picture(page, update)
    if picture is None:
        raise Http404
    return _lead_on(picture.url)

"""The page with all corrections of a live blog, newest first."""

from collections import defaultdict
from collections.abc import Iterable

from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from ..models import ClaimAppearance, Correction, LiveUpdate
from .addresses import get_full_url
from .feeds import get_public_feed
from .locale import in_words_of
from .rendered import NAME, Rendered
from .shared_response import SharedResponse
from .site_page import get_base_template, is_for_everybody, keep_for

PER_PAGE = 50
#: Seconds: what is withdrawn must not stay for long.
MAX_AGE = 60
#: A claim may stand in a thousand updates.
UPDATES_LISTED = 3


def serve_corrections(page, request):
    # As a route of a page it is called with the page first.
    return _serve(request, page)


@require_safe
def _serve(request, page):
    is_public = get_public_feed(page.pk) is not None
    part = Paginator(Correction.objects.filter(page_id=page.pk), PER_PAGE).get_page(
        request.GET.get("p")
    )
    with in_words_of(page):
        corrections = list(part.object_list)
        list_updates(corrections, page)
        context = {
            **page.get_context(request),
            "corrections": corrections,
            "part": part,
            "feed_url": get_full_url(page, "corrections/feed/"),
            "base_template": get_base_template(),
        }
        template = "wagtail_liveconflict/reader/corrections.html"
        response = SharedResponse(
            render_to_string(template, context, request),
            headers={"Content-Language": page.language_code},
        )
    is_shared = is_public and is_for_everybody(request)
    return keep_for(response, MAX_AGE, is_shared=is_shared)


def list_updates(corrections: Iterable[Correction], page) -> None:
    """Give each correction the updates that readers are led to, as ``updates``: the
    one it is about, or the newest ones that show its claim. In the blog's language."""
    corrections = list(corrections)
    ids = _find_update_ids(corrections, page)
    wanted = {pk for found in ids.values() for pk in found}
    shown = LiveUpdate.objects.shown().on(page).filter(pk__in=wanted)
    updates = {update.pk: update for update in shown}
    rendered = Rendered(page)
    named = [each for each in updates.values() if not each.is_withdrawn]
    nameless = [each for each in named if not each.headline.strip()]
    rendered.want(nameless, NAME)
    for update in updates.values():
        update.page = page
    for update in named:
        update.listed_as = update.headline.strip() or rendered.get(update, NAME)
    for correction in corrections:
        correction.updates = [updates[pk] for pk in ids[correction.pk] if pk in updates]


def _find_update_ids(corrections, page) -> dict[int, list[int]]:
    """By correction."""
    by_claim = defaultdict(list)
    appearances = ClaimAppearance.objects.filter(
        claim_id__in={each.claim_id for each in corrections} - {None},
        update__in=LiveUpdate.objects.public().on(page),
    ).order_by("-update__ordinal")
    for claim_id, update_id in appearances.values_list("claim_id", "update_id"):
        if len(by_claim[claim_id]) < UPDATES_LISTED:
            by_claim[claim_id].append(update_id)
    return {
        each.pk: [each.update_id] if each.update_id else by_claim[each.claim_id]
        for each in corrections
    }

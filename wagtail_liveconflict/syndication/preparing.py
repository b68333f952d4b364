"""Loads what an answer of the API tells, for all of its objects at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Count

from ..blocks.claim_facts import get_claim_facts
from ..models import Claim, ClaimAppearance, LiveFeed, LiveUpdate
from ..reader.claim_loading import load_claims
from ..reader.delta import get_page
from ..reader.locale import in_words_of
from ..reader.rendered import NAME, UPDATE, Rendered
from ..reader.rendering import load_bodies
from .public import get_public_updates, get_showing_updates


def prepare_updates(
    updates: Iterable[LiveUpdate], feeds: Mapping[int, LiveFeed]
) -> list[LiveUpdate]:
    """Updates of the live blogs with these ``feeds``, with their page and what is
    rendered of them: blog by blog."""
    updates = list(updates)
    by_page = defaultdict(list)
    for update in updates:
        by_page[update.page_id].append(update)
    for page_id, group in by_page.items():
        _prepare_on(get_page(feeds[page_id]), group)
    return updates


def _prepare_on(page, updates):
    shown = [update for update in updates if not update.is_withdrawn]
    rendered = Rendered(page)
    with in_words_of(page):
        load_bodies(shown, page)
        rendered.want(updates, UPDATE)
        rendered.want(shown, NAME)
        rendered.fetch()
    for update in updates:
        update.rendered = rendered


def prepare_claims(
    claims: Iterable[Claim],
    feeds: Mapping[int, LiveFeed],
    page_id: int | None = None,
) -> list[Claim]:
    """Claims with their facts and the updates that show them, in the language and zone
    of the live blog that was asked for, otherwise of the one that showed the claim
    last. Without those that are shown no more since they were found."""
    claims = list(claims)
    asked = set(feeds) if page_id is None else {page_id} & feeds.keys()
    showing = get_showing_updates(claims, asked)
    page_ids = {update.page_id for shown in showing.values() for update in shown}
    pages = {pk: get_page(feeds[pk]) for pk in page_ids}
    claims = [claim for claim in claims if claim.pk in showing]
    by_page = defaultdict(list)
    for claim in claims:
        claim.showing = showing[claim.pk]
        by_page[claim.showing[0].page_id].append(claim)
        for update in claim.showing:
            update.page = pages[update.page_id]
    for pk, group in by_page.items():
        with in_words_of(pages[pk]):
            load_claims(group, pages[pk])
            for claim in group:
                claim.facts = get_claim_facts(claim)
    return claims


def prepare_live_blogs(feeds: Iterable[LiveFeed]) -> list:
    """The pages of these feeds, each with its feed and what is counted of it: updates
    with words, and claims that readers see. Two queries for all the counting."""
    feeds = list(feeds)
    public = get_public_updates([feed.page_id for feed in feeds])
    updates = dict(
        public.order_by().values_list("page_id").annotate(number=Count("pk"))
    )
    appearances = ClaimAppearance.objects.filter(update__in=public.order_by())
    claims = dict(
        appearances.values_list("update__page_id").annotate(
            number=Count("claim_id", distinct=True)
        )
    )
    pages = [get_page(feed) for feed in feeds]
    for page in pages:
        page.update_count = updates.get(page.pk, 0)
        page.claim_count = claims.get(page.pk, 0)
    return pages

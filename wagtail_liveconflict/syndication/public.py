"""What of a site everybody may ask for."""

from django.db.models import Q, QuerySet
from wagtail.models import Site

from ..models import Claim, ClaimAppearance, LiveFeed, LiveUpdate, Source
from ..reader.feeds import get_public_feeds, get_root_paths
from ..reader.naming import find_named_sources

#: Of how many updates that show a claim the API tells.
SHOWING = 20


def get_live_blogs(request) -> dict[int, LiveFeed]:
    """Feeds of the live blogs of the request's site that everybody may read, by page id:
    by the rules of the delta."""
    site = Site.find_for_request(request)
    if site is None:
        return {}
    on_site = Q()
    for path in get_root_paths(site):
        on_site |= Q(page__path__startswith=path)
    ids = LiveFeed.objects.filter(on_site, page__live=True).values_list("page_id")
    return get_public_feeds(page_id for (page_id,) in ids)


def get_updates(page_ids) -> QuerySet:
    """Updates of these live blogs as readers have them, tombstones included."""
    updates = LiveUpdate.objects.shown().filter(page_id__in=page_ids)
    return updates.order_by("-first_published_at", "-pk")


def get_quoted_sources(page_ids) -> QuerySet:
    """Sources that readers of these live blogs can see quoted now, by name. Whom the
    newsroom knows besides is nobody's business, nor who an unnamed voice is."""
    named = find_named_sources(page_ids)
    quoted = Source.objects.filter(pk__in=named).exclude(kind=Source.Kind.ANONYMOUS)
    return quoted.prefetch_related("handles").order_by("name", "pk")


def get_shown_claims(page_ids) -> QuerySet:
    """Claims that readers of these live blogs can see now, those changed last first.
    Withdrawn ones as well: that they are is public."""
    shown = ClaimAppearance.objects.filter(update__in=_get_public(page_ids))
    claims = Claim.objects.filter(pk__in=shown.values("claim_id"))
    return claims.order_by("-as_of", "-pk")


def get_showing_updates(claims, page_ids) -> dict[int, list[LiveUpdate]]:
    """The newest updates of these live blogs that show each claim, by its id; without
    their bodies. A claim that none shows is left out. One query."""
    appearances = (
        ClaimAppearance.objects.filter(
            claim_id__in=[claim.pk for claim in claims],
            update__in=_get_public(page_ids),
        )
        .select_related("update")
        .only("claim_id", "update__page_id")
        .order_by("-update__first_published_at", "-update_id")
    )
    found = {}
    for appearance in appearances:
        updates = found.setdefault(appearance.claim_id, [])
        if len(updates) < SHOWING:
            updates.append(appearance.update)
    return found


def _get_public(page_ids) -> QuerySet:
    return LiveUpdate.objects.public().filter(page_id__in=list(page_ids))

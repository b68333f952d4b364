"""What of a site everybody may ask for."""

from django.db.models import F, Q, QuerySet
from wagtail.models import Site

from ..models import Claim, ClaimAppearance, LiveFeed, LiveUpdate, Source
from ..reader.feeds import get_database, get_public_feeds, get_root_paths
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
    updates = LiveUpdate.objects.using(get_database()).shown()
    updates = updates.filter(page_id__in=list(page_ids))
    return updates.order_by("-first_published_at", "-pk")


def get_updates_of(page_id: int, feeds, before: int | None = None) -> QuerySet:
    """Those of one live blog, the newest first; none where it is not for everybody.
    With ``before``, an ordinal, those posted earlier than the update that has it: what
    is withdrawn, removed or posted meanwhile moves no other one."""
    if page_id not in feeds:
        return LiveUpdate.objects.none()
    updates = get_updates([page_id]).newest_first()
    return updates if before is None else updates.filter(ordinal__lt=before)


def get_claims_of(feeds, page_id: int | None = None, status: str = "") -> QuerySet:
    """Claims that readers can see, of all these live blogs or of one; with ``status``
    those that have it. What was withdrawn has no status any more."""
    page_ids = feeds.keys() if page_id is None else {page_id} & feeds.keys()
    claims = get_shown_claims(page_ids)
    return claims.filter(status=status, withdrawn_at=None) if status else claims


def get_live_blog_pages(feeds) -> QuerySet:
    """The pages of these feeds, those that changed last first."""
    pages = LiveFeed._meta.get_field("page").related_model.objects
    last = F("live_feed__changed_at").desc(nulls_last=True)
    return pages.filter(pk__in=list(feeds)).order_by(last, "-pk")


def get_quoted_sources(page_ids) -> QuerySet:
    """Sources that readers of these live blogs can see quoted now, by name. Whom the
    newsroom knows besides is nobody's business, nor who an unnamed voice is."""
    named = find_named_sources(page_ids)
    quoted = Source.objects.filter(pk__in=named).exclude(kind=Source.Kind.ANONYMOUS)
    return quoted.prefetch_related("handles").order_by("name", "pk")


def get_shown_claims(page_ids) -> QuerySet:
    """Claims that readers of these live blogs can see now, those changed last first.
    Withdrawn ones as well: that they are is public."""
    shown = ClaimAppearance.objects.filter(update__in=get_public_updates(page_ids))
    claims = Claim.objects.filter(pk__in=shown.values("claim_id"))
    return claims.order_by("-as_of", "-pk")


def get_showing_updates(claims, page_ids) -> dict[int, list[LiveUpdate]]:
    """The newest updates of these live blogs that show each claim, by its id; without
    their bodies. A claim that none shows is left out. One query."""
    appearances = (
        ClaimAppearance.objects.filter(
            claim_id__in=[claim.pk for claim in claims],
            update__in=get_public_updates(page_ids),
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


def get_public_updates(page_ids) -> QuerySet:
    """Those of them whose words readers may see."""
    return LiveUpdate.objects.public().filter(page_id__in=list(page_ids))

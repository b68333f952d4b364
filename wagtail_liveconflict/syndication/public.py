"""What of a site everybody may ask for."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from wagtail.models import ReferenceIndex, Site

from ..models import LiveFeed, LiveUpdate, Source
from ..reader.feeds import get_public_feeds


def get_live_blogs(request) -> dict[int, LiveFeed]:
    """Feeds of the live blogs of the request's site that everybody may read, by page id:
    by the rules of the delta."""
    site = Site.find_for_request(request)
    if site is None:
        return {}
    roots = [site.root_page]
    if getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        roots += site.root_page.get_translations()
    on_site = Q()
    for root in roots:
        on_site |= Q(page__path__startswith=root.path)
    ids = LiveFeed.objects.filter(on_site, page__live=True).values_list("page_id")
    return get_public_feeds(page_id for (page_id,) in ids)


def get_updates(page_ids) -> QuerySet:
    """Updates of these live blogs as readers have them, tombstones included."""
    updates = LiveUpdate.objects.shown().filter(page_id__in=page_ids)
    return updates.order_by("-first_published_at", "-pk")


def get_quoted_sources(page_ids) -> QuerySet:
    """Sources whose words readers of these live blogs can see now, without the
    anonymous. Whom the newsroom knows besides is nobody's business.

    Found in Wagtail's reference index, which knows of no drafts.
    """
    updates = LiveUpdate.objects.public().filter(page_id__in=page_ids)
    types = ContentType.objects.get_for_models(LiveUpdate, Source)
    references = ReferenceIndex.objects.filter(
        base_content_type=types[LiveUpdate],
        to_content_type=types[Source],
        object_id__in=updates.values_list(_as_text("pk"), flat=True),
    )
    quoted = Source.objects.exclude(kind=Source.Kind.ANONYMOUS).annotate(
        key=_as_text("pk")
    )
    return (
        quoted.filter(key__in=references.values("to_object_id"))
        .prefetch_related("handles")
        .order_by("name", "pk")
    )


def _as_text(name):
    # The reference index keeps keys of all models, as text.
    return Cast(name, CharField(max_length=255))

"""Read access through Wagtail's API v2. A site registers what it wants::

    api_router = WagtailAPIRouter("wagtailapi")
    api_router.register_endpoint("live_updates", LiveUpdatesAPIViewSet)
    api_router.register_endpoint("sources", SourcesAPIViewSet)
    api_router.register_endpoint("claims", ClaimsAPIViewSet)

Everybody gets what readers of the pages get, whoever is signed in.
"""

from collections import defaultdict

from django.http import Http404
from django.utils.functional import cached_property
from rest_framework.filters import BaseFilterBackend
from wagtail.api import APIField
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import BaseAPIViewSet

from ..blocks.claim_facts import get_claim_facts
from ..models import Claim, LiveUpdate, Source
from ..reader.claim_loading import load_claims
from ..reader.delta import get_page
from ..reader.locale import in_words_of
from ..reader.rendered import NAME, UPDATE, Rendered
from ..reader.rendering import load_bodies
from ..verification import Status
from .public import (
    get_live_blogs,
    get_quoted_sources,
    get_showing_updates,
    get_shown_claims,
    get_updates,
)
from .serializers import (
    CLAIM_FACTS,
    BodyField,
    BylineField,
    EventTimeField,
    FactField,
    HandlesField,
    HtmlField,
    LiveBlogField,
    LiveUpdateSerializer,
    NameField,
    PartyField,
    ShowingUpdatesField,
    WordsField,
)

#: Numbers beyond are no place in any list, and no database takes them.
_LARGEST_NUMBER = 2**31 - 1


class PublicAPIViewSet(BaseAPIViewSet):
    """Refuses every parameter that it does not know. Filters by field, order and
    search are not among those: they would tell of what is left out."""

    known_query_parameters = frozenset(
        ["limit", "offset", "fields", "format", "rich_text_format", "_"]
    )
    #: Which live blog, by the id of its page.
    takes_page = False

    @cached_property
    def live_blogs(self):
        return get_live_blogs(self.request)

    def check_query_parameters(self, queryset):
        known = self.known_query_parameters | ({"page"} if self.takes_page else set())
        if unknown := set(self.request.GET) - known:
            raise BadRequestError(
                f"query parameter is not recognised: {', '.join(sorted(unknown))}"
            )
        for name in ("limit", "offset"):
            if self.get_number(name, 0) > _LARGEST_NUMBER:
                raise BadRequestError(f"{name} is too large")

    def get_number(self, name, default=None) -> int | None:
        """A parameter that is a number from 0, or ``default``."""
        text = self.request.GET.get(name)
        if text is None:
            return default
        if not (text.isascii() and text.isdecimal() and len(text) < 20):
            raise BadRequestError(f"{name} must be a positive integer")
        return int(text)

    @classmethod
    def get_listing_default_fields(cls, model):
        return cls.get_available_fields(model)

    def find_object(self, queryset, request):
        if (pk := self.get_number("id")) is not None:
            return queryset.filter(pk=pk).first()
        return None


class PageFilter(BaseFilterBackend):
    """``?page=``: a live blog that does not exist has no updates; nor has one that
    is not for everybody."""

    def filter_queryset(self, request, queryset, view):
        page_id = view.get_number("page")
        if page_id is None:
            return queryset
        if page_id not in view.live_blogs:
            return queryset.none()
        return queryset.filter(page_id=page_id).newest_first()


class LiveUpdatesAPIViewSet(PublicAPIViewSet):
    """Updates, newest first. Withdrawn ones are tombstones, without words."""

    name = "live_updates"
    model = LiveUpdate
    base_serializer_class = LiveUpdateSerializer
    filter_backends = [PageFilter]
    takes_page = True
    body_fields = [
        "id",
        APIField("live_blog", serializer=LiveBlogField()),
        APIField("headline", serializer=WordsField()),
        APIField("name", serializer=NameField()),
        APIField("byline", serializer=BylineField()),
        APIField("is_key_event", serializer=WordsField(empty=False)),
        APIField("event_time", serializer=EventTimeField()),
        APIField("event_place", serializer=WordsField()),
        "withdrawn_at",
        "withdrawn_reason",
        APIField("body", serializer=BodyField()),
        APIField("html", serializer=HtmlField()),
    ]
    meta_fields = [
        "type",
        "detail_url",
        "html_url",
        "first_published_at",
        "last_published_at",
    ]

    def get_queryset(self):
        return get_updates(self.live_blogs)

    def paginate_queryset(self, queryset):
        return self.prepare(super().paginate_queryset(queryset))

    def get_object(self):
        if not hasattr(self, "_cached_object"):
            (self._cached_object,) = self.prepare([super().get_object()])
        return self._cached_object

    def prepare(self, updates) -> list[LiveUpdate]:
        """Load what all of them show at once, blog by blog."""
        updates = list(updates)
        by_page = defaultdict(list)
        for update in updates:
            by_page[update.page_id].append(update)
        for page_id, group in by_page.items():
            self.prepare_for(get_page(self.live_blogs[page_id]), group)
        return updates

    def prepare_for(self, page, updates):
        shown = [update for update in updates if not update.is_withdrawn]
        rendered = Rendered(page)
        with in_words_of(page):
            load_bodies(shown, page)
            rendered.want(updates, UPDATE)
            rendered.want(shown, NAME)
            rendered.fetch()
        for update in updates:
            update.rendered = rendered


class SourcesAPIViewSet(PublicAPIViewSet):
    """Sources quoted in what everybody may read, with their public facts as they
    are now. What a source was when it was quoted stands in the quote."""

    name = "sources"
    model = Source
    body_fields = [
        "id",
        "kind",
        "name",
        "role",
        "affiliation",
        APIField("party", serializer=PartyField()),
        "description",
        "language",
        "url",
        APIField("handles", serializer=HandlesField()),
    ]

    def get_queryset(self):
        return get_quoted_sources(self.live_blogs)


class StatusFilter(BaseFilterBackend):
    """``?page=`` and ``?status=``. What was withdrawn has no status any more."""

    def filter_queryset(self, request, queryset, view):
        if (page_id := view.get_number("page")) is not None:
            queryset &= get_shown_claims({page_id} & view.live_blogs.keys())
        if status := request.GET.get("status"):
            queryset = queryset.filter(status=status, withdrawn_at=None)
        return queryset


class ClaimsAPIViewSet(PublicAPIViewSet):
    """Claims that updates show which everybody may read, those changed last first,
    with what readers see of them. In the language and zone of the live blog that was
    asked for, otherwise of the one that showed the claim last."""

    name = "claims"
    model = Claim
    filter_backends = [StatusFilter]
    takes_page = True
    known_query_parameters = PublicAPIViewSet.known_query_parameters | {"status"}
    body_fields = [
        "id",
        *(APIField(name, serializer=FactField()) for name in CLAIM_FACTS),
        APIField("updates", serializer=ShowingUpdatesField()),
    ]

    def check_query_parameters(self, queryset):
        super().check_query_parameters(queryset)
        if self.request.GET.get("status", Status.UNVERIFIED) not in Status.values:
            raise BadRequestError(f"status must be one of {', '.join(Status.values)}")

    def get_queryset(self):
        return get_shown_claims(self.live_blogs)

    def paginate_queryset(self, queryset):
        return self.prepare(super().paginate_queryset(queryset))

    def get_object(self):
        if not hasattr(self, "_cached_object"):
            found = self.prepare([super().get_object()])
            if not found:
                raise Http404
            self._cached_object = found[0]
        return self._cached_object

    def prepare(self, claims) -> list[Claim]:
        """Read the facts of all of them, live blog by live blog."""
        claims = list(claims)
        asked = self.get_number("page")
        page_ids = set(self.live_blogs) if asked is None else {asked}
        showing = get_showing_updates(claims, page_ids)
        pages = {
            page_id: get_page(self.live_blogs[page_id])
            for page_id in {
                each.page_id for every in showing.values() for each in every
            }
        }
        # Not those that are shown no more since they were found.
        claims = [claim for claim in claims if claim.pk in showing]
        by_page = defaultdict(list)
        for claim in claims:
            claim.showing = showing[claim.pk]
            by_page[claim.showing[0].page_id].append(claim)
            for update in claim.showing:
                update.page = pages[update.page_id]
        for page_id, group in by_page.items():
            with in_words_of(pages[page_id]):
                load_claims(group, pages[page_id])
                for claim in group:
                    claim.facts = get_claim_facts(claim)
        return claims

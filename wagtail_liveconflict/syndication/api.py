"""Read access through Wagtail's API v2. A site registers what it wants::

    api_router = WagtailAPIRouter("wagtailapi")
    api_router.register_endpoint("live_blogs", LiveBlogsAPIViewSet)
    api_router.register_endpoint("live_updates", LiveUpdatesAPIViewSet)
    api_router.register_endpoint("sources", SourcesAPIViewSet)
    api_router.register_endpoint("claims", ClaimsAPIViewSet)

Everybody gets what readers of the pages get, whoever is signed in.
"""

import swapper
from django.http import Http404
from django.urls import path
from django.utils.functional import cached_property
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from wagtail.api import APIField
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import BaseAPIViewSet

from ..delivery.cursor import Cursor, InvalidCursor
from ..delivery.message import CACHE_CONTROL
from ..models import Claim, LiveUpdate, Source
from ..reader.feeds import LARGEST_ID
from ..reader.shared_response import share
from ..verification import Status
from .changes import find_changed
from .facts import CLAIM_FACTS, LIVE_BLOG, SOURCE_FACTS, UPDATE_FACTS
from .preparing import prepare_claims, prepare_live_blogs, prepare_updates
from .public import (
    get_claims_of,
    get_live_blog_pages,
    get_live_blogs,
    get_quoted_sources,
    get_updates,
    get_updates_of,
)
from .serializers import FactField, LiveBlogSerializer, LiveUpdateSerializer

#: Numbers beyond are no place in any list, and no database takes them.
_LARGEST_NUMBER = 2**31 - 1


def _make_fields(facts):
    return [APIField(name, serializer=FactField(facts)) for name in facts]


class PublicAPIViewSet(BaseAPIViewSet):
    """Refuses every parameter that it does not know. Filters by field, order and
    search are not among those: they would tell of what is left out."""

    known_query_parameters = frozenset(
        ["limit", "offset", "fields", "format", "rich_text_format", "_"]
    )

    @cached_property
    def live_blogs(self):
        return get_live_blogs(self.request)

    def check_query_parameters(self, queryset):
        if unknown := set(self.request.GET) - self.known_query_parameters:
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
        return min(int(text), LARGEST_ID)

    @classmethod
    def get_listing_default_fields(cls, model):
        return cls.get_available_fields(model)

    def find_object(self, queryset, request):
        if (pk := self.get_number("id")) is not None:
            return queryset.filter(pk=pk).first()
        return None

    def prepare(self, found) -> list:
        """Load what all of them show at once. May leave out what is gone meanwhile."""
        return list(found)

    def paginate_queryset(self, queryset):
        return self.prepare(super().paginate_queryset(queryset))

    def get_object(self):
        if not hasattr(self, "_cached_object"):
            found = self.prepare([super().get_object()])
            if not found:
                raise Http404
            self._cached_object = found[0]
        return self._cached_object


class LiveUpdatesAPIViewSet(PublicAPIViewSet):
    """Updates, newest first. Withdrawn ones are tombstones, without words."""

    name = "live_updates"
    model = LiveUpdate
    base_serializer_class = LiveUpdateSerializer
    known_query_parameters = PublicAPIViewSet.known_query_parameters | {
        "page",
        "before",
    }
    body_fields = ["id", *_make_fields(UPDATE_FACTS)]
    meta_fields = [
        "type",
        "detail_url",
        "html_url",
        "first_published_at",
        "last_published_at",
    ]

    def get_queryset(self):
        page_id = self.get_number("page")
        before = self.get_number("before")
        if page_id is not None:
            return get_updates_of(page_id, self.live_blogs, before)
        if before is not None:
            raise BadRequestError("before needs page")
        return get_updates(self.live_blogs)

    def prepare(self, found):
        return prepare_updates(found, self.live_blogs)


class LiveBlogsAPIViewSet(PublicAPIViewSet):
    """Live blogs of the site, those changed last first, each with the cursor of its
    newest change; and what changed in one after a cursor."""

    name = "live_blogs"
    model = swapper.load_model("wagtailcore", "Page", require_ready=False)
    base_serializer_class = LiveBlogSerializer
    known_query_parameters = PublicAPIViewSet.known_query_parameters | {"cursor"}
    body_fields = _make_fields(LIVE_BLOG)
    meta_fields = ["type", "detail_url"]

    @classmethod
    def get_body_fields(cls, model):
        # The fields of the page are told where Wagtail tells of pages.
        return cls._convert_api_fields(cls.body_fields)

    @classmethod
    def get_meta_fields(cls, model):
        return cls._convert_api_fields(cls.meta_fields)

    def get_queryset(self):
        return get_live_blog_pages(self.live_blogs)

    def prepare(self, found):
        return prepare_live_blogs(self.live_blogs[page.pk] for page in found)

    def changes_view(self, request, pk):
        self.check_query_parameters(None)
        try:
            cursor = Cursor.parse(request.GET.get("cursor", Cursor.BEGINNING))
        except InvalidCursor as error:
            raise BadRequestError("cursor is not one that this site gives") from error
        if pk not in self.live_blogs:
            raise Http404
        changed = find_changed(self.live_blogs[pk], cursor)
        self._cached_object = changed.page
        context = self.get_serializer_context()
        updates = LiveUpdatesAPIViewSet._get_serializer_class(
            request.wagtailapi_router, LiveUpdate, []
        )
        response = Response(
            {
                **changed.signals,
                "live_blog": self.get_serializer(changed.page).data,
                "updates": updates(changed.updates, many=True, context=context).data,
            }
        )
        share(response, CACHE_CONTROL)
        return response

    @classmethod
    def get_urlpatterns(cls):
        return [
            path(
                "<int:pk>/changes/",
                # Caches keep the answer for everybody: never the pages that REST
                # framework makes for browsers, with the user's name on them.
                cls.as_view({"get": "changes_view"}, renderer_classes=[JSONRenderer]),
                name="changes",
            ),
            *super().get_urlpatterns(),
        ]


class SourcesAPIViewSet(PublicAPIViewSet):
    """Sources quoted in what everybody may read, with their public facts as they
    are now. What a source was when it was quoted stands in the quote."""

    name = "sources"
    model = Source
    body_fields = ["id", *_make_fields(SOURCE_FACTS)]

    def get_queryset(self):
        return get_quoted_sources(self.live_blogs)


class ClaimsAPIViewSet(PublicAPIViewSet):
    """Claims that updates show which everybody may read, those changed last first,
    with what readers see of them."""

    name = "claims"
    model = Claim
    known_query_parameters = PublicAPIViewSet.known_query_parameters | {
        "page",
        "status",
    }
    body_fields = ["id", *_make_fields(CLAIM_FACTS)]

    def get_queryset(self):
        status = self.request.GET.get("status", "")
        if status and status not in Status.values:
            raise BadRequestError(f"status must be one of {', '.join(Status.values)}")
        return get_claims_of(self.live_blogs, self.get_number("page"), status)

    def prepare(self, found):
        return prepare_claims(found, self.live_blogs, self.get_number("page"))

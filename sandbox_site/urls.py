"""Addresses of the sandbox: the plugin's own prefix, Wagtail's admin, and the site's pages."""

from django.conf import settings
from django.conf.urls.static import static
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.documents import urls as wagtaildocs_urls

from wagtail_liveconflict.syndication.api import (
    ClaimsAPIViewSet,
    LiveBlogsAPIViewSet,
    LiveUpdatesAPIViewSet,
    SourcesAPIViewSet,
)

api_router = WagtailAPIRouter("wagtailapi")
api_router.register_endpoint("pages", PagesAPIViewSet)
api_router.register_endpoint("live_blogs", LiveBlogsAPIViewSet)
api_router.register_endpoint("live_updates", LiveUpdatesAPIViewSet)
api_router.register_endpoint("sources", SourcesAPIViewSet)
api_router.register_endpoint("claims", ClaimsAPIViewSet)

urlpatterns = [
    path("live/", include("wagtail_liveconflict.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("api/v2/", api_router.urls),
    path("documents/", include(wagtaildocs_urls)),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
    # Wagtail answers every address that is left, so it comes last.
    path("", include(wagtail_urls)),
]

if settings.HAS_API_V3:
    from wagtail.api.v3.urls import api

    from wagtail_liveconflict.api_v3 import register

    register(api)
    urlpatterns.insert(0, path("api/v3/", api.urls))

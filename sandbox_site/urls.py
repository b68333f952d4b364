"""Addresses of the sandbox: the plugin's own prefix, Wagtail's admin, and the site's pages."""

from django.conf import settings
from django.conf.urls.static import static
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [
    path("live/", include("wagtail_liveconflict.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
    # Wagtail answers every address that is left, so it comes last.
    path("", include(wagtail_urls)),
]

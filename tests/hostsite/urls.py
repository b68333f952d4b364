from django.conf import settings
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    *(
        [path("live/", include("wagtail_liveconflict.urls"))]
        if settings.HAS_APP
        else []
    ),
    path("admin/", include(wagtailadmin_urls)),
    path("", include(wagtail_urls)),
]

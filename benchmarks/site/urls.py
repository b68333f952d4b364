from django.urls import include, path
from wagtail import urls as wagtail_urls

from .publishing import publish

urlpatterns = [
    path("publish/<int:page_id>/<int:number>", publish),
    path("live/", include("wagtail_liveconflict.urls")),
    path("", include(wagtail_urls)),
]

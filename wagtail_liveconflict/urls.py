"""Delivery: one prefix that the site chooses, apart from its pages, so that a
proxy can cache or route it::

    path("live/", include("wagtail_liveconflict.urls"))
"""

from django.urls import path

from .reader.views import changes

app_name = "wagtail_liveconflict"

urlpatterns = [
    path("<int:page_id>/changes/<str:cursor>/", changes, name="changes"),
]

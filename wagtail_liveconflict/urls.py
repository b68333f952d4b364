"""Delivery: one prefix that the site chooses, apart from its pages, so that a
proxy can cache or route it::

    path("live/", include("wagtail_liveconflict.urls"))
"""

from django.urls import path

from .notices.consent_record import consent
from .reader.captions import captions
from .reader.how_we_verify import how_we_verify
from .reader.share_cards import share_card
from .reader.source_page import source_page
from .reader.views import changes, stream
from .syndication.news_sitemap import news_sitemap
from .syndication.site_feeds import site_feed

app_name = "wagtail_liveconflict"

urlpatterns = [
    path("<int:page_id>/changes/<str:cursor>/", changes, name="changes"),
    path("<int:page_id>/stream/<str:cursor>/", stream, name="stream"),
    path(
        "cards/<int:page_id>/<int:update_id>/<str:version>/",
        share_card,
        name="share_card",
    ),
    path("sources/<int:pk>/", source_page, name="source"),
    path("how-we-verify/", how_we_verify, name="how_we_verify"),
    path("feed/<str:kind>/", site_feed, name="feed"),
    path("news-sitemap.xml", news_sitemap, name="news_sitemap"),
    path("consent/", consent, name="consent"),
    path("captions/<int:document_id>/", captions, name="captions"),
]

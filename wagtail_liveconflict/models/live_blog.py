import zoneinfo

from django.conf import settings
from django.db import models
from django.template.loader import select_template
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.images import get_image_model_string
from wagtail.search import index

from ..links import join_below
from .live_feed import LiveFeed
from .related_story import RelatedStoriesMixin
from .stream_fields import SummaryField


def get_time_zone_choices():
    """Every IANA zone that is a place, plus UTC."""
    names = (n for n in zoneinfo.available_timezones() if "/" in n)
    return [
        ("UTC", "UTC"),
        *((name, name.replace("_", " ")) for name in sorted(names)),
    ]


class LiveBlogMixin(RelatedStoriesMixin, RoutablePageMixin, models.Model):
    """Makes a page type a live blog. Put it before the page class::

        class OurLiveBlog(LiveBlogMixin, OurArticlePage):
            content_panels = OurArticlePage.content_panels + LiveBlogMixin.live_blog_panels

    What changes while the blog is live (its state, its pinned update, the
    number of the last change) is on :class:`LiveFeed`, not on the page.
    """

    standfirst = models.TextField(
        _("standfirst"),
        blank=True,
        max_length=1000,
        help_text=_("One or two sentences under the headline."),
    )
    hero_image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("main picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=64,
        blank=True,
        choices=get_time_zone_choices,
        help_text=_("Times are shown in this zone. Empty: the site's own."),
    )
    coverage_start = models.DateTimeField(_("coverage starts"), null=True, blank=True)
    coverage_end = models.DateTimeField(_("coverage ends"), null=True, blank=True)
    summary = SummaryField(
        verbose_name=_("summary"),
        blank=True,
        help_text=_("What we know and what we do not know."),
    )

    live_blog_template = "wagtail_liveconflict/live_blog_page.html"

    live_blog_panels = [
        "standfirst",
        "hero_image",
        "summary",
        "time_zone",
        "coverage_start",
        "coverage_end",
        *RelatedStoriesMixin.related_stories_panels,
    ]

    live_blog_search_fields = [
        index.SearchField("standfirst"),
        index.SearchField("summary"),
    ]

    #: What Wagtail's API tells of the page, beside its own fields.
    live_blog_api_fields = [
        "standfirst",
        "hero_image",
        "summary",
        "time_zone",
        "coverage_start",
        "coverage_end",
    ]

    #: Below the page, what tells of all of it.
    live_blog_cached_paths = [
        "/?order=oldest",
        "/claims/",
        "/claims/?format=json",
        "/corrections/",
        "/corrections/feed/",
        "/embed/",
        "/feed/atom/",
        "/feed/json/",
        "/feed/rss/",
    ]

    class Meta:
        abstract = True

    def get_template(self, request, *args, **kwargs) -> str:
        """The template of the page's own type where the site has one, else ours."""
        # Wagtail gives each page type the name of a template, whatever it inherits.
        own = super().get_template(request, *args, **kwargs)
        return select_template([own, self.live_blog_template]).template.name

    @cached_property
    def feed(self) -> LiveFeed:
        """The live state, read once per page object."""
        return LiveFeed.for_page(self)

    @property
    def zone(self):
        """The zone that times of this blog are shown in."""
        try:
            return zoneinfo.ZoneInfo(self.time_zone or settings.TIME_ZONE)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError):
            return timezone.get_default_timezone()

    @property
    def language_code(self):
        """The language the blog is written in."""
        if getattr(settings, "WAGTAIL_I18N_ENABLED", False):
            return self.locale.language_code
        return settings.LANGUAGE_CODE

    @property
    def claims_url(self) -> str:
        """Path of the board of its claims; "" while it has no address."""
        return join_below(self.get_url() if self.pk else "", "claims/")

    def get_sitemap_urls(self, request=None):
        """As Wagtail's own; an update changes the page, too."""
        urls = super().get_sitemap_urls(request)
        for url in urls[:1]:
            moments = filter(None, (url["lastmod"], self.feed.changed_at))
            url["lastmod"] = max(moments, default=None)
        return urls

    def get_cached_paths(self):
        """What Wagtail purges of the page when it is published or taken down, and the
        app with every change."""
        return [*super().get_cached_paths(), *self.live_blog_cached_paths]

    def get_story_card(self):
        """How it looks under "More stories" of other pages."""
        from ..stories import guess_card

        # A site's own base page model may do without.
        description = getattr(self, "search_description", "")
        return guess_card(self, teaser=description or self.standfirst)

    # The rooms above render it; models do not import them at load time.

    @path("", name="newest")
    def index_route(self, request, *args, **kwargs):
        from ..reader.pages import serve_newest

        return serve_newest(self, request)

    @path("page/<int:number>/", name="archive")
    def archive_route(self, request, number):
        from ..reader.pages import serve_archive

        return serve_archive(self, request, number)

    @path("day/<str:day>/", name="day")
    def day_route(self, request, day):
        from ..reader.pages import serve_day

        return serve_day(self, request, day)

    @path("updates/<int:update_id>/", name="permalink")
    def permalink_route(self, request, update_id):
        from ..reader.pages import serve_permalink

        return serve_permalink(self, request, update_id)

    @path("updates/<int:update_id>/media/<str:key>/", name="media")
    def media_route(self, request, update_id, key):
        from ..reader.media_page import serve_media

        return serve_media(self, request, update_id, key)

    @path("claims/", name="claims")
    def claims_route(self, request):
        from ..reader.claims_board import serve_claims

        return serve_claims(request, self)

    @path("embed/", name="embed")
    def embed_route(self, request):
        from ..reader.embed import serve_embed

        return serve_embed(self, request)

    @path("feed/atom/", name="atom")
    def atom_route(self, request):
        from ..syndication.feeds import serve_atom

        return serve_atom(request, self)

    @path("feed/rss/", name="rss")
    def rss_route(self, request):
        from ..syndication.feeds import serve_rss

        return serve_rss(request, self)

    @path("feed/json/", name="json_feed")
    def json_feed_route(self, request):
        from ..syndication.feeds import serve_json

        return serve_json(request, self)

    @path("corrections/", name="corrections")
    def corrections_route(self, request):
        from ..reader.corrections import serve_corrections

        return serve_corrections(self, request)

    @path("corrections/feed/", name="corrections_feed")
    def corrections_feed_route(self, request):
        from ..syndication.corrections_feed import serve_corrections_feed

        return serve_corrections_feed(request, self)

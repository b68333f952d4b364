import swapper
from django.db import models
from django.utils.translation import gettext_lazy as _

from .base_page import BASE_PAGE_MODEL
from .live_blog import LiveBlogMixin

Page = swapper.load_model("wagtailcore", "Page", require_ready=False)


class LiveBlogPage(LiveBlogMixin, Page):
    # Named here, since a site's own base page model would otherwise give the
    # link another name than the migration's.
    page_ptr = models.OneToOneField(
        BASE_PAGE_MODEL,
        on_delete=models.CASCADE,
        parent_link=True,
        primary_key=True,
        auto_created=True,
        serialize=False,
    )

    content_panels = Page.content_panels + LiveBlogMixin.live_blog_panels
    api_fields = [*getattr(Page, "api_fields", []), *LiveBlogMixin.live_blog_api_fields]
    search_fields = Page.search_fields + LiveBlogMixin.live_blog_search_fields

    class Meta:
        verbose_name = _("live blog")
        verbose_name_plural = _("live blogs")

"""The pages this site had before it added live coverage."""

from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from wagtail_liveconflict.models import RelatedStoriesMixin

from .blocks import ArticleBodyBlock


class HomePage(Page):
    """The front page: its first story is the lead, the others follow by date."""

    introduction = models.CharField(max_length=250, blank=True)
    lead_story = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Shown first and large. Left empty: the newest story.",
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("lead_story"),
    ]
    max_count_per_parent = 1

    def get_stories(self):
        """Published pages under this one that are not in the menu, the lead first, as
        specific pages."""
        pages = (
            self.get_children()
            .live()
            .public()
            .filter(show_in_menus=False)
            .order_by("-first_published_at")
            .specific()
        )
        return sorted(pages, key=lambda page: page.pk != self.lead_story_id)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        lead, *others = self.get_stories() or [None]
        return {**context, "lead": lead, "stories": others}


class ArticlePage(RelatedStoriesMixin, Page):
    """One finished article."""

    standfirst = models.TextField(max_length=400, blank=True)
    author = models.CharField(max_length=120, blank=True)
    hero_image = models.ForeignKey(
        "wagtailimages.Image",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    hero_credit = models.CharField(max_length=120, blank=True)
    body = StreamField(ArticleBodyBlock(), blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("standfirst"),
        FieldPanel("author"),
        FieldPanel("hero_image"),
        FieldPanel("hero_credit"),
        FieldPanel("body"),
        *RelatedStoriesMixin.related_stories_panels,
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("standfirst"),
        index.SearchField("body"),
    ]
    # "About us" has the rules of the house below it.
    subpage_types = ["news.ArticlePage"]

    @cached_property
    def published_at(self):
        """When readers first had it; now, in the preview of one that nobody had yet."""
        return self.first_published_at or timezone.now()

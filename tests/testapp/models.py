"""Pages of a host site that uses parts of the app in its own ways."""

from django.db import models
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.managers import TaggableManager
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import ListBlock, RichTextBlock, StructBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page

from wagtail_liveconflict.blocks import (
    EmbedCardBlock,
    MoreStoriesBlock,
    QuoteFromSourceBlock,
    VerificationStatusBlock,
)
from wagtail_liveconflict.models import LiveBlogMixin, RelatedStoriesMixin
from wagtail_liveconflict.stories import guess_card


class StoryTag(TaggedItemBase):
    content_object = ParentalKey(
        "testapp.StoryPage", on_delete=models.CASCADE, related_name="tagged_items"
    )


class StoryPage(RelatedStoriesMixin, Page):
    """An ordinary article with blocks of the app in its own StreamField, and tags."""

    body = StreamField(
        [
            ("paragraph", RichTextBlock()),
            ("quote", QuoteFromSourceBlock()),
            ("verification", VerificationStatusBlock()),
            ("embed", EmbedCardBlock()),
            ("gallery", StructBlock([("pictures", ListBlock(ImageBlock()))])),
            ("more_stories", MoreStoriesBlock()),
        ],
        blank=True,
    )
    tags = ClusterTaggableManager(through=StoryTag, blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("body"),
        FieldPanel("tags"),
        *RelatedStoriesMixin.related_stories_panels,
    ]


class NotePage(Page):
    """Tagged in taggit's plain way, and with a card of its own."""

    tags = TaggableManager(blank=True)

    def get_story_card(self):
        return guess_card(self, kicker="Note", teaser="In short", image=None)


class OurLiveBlog(LiveBlogMixin, Page):
    """A live blog of the site's own page type."""

    content_panels = [
        *Page.content_panels,
        *LiveBlogMixin.live_blog_panels,
    ]

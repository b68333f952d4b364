"""Pages of a host site that uses parts of the app in its own ways."""

from wagtail.admin.panels import FieldPanel
from wagtail.blocks import RichTextBlock
from wagtail.fields import StreamField
from wagtail.models import Page

from wagtail_liveconflict.blocks import (
    EmbedCardBlock,
    QuoteFromSourceBlock,
    VerificationStatusBlock,
)
from wagtail_liveconflict.models import LiveBlogMixin


class StoryPage(Page):
    """An ordinary article with the app's two blocks in its own StreamField."""

    body = StreamField(
        [
            ("paragraph", RichTextBlock()),
            ("quote", QuoteFromSourceBlock()),
            ("verification", VerificationStatusBlock()),
            ("embed", EmbedCardBlock()),
        ],
        blank=True,
    )

    content_panels = [*Page.content_panels, FieldPanel("body")]


class OurLiveBlog(LiveBlogMixin, Page):
    """A live blog of the site's own page type."""

    content_panels = [
        *Page.content_panels,
        *(FieldPanel(name) for name in LiveBlogMixin.live_blog_panels),
    ]

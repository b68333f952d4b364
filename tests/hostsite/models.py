from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import RichTextBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page


class ReportPage(Page):
    """A report as sites have them; it knows nothing of live coverage."""

    author = models.CharField(max_length=120, blank=True)
    body = StreamField([("text", RichTextBlock()), ("picture", ImageBlock())])

    content_panels = [*Page.content_panels, FieldPanel("author"), FieldPanel("body")]

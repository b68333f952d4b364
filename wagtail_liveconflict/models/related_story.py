from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from .base_page import BASE_PAGE_MODEL
from .related_story_panels import make_panels


class RelatedStory(Orderable):
    """A page that an editor has picked for "More stories" under another one."""

    page = ParentalKey(
        BASE_PAGE_MODEL, on_delete=models.CASCADE, related_name="live_related_stories"
    )
    story = models.ForeignKey(
        BASE_PAGE_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("story"),
    )
    kicker = models.CharField(
        _("kicker"),
        max_length=60,
        blank=True,
        help_text=_("One or two words above the title."),
    )
    title = models.CharField(
        _("title"), max_length=255, blank=True, help_text=_("Empty: the page’s own.")
    )
    teaser = models.TextField(
        _("teaser"), max_length=500, blank=True, help_text=_("Empty: the page’s own.")
    )

    panels = ["story", "kicker", "title", "teaser"]

    class Meta(Orderable.Meta):
        verbose_name = _("related story")
        verbose_name_plural = _("related stories")

    def __str__(self):
        return self.title or str(self.story)

    def clean(self):
        super().clean()
        if self.story_id and self.story_id == self.page_id:
            raise ValidationError(
                {"story": _("A page cannot be related to itself. Choose another page.")}
            )


class RelatedStoriesMixin(models.Model):
    """Lets editors pick related stories on a page type of the site::

        class ArticlePage(RelatedStoriesMixin, Page):
            content_panels = [
                *Page.content_panels,
                *RelatedStoriesMixin.related_stories_panels,
            ]

    Every page has ``live_related_stories``; only these panels are missing without it.
    """

    related_stories_panels = make_panels()

    class Meta:
        abstract = True

from basepage.models import BasePage
from django.db import models
from wagtail.fields import RichTextField
from wagtail.search import index


class OurArticlePage(BasePage):
    lead = models.CharField(max_length=300, blank=True)
    text = RichTextField(blank=True)

    content_panels = [*BasePage.content_panels, "lead", "text"]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("lead"),
        index.SearchField("text"),
    ]
    template = "articles/article.html"

    class Meta:
        verbose_name = "our article"

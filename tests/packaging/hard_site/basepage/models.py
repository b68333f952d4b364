"""The site's own base page, in an app of its own as Wagtail's docs have it."""

from django.db import models
from wagtail.models import AbstractPage


class BasePage(AbstractPage):
    desk = models.CharField(max_length=80, blank=True)

    promote_panels = [*AbstractPage.promote_panels, "desk"]

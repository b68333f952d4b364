"""What becomes of pages, and those who show their cards have to know."""

from functools import partial

import swapper
from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import PageViewRestriction
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
)

from .editorial.references import announce_pages
from .models import LiveFeed
from .stories.selection import forget_choices


def _on_commit(do, *arguments, **options):
    transaction.on_commit(partial(do, *arguments, **options), robust=True)


@receiver(page_published)
@receiver(page_unpublished)
def notice_page(sender, instance, **kwargs):
    _on_commit(forget_choices)
    announce_pages(pk=instance.pk)


@receiver(page_slug_changed)
@receiver(post_page_move)
def notice_place(sender, instance, **kwargs):
    """It and all below it have other addresses, and may be on another site."""
    _on_commit(forget_choices)
    announce_pages(path__startswith=instance.path)


@receiver(pre_delete)
def notice_deleted_page(sender, instance, **kwargs):
    if isinstance(instance, swapper.load_model("wagtailcore", "Page")):
        _on_commit(forget_choices)
        announce_pages(pk=instance.pk)


@receiver(post_save, sender=PageViewRestriction)
@receiver(post_delete, sender=PageViewRestriction)
def notice_restriction(sender, instance, raw=False, **kwargs):
    if not raw:
        _on_commit(forget_choices)
        announce_pages(path__startswith=instance.page.path)


@receiver(post_save, sender=LiveFeed)
def notice_state(sender, instance, raw=False, update_fields=None, **kwargs):
    """Cards of a live blog say whether it is on air."""
    if not raw and "state" in (update_fields or ()):
        # Afterwards: its feed is locked, and updates are locked before feeds.
        _on_commit(announce_pages, pk=instance.page_id)

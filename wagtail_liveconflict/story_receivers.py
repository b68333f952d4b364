"""What becomes of pages, and those who show their cards have to know."""

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

from .editorial.pointing import find_pages_below
from .editorial.references import announce_pages
from .models import LiveFeed
from .stories.selection import forget_choices


def _notice(page_ids, *, are_deleted=False):
    transaction.on_commit(forget_choices, robust=True)
    announce_pages(page_ids, are_deleted=are_deleted)


@receiver(page_published)
@receiver(page_unpublished)
def notice_page(sender, instance, **kwargs):
    _notice([instance.pk])


@receiver(page_slug_changed)
@receiver(post_page_move)
def notice_place(sender, instance, **kwargs):
    """It and all below it have other addresses, and may be on another site."""
    _notice(find_pages_below([instance.path]))


@receiver(pre_delete)
def notice_deleted_page(sender, instance, **kwargs):
    # Once for each page: a page type of its own is deleted with its row of this model.
    if sender is swapper.load_model("wagtailcore", "Page"):
        _notice([instance.pk], are_deleted=True)


@receiver(post_save, sender=PageViewRestriction)
@receiver(post_delete, sender=PageViewRestriction)
def notice_restriction(sender, instance, raw=False, **kwargs):
    """It and all below it; and their aliases, which are as private as they are."""
    if raw:
        return
    path = instance.page.path
    aliases = type(instance.page).objects.filter(alias_of__path__startswith=path)
    _notice(find_pages_below([path, *aliases.values_list("path", flat=True)]))


@receiver(post_save, sender=LiveFeed)
def notice_state(sender, instance, raw=False, update_fields=None, **kwargs):
    """Cards of a live blog say whether it is on air."""
    if not raw and "state" in (update_fields or ()):
        announce_pages([instance.page_id])

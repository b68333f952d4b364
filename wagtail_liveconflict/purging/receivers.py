"""What makes a cache in front of the site forget. Nothing is queried where the site has
told Wagtail of none."""

from functools import partial

from django.db import transaction
from django.db.models import F
from django.db.models.signals import (
    post_delete,
    post_save,
    pre_delete,
    pre_save,
)
from django.dispatch import receiver
from wagtail.models import PageViewRestriction
from wagtail.signals import page_slug_changed, page_unpublished, post_page_move

from ..models import LiveBlogMixin, LiveFeed, LiveUpdate, NewsroomSettings, Source
from ..reader.delta import get_page
from ..reader.locale import in_words_of
from ..receivers import is_deleted_itself
from ..signals import changes_committed
from . import addresses
from .queue import is_on, queue

#: Live blogs whose place in the site has changed at once: those changed last.
_MOST_PAGES = 50


def _purge_once_committed(urls) -> None:
    transaction.on_commit(partial(queue.add, urls), robust=True)


@receiver(changes_committed)
def purge_committed(sender, page_id, updates, **kwargs):
    """Every change that readers can see ends here: of an update, of a claim, a source
    or a picture in it, of the state of the live blog and of its head."""
    if not is_on():
        return
    feed = LiveFeed.objects.select_related("page").filter(page_id=page_id).first()
    if feed is None or not feed.page.live:
        return
    ids = {update_id for update_id, _number in updates}
    queue.add(addresses.get_changed_addresses(get_page(feed), ids))


@receiver(page_unpublished)
def purge_unpublished(sender, instance, **kwargs):
    """Sent for a page that is deleted as well, before it is gone."""
    if isinstance(instance, LiveBlogMixin) and is_on():
        _purge_once_committed(addresses.get_page_addresses(instance))


@receiver(page_slug_changed)
def purge_renamed(sender, instance, instance_before, **kwargs):
    _purge_old_addresses(instance, instance_before.url_path, instance.url_path)


@receiver(post_page_move)
def purge_moved(sender, instance, url_path_before, url_path_after, **kwargs):
    _purge_old_addresses(instance, url_path_before, url_path_after)


def _purge_old_addresses(page, before: str, after: str) -> None:
    """Of the page and all below it. The new ones follow as a change of each head."""
    if before == after or not is_on():
        return
    for live_blog in _find_live_blogs_below(page):
        old_path = before + live_blog.url_path[len(after) :]
        _purge_once_committed(addresses.get_old_addresses(live_blog, old_path))


def _find_live_blogs_below(page):
    feeds = LiveFeed.objects.filter(page__path__startswith=page.path, page__live=True)
    newest = feeds.select_related("page").order_by(
        F("changed_at").desc(nulls_last=True)
    )
    return [get_page(feed) for feed in newest[:_MOST_PAGES]]


@receiver(post_save, sender=PageViewRestriction)
@receiver(post_delete, sender=PageViewRestriction)
def purge_restricted(sender, instance, raw=False, **kwargs):
    """What only some may read now is not to stay where all can get it."""
    if not raw and is_on():
        for live_blog in _find_live_blogs_below(instance.page):
            _purge_once_committed(addresses.get_page_addresses(live_blog))


@receiver(post_save, sender=NewsroomSettings)
def purge_pages_of_newsroom(sender, instance, raw=False, **kwargs):
    if not raw and is_on():
        site = instance.site
        urls = addresses.get_verification_addresses(site)
        _purge_once_committed(urls | addresses.get_site_addresses([site]))


@receiver(post_save, sender=Source)
@receiver(pre_delete, sender=Source)
def purge_source(sender, instance, raw=False, **kwargs):
    if not raw and is_on():
        _purge_once_committed(addresses.get_source_addresses([instance.pk]))


@receiver(pre_save, sender=LiveUpdate)
def purge_what_was_before(sender, instance, raw=False, update_fields=None, **kwargs):
    """An edit may take a quote out, or a sensitive picture: the page of its source, or
    of the picture, shows it still."""
    is_written = update_fields is None or "body" in update_fields
    if raw or not is_written or instance.ordinal is None or not is_on():
        return
    ids = addresses.find_sources([instance.pk])
    urls = addresses.get_source_addresses(ids)
    before = LiveUpdate.objects.only("body").filter(pk=instance.pk).first()
    paths = addresses.list_media_paths(before) if before else set()
    page = instance.page.specific if paths else None
    if isinstance(page, LiveBlogMixin):
        urls |= addresses.join_places(page, paths)
    _purge_once_committed(urls)


@receiver(pre_delete, sender=LiveUpdate)
def purge_deleted(sender, instance, origin=None, **kwargs):
    """What its row alone knows; the rest follows as a change. With a whole page, whose
    updates are too many, it goes out of caches by its time."""
    if instance.ordinal is None or not is_deleted_itself(origin) or not is_on():
        return
    page = instance.page.specific
    if not isinstance(page, LiveBlogMixin):
        # Its type is not in the code any more.
        return
    with in_words_of(page):
        paths = addresses.list_paths(
            instance.pk, instance.ordinal, instance.first_published_at
        )
    paths |= addresses.list_media_paths(instance)
    urls = addresses.join_places(page, paths)
    ids = addresses.find_sources([instance.pk])
    _purge_once_committed(urls | addresses.get_source_addresses(ids))

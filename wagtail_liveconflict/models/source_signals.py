"""What has to follow when sources, their handles, or what points to them change."""

from functools import partial

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Revision
from wagtail.search import index

from .live_update import LiveUpdate
from .merged_source import find_kept_sources
from .source import Source
from .source_handle import SourceHandle


@receiver(post_save, sender=SourceHandle)
@receiver(post_delete, sender=SourceHandle)
def index_by_handle(sender, instance, raw=False, **kwargs):
    """A source is found by its handles as soon as they are committed, also when
    they are saved without the source."""
    if not raw:
        transaction.on_commit(partial(_index, instance.source_id), robust=True)


def _index(pk):
    # It may be deleted itself, and its handles with it.
    if source := Source.objects.filter(pk=pk).first():
        index.insert_or_update_object(source)


@receiver(post_save, sender=Revision)
def follow_merges(sender, instance, raw=False, update_fields=None, **kwargs):
    """A quote that was written while its source was merged follows it as well:
    whoever commits last sees what the other has done."""
    if raw or update_fields is not None:
        return
    if instance.base_content_type_id != _get_content_type().pk:
        return
    # The verbs know the models; the models reach them when something happens.
    from ..editorial.source_quotes import read_sources

    if sources := read_sources(instance.content.get("body")):
        transaction.on_commit(partial(_follow, sources), robust=True)


def _get_content_type():
    return ContentType.objects.get_for_model(LiveUpdate)


def _follow(sources):
    if kept := find_kept_sources(sources):
        from ..editorial.merge import repoint_quotes

        for old, new in kept.items():
            repoint_quotes(old, new)

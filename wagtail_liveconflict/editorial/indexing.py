"""Writes into the search index what a change of something else has changed."""

from collections.abc import Collection, Iterable

from wagtail.search.backends import get_search_backends
from wagtail.search.tasks import insert_or_update_object_task


def enqueue_indexing(model, pks: Iterable[int]) -> None:
    """Write these objects into the search index, each in a task of its own: there may
    be thousands, and tasks may run elsewhere."""
    meta = model._meta
    for pk in pks:
        insert_or_update_object_task.enqueue(meta.app_label, meta.model_name, str(pk))


def index_anew(model, pks: Collection[int]) -> None:
    """Write these objects into the search index now, all at once."""
    if objects := list(model._default_manager.filter(pk__in=pks)):
        for backend in get_search_backends(with_auto_update=True):
            backend.add_bulk(model, objects)

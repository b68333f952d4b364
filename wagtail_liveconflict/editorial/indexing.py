"""Writes into the search index what a change of something else has changed."""

import threading
from collections.abc import Collection, Iterable

from django.db import transaction
from wagtail.search.backends import get_search_backends
from wagtail.search.tasks import insert_or_update_object_task


class _Rounds(threading.local):
    """What has been indexed after the commit to come, by database: connections, and
    their transactions, belong to threads."""

    def __init__(self):
        self.open = {}


_rounds = _Rounds()


def index_once_committed(saved, using: str) -> None:
    """Write the object into the search index when the transaction is committed; once,
    however often it is saved in it. Publishing saves an update three times."""
    done = _rounds.open.setdefault(using, set())
    model, pk = type(saved), saved.pk

    def index():
        if _rounds.open.get(using) is done:
            # What is saved from now on belongs to another transaction.
            del _rounds.open[using]
        if (model, pk) not in done:
            enqueue_indexing(model, [pk])
            done.add((model, pk))

    transaction.on_commit(index, using=using, robust=True)


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

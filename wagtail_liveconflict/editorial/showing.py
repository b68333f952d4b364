"""Tells readers of what updates show but do not contain: claims, sources, pictures."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from itertools import groupby
from operator import attrgetter

from django.db import transaction
from django.db.models import QuerySet

from ..delivery import change_log
from ..models import Change

_waiting: ContextVar[dict | None] = ContextVar("liveconflict_waiting", default=None)


@contextmanager
def announcing_once() -> Iterator[None]:
    """What is saved in parts within is announced once, at the end, in the same
    transaction: a claim with its evidence is one change, not one for each row."""
    if _waiting.get() is not None:
        yield
        return
    with transaction.atomic():
        waiting: dict = {}
        token = _waiting.set(waiting)
        try:
            yield
        finally:
            _waiting.reset(token)
        for announce in waiting.values():
            announce()


def announce_later(key, announce: Callable[[], None], *, replaces=True) -> bool:
    """Put off an announcement within :func:`announcing_once`; the last one of a key
    counts, unless it does not replace another. False outside: announce now."""
    waiting = _waiting.get()
    if waiting is None:
        return False
    if replaces or key not in waiting:
        waiting.pop(key, None)
        waiting[key] = announce
    return True


def announce_shown(
    kind: str, find: Callable[[], QuerySet], heads: Collection[int] = ()
) -> None:
    """Append a change to each update that ``find()`` gives, in the transaction
    in which that which they show is changed; and one for the head of each live blog
    in ``heads``, given by the ids of their pages."""
    told = _append(kind, find(), heads)
    # An update that is published at the same moment is not seen yet, and may
    # have been rendered with what was shown before.
    transaction.on_commit(partial(_append_missed, kind, find, told), robust=True)


def _append_missed(kind, find, told: Collection[int]) -> None:
    missed = find().exclude(pk__in=told) if told else find()
    if missed.exists():
        _append(kind, missed)


def _append(kind, updates: QuerySet, heads: Collection[int] = ()) -> set[int]:
    with transaction.atomic():
        # By page: feeds are locked one after the other, and in the same order
        # by everybody, so that two announcements cannot wait for each other.
        updates = (
            updates.locked()
            .order_by("page_id", "ordinal")
            .only("pk", "page_id", "ordinal", "change_number")
        )
        by_page = {
            page_id: list(group)
            for page_id, group in groupby(updates, key=attrgetter("page_id"))
        }
        for page_id in sorted({*by_page, *heads}):
            if page_id in by_page:
                change_log.append_for_each(page_id, kind, by_page[page_id])
            if page_id in heads:
                change_log.append(page_id, Change.Kind.HEADER)
        return {update.pk for update in updates}

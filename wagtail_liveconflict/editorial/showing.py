"""Tells readers of what updates show but do not contain: claims, sources, pictures."""

from collections.abc import Callable, Collection
from functools import partial
from itertools import groupby
from operator import attrgetter

from django.db import transaction
from django.db.models import QuerySet

from ..delivery import change_log


def announce_shown(kind: str, find: Callable[[], QuerySet]) -> None:
    """Append a change to each update that ``find()`` gives, in the transaction
    in which that which they show is changed."""
    told = _append(kind, find())
    # An update that is published at the same moment is not seen yet, and may
    # have been rendered with what was shown before.
    transaction.on_commit(partial(_append_missed, kind, find, told), robust=True)


def _append_missed(kind, find, told: Collection[int]) -> None:
    missed = find().exclude(pk__in=told) if told else find()
    if missed.exists():
        _append(kind, missed)


def _append(kind, updates: QuerySet) -> set[int]:
    with transaction.atomic():
        # By page: feeds are locked one after the other, and in the same order
        # by everybody, so that two announcements cannot wait for each other.
        updates = (
            updates.locked()
            .order_by("page_id", "ordinal")
            .only("pk", "page_id", "ordinal", "change_number")
        )
        for page_id, group in groupby(updates, key=attrgetter("page_id")):
            change_log.append_for_each(page_id, kind, list(group))
        return {update.pk for update in updates}

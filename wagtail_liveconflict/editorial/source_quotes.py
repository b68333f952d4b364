"""Finds what quotes a source, in every version of every update, and makes it
quote another."""

import json
from collections.abc import Collection
from functools import partial

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from wagtail.models import ReferenceIndex, Revision

from ..models import LiveUpdate, Source
from .indexing import index_anew
from .repointing import FoundSources, Repointing


def find_updates_quoting(pk: int) -> set[int]:
    """Ids of the updates that point to the source, in the row or in any version
    of it, and perhaps of a few more.

    Read from the words themselves: the reference index knows no drafts, and may
    lag behind.
    """
    rows = _narrow(_get_rows(), "words", pk).order_by().values_list("pk", flat=True)
    versions = _narrow(_get_versions(), "content__body", pk).order_by()
    return {*rows, *map(int, versions.values_list("object_id", flat=True))}


def count_updates_quoting(pk: int) -> int:
    """How many updates point to the source, in any version."""
    reading, stream = Repointing(pk, pk), _get_stream()
    rows = _narrow(_get_rows(), "words", pk).values_list("pk", "words")
    quoting = {key for key, words in rows if reading.read(stream, json.loads(words))[1]}
    versions = _narrow(_get_versions(), "content__body", pk)
    for key, content in versions.values_list("object_id", "content"):
        if int(key) in quoting:
            continue
        if reading.read(stream, json.loads(content["body"]))[1]:
            quoting.add(int(key))
    return len(quoting)


def find_updates_showing(pk: int, among: QuerySet | None = None) -> set[int]:
    """Ids of the public updates (of those in ``among``) in which readers are shown
    the source as it is now, and not a copy of what it was."""
    reading, stream = _get_repointing(pk, pk), _get_stream()
    rows = _narrow(_get_rows(among), "words", pk).public().values_list("pk", "words")
    return {key for key, words in rows if reading.read(stream, json.loads(words))[2]}


def read_sources(body: str) -> set[int]:
    """Ids of the sources that a body, as it is stored, points to or was copied from."""
    found = FoundSources(_get_stream(), json.loads(body or "[]"))
    return found.chosen | found.copied


def quote_another(old: int, new: int, ids: Collection[int]) -> set[int]:
    """Make these updates quote another source, in every version. Returns the ids
    of those in which readers are shown the source itself, and not a copy."""
    repointing, stream = _get_repointing(old, new), _get_stream()
    changed, shown = [], set()
    # In the order in which announcements lock them, so that none waits for another
    # in a circle. Read once locked: what was published meanwhile is in them.
    locked = (
        _get_rows().locked().filter(pk__in=ids).order_by("page_id", "ordinal", "pk")
    )
    for pk, words in locked.values_list("pk", "words"):
        body, is_found, is_shown = repointing.read(stream, json.loads(words))
        if is_found:
            changed.append(pk)
            LiveUpdate.objects.filter(pk=pk).update(body=body)
        if is_shown:
            shown.add(pk)
    versions = []
    keys = [str(pk) for pk in ids]
    for version in _narrow(
        _get_versions().filter(object_id__in=keys), "content__body", old
    ):
        body, is_found, _is_shown = repointing.read(
            stream, json.loads(version.content["body"])
        )
        if is_found:
            version.content["body"] = json.dumps(body)
            versions.append(version)
    Revision.objects.bulk_update(versions, ["content"], batch_size=100)
    _move_references(old, new)
    transaction.on_commit(partial(index_anew, LiveUpdate, changed), robust=True)
    return shown


def _get_stream():
    return LiveUpdate._meta.get_field("body").stream_block


def _get_repointing(old, new):
    # Both are named or both anonymous: others are not merged.
    either = Source.objects.filter(pk__in=(old, new), kind=Source.Kind.ANONYMOUS)
    return Repointing(old, new, is_anonymous=either.exists())


def _get_rows(among=None):
    # As they are stored: a block that a site no longer has is not in the value.
    updates = LiveUpdate.objects.all() if among is None else among
    return updates.annotate(words=Cast("body", TextField()))


def _get_versions():
    updates = ContentType.objects.get_for_model(LiveUpdate)
    return Revision.objects.filter(base_content_type=updates)


def _narrow(queryset, name, pk):
    # How JSON is written; the beginning of a larger number matches as well.
    return queryset.filter(**{f"{name}__icontains": f'": {pk}'})


def _move_references(old, new):
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(Source),
        to_object_id=str(old),
    )
    moved = list(references)
    references.delete()
    for reference in moved:
        reference.pk, reference.to_object_id = None, str(new)
    # What it has already may be there from a version before.
    ReferenceIndex.objects.bulk_create(moved, ignore_conflicts=True)

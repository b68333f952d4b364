"""Copies of what people wrote that Wagtail keeps: in versions of updates, and in the
history (its log)."""

from collections.abc import Callable, Iterator

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import ModelLogEntry, PageLogEntry, Revision

from ..models import LiveUpdate
from .places import get_content_types, read_text

_HOLD = "liveconflict.hold"


def find_versions(field: str) -> Iterator[tuple[int, str]]:
    """Keys of all versions of updates, each with its text of ``field``."""
    revisions = Revision.objects.filter(
        base_content_type=ContentType.objects.get_for_model(LiveUpdate)
    ).order_by("pk")
    for pk, content in revisions.values_list("pk", "content").iterator(200):
        if text := content.get(field):
            yield pk, text


@transaction.atomic
def rewrite_version(pk: int, change: Callable[[dict], dict]) -> None:
    """``change`` gives what is to be put into the content that it gets."""
    revisions = Revision.objects.select_for_update()
    for content in revisions.filter(pk=pk).values_list("content", flat=True):
        content = {**content, **change(content)}
        Revision.objects.filter(pk=pk).update(content=content)


def find_hold_reasons() -> Iterator[tuple[int, str]]:
    """Keys of the entries of the history that tell of an embargo, each with its
    reason."""
    entries = ModelLogEntry.objects.filter(action=_HOLD).order_by("pk")
    for pk, data in entries.values_list("pk", "data").iterator(500):
        if reason := data.get("reason"):
            yield pk, reason


@transaction.atomic
def rewrite_hold_reason(pk: int, change: Callable[[str], str]) -> None:
    entries = ModelLogEntry.objects.select_for_update()
    for data in entries.filter(pk=pk).values_list("data", flat=True):
        data = {**data, "reason": change(data.get("reason") or "")}
        ModelLogEntry.objects.filter(pk=pk).update(data=data)


def find_log_data() -> Iterator[tuple[str, int, str]]:
    """All other data of the history: table and action, key of the entry, words."""
    for model in (ModelLogEntry, PageLogEntry):
        entries = model.objects.filter(content_type__in=get_content_types())
        rows = entries.exclude(data={}).order_by("action", "pk")
        for action, pk, data in rows.values_list("action", "pk", "data").iterator(500):
            if action == _HOLD:
                data = {key: data[key] for key in data if key != "reason"}
            if text := read_text(data):
                yield f"{model._meta.label}, {action}", pk, text

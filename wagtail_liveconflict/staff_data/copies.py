"""Copies of a colleague's name in what Wagtail keeps of updates: their versions."""

from collections.abc import Callable, Iterator

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Revision

from ..models import LiveUpdate


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

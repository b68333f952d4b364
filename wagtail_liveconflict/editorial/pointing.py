"""What updates point to, as Wagtail's reference index has it."""

from collections.abc import Collection, Iterable
from functools import reduce
from operator import or_

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import ReferenceIndex

from ..models import LiveUpdate

#: Values in one condition; SQLite takes no more than some thousands.
_BATCH = 1_000


def get_references(model):
    """References from updates, in their row, to objects of a model."""
    types = ContentType.objects.get_for_models(LiveUpdate, model)
    return ReferenceIndex.objects.filter(
        base_content_type=types[LiveUpdate], to_content_type=types[model]
    )


def find_updates_pointing_to(record) -> set[int]:
    """Ids of the updates that point to a source, a party, a claim or a picture."""
    references = ReferenceIndex.get_references_to(record).filter(
        base_content_type=ContentType.objects.get_for_model(LiveUpdate)
    )
    # Here as numbers: the index holds them as text.
    return {int(pk) for pk in references.values_list("object_id", flat=True)}


def find_updates_pointing_to_pages(page_ids: Iterable[int]) -> set[int]:
    """Ids of the updates whose text points to pages, given by their ids: one query for
    each thousand pages, by the index of what is pointed to."""
    pages = LiveUpdate._meta.get_field("page").related_model
    # All point to their own live blog.
    references = get_references(pages).exclude(model_path="page")
    found, page_ids = set(), [str(pk) for pk in page_ids]
    for start in range(0, len(page_ids), _BATCH):
        rows = references.filter(to_object_id__in=page_ids[start : start + _BATCH])
        # Here as numbers: the index holds them as text.
        found.update(int(pk) for pk in rows.values_list("object_id", flat=True))
    return found


def find_pages_below(paths: Collection[str]) -> set[int]:
    """Ids of the pages at these tree paths, and below them. None at all where no text
    of an update points to any page: then nobody has to know."""
    pages = LiveUpdate._meta.get_field("page").related_model
    if not paths or not get_references(pages).exclude(model_path="page").exists():
        return set()
    at = reduce(or_, (Q(path__startswith=path) for path in paths))
    return set(pages.objects.filter(at).values_list("pk", flat=True))

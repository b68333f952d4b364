"""What updates point to, as Wagtail's reference index has it."""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ReferenceIndex

from ..models import LiveUpdate


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


def find_updates_pointing_to_pages(**which) -> set[int]:
    """Ids of the updates whose text points to pages, given as conditions of the base
    page type. Where none point to any, one query."""
    pages = LiveUpdate._meta.get_field("page").related_model
    # All point to their own live blog.
    references = get_references(pages).exclude(model_path="page")
    rows = references.values_list("object_id", "to_object_id")
    pairs = [(int(update), int(page)) for update, page in rows]
    if not pairs:
        return set()
    ids = {page for _update, page in pairs}
    found = pages.objects.filter(pk__in=ids, **which).values_list("pk", flat=True)
    found = set(found)
    return {update for update, page in pairs if page in found}

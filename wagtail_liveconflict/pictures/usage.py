"""Where a picture of the image library is used, so that none is taken away that somebody
counts on."""

import swapper
from django.db.models import Q
from wagtail.models import ReferenceIndex

from ..models import LiveUpdate


def find_usage(image) -> list:
    """What shows ``image`` or is about to: pages, updates, whatever else refers to it.

    Wagtail's reference index knows of what is saved in the tables. Of an update that is
    not public that is the version it began with; and of what is public, the drafts are
    missing. So the newest versions of drafts are read themselves.
    """
    usage = {
        _get_key(item): item
        for item, _references in ReferenceIndex.get_grouped_references_to(image)
        if not (isinstance(item, LiveUpdate) and not item.live)
    }
    for draft in _find_drafts(image):
        usage.setdefault(_get_key(draft), draft)
    return list(usage.values())


def is_protected(image) -> bool:
    """Whether the database would refuse to delete it."""
    return ReferenceIndex.get_grouped_references_to(image).is_protected


def _get_models():
    return LiveUpdate, swapper.load_model("wagtailcore", "Page")


def _get_key(item):
    # A page is one, whatever its type.
    models = (model for model in _get_models() if isinstance(item, model))
    return next(models, type(item)), item.pk


def _find_drafts(image):
    """Updates and pages of which the newest version shows the image, and is not the
    public one."""
    for model in _get_models():
        drafts = model.objects.filter(
            Q(live=False) | Q(has_unpublished_changes=True),
            _looks_like("latest_revision__content", image.pk),
        )
        for draft in drafts.select_related("latest_revision"):
            newest = draft.get_latest_revision_as_object()
            if _refers_to(newest, image):
                yield newest


def _looks_like(field, key):
    """Few versions have to be read in full: those with the key somewhere as a value, be
    it in the JSON of a StreamField, or in an attribute within rich text."""
    found = Q()
    for text in (f": {key},", f": {key}}}", f'"{key}"', f'"{key}\\'):
        found |= Q(**{f"{field}__icontains": text})
    return found


def _refers_to(item, image):
    wanted = (ReferenceIndex._get_base_content_type(image).pk, str(image.pk))
    return any(
        (content_type, str(key)) == wanted
        for content_type, key, *_where in (
            ReferenceIndex._extract_references_from_object(item)
        )
    )

"""Where a picture of the image library is used, so that none is taken away that somebody
counts on."""

from wagtail.models import ReferenceIndex

from ..models import LiveUpdate


def find_usage(image) -> list:
    """What shows ``image`` or is about to: pages, updates, whatever else refers to it.

    Wagtail's reference index knows of what is saved in the tables. Of a draft at the
    desk that is the version it began with; so drafts are asked themselves.
    """
    usage = [
        item
        for item, _references in ReferenceIndex.get_grouped_references_to(image)
        if not (isinstance(item, LiveUpdate) and not item.live)
    ]
    known = {item.pk for item in usage if isinstance(item, LiveUpdate)}
    return usage + [draft for draft in _find_drafts(image) if draft.pk not in known]


def is_protected(image) -> bool:
    """Whether the database would refuse to delete it."""
    return ReferenceIndex.get_grouped_references_to(image).is_protected


def _find_drafts(image):
    """Updates of which the newest version shows the image."""
    drafts = LiveUpdate.objects.filter(
        latest_revision__isnull=False,
        # As text, so that few have to be read: 12 is also in 112.
        latest_revision__content__body__icontains=str(image.pk),
    )
    for draft in drafts.select_related("latest_revision"):
        newest = draft.get_latest_revision_as_object()
        if newest.live and not draft.has_unpublished_changes:
            continue
        if _shows(newest, image):
            yield draft


def _shows(update, image):
    block = update._meta.get_field("body").stream_block
    return any(
        issubclass(model, type(image)._meta.concrete_model)
        and str(object_id) == str(image.pk)
        for model, object_id, *_where in block.extract_references(update.body)
    )

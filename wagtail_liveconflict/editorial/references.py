from wagtail.models import ReferenceIndex

from ..models import Change, Claim, LiveUpdate, Party, Source
from .showing import announce_shown
from .verify import announce_claim


def announce_reference(record):
    """Append a change for every update that shows a source, a party (itself or
    through its sources) or a picture. Found in Wagtail's reference index."""
    records = [record]
    if isinstance(record, Party):
        records += record.sources.all()
    sources = [each for each in records if isinstance(each, Source)]
    if sources:
        for claim in Claim.objects.filter(claimant__in=sources):
            announce_claim(claim)
    announce_shown(Change.Kind.EDITED, lambda: _find_updates_with(records))


def _find_updates_with(records):
    ids = {
        reference.object_id
        for shown in records
        for reference in ReferenceIndex.get_references_to(shown)
        if reference.base_content_type.model_class() is LiveUpdate
    }
    return LiveUpdate.objects.public().filter(pk__in=ids)

from itertools import groupby
from operator import attrgetter

from django.db import transaction
from wagtail.models import ReferenceIndex

from ..delivery import change_log
from ..models import Change, Claim, LiveUpdate, Party, Source
from .verify import announce_claim


def announce_reference(record):
    """Append a change for every update that shows a source, a party (through
    its sources) or a picture. Found in Wagtail's reference index."""
    records = [record]
    claims = Claim.objects.none()
    if isinstance(record, Party):
        records = list(record.sources.all())
    if isinstance(record, Party | Source):
        claims = Claim.objects.filter(claimant__in=records)
    ids = {
        reference.object_id
        for shown in records
        for reference in ReferenceIndex.get_references_to(shown)
        if reference.base_content_type.model_class() is LiveUpdate
    }
    with transaction.atomic():
        for claim in claims:
            announce_claim(claim)
        updates = LiveUpdate.objects.locked().public().filter(pk__in=ids)
        updates = updates.order_by("page_id", "ordinal")
        for page_id, group in groupby(updates, key=attrgetter("page_id")):
            change_log.append_for_each(page_id, Change.Kind.EDITED, list(group))

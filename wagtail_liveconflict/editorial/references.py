"""Tells readers of changed sources, parties and pictures; see ``receivers``."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from wagtail.models import ReferenceIndex
from wagtail.search.tasks import insert_or_update_object_task

from ..models import (
    Change,
    Claim,
    ClaimAppearance,
    ClaimPosition,
    LiveUpdate,
    Party,
    Source,
)
from .showing import announce_shown
from .source_quotes import find_updates_showing


def announce_reference(record):
    """Append a change for every update that shows a party (itself, through its
    sources, or in a claim) or a picture. Found in Wagtail's reference index."""
    sources, claims = [], []
    if isinstance(record, Party):
        sources, claims = list(record.sources.all()), _find_claims_about(record)
    announce_shown(
        Change.Kind.EDITED,
        lambda: _get_public(
            _find_pointing_to(record).union(*map(_find_showing, sources)), claims
        ),
    )


def announce_source(source, before: dict | None = None):
    """Append a change for every update that shows a source, and for every claim with
    its name. Most quotes say what it was at the time, and are left alone.

    ``before`` holds its public fields as they were; None when it is deleted.
    """
    was_anonymous = (before or {}).get("kind") == Source.Kind.ANONYMOUS
    # All its quotes lose a name, or may be given one.
    is_masked = before is not None and was_anonymous != source.is_anonymous
    find = _find_pointing_to if is_masked else _find_showing
    is_named_anew = before is None or before.get("name") != source.name
    # Now, as the source may be deleted.
    claims = _find_claims_naming(source) if is_named_anew or is_masked else []
    # All at once: a second announcement would lock updates while it holds feeds.
    announce_shown(Change.Kind.EDITED, lambda: _get_public(find(source), claims))
    if is_named_anew or is_masked:
        _index_anew(source)


def _index_anew(source):
    """What quotes it is found by the name that readers see now, and by no other.
    Each in a task of its own: there may be thousands."""
    meta = LiveUpdate._meta
    # Before it is gone, and once it can be seen.
    known = _find_pointing_to(source)

    def enqueue():
        for pk in sorted(known | _find_pointing_to(source)):
            insert_or_update_object_task.enqueue(
                meta.app_label, meta.model_name, str(pk)
            )

    transaction.on_commit(enqueue, robust=True)


def _find_pointing_to(record) -> set[int]:
    references = ReferenceIndex.get_references_to(record).filter(
        base_content_type=ContentType.objects.get_for_model(LiveUpdate)
    )
    return {int(pk) for pk in references.values_list("object_id", flat=True)}


def _find_showing(source) -> set[int]:
    pointing = LiveUpdate.objects.filter(pk__in=_find_pointing_to(source))
    return find_updates_showing(source.pk, pointing)


def _find_claims_naming(source) -> list[int]:
    naming = Q(claimant=source) | Q(support__source=source)
    return list(Claim.objects.filter(naming).values_list("pk", flat=True).distinct())


def _find_claims_about(party) -> list[int]:
    """Where one side has spoken, the other one is named as well, as silent."""
    about = Q(party=party) | Q(party__is_belligerent=True, is_official=True)
    positions = ClaimPosition.objects.filter(about).order_by()
    return list(positions.values_list("claim_id", flat=True).distinct())


def _get_public(ids, claim_ids=()):
    shown = Q(pk__in=ids)
    if claim_ids:
        appearances = ClaimAppearance.objects.filter(claim__in=claim_ids)
        shown |= Q(pk__in=appearances.values("update_id"))
    return LiveUpdate.objects.public().filter(shown)

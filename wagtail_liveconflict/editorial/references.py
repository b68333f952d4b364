"""Tells readers of changed sources, parties and pictures; see ``receivers``."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Q

from ..models import (
    Change,
    Claim,
    ClaimAppearance,
    ClaimPosition,
    LiveUpdate,
    Party,
    Source,
)
from .indexing import enqueue_indexing
from .pointing import find_updates_pointing_to, find_updates_pointing_to_pages
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
            find_updates_pointing_to(record).union(*map(_find_showing, sources)), claims
        ),
    )


def announce_pages(page_ids: Collection[int], *, are_deleted=False) -> None:
    """Once it is committed, append a change for every update that shows cards of these
    pages, given by their ids.

    Not in the same transaction: it may hold feeds already, before which updates are
    locked, or delete the live blog of such an update together with the page.
    """
    # Of what is deleted nothing tells any more by then.
    known = find_updates_pointing_to_pages(page_ids) if are_deleted else set()

    def find():
        return known | find_updates_pointing_to_pages(page_ids)

    def announce():
        # Every page of the site comes by here: nearly all cost this one query.
        if find():
            announce_shown(Change.Kind.EDITED, lambda: _get_public(find()))

    transaction.on_commit(announce, robust=True)


def announce_source(source, before: dict | None = None):
    """Append a change for every update that shows a source, and for every claim with
    its name. Most quotes say what it was at the time, and are left alone.

    ``before`` holds its public fields as they were; None when it is deleted.
    """
    was_anonymous = (before or {}).get("kind") == Source.Kind.ANONYMOUS
    # All its quotes lose a name, or may be given one.
    is_masked = before is not None and was_anonymous != source.is_anonymous
    find = find_updates_pointing_to if is_masked else _find_showing
    is_named_anew = before is None or before.get("name") != source.name
    # Now, as the source may be deleted.
    claims = _find_claims_naming(source) if is_named_anew or is_masked else []
    # All at once: a second announcement would lock updates while it holds feeds.
    announce_shown(Change.Kind.EDITED, lambda: _get_public(find(source), claims))
    if is_named_anew or is_masked:
        _index_anew(source)


def _index_anew(source):
    """What quotes it is found by the name that readers see now, and by no other."""
    # Before it is gone, and once it can be seen.
    known = find_updates_pointing_to(source)

    def enqueue():
        enqueue_indexing(LiveUpdate, sorted(known | find_updates_pointing_to(source)))

    transaction.on_commit(enqueue, robust=True)


def _find_showing(source) -> set[int]:
    pointing = LiveUpdate.objects.filter(pk__in=find_updates_pointing_to(source))
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

"""Everything readers see of the claims of a page, in a few queries."""

from collections.abc import Iterable

from django.db.models import Prefetch, prefetch_related_objects

from ..models import Claim, ClaimAppearance, ClaimSupport, LiveUpdate, Party
from .addresses import get_full_permalink


def load_claims(claims: Iterable[Claim], page) -> None:
    """Load the parts of all these claims: six queries, three more where positions
    or successors are shown, however many claims there are. Those already loaded are
    left as they are."""
    waiting = [each for each in claims if not hasattr(each, "loaded_successor")]
    if not waiting:
        return
    prefetch_related_objects(
        waiting,
        "aspects",
        Prefetch("support", ClaimSupport.objects.select_related("source")),
        "positions",
        "_evidence",
        "status_changes",
    )
    _load_parties(waiting)
    _load_successors(waiting, page)


def _load_parties(claims) -> None:
    positions = [each for claim in claims for each in claim.positions.all()]
    # The other side's label is needed as well: it may be silent.
    parties = {party.pk: party for party in Party.objects.all()} if positions else {}
    for position in positions:
        position.party = parties.get(position.party_id)
    for claim in claims:
        claim.loaded_parties = list(parties.values())


def _load_successors(claims, page) -> None:
    """Of claims that were overtaken, the newer one, where readers of this live blog
    can see it: its sentence and the address of the newest update that shows it."""
    newer = {claim.overtaken_by_id for claim in claims} - {None}
    found = {}
    if newer:
        shown = LiveUpdate.objects.public().on(page)
        appearances = (
            ClaimAppearance.objects.filter(
                claim_id__in=newer, claim__withdrawn_at=None, update__in=shown
            )
            .select_related("claim", "update")
            .defer("update__body")
            .order_by("update__ordinal")
        )
        for appearance in appearances:
            appearance.update.page = page
            found[appearance.claim_id] = (
                appearance.claim.sentence,
                get_full_permalink(appearance.update),
            )
    for claim in claims:
        claim.loaded_successor = found.get(claim.overtaken_by_id, ("", ""))

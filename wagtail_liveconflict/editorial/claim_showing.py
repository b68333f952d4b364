"""Which updates show a claim, and how their readers hear of it."""

from ..models import Change, LiveUpdate
from .showing import announce_later, announce_shown


def announce_claim(claim):
    """Append a change for every update that shows the claim."""

    def announce():
        announce_shown(Change.Kind.CLAIM, lambda: find_updates_with(claim))

    if not announce_later(("claim", claim.pk), announce):
        announce()


def find_updates_with(claim):
    return LiveUpdate.objects.public().filter(claim_appearances__claim_id=claim.pk)

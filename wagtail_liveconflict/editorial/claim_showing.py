"""Which updates show a claim, and how their readers hear of it."""

from collections.abc import Callable, Collection, Iterable
from functools import partial

from django.db import transaction
from django.db.models import Q

from ..models import Change, ClaimAppearance, LiveUpdate
from .pointing import find_updates_pointing_to
from .showing import announce_later, announce_shown


def announce_claim(claim):
    """Append a change for every update that shows the claim, be it in the card of one
    that it has overtaken."""

    def announce():
        announce_shown(Change.Kind.CLAIM, lambda: find_all_with([claim.pk]))

    # One that tells of a correction as well has to stay.
    if not announce_later(("claim", claim.pk), announce, replaces=False):
        announce()


def announce_corrected_claim(claim, find_heads: Callable[[], Collection[int]]) -> None:
    """The heads of live blogs, given by the ids of their pages, together with the
    claim's own announcement: two, one after the other, would lock updates while they
    hold feeds, and might wait for each other in a circle.

    Only within ``announcing_once``. Outside, the claim was announced as it was saved,
    and the heads follow.
    """

    def announce():
        announce_shown(
            Change.Kind.CLAIM, lambda: find_all_with([claim.pk]), find_heads()
        )

    if not announce_later(("claim", claim.pk), announce):
        announce_shown(Change.Kind.CLAIM, LiveUpdate.objects.none, find_heads())


def announce_successors(page_id: int, claim_ids: Iterable[int]) -> None:
    """These claims are shown, or not any more, in an update of a live blog. What they
    have overtaken leads to that update, and is announced once this is committed: an
    update is locked now, and others come before it."""
    transaction.on_commit(
        partial(_announce_overtaken, page_id, tuple(claim_ids)), robust=True
    )


def forget_claims(update):
    """Readers of the update do not see its claims any more."""
    shown = list(update.claim_appearances.values_list("claim_id", flat=True))
    if shown:
        update.claim_appearances.all().delete()
        announce_successors(update.page_id, shown)


def _announce_overtaken(page_id, claim_ids):
    overtaken = ClaimAppearance.objects.filter(claim__overtaken_by__in=claim_ids)

    def find():
        updates = LiveUpdate.objects.public().filter(page_id=page_id)
        return updates.filter(pk__in=overtaken.values("update_id"))

    # A transaction for both: most claims have overtaken nothing.
    if find().exists():
        with transaction.atomic():
            announce_shown(Change.Kind.CLAIM, find)


def find_updates_with(claim):
    return LiveUpdate.objects.public().filter(claim_appearances__claim_id=claim.pk)


def find_all_with(claim_ids: Collection[int]):
    """Also the updates with claims that these have overtaken: their cards show the
    sentence of the newer one."""
    shown = ClaimAppearance.objects.filter(
        Q(claim__in=claim_ids) | Q(claim__overtaken_by__in=claim_ids)
    )
    return LiveUpdate.objects.public().filter(pk__in=shown.values("update_id"))


def find_pages_that_showed(claim) -> set[int]:
    """Ids of the live blogs whose readers have seen the claim, also where the update
    that showed it was taken back or off the page since."""
    ids = find_updates_pointing_to(claim)
    published = LiveUpdate.objects.filter(pk__in=ids, ordinal__isnull=False)
    return {
        *published.values_list("page_id", flat=True),
        *find_updates_with(claim).values_list("page_id", flat=True),
    }

from django.utils import timezone

from ..exceptions import NotAllowed, UnknownStatus
from ..models import Change, Claim, LiveUpdate
from ..permissions import NewsroomRecordPermissionPolicy
from .showing import announce_shown


def change_claim_status(claim, user, status, explanation="", as_of=None):
    """Give a claim another status, as of now or of ``as_of``. Every open page
    that shows the claim learns it."""
    if status not in Claim.Status.values:
        raise UnknownStatus
    policy = NewsroomRecordPermissionPolicy(Claim)
    if user is not None and not policy.user_has_permission(user, "change"):
        raise NotAllowed
    claim.status = status
    claim.as_of = as_of or timezone.now()
    if explanation:
        claim.explanation = explanation
    # Saving announces it, here as on every other way of saving a claim.
    claim.save()


def announce_claim(claim):
    """Append a change for every update that shows the claim."""
    announce_shown(Change.Kind.CLAIM, lambda: find_updates_with(claim))


def find_updates_with(claim):
    return LiveUpdate.objects.public().filter(claim_appearances__claim_id=claim.pk)

from itertools import groupby
from operator import attrgetter

from django.db import transaction
from django.utils import timezone

from ..delivery import change_log
from ..exceptions import NotAllowed, UnknownStatus
from ..models import Change, Claim, LiveUpdate
from ..permissions import NewsroomRecordPermissionPolicy


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
    with transaction.atomic():
        # By page: feeds are locked one after the other, and in the same order
        # by everybody, so that two announcements cannot wait for each other.
        shown_in = (
            LiveUpdate.objects.locked()
            .public()
            .filter(claim_appearances__claim=claim)
            .order_by("page_id", "ordinal")
            .only("pk", "page_id", "ordinal", "change_number")
        )
        for page_id, updates in groupby(shown_in, key=attrgetter("page_id")):
            change_log.append_for_each(page_id, Change.Kind.CLAIM, list(updates))

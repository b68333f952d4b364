"""Takes a status back when what it stood on is not there any more."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext

from ..models import Claim
from ..verification import Reason, Status
from .claim_gates import find_lacks
from .showing import announce_later
from .verify import StatusStep, adopt_status, lock_claim, make_step

#: Statuses that stand on something.
_GATED = (Status.CORROBORATED, *Claim.SETTLED)


def reopen_claim(claim, user=None, *, statuses=Claim.SETTLED) -> None:
    """A settled claim's sentence or evidence is another now: what was verified or
    found false has to be checked again. ``claim`` is brought up to date in place."""
    with transaction.atomic():
        locked = lock_claim(claim)
        if locked.status not in statuses or locked.is_withdrawn:
            return
        with translation.override(settings.LANGUAGE_CODE):
            note = gettext("The claim or its evidence was edited: we check it again.")
        make_step(
            locked,
            StatusStep(
                after=Status.CHECKING,
                reason=Reason.NEW_EVIDENCE,
                note=note,
                as_of=timezone.now(),
            ),
            actor=user,
        )
    adopt_status(claim, locked)


def keep_gates(claim, user=None) -> None:
    """Something of the claim was changed: reopen it if its status lacks now what it
    had to have. Within ``announcing_once``, when all is saved."""

    def check():
        if claim.status not in _GATED or claim.is_withdrawn:
            return
        if find_lacks(claim, claim.status, claim.finding):
            reopen_claim(claim, user, statuses=_GATED)

    if not announce_later(("gates", claim.pk), check):
        check()

"""What a status stands on. Every way of changing it passes here, superusers too."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..models import Claim, ClaimDossier
from ..models.claim_log import digest_of
from ..verification import AspectState, Finding, Status


@dataclass(frozen=True)
class Lack:
    """Something a status needs and the claim has not. ``code`` names it for code."""

    code: str
    message: str


def find_lacks(claim: Claim, after: str, finding: str = "") -> list[Lack]:
    """What the claim lacks for a status, as it is in the database."""
    finder = {
        Status.VERIFIED: _find_lacks_of_verified,
        Status.CORROBORATED: _find_lacks_of_corroborated,
        Status.FALSE: lambda claim: _find_lacks_of_false(claim, finding),
    }.get(after)
    return list(finder(claim)) if finder else []


def _find_lacks_of_verified(claim) -> Iterator[Lack]:
    dossier = ClaimDossier.of(claim)
    if not claim.methods:
        yield Lack("method", _("Say how it was checked: at least one method."))
    if not dossier.own_witness and not _has_evidence(claim):
        yield Lack("evidence", _("Add evidence, or name our own witness."))
    if not claim.aspects.filter(state=AspectState.CONFIRMED).exists():
        yield Lack("aspect", _("Mark at least one aspect as confirmed."))
    if not dossier.has_checker:
        yield Lack("checker", _("Say who checked it."))


def _find_lacks_of_corroborated(claim) -> Iterator[Lack]:
    support = [each for each in claim.support.all() if each.who and each.what]
    if not support:
        yield Lack("support", _("Say who supports it, and what exactly of it."))
    elif not any(_is_independent(each, claim.claimant) for each in support):
        yield Lack(
            "independent",
            _(
                "Name somebody other than who claims it; an anonymous source is no name."
            ),
        )


def _is_independent(support, claimant) -> bool:
    """Whether it is a name, and not that of who claims it."""
    if support.source and support.source.is_anonymous:
        return False
    if claimant is None:
        return True
    return support.source_id != claimant.pk and (
        support.who.casefold() != claimant.name.casefold()
    )


def _find_lacks_of_false(claim, finding) -> Iterator[Lack]:
    if finding not in Finding.values:
        yield Lack("finding", _("Say what is false about it: choose a finding."))
    if not _has_evidence(claim):
        yield Lack("evidence", _("Add the evidence that shows it."))


def _has_evidence(claim) -> bool:
    """Whether there is any that says more than its kind."""
    said = ("description", "link", "archive_link", "sha256")
    return claim._evidence.exclude(**dict.fromkeys(said, "")).exists()


def compute_claim_digest(claim: Claim) -> str:
    """SHA-256 of what a status says something about and stands on: the sentence and
    the core of the evidence. ``claim`` is the row as it is locked."""
    evidence = claim._evidence.order_by("pk")
    return digest_of([claim.sentence, *(each.get_core() for each in evidence)])


def compute_request_digest(claim: Claim) -> str:
    """SHA-256 of all that a second editor looks at before agreeing. ``claim`` is the
    row as it is locked."""
    dossier = ClaimDossier.of(claim)
    return digest_of(
        [
            compute_claim_digest(claim),
            claim.explanation,
            claim.methods,
            dossier.own_witness,
            dossier.checked_by_id,
            *map(str, claim.aspects.order_by("pk")),
            *map(str, claim.support.order_by("pk")),
        ]
    )

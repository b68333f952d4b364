"""``manage.py verify_claim_log``: whether the log of claims is as it was written."""

import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from ...editorial.claim_gates import compute_claim_digest
from ...editorial.claim_log import BrokenStep, find_broken_steps
from ...models import Claim, ClaimLogRedaction, ClaimStatusChange
from ...verification import Status

PROBLEMS = {
    "digest": "this row was changed after it was written",
    "chain": "it does not follow from the row before: that one was changed or replaced",
    "number": "a row before it is missing",
    "end": "the claim says something else than this, its newest row: rows after it "
    "are missing, or its status was changed past the log",
    "judged": "the claim or its evidence is another than was judged",
}
#: Rows read at once, and claims after which a terminal is told how far it is.
_CHUNK = 500


class Command(BaseCommand):
    help = (
        "Walk the log of each claim's status and name the first row that was changed, "
        "before which one is missing, or whose verified or false claim is another "
        "now. The exit code is 1 if there is any."
    )

    def add_arguments(self, parser):
        parser.add_argument("claim", type=int, nargs="*", help="Ids; all by default.")
        parser.add_argument(
            "--digests",
            action="store_true",
            help="Also print the newest digest of each claim, to be kept elsewhere: a "
            "log that was written anew as a whole ends in another.",
        )

    def handle(self, *, claim, digests, **options):
        claims = Claim.objects.order_by("pk")
        if claim:
            claims = claims.filter(pk__in=claim)
            if unknown := sorted(set(claim) - set(claims.values_list("pk", flat=True))):
                raise CommandError(f"There is no claim {', '.join(map(str, unknown))}.")
        count = broken = 0
        for known, steps in walk(claims):
            count += 1
            found, newest = check(known, steps)
            if found:
                found, newest = check_locked(known)
            if found:
                broken += 1
                self.stderr.write(describe(found))
            elif digests and newest:
                self.stdout.write(f"{known.pk}\t{newest.number}\t{newest.digest}")
            if count % _CHUNK == 0:
                self._tell_progress(count)
        if broken:
            raise CommandError(f"{broken} of {count} logs are broken.", returncode=1)
        self.stdout.write(f"{count} logs are as they were written.")
        self._tell_redactions(claims, digests)

    def _tell_redactions(self, claims, in_full):
        """Names are replaced in rows that are otherwise as they were written: how
        often that was said to be so is for people to judge."""
        redactions = ClaimLogRedaction.objects.filter(step__claim__in=claims)
        if rows := redactions.values("step").distinct().count():
            self.stdout.write(f"In {rows} rows a colleague’s name was replaced.")
        if in_full:
            for each in redactions.select_related("step"):
                self.stdout.write(
                    f"{each.step.claim_id}\t{each.step.number}\tname replaced\t"
                    f"{each.at.isoformat()}\t{each.digest_after}"
                )

    def _tell_progress(self, count):
        if sys.stderr.isatty():
            self.stderr.write(f"\r{count} …", ending="")


def describe(found: BrokenStep) -> str:
    if not found.number:
        return f"Claim {found.claim_id}: it has a status, and no log."
    return f"Claim {found.claim_id}, row {found.number}: {PROBLEMS[found.problem]}."


def walk(claims) -> Iterator[tuple[Claim, Iterable[ClaimStatusChange]]]:
    """Each claim with its log. Two queries, whatever there is to read, and never
    more than a few hundred rows in memory."""
    log = ClaimStatusChange.objects.filter(claim__in=claims.order_by())
    log = log.order_by("claim_id", "number").iterator(_CHUNK)
    groups = groupby(log, attrgetter("claim_id"))
    of, steps = next(groups, (None, ()))
    fields = (
        *("pk", "sentence", "status", "finding"),
        *("status_changed_at", "withdrawn_at"),
    )
    for claim in claims.select_related(None).only(*fields).iterator(_CHUNK):
        if of == claim.pk:
            yield claim, steps
            of, steps = next(groups, (None, ()))
        else:
            yield claim, ()


@transaction.atomic
def check_locked(claim: Claim):
    """:func:`check` while nobody changes the claim: what was read before may have
    been read in the middle of a change."""
    claim = Claim.objects.locked().get(pk=claim.pk)
    return check(claim, claim.status_changes.order_by("number").iterator(_CHUNK))


def check(
    claim: Claim, steps: Iterable[ClaimStatusChange]
) -> tuple[BrokenStep | None, ClaimStatusChange | None]:
    """The first broken row of one claim's log, if any, and its newest row.

    For a settled claim this reads what was judged as well, in queries of its own.
    """
    newest = None

    def remember():
        nonlocal newest
        for step in steps:
            newest = step
            yield step

    if broken := find_broken_steps(remember()):
        return broken[0], newest
    ends_so = (newest.after, newest.finding) if newest else (Status.UNVERIFIED, "")
    changed_at = newest.at if newest else None
    if (*ends_so, changed_at) != (claim.status, claim.finding, claim.status_changed_at):
        return BrokenStep(claim.pk, newest.number if newest else 0, "end"), newest
    # A withdrawn claim is no longer judged: it may be edited and keeps its status.
    is_judged = newest and claim.is_settled and not claim.is_withdrawn
    if is_judged and newest.claim_digest != compute_claim_digest(claim):
        return BrokenStep(claim.pk, newest.number, "judged"), newest
    return None, newest

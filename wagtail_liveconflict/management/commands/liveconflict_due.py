"""``manage.py liveconflict_due``: what becomes due by the clock. For cron, each minute."""

from django.core.management.base import BaseCommand
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ...models import Claim


class Command(BaseCommand):
    help = (
        "Tell open pages of the claims that should have been checked again by now. "
        "Run it each minute; where there is nothing to tell, nothing is written."
    )

    def handle(self, *, verbosity, **options):
        marked = cleared = 0
        for pk in list(find_outdated(timezone.now()).values_list("pk", flat=True)):
            claim = mark(pk)
            if claim is None:
                continue
            marked += claim.is_overdue
            cleared += not claim.is_overdue
            if verbosity:
                what = "not re-checked in time" if claim.is_overdue else "in time again"
                self.stdout.write(f"Claim {claim.pk}: {what}")
        if verbosity > 1 and not (marked or cleared):
            self.stdout.write("Nothing is due.")


def find_outdated(now):
    """Claims of which readers are told something else than the clock says."""
    is_due = Q(recheck_due__lt=now)
    is_not_due = Q(recheck_due=None) | Q(recheck_due__gte=now)
    claims = Claim.objects.filter(withdrawn_at=None).order_by("pk")
    return claims.filter(
        (is_due & Q(is_overdue=False)) | (is_not_due & Q(is_overdue=True))
    )


@transaction.atomic
def mark(pk: int) -> Claim | None:
    """Bring one claim up to date; saving it announces it. None where a colleague has
    done so in the meantime."""
    claims = find_outdated(timezone.now()).locked()
    claim = claims.filter(pk=pk).first()
    if claim is not None:
        claim.save(update_fields=["is_overdue"])
    return claim

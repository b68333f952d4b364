"""Claims that should have been checked again by now, and what readers are told of it."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ..models import Claim


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

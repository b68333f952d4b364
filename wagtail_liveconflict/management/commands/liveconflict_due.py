"""``manage.py liveconflict_due``: what becomes due by the clock. For cron, each minute."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from ...editorial.due_claims import find_outdated, mark


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

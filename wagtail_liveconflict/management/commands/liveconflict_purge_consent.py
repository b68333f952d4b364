"""``manage.py liveconflict_purge_consent``: forget choices that need no proof any more.
For cron, each day."""

from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone
from wagtail.models import Site

from ...models import ConsentRecord, CookieNotice

#: Not less than any month.
DAYS_OF_A_MONTH = 31


class Command(BaseCommand):
    help = (
        "Delete the entries of the log of consent that are older than the cookie notice "
        "of their site says."
    )

    def handle(self, *, verbosity, **options):
        deleted = 0
        kept = dict(CookieNotice.objects.values_list("site", "proof_months"))
        default = CookieNotice._meta.get_field("proof_months").default
        for site in Site.objects.all():
            days = kept.get(site.pk, default) * DAYS_OF_A_MONTH
            old = ConsentRecord.objects.filter(
                site=site, time__lt=timezone.now() - timedelta(days=days)
            )
            deleted += old.delete()[0]
        if verbosity:
            self.stdout.write(f"Deleted: {deleted}")

"""``manage.py liveconflict_delivery``: how all open pages of the site are served."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from ...delivery.announcing import announce
from ...delivery.change_log import renew_epoch
from ...models import DeliverySwitch, LiveFeed

Mode = DeliverySwitch.Mode


class Command(BaseCommand):
    help = (
        "Slow down or stop what all open live blogs ask of this site, or make them "
        "load anew after a backup was restored."
    )

    def add_arguments(self, parser):
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("status", help="Say how the switch stands.")
        slow = verbs.add_parser(
            "slow", help="No streams; open pages ask every so many seconds."
        )
        slow.add_argument(
            "seconds",
            type=int,
            nargs="?",
            default=60,
            help="From 1 to 3600; 60 by default.",
        )
        verbs.add_parser(
            "stop",
            help="Open pages ask nothing any more, until they are loaded anew.",
        )
        verbs.add_parser("resume", help="Back to normal.")
        rebuild = verbs.add_parser(
            "rebuild",
            help="Open pages are told to load anew. Do this after restoring a backup.",
        )
        rebuild.add_argument("page", type=int, nargs="*", help="Ids; all by default.")

    def handle(self, *args, verb, **options):
        getattr(self, f"do_{verb}")(**options)

    def do_status(self, **options):
        switch = DeliverySwitch.objects.filter(pk=DeliverySwitch.PK).first()
        mode = switch.mode if switch else Mode.NORMAL
        gap = f", {switch.wait} seconds" if mode == Mode.SLOW else ""
        self.stdout.write(f"Delivery: {mode}{gap}")
        for feed in LiveFeed.objects.select_related("page").order_by("page_id"):
            self.stdout.write(f"{feed.page.title}: {feed.state}, {feed}")

    def do_slow(self, seconds, **options):
        if not 1 <= seconds <= 3600:
            raise CommandError("Seconds must be between 1 and 3600.")
        self._turn(Mode.SLOW, seconds)

    def do_stop(self, **options):
        self._turn(Mode.STOP)

    def do_resume(self, **options):
        self._turn(Mode.NORMAL)

    def _turn(self, mode, wait=60):
        with transaction.atomic():
            DeliverySwitch.turn(mode, wait)
            # Of no live blog: all processes look how the switch stands.
            transaction.on_commit(lambda: announce(0))
        self.do_status()

    def do_rebuild(self, page, **options):
        count = renew_epoch(page or None)
        if page and count < len(set(page)):
            raise CommandError("Not all of these pages are live blogs.")
        self.stdout.write(f"{count} live blogs have a new epoch.")

"""``manage.py liveconflict_doctor``: does this site work, up to what readers get?"""

import contextlib
import json
import textwrap
from urllib.parse import urlsplit

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from wagtail.models import Site

from ...doctor.delivery import get_delivery_probes, read_cache
from ...doctor.probing import Result, Status, run_all
from ...doctor.site import get_site_probes
from ...models import DeliveryProbe

#: Columns of the table.
_WIDTH = 88
_INDENT = " " * 9


class Command(BaseCommand):
    help = (
        "Run the system checks, then try whether changes reach readers: a throw-away "
        "change goes to a feed that nobody sees, and is waited for on each way that "
        "the site offers. Prints a table; ends with an error where a probe has failed."
    )
    # They are the first probe.
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument(
            "--url",
            action="append",
            default=[],
            help="Address at which readers reach the site, such as "
            "https://news.example. May be given several times. Default: the addresses "
            "under Settings → Sites.",
        )
        parser.add_argument(
            "--offline", action="store_true", help="Ask no running site by HTTP."
        )
        parser.add_argument(
            "--limit",
            type=float,
            default=30,
            help="Seconds that one probe may take (default: 30).",
        )
        parser.add_argument(
            "--json", action="store_true", help="Print JSON instead of a table."
        )
        # For the other process of the probe of the cache.
        parser.add_argument("--read-cache", help="Used by the command itself.")

    def handle(self, *, url, offline, limit, **options):
        if token := options["read_cache"]:
            self.stdout.write(read_cache(token))
            return
        if limit <= 0:
            raise CommandError("--limit must be more than 0 seconds.")
        addresses = [] if offline else _get_addresses(url)
        results = []
        try:
            for result in run_all(
                [*get_site_probes(), *get_delivery_probes(addresses)], limit
            ):
                results.append(result)
                if not options["json"]:
                    self._print(result)
        finally:
            # Also after Ctrl-C, and where a probe was left behind. Where there is no
            # table, a probe has said so.
            with contextlib.suppress(DatabaseError):
                DeliveryProbe.objects.all().delete()
        failed = [result.name for result in results if result.status == Status.FAILED]
        if options["json"]:
            probes = [result.as_dict() for result in results]
            self.stdout.write(
                json.dumps({"ok": not failed, "probes": probes}, indent=2)
            )
        if failed:
            raise CommandError(f"Failed: {', '.join(failed)}.")

    def _print(self, result: Result) -> None:
        style = {
            Status.OK: self.style.SUCCESS,
            Status.WARNING: self.style.WARNING,
            Status.FAILED: self.style.ERROR,
        }.get(result.status, str)
        name = f"{result.name} ".ljust(_WIDTH - len(_INDENT) - 8, ".")
        self.stdout.write(
            f"{style(result.status.value.ljust(8))} {name} {result.seconds:5.1f} s"
        )
        for line in "\n".join(result.lines).splitlines():
            self.stdout.write(
                textwrap.fill(
                    line,
                    _WIDTH,
                    initial_indent=_INDENT,
                    subsequent_indent=_INDENT,
                    break_long_words=False,
                    break_on_hyphens=False,
                )
            )


def _get_addresses(given: list[str]) -> list[str]:
    addresses = given or [site.root_url for site in Site.objects.order_by("pk")]
    for address in addresses:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise CommandError(
                f"{address} is not an address such as https://news.example"
            )
    return list(dict.fromkeys(address.rstrip("/") for address in addresses))

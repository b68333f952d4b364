"""Change one claim's status to and fro: ``python -m benchmarks.claim_status.changing
UPDATES RUNS``.

Makes a live blog in which so many updates show the claim, and prints JSON: the queries
of one change, and the milliseconds of each of the others.
"""

import json
import os
import statistics
import sys
import time

import django


def prepare(updates: int):
    """A claim that ``updates`` published updates of a live blog of its own show."""
    from wagtail_liveconflict.models import Claim, ClaimAppearance, LiveUpdate

    from ..site.filling import make_blog

    page_id = make_blog(updates, f"claim-in-{updates}-updates")
    claim = Claim.objects.create(sentence=f"Boat {updates} has reached the far bank.")
    body = [{"type": "verification", "value": {"claim": claim.pk, "note": ""}}]
    shown = LiveUpdate.objects.filter(page_id=page_id)
    shown.update(body=json.dumps(body))
    ClaimAppearance.objects.bulk_create(
        (
            ClaimAppearance(claim=claim, update_id=pk)
            for pk in shown.values_list("pk", flat=True)
        ),
        batch_size=500,
    )
    return claim


def change(claim, run: int) -> None:
    """Statuses that ask for nothing but a note."""
    from wagtail_liveconflict.editorial import StatusStep, change_status

    after = "disputed" if run % 2 else "checking"
    change_status(claim, None, StatusStep(after=after, note="Somebody has called."))


def measure(updates: int, runs: int) -> dict:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    claim = prepare(updates)
    # Once without being measured: what is read for the first time is read then.
    change(claim, 0)
    with CaptureQueriesContext(connection) as queries:
        change(claim, 1)
    times = []
    for run in range(2, runs + 2):
        start = time.perf_counter()
        change(claim, run)
        times.append(1000 * (time.perf_counter() - start))
    return {
        "updates": updates,
        "queries": len(queries),
        "times": times,
        "median": statistics.median(times),
    }


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.site.settings")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    updates, runs = map(int, sys.argv[1:])
    sys.stdout.write(json.dumps(measure(updates, runs)) + "\n")


if __name__ == "__main__":
    main()

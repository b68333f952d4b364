"""One writer: commits as often as it can until its time is up.

``python -m benchmarks.change_log.writing PAGE VARIANT SECONDS WORK_MS`` says it is
ready, waits for a line, and then answers with the number of its commits.
"""

import json
import os
import sys
import time

import django


def write_late(page_id: int, number: int, work: float) -> None:
    """Ours: the number is taken as the last step of the transaction."""
    with transaction.atomic():
        update = _insert(page_id, number)
        time.sleep(work)
        change_log.append(page_id, Change.Kind.PUBLISHED, update, gives_ordinal=True)


def write_early(page_id: int, number: int, work: float) -> None:
    """A prototype for comparison: the same rows, the number taken first, so that
    every other writer waits while the work is done."""
    feeds = LiveFeed.objects.filter(page_id=page_id)
    with transaction.atomic():
        feeds.update(cursor=F("cursor") + 1, last_ordinal=F("last_ordinal") + 1)
        feed = feeds.only("cursor", "last_ordinal").get()
        update = _insert(page_id, number)
        time.sleep(work)
        Change.objects.create(
            page_id=page_id,
            number=feed.cursor,
            kind=Change.Kind.PUBLISHED,
            update_id=update.pk,
            ordinal=feed.last_ordinal,
        )
        LiveUpdate.objects.filter(pk=update.pk).update(
            ordinal=feed.last_ordinal, change_number=feed.cursor
        )


def publish(page_id: int, number: int, work: float) -> None:
    """A whole publication of ours: its own work in place of the pause."""
    publish_number(page_id, number)


def _insert(page_id: int, number: int):
    # In bulk, since that sends no signals: indexing for the search is not
    # what is measured here.
    update = LiveUpdate(page_id=page_id, body=_BODY, byline="none", live=True)
    return LiveUpdate.objects.bulk_create([update])[0]


def main() -> None:
    page_id, variant = int(sys.argv[1]), sys.argv[2]
    seconds, work = float(sys.argv[3]), float(sys.argv[4]) / 1000
    write = {"late": write_late, "early": write_early, "publish": publish}[variant]
    if variant != "publish":
        # What follows the commit (rendering, announcing) is not the log's.
        change_log.announce = lambda *args: None
    LiveFeed.objects.get(page_id=page_id)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    count, deadline = 0, time.monotonic() + seconds
    while time.monotonic() < deadline:
        write(page_id, count, work)
        count += 1
    sys.stdout.write(f"{count}\n")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.site.settings")
    django.setup()

    from django.db import transaction
    from django.db.models import F

    from wagtail_liveconflict.delivery import change_log
    from wagtail_liveconflict.models import Change, LiveFeed, LiveUpdate

    from ..payload import get_words
    from ..site.publishing import publish_number

    _BODY = json.dumps([{"type": "text", "value": f"<p>{get_words(0)}</p>"}])
    main()

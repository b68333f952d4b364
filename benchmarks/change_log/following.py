"""One reader who follows a live blog in three ways at once.

``python -m benchmarks.change_log.following PAGE`` says it is ready, follows until
a line comes in, looks once more, and answers with what each way has missed:

cursor
    our change log, by its numbers;
id
    rows of updates with a larger id than the last one seen;
timestamp
    rows of updates made later than the last one seen.

The last two are what one does without a change log.
"""

import json
import os
import select
import sys

import django

#: Seconds between two looks.
PAUSE = 0.01
# Nobody is told to load the page anew here: it is the log that is tried.
NO_LIMIT = 1_000_000


class Follower:
    def __init__(self, page_id: int):
        self.updates = LiveUpdate.objects.filter(page_id=page_id)
        self.feeds = LiveFeed.objects.filter(page_id=page_id)
        self.seen = {"cursor": set(), "id": set(), "timestamp": set()}
        feed = self.feeds.get()
        self.cursor = Cursor(feed.epoch, feed.cursor)
        self.last_id = 0
        self.last_time = None

    def look(self) -> None:
        feed = self.feeds.get()
        changes = read_after(feed, self.cursor, NO_LIMIT)
        self.seen["cursor"].update(changes.ordinals)
        self.cursor = Cursor(feed.epoch, feed.cursor)

        ids = list(
            self.updates.filter(pk__gt=self.last_id).values_list("pk", flat=True)
        )
        self.seen["id"].update(ids)
        self.last_id = max(ids, default=self.last_id)

        later = self.updates
        if self.last_time:
            later = later.filter(created_at__gt=self.last_time)
        rows = list(later.values_list("pk", "created_at"))
        self.seen["timestamp"].update(pk for pk, _at in rows)
        self.last_time = max((at for _pk, at in rows), default=self.last_time)

    def get_result(self) -> dict:
        everything = set(self.updates.values_list("pk", flat=True))
        return {
            "updates": len(everything),
            "lost": {way: len(everything - seen) for way, seen in self.seen.items()},
            "gaps": self._count_gaps(),
        }

    def _count_gaps(self) -> int:
        """Numbers of the log that no change has."""
        feed = self.feeds.get()
        return feed.cursor - Change.objects.filter(page_id=feed.page_id).count()


def main() -> None:
    follower = Follower(int(sys.argv[1]))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while not select.select([sys.stdin], [], [], PAUSE)[0]:
        follower.look()
    sys.stdin.readline()
    follower.look()
    sys.stdout.write(json.dumps(follower.get_result()) + "\n")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.site.settings")
    django.setup()

    from wagtail_liveconflict.delivery.changes import read_after
    from wagtail_liveconflict.delivery.cursor import Cursor
    from wagtail_liveconflict.models import Change, LiveFeed, LiveUpdate

    main()

"""Publish one update the way the newsroom does, and say when it was committed.

In a view; or, as ``python -m benchmarks.site.publishing PAGE``, in a process of
its own that reads a number a line.
"""

import json
import os
import sys

if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.site.settings")
    django.setup()

from django.db import transaction
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt

from wagtail_liveconflict.editorial import publish_update
from wagtail_liveconflict.models import LiveUpdate

from ..moments import encode, get_moment
from ..payload import get_words


def publish_number(page_id: int, number: int) -> dict[str, int]:
    """Publish update ``number``; returns the moment of its commit."""
    body = [{"type": "text", "value": f"<p>{get_words(number)}</p>"}]
    update = LiveUpdate(page_id=page_id, body=json.dumps(body), byline="none")
    moment = {}
    with transaction.atomic():
        # The first to be called after the commit: before anything is announced.
        transaction.on_commit(lambda: moment.update(get_moment()))
        update.save()
        publish_update(update)
    return moment


@csrf_exempt
def publish(request, page_id, number):
    return HttpResponse(encode(publish_number(page_id, number)))


def main() -> None:
    page_id = int(sys.argv[1])
    for line in sys.stdin:
        sys.stdout.write(encode(publish_number(page_id, int(line))).decode() + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

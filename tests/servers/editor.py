"""An editor at work in a process of their own: ``python -m tests.servers.editor``.

Reads one order a line, as JSON, and answers each with one line.
"""

import json
import sys
import time
import traceback
import uuid

import django
from django.core.management import call_command
from django.db import close_old_connections


def found_site():
    """Tables, the site with an empty home page, and somebody who may do all."""
    call_command("migrate", run_syncdb=True, verbosity=0, skip_checks=True)

    from wagtail.models import Locale, Page, Site

    from tests.factories import UserFactory

    Locale.objects.create(language_code="en")
    home = Page.add_root(title="Root", slug="root").add_child(title="Home")
    Site.objects.create(hostname="127.0.0.1", root_page=home, is_default_site=True)
    UserFactory(username="chief", is_superuser=True, is_staff=True)
    return {}


def open_blog():
    """A live blog on air."""
    from tests.factories import LiveBlogPageFactory
    from wagtail_liveconflict import editorial

    # Others may be at work in the same database.
    page = LiveBlogPageFactory(slug=f"crossing-{uuid.uuid4()}")
    editorial.start_blog(page)
    return {"page": page.pk, "path": page.url, "cursor": get_cursor(page.pk)}


def publish(page, count, words, blocks):
    """``count`` updates one after another, each with a text of so many ``blocks``."""
    from tests.factories import LiveUpdateFactory, text
    from wagtail_liveconflict import editorial
    from wagtail_liveconflict.models import LiveBlogPage

    live_blog = LiveBlogPage.objects.get(pk=page)
    ids = []
    for _number in range(count):
        update = LiveUpdateFactory(page=live_blog, body=[text(words)] * blocks)
        ids.append(editorial.publish_update(update).pk)
    return {"updates": ids, "cursor": get_cursor(page)}


def correct(update, words):
    """A public note under an update. Done when caches in front have been told."""
    from wagtail_liveconflict import editorial
    from wagtail_liveconflict.models import LiveUpdate
    from wagtail_liveconflict.purging.queue import queue

    editorial.correct_update(LiveUpdate.objects.get(pk=update), None, words)
    return {"is_purged": queue.wait(30)}


def get_cursor(page_id):
    from wagtail_liveconflict.models import LiveFeed

    feed = LiveFeed.objects.get(page_id=page_id)
    return f"{feed.epoch}-{feed.cursor}"


FUNCTIONS = (found_site, open_blog, publish, correct)
ORDERS = {function.__name__: function for function in FUNCTIONS}


def main():
    django.setup()
    for line in sys.stdin:
        order = json.loads(line)
        # As between two requests.
        close_old_connections()
        begun = time.monotonic()
        try:
            answer = ORDERS[order.pop("order")](**order)
        except Exception:
            answer = {"error": traceback.format_exc()}
        answer["seconds"] = time.monotonic() - begun
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

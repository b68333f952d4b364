"""Live blogs of any length, made in bulk: ``python -m benchmarks.site.filling 10 1000``.

Migrates the database, makes a blog of each length and prints JSON: length ->
id of the page. ``--blog SLUG`` makes one more, empty, and prints its id. The rows are what publishing leaves behind; only the revisions
are missing, which no reader's question touches.
"""

import json
import os
import sys

import django


def fill(lengths: list[int]) -> dict[int, int]:
    from django.core.management import call_command
    from wagtail.models import Page

    call_command("migrate", verbosity=0)
    # Longer than every other title. Wagtail's search index on PostgreSQL writes
    # anew, at each publication, all entries whose title is exactly as long as the
    # average one; with titles all alike, writers would lock each other out there.
    home = Page.objects.get(depth=2)
    home.title = "News from the river valley, its harbour and both of its banks"
    home.save()
    return {length: make_blog(length, f"{length}-updates") for length in lengths}


def make_blog(length: int, slug: str) -> int:
    """A live blog on air with ``length`` updates; returns the id of its page."""
    from django.db import transaction
    from django.utils import timezone
    from wagtail.models import Page

    from wagtail_liveconflict.models import Change, LiveBlogPage, LiveFeed, LiveUpdate

    from ..payload import get_words

    now = timezone.now()
    with transaction.atomic():
        home = Page.objects.get(depth=2)
        page = home.add_child(instance=LiveBlogPage(title=slug, slug=slug))
        LiveUpdate.objects.bulk_create(
            (
                LiveUpdate(
                    page_id=page.pk,
                    body=json.dumps(
                        [{"type": "text", "value": f"<p>{get_words(number)}</p>"}]
                    ),
                    byline="none",
                    live=True,
                    ordinal=number,
                    change_number=number,
                    first_published_at=now,
                    last_published_at=now,
                )
                for number in range(1, length + 1)
            ),
            batch_size=500,
        )
        # Read again: not every database gives the ids of rows made in bulk.
        updates = LiveUpdate.objects.filter(page_id=page.pk).order_by("ordinal")
        # Making the page may have appended changes of its own.
        Change.objects.filter(page_id=page.pk).delete()
        Change.objects.bulk_create(
            (
                Change(
                    page_id=page.pk,
                    number=ordinal,
                    kind=Change.Kind.PUBLISHED,
                    update_id=pk,
                    ordinal=ordinal,
                )
                for pk, ordinal in updates.values_list("pk", "ordinal")
            ),
            batch_size=500,
        )
        LiveFeed.objects.update_or_create(
            page_id=page.pk,
            defaults={
                "cursor": length,
                "last_ordinal": length,
                "changed_at": now,
                "started_at": now,
                "state": LiveFeed.State.LIVE,
            },
        )
    return page.pk


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.site.settings")
    django.setup()
    if sys.argv[1:2] == ["--blog"]:
        answer = make_blog(0, sys.argv[2])
    else:
        answer = fill([int(length) for length in sys.argv[1:]])
    sys.stdout.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    main()

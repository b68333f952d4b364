"""Updates that go to and fro between two live blogs at the same moment."""

import threading

import pytest
from django.db import connections

from tests.factories import LiveBlogPageFactory, PublishedUpdateFactory
from wagtail_liveconflict import editorial
from wagtail_liveconflict.models import Change, LiveUpdate

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def test_moves_in_opposite_directions_do_not_wait_for_each_other(live_blog):
    """All are done, and no number of either log is missing."""
    other = LiveBlogPageFactory(title="The far bank")
    pages = (live_blog, other)
    updates = [
        [PublishedUpdateFactory(page=page, headline=f"Ferry {n}") for n in range(12)]
        for page in pages
    ]
    start, errors = threading.Barrier(2), []

    def move(own, target):
        try:
            start.wait(20)
            for update in own:
                editorial.move_update(update, None, target)
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=move, args=args)
        for args in zip(updates, reversed(pages), strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert errors == []
    for page, own in zip(reversed(pages), updates, strict=True):
        moved = LiveUpdate.objects.on(page).values_list("pk", flat=True)
        assert set(moved) == {update.pk for update in own}
        numbers = Change.objects.filter(page=page).values_list("number", flat=True)
        assert sorted(numbers) == list(range(1, len(numbers) + 1))

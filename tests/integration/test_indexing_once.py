"""What was saved is written into the search index once for each transaction."""

import contextlib

import pytest
from django.db import transaction

from tests.factories import LiveUpdateFactory
from wagtail_liveconflict.editorial import indexing

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


class Withdrawn(Exception):
    """Takes a transaction, or a part of one, back."""


@pytest.fixture
def updates(live_blog):
    """Two updates, indexed."""
    return [LiveUpdateFactory(page=live_blog) for _number in range(2)]


@pytest.fixture
def indexed(updates, monkeypatch):
    """Ids of the updates that were indexed, one for each time."""
    pks = []

    class Task:
        @staticmethod
        def enqueue(app_label, model_name, pk):
            pks.append(int(pk))

    monkeypatch.setattr(indexing, "insert_or_update_object_task", Task)
    return pks


def test_saved_thrice_is_indexed_once(updates, indexed):
    """As publishing saves it: several times, in parts of one transaction."""
    first, second = updates
    with transaction.atomic():
        first.save()
        with transaction.atomic():
            first.save()
        second.save()
        first.save()
        assert indexed == []
    assert indexed == [first.pk, second.pk]


def test_each_transaction_indexes(updates, indexed):
    """The next one is for other words."""
    first, _second = updates
    for _number in range(2):
        with transaction.atomic():
            first.save()
    first.save()
    assert indexed == [first.pk] * 3


def test_what_was_taken_back_hides_nothing(updates, indexed):
    """A transaction that fails, or a part of it, keeps nothing else from the index."""
    first, second = updates
    with contextlib.suppress(Withdrawn), transaction.atomic():
        first.save()
        raise Withdrawn
    with transaction.atomic():
        with contextlib.suppress(Withdrawn), transaction.atomic():
            first.save()
            second.save()
            raise Withdrawn
        first.save()
    assert indexed == [first.pk]

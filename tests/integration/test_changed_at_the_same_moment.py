"""Two colleagues at once, and neither's work is lost for readers."""

import threading

import pytest
from django.db import connections, transaction
from django.test import Client

from tests.factories import (
    ClaimFactory,
    LiveUpdateFactory,
    PublishedUpdateFactory,
    publish,
    verification,
)
from tests.live_application import PATIENCE
from wagtail_liveconflict import editorial
from wagtail_liveconflict.exceptions import UpdateWithdrawn
from wagtail_liveconflict.models import Claim, LiveUpdate

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def delta(page):
    return Client().get(f"/live/{page.pk}/changes/0/").content.decode()


def test_taking_down_an_older_copy_does_not_undo_a_withdrawal(live_blog):
    """The expiry of an update, or a colleague's page from before, may come after its
    withdrawal: it stays withdrawn and cannot be published again."""
    older = PublishedUpdateFactory(page=live_blog, headline="Wrong words")
    editorial.withdraw_update(older, None, "It was another river.")
    older.unpublish()
    update = LiveUpdate.objects.get(pk=older.pk)
    assert update.withdrawn_at is not None
    with pytest.raises(UpdateWithdrawn):
        publish(update)
    assert "Wrong words" not in delta(live_blog)


class Colleague:
    """Does something in a transaction of her own, and commits when told."""

    def __init__(self, work):
        self._work = work
        self._has_worked, self._may_commit = threading.Event(), threading.Event()
        self.errors = []
        self._thread = threading.Thread(target=self._run)

    def _run(self):
        try:
            with transaction.atomic():
                self._work()
                self._has_worked.set()
                assert self._may_commit.wait(PATIENCE)
        except Exception as error:
            self.errors.append(error)
        finally:
            self._has_worked.set()
            connections.close_all()

    def begin(self):
        self._thread.start()
        assert self._has_worked.wait(PATIENCE)

    def commit(self):
        self._may_commit.set()
        self._thread.join(PATIENCE)
        assert self.errors == []


@pytest.mark.postgresql
@pytest.mark.parametrize("first", ["the claim", "the update"])
def test_a_claim_judged_while_an_update_with_it_is_published(live_blog, first):
    """Neither transaction sees the other. Whoever commits last: readers see the new
    status, on the page and by the delta. (SQLite lets one write after the other.)"""
    claim = ClaimFactory(status="unverified")
    update = LiveUpdateFactory(page=live_blog, body=[verification(claim)])

    def judge():
        theirs = Claim.objects.get(pk=claim.pk)
        editorial.change_claim_status(theirs, None, "disputed", "It was in the dock.")

    def post():
        editorial.publish_update(LiveUpdate.objects.get(pk=update.pk))

    colleague = Colleague(judge if first == "the claim" else post)
    colleague.begin()
    if first == "the claim":
        post()
    else:
        judge()
    colleague.commit()

    assert "It was in the dock." in delta(live_blog)
    assert "It was in the dock." in Client().get(live_blog.url).content.decode()

"""Editors who work on the same update at the same moment. SQLite lets one write at a
time; on PostgreSQL two can wait for each other, until it ends one of them."""

import pytest
from django.db import transaction

from tests.colleague import Colleague
from tests.factories import (
    ClaimFactory,
    PublishedUpdateFactory,
    SourceFactory,
    edit,
    quote,
    verification,
)
from wagtail_liveconflict import editorial
from wagtail_liveconflict.editorial.gate import lock_update
from wagtail_liveconflict.models import LiveUpdate

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.mark.parametrize(
    "act",
    [
        "change the status of its claim",
        "correct the name of its source",
        "unpin it",
        "pin it",
        "mark it",
        "withdraw it",
        "unpublish it",
        "delete it",
        "end the blog",
    ],
)
def test_nobody_waits_for_who_waits_for_them(live_blog, act):
    """One publishes an edit of the pinned update and a colleague does something else
    with it: both get through, whoever has to wait."""
    claim, source = ClaimFactory(), SourceFactory()
    update = PublishedUpdateFactory(
        page=live_blog, body=[verification(claim), quote("Go.", source=source.pk)]
    )
    if act != "pin it":
        editorial.pin_update(update)
    pk = update.pk

    def correct_source():
        source.name = "The harbour master"
        source.save()

    acts = {
        "change the status of its claim": lambda: editorial.change_claim_status(
            claim, None, "disputed", "Two differ."
        ),
        "correct the name of its source": correct_source,
        "unpin it": lambda: editorial.unpin_update(live_blog),
        "pin it": lambda: editorial.pin_update(LiveUpdate.objects.get(pk=pk)),
        "mark it": lambda: editorial.mark_key_event(LiveUpdate.objects.get(pk=pk)),
        "withdraw it": lambda: editorial.withdraw_update(
            LiveUpdate.objects.get(pk=pk), None, "Wrong place."
        ),
        "unpublish it": lambda: LiveUpdate.objects.get(pk=pk).unpublish(),
        "delete it": lambda: LiveUpdate.objects.get(pk=pk).delete(),
        "end the blog": lambda: editorial.end_blog(live_blog),
    }
    with transaction.atomic():
        # What publishing does first.
        lock_update(update)
        colleague = Colleague(acts[act])
        colleague.come_as_far_as_possible()
        edit(update, headline="Mended")
    colleague.finish()
    assert colleague.error is None

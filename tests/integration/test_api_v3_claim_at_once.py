"""A claim whose status a program and an editor change at the same moment."""

import pytest
from django.db import transaction

pytest.importorskip("wagtail.api.v3")

from tests.bots import Bot, get_errors
from tests.colleague import Colleague
from tests.factories import ClaimFactory
from wagtail_liveconflict import editorial

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def test_the_status_before_is_that_of_the_moment(editor):
    """The program waits for the editor, and is then told that there is another status
    than it has read: it does not write over it."""
    claim, bot, answers = ClaimFactory(), Bot(editor), []
    body = {"after": "inconclusive", "before": "unverified", "note": "We cannot say."}

    def send():
        answers.append(bot.post(f"claims/{claim.pk}/status/", body))

    with transaction.atomic():
        editorial.change_claim_status(claim, editor, "checking", "We look.")
        colleague = Colleague(send)
        colleague.come_as_far_as_possible()
    colleague.finish()
    (answer,) = answers
    assert answer.status_code == 409, answer.content
    assert get_errors(answer.json()) == [("overtaken", "before")]
    claim.refresh_from_db()
    assert claim.status == "checking"

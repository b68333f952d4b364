"""A claim's status through Wagtail's API v3: the gates of the desk."""

import pytest

pytest.importorskip("wagtail.api.v3")

from tests.bots import Bot, get_errors
from tests.claims import equip
from tests.factories import (
    ClaimFactory,
    PublishedUpdateFactory,
    verification,
)
from wagtail_liveconflict.models import (
    ClaimStatusChange,
    StatusChangeRequest,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def bot(editor):
    return Bot(editor)


@pytest.fixture
def claim():
    return ClaimFactory(sentence="The bridge stands.")


def send(bot, claim, status=200, key=None, **fields):
    response = bot.post(f"claims/{claim.pk}/status/", fields, key=key)
    assert response.status_code == status, response.content
    claim.refresh_from_db()
    return response.json()


def test_a_status_is_changed_and_readers_see_it(live_blog, claim, bot, reader):
    """With the note for them; in every update that shows the claim."""
    PublishedUpdateFactory(page=live_blog, body=[verification(claim)])
    answer = send(bot, claim, after="checking", note="We look at pictures.")
    assert answer["status"] == claim.status == "checking"
    assert {choice["status"] for choice in answer["next"]} >= {"verified", "false"}
    assert "We look at pictures." in reader.get(live_blog.url).text
    told = bot.get(f"claims/{claim.pk}/desk/").json()
    assert told == answer


def test_what_the_status_needs_is_said_at_its_field(live_blog, claim, bot):
    """Nothing is changed: neither without evidence nor without a note for readers."""
    send(bot, claim, after="checking")
    answer = send(bot, claim, 422, after="verified")
    # A method, evidence, an aspect and a name: each by itself.
    assert get_errors(answer) == [("refused", "after")] * 4
    assert ("refused", "finding") in get_errors(send(bot, claim, 422, after="false"))
    PublishedUpdateFactory(page=live_blog, body=[verification(claim)])
    answer = send(bot, claim, 422, after="inconclusive")
    assert get_errors(answer) == [("refused", "note")]
    assert claim.status == "checking"
    assert ClaimStatusChange.objects.count() == 1


def test_a_status_that_another_has_changed_is_not_changed_again(claim, bot):
    """409, with how the claim stands now."""
    send(bot, claim, after="checking", before="unverified")
    answer = send(bot, claim, 409, after="inconclusive", before="unverified")
    assert answer["current"]["status"] == "checking"
    assert claim.status == "checking"


def test_where_a_second_editor_has_to_agree_it_is_asked_for(claim, bot):
    """As at the desk: the status stays, and the request waits."""
    equip(claim)
    send(bot, claim, after="checking")
    answer = send(bot, claim, after="verified", note="Seen.")
    assert answer["waiting"] == {"after": "verified", "note": "Seen."}
    assert claim.status == "checking"
    assert StatusChangeRequest.objects.count() == 1
    answer = send(bot, claim, 422, after="checking", override_reason="Alone.")
    assert get_errors(answer) == [("not_allowed", "override_reason")]


def test_a_retry_is_one_step(claim, bot):
    """Under its key; without one the second is no step that can follow."""
    for _ in range(2):
        send(bot, claim, after="checking", key="s-1")
    assert ClaimStatusChange.objects.count() == 1
    send(bot, claim, 422, after="checking")


def test_who_may_not_change_claims(claim, writer):
    """Reads neither how they stand at the desk, nor changes them."""
    bot = Bot(writer)
    send(bot, claim, 403, after="checking")
    assert bot.get(f"claims/{claim.pk}/desk/").status_code == 403
    assert claim.status == "unverified"


@pytest.mark.parametrize(
    "fields",
    [
        {"after": "certain"},
        {"after": "checking", "reason": "whim"},
        {"after": "checking", "as_of": "2999-01-01T00:00:00Z"},
        {"after": "checking", "colour": "red"},
        {"after": "checking", "note": "x" * 501},
        {},
    ],
)
def test_wrong_values_are_refused(claim, bot, fields):
    """At their field, or for the lack of it."""
    ((_code, place),) = get_errors(send(bot, claim, 422, **fields))
    assert place.split(".")[-1] in {"after", "reason", "as_of", "colour", "note"}
    assert claim.status == "unverified"

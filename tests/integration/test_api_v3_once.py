"""``Idempotency-Key``: what is sent again is done once, also at the same moment."""

import datetime as dt
import threading

import pytest
from django.db import connections
from django.utils import timezone

pytest.importorskip("wagtail.api.v3")

from tests.bots import Bot, get_errors, text
from tests.live_application import PATIENCE
from tests.roles import CONTRIBUTOR, make_colleague
from wagtail_liveconflict.api_v3.once import KEPT, REPLAYED
from wagtail_liveconflict.models import (
    Change,
    Correction,
    IdempotencyKey,
    LiveUpdate,
)

WRITE = {"headline": "The ferry runs", "action": "publish"}


@pytest.fixture
def bot(editor):
    return Bot(editor)


def post(bot, page, body=None, key="a-1"):
    return bot.post(f"live_blogs/{page.pk}/updates/", body or WRITE, key=key)


@pytest.mark.django_db
def test_a_retry_is_answered_and_not_done_again(live_blog, bot):
    """The same update, published once; it is said that it was there before."""
    first, second = post(bot, live_blog), post(bot, live_blog)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert REPLAYED not in first
    assert second[REPLAYED] == "true"
    assert LiveUpdate.objects.count() == 1
    assert Change.objects.filter(kind="published").count() == 1
    assert post(bot, live_blog, key="a-2").json()["id"] != first.json()["id"]


@pytest.mark.django_db
def test_a_key_is_for_one_request(live_blog, bot, admin):
    """With another body, or at another address, it is refused. Of another user it is
    another key."""
    made = post(bot, live_blog).json()
    response = post(bot, live_blog, {**WRITE, "headline": "Else"})
    assert response.status_code == 422
    assert get_errors(response.json()) == [("key_reused", "Idempotency-Key")]
    answer = bot.do(made, "withdraw", {"reason": "x"}, status=422, key="a-1")
    assert get_errors(answer) == [("key_reused", "Idempotency-Key")]
    assert LiveUpdate.objects.public().count() == 1
    assert post(Bot(admin), live_blog).status_code == 201
    assert LiveUpdate.objects.count() == 2


@pytest.mark.django_db
def test_every_change_can_be_retried(live_blog, bot):
    """An edit whose answer was lost is not refused as overtaken by itself; there is one
    correction, one withdrawal."""
    made = post(bot, live_blog).json()
    edited = [bot.edit(made, key="e", headline="Again") for _ in range(2)]
    assert edited[0] == edited[1]
    for _ in range(2):
        bot.do(made, "correct", {"text": "There were four."}, key="c")
        bot.do(made, "pin", key="p")
    for _ in range(2):
        gone = bot.do(made, "withdraw", {"reason": "It was wrong."}, key="w")
    assert gone["state"] == "withdrawn"
    assert Correction.objects.count() == 1


@pytest.mark.django_db
def test_a_retry_after_a_colleague_has_published_it(live_blog, bot):
    """Is answered, though the update is not the writer's to change any more; a
    colleague's words that are not published are not told."""
    drafting = Bot(make_colleague(live_blog, CONTRIBUTOR))
    draft = {"headline": "The ferry runs"}
    made = post(drafting, live_blog, draft).json()
    edited = drafting.edit(made, key="e", headline="The ferry runs again")
    live = bot.do(edited, "publish", {"based_on": edited["revision"]})
    bot.edit(live, headline="Secret")
    again = post(drafting, live_blog, draft)
    assert (again.status_code, again[REPLAYED]) == (201, "true")
    assert again.json()["state"] == "live"
    assert again.json()["headline"] == "The ferry runs again"
    answer = drafting.edit(made, key="e", headline="The ferry runs again")
    assert answer["headline"] == "The ferry runs again"
    drafting.edit(live, status=403, headline="Mine")
    drafting.edit(live, status=403, key="e-2", headline="Mine")


@pytest.mark.django_db
def test_what_was_refused_is_not_remembered(live_blog, bot):
    """Mended, it is sent under the same key."""
    assert post(bot, live_blog, {**WRITE, "headline": ""}).status_code == 422
    assert not IdempotencyKey.objects.exists()
    assert post(bot, live_blog).status_code == 201


@pytest.mark.django_db
def test_keys_are_forgotten_but_for_those_of_new_updates(live_blog, bot):
    """After a week a key is free. However late, a retry of a new update is never a
    second one; and other words under its key are refused, not dropped."""
    made = post(bot, live_blog).json()
    bot.do(made, "pin", key="p")
    IdempotencyKey.objects.update(created_at=timezone.now() - KEPT - dt.timedelta(1))
    again = post(bot, live_blog)
    assert again.json()["id"] == made["id"]
    assert again[REPLAYED] == "true"
    assert IdempotencyKey.objects.count() == 1
    response = post(bot, live_blog, {**WRITE, "headline": "Else"})
    assert response.status_code == 422
    assert get_errors(response.json()) == [("key_reused", "Idempotency-Key")]
    bot.do(made, "unpin", key="p")


@pytest.mark.django_db
def test_a_key_whose_words_are_not_known_any_more(live_blog, bot):
    """Refused, with the update that was written under it: it cannot be said whether
    this is the same. That is so after the second time as well."""
    made = post(bot, live_blog).json()
    IdempotencyKey.objects.all().delete()
    for _ in range(2):
        response = post(bot, live_blog, {**WRITE, "headline": "Else"})
        assert response.status_code == 409
        assert get_errors(response.json()) == [("key_reused", "Idempotency-Key")]
        assert response.json()["current"] == made
    assert LiveUpdate.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["x" * 256, "zwölf", "two words"])
def test_a_key_that_is_none(live_blog, bot, key):
    """Too long, or not of visible ASCII: refused, and nothing is written."""
    response = post(bot, live_blog, key=key)
    assert response.status_code == 422
    assert not LiveUpdate.objects.exists()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_same_key_at_the_same_moment_is_one_update(live_blog, bot):
    """All are answered with it; readers are told of it once."""
    at_once, answers, failures = threading.Barrier(4), [], []

    def send():
        try:
            mine = Bot.__new__(Bot)
            mine.client = type(bot.client)(
                headers={"authorization": f"Bearer {bot.secret}"},
                raise_request_exception=False,
            )
            at_once.wait(PATIENCE)
            for number in range(5):
                body = {**WRITE, "body": [text(f"Boat {number}.")]}
                answers.append(post(mine, live_blog, body, key=f"key-{number}"))
        except Exception as error:
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10 * PATIENCE)
        assert not thread.is_alive()
    assert failures == []
    assert [answer.status_code for answer in answers] == [201] * 20
    ids = [answer.json()["id"] for answer in answers]
    assert len(set(ids)) == LiveUpdate.objects.count() == 5
    assert all(ids.count(one) == 4 for one in ids)
    assert Change.objects.filter(kind="published").count() == 5
    assert sum(REPLAYED in answer for answer in answers) == 15

"""What cannot be read as an update, sent to Wagtail's API v3: 4xx, with the place."""

import pytest

pytest.importorskip("wagtail.api.v3")

from tests.bots import Bot, get_errors
from wagtail_liveconflict.models import LiveUpdate

pytestmark = pytest.mark.django_db


@pytest.fixture
def bot(editor):
    return Bot(editor)


def refuse(bot, page, **fields):
    answer = bot.write(page, status=422, **fields)
    assert not LiveUpdate.objects.exists()
    return get_errors(answer)


@pytest.mark.parametrize(
    ("block", "error"),
    [
        ({"type": "html", "value": "x"}, ("invalid", "body.0.type")),
        ({"type": "text", "value": 5}, ("invalid", "body.0.value")),
        ({"type": "text", "value": ["x"]}, ("invalid", "body.0.value")),
        ({"type": "quote", "value": "x"}, ("invalid", "body.0.value")),
        (
            {"type": "quote", "value": {"text": {"a": 1}}},
            ("invalid", "body.0.value.text"),
        ),
        (
            {"type": "quote", "value": {"text": "x", "speaker": "y"}},
            ("unknown_field", "body.0.value.speaker"),
        ),
        (
            {"type": "quote", "value": {"text": "x", "copied_from": "{}"}},
            ("unknown_field", "body.0.value.copied_from"),
        ),
        (
            {"type": "quote", "value": {"text": "x", "source": 10**6}},
            ("not_found", "body.0.value.source"),
        ),
        (
            {"type": "quote", "value": {"text": "x", "source": "1; drop"}},
            ("invalid", "body.0.value.source"),
        ),
        (
            {"type": "quote", "value": {"text": "x", "said_at": "noon"}},
            ("invalid", "body.0.value.said_at"),
        ),
        (
            {"type": "quote", "value": {"text": "x", "said_at": "0001-01-01T00:00Z"}},
            ("invalid", "body.0.value.said_at"),
        ),
        (
            {"type": "quote", "value": {"text": "x", "verb": "bellowed"}},
            ("invalid_choice", "body.0.value.verb"),
        ),
        (
            {"type": "verification", "value": {"claim": 10**30}},
            ("invalid", "body.0.value.claim"),
        ),
        (
            {"type": "more_stories", "value": {"picks": [{"page": 10**6}]}},
            ("not_found", "body.0.value.picks.0.page"),
        ),
        (
            {"type": "text", "value": "x", "id": "b5f3"},
            ("invalid", "body.0.id"),
        ),
    ],
)
def test_a_mistake_in_a_block_is_said_at_its_place(live_blog, bot, block, error):
    """Also in a draft; nothing is saved."""
    assert error in refuse(bot, live_blog, body=[block])


@pytest.mark.parametrize(
    "fields",
    [
        {"colour": "red"},
        {"headline": 5},
        {"headline": "x" * 256},
        {"byline": "me"},
        {"event_time": "2026-01-02T10:00:00"},
        {"event_time": "0001-01-01T00:00:00Z"},
        {"action": "shout"},
        {"body": {"text": "x"}},
        {"owner": 1},
        {"body": [{"type": "text", "value": "x", "style": "big"}]},
    ],
)
def test_unknown_fields_and_wrong_values_are_refused(live_blog, bot, fields):
    """With the name of the field in the place of the error."""
    ((_code, place),) = refuse(bot, live_blog, **fields)
    assert next(iter(fields)) in place


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        ("{", 400),
        ("", 422),
        ("[]", 422),
        ('"x"', 422),
        ('{"headline": "\\ud800"}', 422),
        ("[" * 100_000, 400),
        ('{"headline": ' + "9" * 10_000 + "}", 400),
        ('{"is_key_event": NaN}', 422),
        ('{"headline": "' + "x" * 3_000_000 + '"}', 413),
    ],
)
def test_a_body_that_cannot_be_read(live_blog, bot, raw, status):
    """4xx with the reason, whatever it is; one that is too large as well."""
    response = bot.post(f"live_blogs/{live_blog.pk}/updates/", raw=raw)
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["detail"]

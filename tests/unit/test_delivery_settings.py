"""What is wrong in the settings of delivery is said by Django's checks."""

import pytest
from django.core.checks import run_checks

IN_PROCESS = "wagtail_liveconflict.delivery.in_process.InProcessBackend"
POSTGRES = "wagtail_liveconflict.delivery.postgres.PostgresBackend"


def get_ids():
    messages = run_checks(tags=["liveconflict"])
    assert all(message.hint for message in messages)
    return {message.id.removeprefix("wagtail_liveconflict.") for message in messages}


@pytest.mark.parametrize(
    ("setting", "value", "expected"),
    [
        ("LIVECONFLICT_DELIVERY", {"BACKEND": "no.such.Backend"}, "E003"),
        ("LIVECONFLICT_DELIVERY", {"BACKEND": "collections.abc.Nothing"}, "E003"),
        ("LIVECONFLICT_DELIVERY", {"backend": IN_PROCESS}, "E003"),
        ("LIVECONFLICT_DELIVERY", IN_PROCESS, "E003"),
        ("LIVECONFLICT_DELIVERY", {"BACKEND": IN_PROCESS, "OPTIONS": {"A": 1}}, "E003"),
        (
            "LIVECONFLICT_DELIVERY",
            {"BACKEND": POSTGRES, "OPTIONS": {"DATABASE": "other"}},
            "E004",
        ),
        (
            "LIVECONFLICT_DELIVERY",
            {"BACKEND": POSTGRES, "OPTIONS": {"CHANNEL": 'a"; DROP TABLE x'}},
            "E004",
        ),
        ("LIVECONFLICT_CACHE", "nowhere", "E005"),
        ("LIVECONFLICT_STREAM_LIMIT", -1, "E006"),
        ("LIVECONFLICT_STREAM_LIMIT", True, "E006"),
        ("LIVECONFLICT_STREAMS_PER_ADDRESS", 0, "E002"),
        ("LIVECONFLICT_POLL_SECONDS", "5", "E002"),
        ("LIVECONFLICT_PAGE_MAX_AGE", 0, "E002"),
    ],
)
def test_a_wrong_setting_has_its_message(settings, setting, value, expected):
    """One message with an id and a hint, at "manage.py check" and not at the first
    reader."""
    setattr(settings, setting, value)
    assert expected in get_ids()


@pytest.mark.parametrize(
    ("asgi", "wsgi", "is_told"),
    [
        ("sandbox_site.asgi.application", None, False),
        (None, "sandbox_site.wsgi.application", False),
        (None, "nowhere.wsgi.application", True),
        (None, None, True),
        ("tests.urls.application", None, True),
    ],
)
def test_a_site_that_only_polls_is_told_so(settings, asgi, wsgi, is_told):
    """A hint, not a warning, and none where asgi.py has the streams."""
    settings.ASGI_APPLICATION, settings.WSGI_APPLICATION = asgi, wsgi
    assert ("I001" in get_ids()) is is_told


def test_a_site_without_streams_by_choice_is_told_nothing(settings):
    """LIVECONFLICT_STREAM_LIMIT = 0 says that there shall be none."""
    settings.LIVECONFLICT_STREAM_LIMIT = 0
    assert "I001" not in get_ids()

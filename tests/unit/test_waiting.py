"""How long an open page waits before it asks again."""

import datetime as dt

import pytest
from django.utils import timezone

from wagtail_liveconflict.models import LiveFeed
from wagtail_liveconflict.reader.feeds import get_wait

MINUTE = 60


@pytest.mark.parametrize(
    ("state", "quiet_for", "expected"),
    [
        ("live", 0, 5),
        ("live", 9 * MINUTE, 5),
        ("live", 11 * MINUTE, 10),
        ("live", 61 * MINUTE, 20),
        ("live", None, 5),
        ("paused", 0, 15),
        ("upcoming", 0, 15),
        ("paused", 61 * MINUTE, 20),
    ],
)
def test_quiet_blogs_are_asked_less_often(state, quiet_for, expected):
    """The server says how long: longer when little is to be expected."""
    changed_at = None
    if quiet_for is not None:
        changed_at = timezone.now() - dt.timedelta(seconds=quiet_for)
    assert get_wait(LiveFeed(state=state, changed_at=changed_at)) == expected


def test_never_more_than_a_minute_unless_the_site_says_so(settings):
    """A long gap of the site's own is kept; it is not made longer still."""
    quiet = LiveFeed(state="live", changed_at=timezone.now() - dt.timedelta(hours=5))
    settings.LIVECONFLICT_POLL_SECONDS = 40
    assert get_wait(quiet) == 60
    settings.LIVECONFLICT_POLL_SECONDS = 300
    assert get_wait(quiet) == 300

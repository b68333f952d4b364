"""The note at the top lasts a day, and the hub keeps what it has rendered: what is
delivered is the same at any time."""

import datetime as dt
import json

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import PublishedUpdateFactory
from wagtail_liveconflict import editorial
from wagtail_liveconflict.models import LiveFeed

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_a_day_later_memory_and_view_give_the_same_bytes(
    live, live_blog, cursor_of, monkeypatch
):
    """The hub rendered the note when it was new, and nothing that touches the top
    has happened since; the view renders it now."""
    update = PublishedUpdateFactory(page=live_blog)
    start = cursor_of(live_blog)
    stream = live.stream(live_blog, start)
    editorial.correct_update(update, None, "It was eleven.")
    while stream.next().id != cursor_of(live_blog):
        pass
    later = timezone.now() + dt.timedelta(hours=25)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    PublishedUpdateFactory(page=live_blog)
    while stream.next().id != cursor_of(live_blog):
        pass
    for cursor in ("0", start, cursor_of(live_blog)):
        view = Client().get(f"/live/{live_blog.pk}/changes/{cursor}/")
        assert live.changes(live_blog, cursor).body == view.content, cursor
    answer = live.changes(live_blog, start).json
    assert "It was eleven." in answer["blog"]["parts"]["corrections_note"]
    # A page that is loaded now has no such note at its top.
    html = Client().get(live_blog.url).text
    assert "liveconflict-corrections-note__text" not in html
    assert json.loads(view.content)["cursor"] == cursor_of(live_blog)
    assert LiveFeed.objects.get(page=live_blog).changed_at == later

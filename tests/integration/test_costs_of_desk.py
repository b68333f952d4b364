"""What the desk asks of the database: as much in a long live blog as in a short one."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.desk_forms import JSON, compose, publish, url, words
from tests.factories import LiveUpdateFactory, PublishedUpdateFactory
from wagtail_liveconflict.desk.composer import IN_PLACE
from wagtail_liveconflict.models import LiveUpdate

# What follows the commit (the search index, rendering for readers) is part of it.
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

HERE = {**JSON, IN_PLACE: "1", "X-Requested-With": "XMLHttpRequest"}
#: On SQLite, which takes a few more than PostgreSQL to write into the search index.
MOST = {
    "open": 43,
    "open an update": 66,
    "refresh": 12,
    "nothing new": 9,
    "save": 31,
    "save again": 63,
    "publish what was saved": 100,
    "publish": 63,
}
TRANSACTIONS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


class Desk:
    """What an editor's browser asks at the desk of one live blog."""

    def __init__(self, client, live_blog):
        self.client, self.live_blog = client, live_blog
        self.url = url("desk", live_blog.pk)

    def open(self):
        assert self.client.get(self.url).status_code == 200

    def open_update(self):
        update = LiveUpdate.objects.filter(live=True).order_by("pk").first()
        assert self.client.get(url("edit", update.pk)).status_code == 200

    def refresh(self, etag=""):
        headers = {"X-Liveconflict-Stream": "1", "If-None-Match": etag}
        response = self.client.get(url("stream", self.live_blog.pk), headers=headers)
        assert response.status_code == (304 if etag else 200)
        return response["ETag"]

    def save_draft(self):
        """The first autosave of a composition; what the next one has to say."""
        form = compose(self.live_blog, words("At no"), composition=str(uuid4()))
        answer = self.client.post(self.url, form, headers=JSON).json()
        return form, answer

    def save_draft_again(self, form, answer):
        form = form | {
            "overwrite_revision_id": str(answer["revision_id"]),
            "loaded_revision_id": str(answer["revision_id"]),
            "loaded_revision_created_at": answer["revision_created_at"],
        }
        edit = url("edit", answer["pk"])
        answer = self.client.post(edit, form, headers=JSON).json()
        assert answer["success"] is True
        return form, answer

    def publish(self):
        form = publish(self.live_blog, words("At noon."), composition=str(uuid4()))
        answer = self.client.post(self.url, form, headers=HERE).json()
        assert answer["is_composed"] is True

    def publish_draft(self, form, answer):
        form = form | {"action-publish": "1"}
        edit = url("edit", answer["pk"])
        answer = self.client.post(edit, form, headers=HERE).json()
        assert answer["is_composed"] is True


def count(act, *args):
    """How many queries it takes, transactions' own statements aside; what it gives."""
    with CaptureQueriesContext(connection) as queries:
        given = act(*args)
    asked = [q for q in queries if not q["sql"].startswith(TRANSACTIONS)]
    return len(asked), given


def count_all(desk) -> dict[str, int]:
    counts = {}
    counts["open"], _none = count(desk.open)
    counts["open an update"], _none = count(desk.open_update)
    counts["refresh"], etag = count(desk.refresh)
    counts["nothing new"], _none = count(desk.refresh, etag)
    counts["save"], saved = count(desk.save_draft)
    counts["save again"], saved = count(desk.save_draft_again, *saved)
    counts["publish what was saved"], _none = count(desk.publish_draft, *saved)
    counts["publish"], _none = count(desk.publish)
    return counts


def add(page, number):
    for n in range(number):
        PublishedUpdateFactory(page=page, headline=f"Convoy {n} is over the bridge")
    LiveUpdateFactory(page=page, headline="Not sure yet")


def test_costs_do_not_grow(editor_client, live_blog):
    """Opening, refreshing, saving and publishing take as many queries at 60 updates as
    at 5, and no more than they did when this was written."""
    desk = Desk(editor_client, live_blog)
    add(live_blog, 4)
    # Once for what is read once in a process.
    count_all(desk)
    few = count_all(desk)
    add(live_blog, 54)
    assert count_all(desk) == few
    assert {name: n for name, n in few.items() if n > MOST[name]} == {}

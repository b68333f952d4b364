"""Four editors at once, on the worst day of the year."""

import threading
from uuid import uuid4

import pytest
from django.db import connections
from django.test import Client

from tests.desk_forms import JSON, publish, url, words
from tests.factories import UserFactory
from tests.live_application import PATIENCE
from wagtail_liveconflict.desk.composer import IN_PLACE
from wagtail_liveconflict.models import Change, LiveFeed, LiveUpdate

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

#: As the composer's script sends it.
HERE = {**JSON, IN_PLACE: "1", "X-Requested-With": "XMLHttpRequest"}
EDITORS, EACH = 4, 25


class Editor:
    """Publishes through the desk, one update after the other, as soon as all are
    there."""

    def __init__(self, name, live_blog, barrier):
        self.name, self.live_blog, self.barrier = name, live_blog, barrier
        self.client = Client(raise_request_exception=False)
        self.client.force_login(UserFactory(username=name, groups=["Moderators"]))
        #: What was shown to her in place of "published".
        self.errors = []
        self.thread = threading.Thread(target=self.work)

    def work(self):
        try:
            self.barrier.wait(PATIENCE)
            for number in range(EACH):
                self.publish(number)
        except Exception as error:
            self.errors.append(error)
        finally:
            connections.close_all()

    def publish(self, number):
        form = publish(
            self.live_blog,
            words(f"{self.name} saw convoy {number} on the bridge."),
            headline=f"{self.name}, {number}",
            composition=str(uuid4()),
        )
        desk = url("desk", self.live_blog.pk)
        response = self.client.post(desk, form, headers=HERE)
        kind = response.headers["Content-Type"]
        if response.status_code != 200 or kind != "application/json":
            self.errors.append((response.status_code, kind, response.content[-500:]))


def test_everything_that_four_editors_publish_at_once_is_there(live_blog):
    """Each gets a hundred per cent of her updates on air and no error; the log has a
    number for each of them, with no gap and none twice."""
    before = LiveFeed.objects.get(page_id=live_blog.pk).cursor
    barrier = threading.Barrier(EDITORS)
    names = ["Olena", "Ihor", "Marta", "Danylo"]
    editors = [Editor(name, live_blog, barrier) for name in names]
    for editor in editors:
        editor.thread.start()
    for editor in editors:
        # Each waits for the others; a machine that is busy is no reason to fail.
        editor.thread.join(20 * PATIENCE)
        assert not editor.thread.is_alive()
    assert [editor.errors for editor in editors] == [[]] * EDITORS

    number = EDITORS * EACH
    expected = {f"{name}, {n}" for name in names for n in range(EACH)}
    published = LiveUpdate.objects.public().filter(page_id=live_blog.pk)
    assert {update.headline for update in published} == expected
    assert [update.ordinal for update in published.order_by("ordinal")] == list(
        range(1, number + 1)
    )
    changes = Change.objects.filter(page_id=live_blog.pk, number__gt=before)
    assert list(changes.order_by("number").values_list("number", "kind")) == [
        (before + n, "published") for n in range(1, number + 1)
    ]
    assert {change.update_id for change in changes} == {each.pk for each in published}
    assert LiveFeed.objects.get(page_id=live_blog.pk).cursor == before + number

"""A program that keeps a live blog by the API loses nothing, whatever happens."""

import random

import pytest
from django.test import Client
from wagtail import VERSION as WAGTAIL_VERSION

from tests.claims import step_to
from tests.factories import (
    ClaimFactory,
    LiveBlogPageFactory,
    PublishedUpdateFactory,
    edit,
    verification,
)
from wagtail_liveconflict import editorial
from wagtail_liveconflict.delivery.change_log import renew_epoch
from wagtail_liveconflict.models import LiveUpdate

pytestmark = pytest.mark.django_db
VERSIONS = ["v2", "v3"] if WAGTAIL_VERSION >= (8, 0) else ["v2"]
STEPS = 45


class Follower:
    """Reads the whole list, page by page, and from then on what changed. ``happen`` is
    called between any two requests."""

    def __init__(self, version, page, happen):
        self.version, self.page, self.happen = version, page, happen
        self.updates, self.reloads = {}, 0
        self.load()

    def get(self, path, **parameters):
        self.happen()
        response = Client().get(f"/api/{self.version}/{path}", parameters)
        assert response.status_code == 200, response.content
        return response.json()

    def load(self):
        # First: what changes while the list is read is told afterwards.
        self.cursor = self.get(f"live_blogs/{self.page.pk}/")["cursor"]
        self.read_list()

    def read_list(self):
        self.updates = {}
        place = {}
        while items := self.get("live_updates/", page=self.page.pk, limit=4, **place)[
            "items"
        ]:
            self.keep(items)
            place = {"before": items[-1]["ordinal"]}

    def keep(self, items):
        for item in items:
            self.updates[item["id"]] = item

    def ask(self):
        answer = self.get(f"live_blogs/{self.page.pk}/changes/", cursor=self.cursor)
        self.cursor = answer["cursor"]
        if answer["reload"]:
            self.reloads += 1
            return self.read_list()
        self.keep(answer["updates"])
        for gone in answer["removed"]:
            self.updates.pop(gone, None)


class Newsroom:
    """Does at random what a newsroom does."""

    def __init__(self, page, chance):
        self.page, self.chance = page, chance
        self.other = LiveBlogPageFactory()
        editorial.start_blog(self.other)
        self.claim = ClaimFactory()
        self.done = set()

    def act(self):
        shown = list(LiveUpdate.objects.public().on(self.page).order_by("pk"))
        act = self.chance.choice(
            [self.post, self.post, self.post_claim, self.change_claim, self.renew]
            + [self.edit, self.withdraw, self.remove, self.move, self.mark]
            * bool(shown)
        )
        if act is self.renew and self.chance.random() < 0.7:
            return
        act(self.chance.choice(shown) if shown else None)
        self.done.add(act.__name__)

    def post(self, _update):
        PublishedUpdateFactory(page=self.page)

    def post_claim(self, _update):
        PublishedUpdateFactory(page=self.page, body=[verification(self.claim)])

    def change_claim(self, _update):
        after = "checking" if self.claim.status == "unverified" else "inconclusive"
        if self.claim.status == "inconclusive":
            after = "checking"
        self.claim.refresh_from_db()
        self.claim = editorial.change_status(self.claim, None, step_to(after))

    def renew(self, _update):
        renew_epoch([self.page.pk])

    def edit(self, update):
        edit(update, headline=f"Edited {self.chance.random()}")

    def withdraw(self, update):
        editorial.withdraw_update(update, None, "It was wrong.")

    def remove(self, update):
        update.unpublish()

    def move(self, update):
        editorial.move_update(update, None, self.other)

    def mark(self, update):
        verb = editorial.unmark_key_event if update.is_key_event else None
        (verb or editorial.mark_key_event)(update, None)


@pytest.mark.parametrize(("seed", "version"), list(enumerate(VERSIONS, start=1)))
def test_a_follower_has_what_readers_have(live_blog, settings, version, seed):
    """After any history, with edits between any two of its requests: the same updates
    in the same state as the whole list, tombstones included, and nothing besides."""
    settings.LIVECONFLICT_DELTA_LIMIT = 6
    chance = random.Random(seed)
    newsroom = Newsroom(live_blog, chance)
    for _ in range(10):
        newsroom.act()

    def happen():
        while newsroom.is_at_work and chance.random() < 0.5:
            newsroom.act()

    newsroom.is_at_work = True
    follower = Follower(version, live_blog, happen)
    for _ in range(STEPS // 3):
        for _ in range(chance.choice([0, 1, 1, 2, 9])):
            newsroom.act()
        follower.ask()
    newsroom.is_at_work = False
    follower.ask()

    fresh = Follower(version, live_blog, happen)
    assert follower.updates == fresh.updates
    assert set(fresh.updates) == set(
        LiveUpdate.objects.shown().on(live_blog).values_list("pk", flat=True)
    )
    # It was a history worth the name.
    assert {"edit", "withdraw", "remove", "move", "change_claim"} <= newsroom.done
    assert follower.reloads

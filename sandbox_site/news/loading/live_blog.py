"""A live blog of the sample, told through the newsroom's own verbs, step by step."""

import json
from functools import singledispatchmethod

from wagtail_liveconflict.editorial import (
    correct_update,
    end_blog,
    pin_update,
    publish_update,
    start_blog,
    withdraw_update,
)
from wagtail_liveconflict.models import Correction, LiveBlogPage, LiveFeed, LiveUpdate

from ..sample.pictures import CREDIT, PICTURES
from ..sample.shapes import (
    ClaimWithdrawal,
    Edit,
    Mistake,
    Overtaking,
    Pin,
    StatusChange,
    Update,
    Withdrawal,
)
from .claims import change_claim, overtake, withdraw
from .pages import add_page
from .shelf import Shelf


def load_live_blog(shelf: Shelf, home, blog: dict) -> LiveBlogPage:
    editor = shelf.users["editor"]
    start = shelf.moment.before(blog["coverage_start_ago"])
    end = shelf.moment.before(blog.get("coverage_end_ago"))
    page = add_page(
        home,
        LiveBlogPage(
            title=blog["title"],
            slug=blog["slug"],
            standfirst=blog["standfirst"],
            search_description=blog["standfirst"],
            hero_image=shelf.pictures[blog["hero"]],
            coverage_start=start,
            coverage_end=end,
            summary=json.dumps(
                [
                    {"type": kind, "value": shelf.moment.fill(words)}
                    for kind, words in blog["summary"]
                ]
            ),
            owner=editor,
        ),
        min(start, shelf.moment.before(5)),
        editor,
    )
    feeds = LiveFeed.objects.filter(page_id=page.pk)
    if blog["story"]:
        start_blog(page, editor)
        feeds.update(started_at=start)
        Story(shelf, page).tell(blog["story"])
    for update in blog.get("unpublished", ()):
        Story(shelf, page).write(update)
    for update in blog.get("scheduled", ()):
        Story(shelf, page).schedule(update)
    if end:
        end_blog(page, editor)
        feeds.update(closed_at=end)
    return page


class Story:
    """What happens in one live blog, in the order of time."""

    def __init__(self, shelf: Shelf, page: LiveBlogPage):
        self.shelf = shelf
        self.page = page
        self.ids = {}

    def tell(self, steps) -> None:
        for step in sorted(steps, key=lambda step: step.ago, reverse=True):
            self.take(step)

    @singledispatchmethod
    def take(self, step) -> None:
        raise NotImplementedError(step)

    @take.register
    def publish(self, step: Update) -> None:
        update = publish_update(self.write(step), self.user(step))
        self.ids[step.key] = update.pk
        self._date(update, step.ago, created_at=self.at(step))

    @take.register
    def edit(self, step: Edit) -> None:
        update = self.find(step.key)
        update.body = json.dumps(self.build_body(step.body))
        update.save_revision(user=self.user(step)).publish(user=self.user(step))
        self._date(update, step.ago)

    @take.register
    def correct(self, step: Mistake) -> None:
        update = self.find(step.key)
        correction = correct_update(update, self.user(step), step.text)
        Correction.objects.filter(pk=correction.pk).update(at=self.at(step))

    @take.register
    def withdraw(self, step: Withdrawal) -> None:
        update = withdraw_update(self.find(step.key), self.user(step), step.reason)
        LiveUpdate.objects.filter(pk=update.pk).update(withdrawn_at=self.at(step))

    @take.register
    def pin(self, step: Pin) -> None:
        pin_update(self.find(step.key), self.user(step))

    @take.register
    def change_status(self, step: StatusChange) -> None:
        change_claim(self.shelf, step)

    @take.register
    def overtake(self, step: Overtaking) -> None:
        overtake(self.shelf, step)

    @take.register
    def withdraw_claim(self, step: ClaimWithdrawal) -> None:
        withdraw(self.shelf, step)

    def write(self, step: Update) -> LiveUpdate:
        """Save an update as a draft, with a first revision."""
        moment = self.shelf.moment
        update = LiveUpdate(
            page=self.page,
            headline=moment.fill(step.headline),
            body=json.dumps(self.build_body(step.body)),
            byline=step.byline,
            byline_names=step.byline_names,
            is_key_event=step.key_event,
            event_time=moment.before(step.event_ago),
            event_place=step.event_place,
            owner=self.user(step),
            first_published_at=self.at(step) if step.ago > 0 else None,
            live=False,
        )
        update.save()
        update.save_revision(user=self.user(step))
        return update

    def schedule(self, step: Update) -> None:
        """Write an update that goes out by itself, at its own time."""
        update = self.write(step)
        update.go_live_at = self.at(step)
        update.save_revision(user=self.user(step)).publish(user=self.user(step))

    def find(self, key: str) -> LiveUpdate:
        return LiveUpdate.objects.get(pk=self.ids[key])

    def user(self, step):
        return self.shelf.users[step.by]

    def at(self, step):
        return self.shelf.moment.before(step.ago)

    def build_body(self, blocks) -> list:
        return [self._build_block(block) for block in self.shelf.moment.fill(blocks)]

    def _build_block(self, block: dict) -> dict:
        value = block["value"]
        match block["type"]:
            case "quote" if value["source"]:
                value["source"] = self.shelf.sources[value["source"]].pk
            case "verification":
                value["claim"] = self.shelf.claims[value["claim"]].pk
            case "image":
                self._fill_picture(value)
            case "gallery":
                for each in value["pictures"]:
                    self._fill_picture(each)
            case "video":
                documents = self.shelf.documents
                value["file"] = documents["video"].pk
                value["captions"] = documents["captions"].pk
                value["poster"] = self.shelf.pictures[value.pop("picture")].pk
                value["credit"] = CREDIT
        return block

    def _fill_picture(self, value: dict) -> None:
        key = value.pop("picture")
        value["image"] = {
            "image": self.shelf.pictures[key].pk,
            "decorative": False,
            "alt_text": PICTURES[key].alt_text,
        }
        value["credit"] = CREDIT

    def _date(self, update: LiveUpdate, ago: int, **fields) -> None:
        """Wagtail dates what it publishes by the clock; the sample's days are past."""
        at = self.shelf.moment.before(ago)
        LiveUpdate.objects.filter(pk=update.pk).update(last_published_at=at, **fields)
        update.revisions.filter(pk=update.latest_revision_id).update(created_at=at)

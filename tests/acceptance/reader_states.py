"""Every state a reader can find a live blog in, by name; for tests that look at all."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.acceptance.open_page import OpenPage, live
from tests.factories import (
    ClaimFactory,
    ImageFactory,
    LiveBlogPageFactory,
    PartyFactory,
    PublishedUpdateFactory,
    SourceFactory,
    edit,
    link_card,
    picture,
    quote,
    text,
    verification,
)
from wagtail_liveconflict import editorial


class States:
    """A live blog with everything on it, and how to come to each of its states."""

    def __init__(self):
        self.blog = blog = LiveBlogPageFactory(
            title="The river crossing",
            standfirst="The ferry is the only way across.",
            summary='[{"type": "known", "value": "<p>The ferry runs.</p>"},'
            ' {"type": "unknown", "value": "<p>For how long.</p>"}]',
            hero_image=ImageFactory(),
        )
        editorial.start_blog(blog)
        source = SourceFactory(name="Ott Reed", party=PartyFactory())
        body = [
            text("It left at noon. <b>Nobody</b> is hurt."),
            quote(
                "We open at noon.",
                source=source,
                language="uk",
                translated_by="desk",
                original_text="Відкриваємо опівдні.",
                link="https://example.org/post",
            ),
            verification(ClaimFactory(status="verified"), note="As of the evening."),
            picture(ImageFactory(), alt_text="A quay", credit="M. Reed"),
            link_card("https://example.org/report", title="A long report"),
        ]
        self.updates = [
            PublishedUpdateFactory(
                page=blog, body=body if n % 5 == 0 else [text("Up.")]
            )
            for n in range(14)
        ]
        self.newest = self.updates[-1]
        editorial.pin_update(self.updates[-2])
        editorial.mark_key_event(self.updates[-5])
        self.tombstone = self.updates[-3]
        editorial.withdraw_update(self.tombstone, None, "It was an exercise.")
        editorial.correct_update(self.newest, None, "We said eleven. It is noon.")
        edit(self.updates[-4], headline="Mended")

    def open(self, name: str, new_page: Callable[..., Page]) -> Page:
        return getattr(self, f"_{name}")(new_page)

    def _goto(self, new_page, path="") -> Page:
        page = new_page()
        page.goto(f"{self.blog.get_url()}{path}")
        return page

    def _live(self, new_page):
        return self._goto(new_page)

    def _held(self, new_page):
        opened = OpenPage(new_page(), self.blog.get_url())
        opened.deliver(live(901, 901), live(902, 902))
        expect(opened.button).to_be_visible()
        return opened.page

    def _offline(self, new_page):
        opened = OpenPage(new_page(), self.blog.get_url())
        for _ in range(3):
            opened.answer_next(status=503)
            opened.ask()
        expect(opened.status).to_contain_text("Connection lost")
        return opened.page

    def _empty(self, new_page):
        empty = LiveBlogPageFactory(title="Nothing yet")
        page = new_page()
        page.goto(empty.get_url())
        return page

    def _paged(self, new_page):
        return self._goto(new_page, "page/1/")

    def _oldest(self, new_page):
        return self._goto(new_page, "?order=oldest")

    def _chosen(self, new_page):
        return self._goto(new_page, "?only=verified")

    def _day(self, new_page):
        day = self.newest.first_published_at.astimezone(self.blog.zone).date()
        return self._goto(new_page, f"day/{day}/")

    def _permalink(self, new_page):
        return self._goto(new_page, f"updates/{self.updates[3].pk}/")

    def _tombstone(self, new_page):
        return self._goto(new_page, f"updates/{self.tombstone.pk}/")

    def _claims(self, new_page):
        return self._goto(new_page, "claims/")

    def _corrections(self, new_page):
        return self._goto(new_page, "corrections/")

    # Last: what they change stays so.

    def _paused(self, new_page):
        editorial.pause_blog(self.blog)
        return self._goto(new_page)

    def _ended(self, new_page):
        editorial.end_blog(self.blog)
        return self._goto(new_page)


NAMES = [
    name.removeprefix("_") for name in vars(States) if name[:1] == "_" != name[1:2]
]
NAMES.remove("goto")

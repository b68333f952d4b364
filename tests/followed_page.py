"""What a reader's open page shows, kept up to date as the browser does it."""

import time

from bs4 import BeautifulSoup
from django.test import Client

from tests.live_application import PATIENCE, LiveApplication, Reader


def normal(html: str) -> str:
    return str(BeautifulSoup(html.strip(), "html.parser"))


class FollowedPage:
    """A page of a live blog, loaded and then changed by deltas and messages alone."""

    def __init__(self, live_blog, application: LiveApplication):
        self.live_blog = live_blog
        self.application = application
        self.stream: Reader | None = None
        self.load()

    def load(self) -> None:
        """What a press on "reload" does."""
        response = Client().get(self.live_blog.url)
        soup = BeautifulSoup(response.content, "html.parser")
        element = soup.find("liveconflict-blog")
        self.cursor = element["data-cursor"]
        self.state = element["data-state"]
        self.is_over = self.state == "ended"
        #: Cursors of the answers that brought something, in their order.
        self.seen = [self.cursor]
        self.updates = {
            int(article["data-update-id"]): str(article)
            for article in soup.select("[data-liveconflict-updates] article")
        }
        self.parts = {
            part["data-liveconflict-part"]: normal(part.decode_contents())
            for part in soup.select("[data-liveconflict-part]")
        }

    def shows(self) -> tuple:
        return self.state, self.updates, self.parts

    def take(self, delta: dict) -> None:
        """Apply one answer, as ``open_page.js`` does."""
        if delta.get("reload"):
            self.close_stream()
            self.load()
            return
        if delta["cursor"] != self.cursor:
            self.seen.append(delta["cursor"])
        self.cursor = delta["cursor"]
        for entry in delta.get("updates", ()):
            if html := entry.get("html"):
                self.updates[entry["id"]] = normal(html)
            else:
                self.updates.pop(entry["id"], None)
        if blog := delta.get("blog"):
            self.state = blog["state"]
            for name, html in blog["parts"].items():
                self.parts[name] = normal(html)
        if delta.get("stop"):
            self.is_over = True
            self.close_stream()

    def poll(self, *, through_django: bool) -> None:
        # One transport at a time, as in the browser.
        if self.is_over or self.stream:
            return
        path = f"/live/{self.live_blog.pk}/changes/{self.cursor}/"
        if through_django:
            self.take(Client().get(path).json())
        else:
            self.take(self.application.get(path).json)

    def open_stream(self, *, by_header: bool) -> None:
        """From the cursor in the address, or from "Last-Event-ID"."""
        if self.is_over or self.stream:
            return
        if by_header:
            options = {"cursor": "0", "Last_Event_ID": self.cursor}
        else:
            options = {"cursor": self.cursor}
        self.stream = self.application.stream(self.live_blog, **options)
        assert self.stream.status == 200

    def read_stream(self) -> None:
        """Take what has arrived."""
        while self.stream and not self.stream.events.empty():
            self._take_event()

    def _take_event(self) -> None:
        event = self.stream.next()
        assert event.id == event.data["cursor"]
        self.take(event.data)

    def close_stream(self) -> None:
        if self.stream:
            stream, self.stream = self.stream, None
            if not stream.is_over.is_set():
                stream.leave()

    def catch_up(self, cursor: str, *, through_django: bool) -> None:
        """Go on until the page is at ``cursor``, where the live blog is."""
        deadline = time.monotonic() + PATIENCE
        while self.cursor != cursor and not self.is_over:
            if self.stream:
                self._take_event()
            else:
                assert time.monotonic() < deadline, (self.cursor, cursor)
                self.poll(through_django=through_django)
        # The stream's last message may still be under way, and tell nothing new.
        self.read_stream()

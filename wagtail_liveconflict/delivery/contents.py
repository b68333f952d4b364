"""What the hub needs to know of the site. The reader's room provides it, so
that delivery knows messages and cursors, and nothing of pages and blocks."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from ..models import LiveFeed
from .message import Entry, Head


class Contents(Protocol):
    def get_public_feeds(self, page_ids: Iterable[int]) -> dict[int, LiveFeed]:
        """Feeds of those live blogs that everybody may read, in one query."""

    def get_head(self, feed: LiveFeed) -> Head: ...

    def allows_streams(self, feed: LiveFeed) -> bool: ...

    def get_page(self, feed: LiveFeed) -> Any:
        """The page that the next two are given."""

    def render_entries(
        self, page, ordinals: Mapping[int, int | None]
    ) -> list[Entry]: ...

    def render_outline(self, page) -> bytes: ...

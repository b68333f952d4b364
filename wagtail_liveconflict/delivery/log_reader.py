"""Reads the change log into news for the hub's memory. Runs in the tail's thread."""

from __future__ import annotations

import logging
import time
from dataclasses import replace

from django.db import DatabaseError, InterfaceError

from ..conf import conf
from ..models import Change, LiveFeed
from .changes import fold, get_window, read_rows
from .contents import Contents
from .live_page import News

logger = logging.getLogger("wagtail_liveconflict.delivery")

DATABASE_ERRORS = (DatabaseError, InterfaceError)
#: Seconds. What the memory cannot know of, such as the address of another page
#: that an update links to, is right again after so long.
_FRESH_FOR = 300


class LogReader:
    def __init__(self, contents: Contents):
        self._contents = contents
        self.get_public_feeds = contents.get_public_feeds

    def read_news(self, feed: LiveFeed, known: News) -> News | None:
        """What is new since ``known``; None when nothing is."""
        is_old = time.monotonic() - known.fresh_at > _FRESH_FOR
        if is_old or feed.epoch != known.epoch or feed.cursor < known.number:
            return self.make_fresh(feed)
        now = replace(self._describe(feed), is_fresh=False, fresh_at=known.fresh_at)
        if feed.cursor == known.number:
            is_same = now.head == known.head
            is_same = is_same and now.allows_streams == known.allows_streams
            return None if is_same else now
        limit = conf.LIVECONFLICT_DELTA_LIMIT
        if feed.cursor - known.number > get_window(limit):
            return self.make_fresh(feed)
        rows = read_rows(feed, known.number)
        if not rows:
            # Of a feed that has no page.
            return now
        changes = fold(rows, limit)
        if Change.Kind.HEADER in changes.kinds:
            # The page itself has changed, perhaps its address: whatever was
            # rendered of its updates may be another now.
            return self.make_fresh(feed)
        try:
            return self._render_news(feed, now, rows, changes)
        except DATABASE_ERRORS:
            raise
        except Exception:
            # One update that cannot be rendered is not to keep other live blogs
            # from their news: who asks for it gets no answer.
            logger.exception("News of live blog %s cannot be rendered", feed.page_id)
            return self.make_fresh(feed)

    def _render_news(self, feed: LiveFeed, now: News, rows, changes) -> News:
        page = self._contents.get_page(feed)
        entries = self._contents.render_entries(page, changes.ordinals)
        key_events = [entry.update_id for entry in entries if entry.is_key_event]
        is_outline_changed = not changes.complete or changes.touches_outline(
            feed.pinned_update_id, key_events
        )
        outline = self._contents.render_outline(page) if is_outline_changed else None
        return replace(
            now,
            rows=rows,
            entries=entries,
            outline=outline,
        )

    def _describe(self, feed: LiveFeed) -> News:
        return News(
            page_id=feed.page_id,
            epoch=feed.epoch,
            number=feed.cursor,
            head=self._contents.get_head(feed),
            allows_streams=self._contents.allows_streams(feed),
            pinned_update_id=feed.pinned_update_id,
            is_fresh=True,
            fresh_at=time.monotonic(),
        )

    def make_fresh(self, feed: LiveFeed) -> News:
        """All that answers may need, but for what has to be rendered."""
        window = get_window(conf.LIVECONFLICT_DELTA_LIMIT)
        rows = read_rows(feed, max(feed.cursor - window, 0))
        return replace(self._describe(feed), rows=rows)

    def render(self, page_id: int, ordinals, with_outline: bool):
        """A list of entries, and the outline or None."""
        feed = self.get_public_feeds([page_id]).get(page_id)
        if feed is None:
            return [], None
        page = self._contents.get_page(feed)
        entries = self._contents.render_entries(page, ordinals) if ordinals else []
        return entries, self._contents.render_outline(page) if with_outline else None

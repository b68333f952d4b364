"""Follows the change log for one process, in one thread with one connection.

However many readers the process has, the log costs one query a second, or one
for each hint. Without readers it costs nothing, not even a connection.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace

from django.db import connections, router

from ..conf import conf
from ..models import Change, LiveFeed
from .backends import get_backend
from .changes import fold, get_window, read_rows
from .contents import Contents
from .live_page import News

logger = logging.getLogger("wagtail_liveconflict.delivery")

# Seconds.
_TICK = 1.0
#: Hints that come closer together than this are answered by one look.
_SHORTEST_GAP = 0.02
#: How often SQLite is asked whether another connection has written (5 µs each).
_SQLITE_TICK = 0.05
_REST_AFTER_FAILURE = 1.0
#: Questions of single readers between two looks: they must not hold up news.
_JOBS_AT_ONCE = 20
JOBS_WAITING = 200


class TooMuch(Exception):
    """More is asked of the log than can be answered soon."""


class Tail:
    """``on_news`` and ``on_gone`` are called in the tail's thread."""

    def __init__(
        self,
        contents: Contents,
        on_news: Callable[[News], None],
        on_gone: Callable[[int], None],
    ):
        self._contents = contents
        self._on_news, self._on_gone = on_news, on_gone
        #: What each watched live blog was last known to be.
        self._watched: dict[int, News] = {}
        self._jobs: queue.SimpleQueue = queue.SimpleQueue()
        self._listener = None
        self._closing = threading.Event()
        #: Seconds of the monotonic clock at which the log was last read.
        self.looked_at = time.monotonic()
        #: The log cannot be read at present.
        self.is_failing = False
        self._data_version = None
        self._thread = threading.Thread(
            target=self._run, name="liveconflict-tail", daemon=True
        )
        self._thread.start()

    # Called by other threads.

    def watch(self, page_id: int) -> Future:
        """Begin to follow a live blog. What it is comes as news, in the order of
        all news, or as "gone" where it is not public; then the future is done."""
        return self._submit(lambda: self._load(page_id))

    def unwatch(self, page_id: int) -> None:
        """Follow it no more. News that are under way may still come."""
        self._watched.pop(page_id, None)

    def render(self, page_id: int, ordinals, with_outline: bool) -> Future:
        """The result is a list of entries and the outline, or None."""
        return self._submit(lambda: self._render(page_id, ordinals, with_outline))

    def close(self) -> None:
        self._closing.set()
        self._interrupt()
        self._thread.join(timeout=5)

    def _submit(self, work) -> Future:
        if self._jobs.qsize() >= JOBS_WAITING:
            raise TooMuch
        future: Future = Future()
        self._jobs.put((work, future))
        self._interrupt()
        return future

    def _interrupt(self):
        if listener := self._listener:
            listener.interrupt()

    # In the tail's own thread.

    @property
    def _connection(self):
        return connections[router.db_for_read(LiveFeed)]

    def _run(self):
        try:
            self._listener = get_backend().listen()
            while not self._closing.is_set():
                try:
                    self._step()
                except Exception as error:
                    self._recover(error)
        finally:
            if self._listener:
                self._listener.close()
            connections.close_all()

    def _step(self):
        self._do_jobs()
        if not self._watched:
            if self._jobs.empty():
                self._rest()
            return
        since = time.monotonic() - self.looked_at
        if self._jobs.empty() or since >= _TICK:
            self._wait(max(_TICK - since, 0))
        rest = self.looked_at + _SHORTEST_GAP - time.monotonic()
        if rest > 0:
            # Questions go on being answered while hints are collected.
            self._do_jobs()
            self._closing.wait(rest)
        if not self._closing.is_set() and self._watched:
            self._look()

    def _rest(self):
        self._data_version = None
        connections.close_all()
        self._listener.rest()
        self.looked_at = time.monotonic()

    def _wait(self, timeout: float):
        if self._connection.vendor != "sqlite":
            self._listener.wait(timeout)
            return
        until = time.monotonic() + timeout
        while not self._has_data_changed() and self._jobs.empty():
            left = until - time.monotonic()
            if left <= 0 or self._closing.is_set():
                return
            self._listener.wait(min(left, _SQLITE_TICK))

    def _has_data_changed(self) -> bool:
        """Whether another connection has committed to the SQLite file."""
        self._connection.ensure_connection()
        row = self._connection.connection.execute("PRAGMA data_version").fetchone()
        is_changed = row != self._data_version
        self._data_version = row
        return is_changed

    def _recover(self, error: Exception):
        if not self.is_failing:
            logger.warning("The change log cannot be read: %s", error, exc_info=error)
        self.is_failing = True
        self._data_version = None
        try:
            self._connection.close()
        except Exception:
            logger.debug("closing failed", exc_info=True)
        while not self._jobs.empty():
            _work, future = self._jobs.get()
            future.set_exception(error)
        self._closing.wait(_REST_AFTER_FAILURE)

    def _do_jobs(self):
        for _turn in range(_JOBS_AT_ONCE):
            try:
                work, future = self._jobs.get_nowait()
            except queue.Empty:
                return
            try:
                result = work()
            except Exception as error:
                future.set_exception(error)
                raise
            future.set_result(result)

    def _look(self):
        feeds = self._contents.get_public_feeds(self._watched)
        for page_id, known in list(self._watched.items()):
            feed = feeds.get(page_id)
            if feed is None:
                del self._watched[page_id]
                self._on_gone(page_id)
                continue
            news = self._get_news(feed, known)
            if news is not None:
                self._tell(news)
        self.looked_at = time.monotonic()
        self.is_failing = False

    def _tell(self, news: News):
        # The words themselves are the hub's to keep.
        self._watched[news.page_id] = replace(news, rows=(), entries=(), outline=None)
        self._on_news(news)

    def _get_news(self, feed: LiveFeed, known: News) -> News | None:
        if feed.epoch != known.epoch or feed.cursor < known.number:
            return self._make_fresh(feed)
        now = replace(self._describe(feed), is_fresh=False)
        if feed.cursor == known.number:
            is_same = (now.head, now.allows_streams) == (
                known.head,
                known.allows_streams,
            )
            return None if is_same else now
        limit = conf.LIVECONFLICT_DELTA_LIMIT
        if feed.cursor - known.number > get_window(limit):
            return self._make_fresh(feed)
        rows = read_rows(feed, known.number)
        changes = fold(rows, limit)
        if Change.Kind.HEADER in changes.kinds:
            # The page itself has changed, perhaps its address: whatever was
            # rendered of its updates may be another now.
            return self._make_fresh(feed)
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
            is_outline_changed=is_outline_changed,
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
        )

    def _make_fresh(self, feed: LiveFeed) -> News:
        window = get_window(conf.LIVECONFLICT_DELTA_LIMIT)
        rows = read_rows(feed, max(feed.cursor - window, 0))
        return replace(self._describe(feed), rows=rows)

    def _load(self, page_id: int) -> None:
        feed = self._contents.get_public_feeds([page_id]).get(page_id)
        if feed is None:
            self._watched.pop(page_id, None)
            self._on_gone(page_id)
            return
        if not self._watched:
            self.looked_at = time.monotonic()
        self._tell(self._make_fresh(feed))

    def _render(self, page_id: int, ordinals, with_outline: bool):
        feed = self._contents.get_public_feeds([page_id]).get(page_id)
        if feed is None:
            return None
        page = self._contents.get_page(feed)
        entries = self._contents.render_entries(page, ordinals) if ordinals else []
        return entries, self._contents.render_outline(page) if with_outline else None

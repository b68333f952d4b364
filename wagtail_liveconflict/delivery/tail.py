"""Follows the change log for one process, in one thread with one connection.

However many readers the process has, the log costs one query a second, or one
for each hint. Without readers it costs nothing, not even a connection.
"""

from __future__ import annotations

import itertools
import logging
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace

from django.db import connections, router
from django.urls import set_script_prefix

from ..models import LiveFeed
from .backends import get_backend
from .base import Listener
from .contents import Contents
from .live_page import News
from .log_reader import DATABASE_ERRORS, LogReader

logger = logging.getLogger("wagtail_liveconflict.delivery")

# Seconds.
_TICK = 1.0
#: Hints that come closer together than this are answered by one look.
_SHORTEST_GAP = 0.02
#: How often SQLite is asked whether another connection has written (5 µs each).
_SQLITE_TICK = 0.05
_REST_AFTER_FAILURE = 1.0
#: For questions of single readers between two looks: they must not hold up news.
_FOR_QUESTIONS = 0.1
QUESTIONS_WAITING = 1000


class TooMuch(Exception):
    """More is asked of the log than can be answered soon."""


class Tail:
    """``on_news`` and ``on_gone`` are called in the tail's thread, which alone
    knows what is watched: what others want of it, they ask for."""

    def __init__(
        self,
        contents: Contents,
        on_news: Callable[[News], None],
        on_gone: Callable[[int], None],
        script_prefix: str = "/",
    ):
        self._log = LogReader(contents)
        self._on_news, self._on_gone = on_news, on_gone
        self._script_prefix = script_prefix
        #: What each watched live blog was last known to be.
        self._watched: dict[int, News] = {}
        self._wanted: queue.SimpleQueue = queue.SimpleQueue()
        self._questions: queue.SimpleQueue = queue.SimpleQueue()
        self._listener: Listener | None = None
        self._closing = threading.Event()
        #: Seconds of the monotonic clock at which the log was last read.
        self.looked_at = time.monotonic()
        self._is_failing = False
        self._data_version = None
        self._thread = threading.Thread(
            target=self._run, name="liveconflict-tail", daemon=True
        )
        self._thread.start()

    # Called by other threads.

    def watch(self, page_id: int) -> Future:
        """Begin to follow a live blog. What it is comes as news, in the order of
        all news, or as "gone" where it is not public; then the future is done."""
        if self._wanted.qsize() >= QUESTIONS_WAITING:
            raise TooMuch
        future: Future = Future()
        self._wanted.put((page_id, future))
        self._interrupt()
        return future

    def unwatch(self, page_id: int) -> None:
        """Follow it no more. News that are under way may still come."""
        self._wanted.put((page_id, None))

    def look(self) -> Future:
        """Look into the log now; done when it was looked into after this call."""
        return self._ask(self._look)

    def render(self, page_id: int, ordinals, with_outline: bool) -> Future:
        """The result is a list of entries and the outline, or None."""
        return self._ask(lambda: self._log.render(page_id, ordinals, with_outline))

    def close(self) -> None:
        self._closing.set()
        self._interrupt()
        self._thread.join(timeout=5)

    def _ask(self, work) -> Future:
        if self._questions.qsize() >= QUESTIONS_WAITING:
            raise TooMuch
        future: Future = Future()
        self._questions.put((work, future))
        self._interrupt()
        return future

    def _interrupt(self):
        if listener := self._listener:
            listener.interrupt()

    # In the tail's own thread.

    @property
    def _connection(self):
        return connections[router.db_for_write(LiveFeed)]

    @property
    def _is_asked(self) -> bool:
        return not (self._wanted.empty() and self._questions.empty())

    def _run(self):
        # Addresses in what is rendered here begin as those of the requests.
        set_script_prefix(self._script_prefix)
        try:
            while not self._closing.is_set():
                try:
                    if self._listener is None:
                        self._listener = get_backend().listen()
                    self._step()
                except Exception as error:
                    self._recover(error)
        finally:
            if self._listener:
                self._listener.close()
            connections.close_all()

    def _step(self):
        self._answer()
        if not self._watched:
            if not self._is_asked:
                self._rest()
            return
        since = time.monotonic() - self.looked_at
        if not self._is_asked and since < _TICK:
            self._wait(_TICK - since)
        # Hints that come together are answered together.
        rest = self.looked_at + _SHORTEST_GAP - time.monotonic()
        if rest > 0:
            self._closing.wait(rest)
        if not self._closing.is_set():
            self._look()

    def _rest(self):
        self._data_version = None
        self._listener.let_go()
        connections.close_all()
        self._listener.rest()
        self.looked_at = time.monotonic()

    def _wait(self, timeout: float):
        if self._connection.vendor != "sqlite":
            self._listener.wait(timeout)
            return
        until = time.monotonic() + timeout
        while not self._has_data_changed() and not self._is_asked:
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
        if not self._is_failing:
            logger.warning("The change log cannot be read: %s", error, exc_info=error)
        self._is_failing = True
        self._data_version = None
        try:
            self._connection.close()
        except Exception:
            logger.debug("closing failed", exc_info=True)
        for waiting in (self._wanted, self._questions):
            while not waiting.empty():
                what, future = waiting.get()
                if future is not None:
                    _fail(future, error)
                else:
                    self._watched.pop(what, None)
        self._closing.wait(_REST_AFTER_FAILURE)

    def _answer(self):
        """What is asked, for a moment. First which live blogs to follow: however
        many ids somebody makes up, that is one query."""
        self._begin_to_watch()
        until = time.monotonic() + _FOR_QUESTIONS
        while time.monotonic() < until and not self._questions.empty():
            work, future = self._questions.get()
            if not future.set_running_or_notify_cancel():
                continue
            try:
                result = work()
            except Exception as error:
                future.set_exception(error)
                if isinstance(error, DATABASE_ERRORS):
                    raise
            else:
                future.set_result(result)

    def _begin_to_watch(self):
        wanted: dict[int, list[Future]] = {}
        while not self._wanted.empty():
            page_id, future = self._wanted.get()
            if future is not None:
                wanted.setdefault(page_id, []).append(future)
            else:
                wanted.pop(page_id, None)
                self._watched.pop(page_id, None)
        if not wanted:
            return
        try:
            feeds = self._log.get_public_feeds(wanted)
            if not self._watched:
                self.looked_at = time.monotonic()
            for page_id in wanted:
                if feed := feeds.get(page_id):
                    self._tell(self._log.make_fresh(feed))
                else:
                    self._watched.pop(page_id, None)
                    self._on_gone(page_id)
        except Exception as error:
            for future in itertools.chain.from_iterable(wanted.values()):
                _fail(future, error)
            raise
        for future in itertools.chain.from_iterable(wanted.values()):
            if future.set_running_or_notify_cancel():
                future.set_result(None)

    def _look(self):
        feeds = self._log.get_public_feeds(list(self._watched))
        for page_id, known in list(self._watched.items()):
            feed = feeds.get(page_id)
            if feed is None:
                del self._watched[page_id]
                self._on_gone(page_id)
            elif news := self._log.read_news(feed, known):
                self._tell(news)
        self.looked_at = time.monotonic()
        self._is_failing = False

    def _tell(self, news: News):
        # The words themselves are the hub's to keep.
        self._watched[news.page_id] = replace(news, rows=(), entries=(), outline=None)
        self._on_news(news)


def _fail(future: Future, error: Exception) -> None:
    if future.set_running_or_notify_cancel():
        future.set_exception(error)

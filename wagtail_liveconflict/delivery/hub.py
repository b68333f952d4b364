"""The live blogs that somebody follows in this process, and their readers.

Belongs to one event loop; only the tail's two callbacks come from its thread.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter

from ..conf import conf
from .connection import StreamConnection, make_message
from .contents import Contents
from .live_page import Incomplete, LivePage, News
from .message import BEAT, GONE, Answer, make_event
from .tail import Tail, TooMuch

logger = logging.getLogger("wagtail_liveconflict.delivery")

# Seconds.
_BEAT_EVERY = 20
_SLOWEST_READER = 20
_FORGOTTEN_AFTER = 30
_ABSENT_FOR = 1
#: Without a look into the log for so long, nobody is told that nothing is new.
_STALE_AFTER = 5
_LONGEST_QUESTION = 10
#: Writes between two turns of the event loop.
_AT_ONCE = 200
_ABSENT_KEPT = 1000


class Unavailable(Exception):
    """The log cannot be read, or too much is asked of it."""


class Hub:
    def __init__(self, contents: Contents):
        self._loop = asyncio.get_running_loop()
        self._pages: dict[int, LivePage] = {}
        self._loading: dict[int, asyncio.Future] = {}
        #: Ids that are no public live blogs, and until when that is believed.
        self._absent: dict[int, float] = {}
        self._filling: dict[int, asyncio.Future] = {}
        self._filling_streams: set[int] = set()
        self._behind: dict[int, LivePage] = {}
        self._news = asyncio.Event()
        self.streams = 0
        self.addresses: Counter[str] = Counter()
        self.is_closing = False
        self._tail = Tail(
            contents,
            lambda news: self._call(self._take, news),
            lambda page_id: self._call(self._lose, page_id),
        )
        self._tasks = [
            self._loop.create_task(self._tell()),
            self._loop.create_task(self._sweep()),
        ]

    # Questions

    async def get_page(self, page_id: int) -> LivePage | None:
        """The live blog, or None where it is not public."""
        now = self._loop.time()
        page = self._pages.get(page_id)
        if page is None:
            if self._absent.get(page_id, 0) > now:
                return None
            await self._load(page_id)
            page = self._pages.get(page_id)
        elif self.is_stale:
            raise Unavailable
        if page is not None:
            page.used_at = now
        return page

    async def answer(self, page: LivePage, epoch: str, number: int) -> Answer:
        """As :meth:`.LivePage.answer_after`, with what it lacks."""
        while True:
            try:
                return page.answer_after(epoch, number)
            except Incomplete as incomplete:
                await self._fill(page, incomplete)

    @property
    def is_stale(self) -> bool:
        return time.monotonic() - self._tail.looked_at > _STALE_AFTER

    async def _load(self, page_id: int) -> None:
        loading = self._loading.get(page_id)
        if loading is None:
            loading = self._loading[page_id] = self._ask(self._tail.watch, page_id)
            loading.add_done_callback(lambda _done: self._loading.pop(page_id, None))
        await self._wait_for(loading)

    async def _fill(self, page: LivePage, incomplete: Incomplete) -> None:
        filling = self._filling.get(page.page_id)
        if filling is None:
            filling = self._loop.create_task(self._get_parts(page, incomplete))
            self._filling[page.page_id] = filling
            filling.add_done_callback(
                lambda _done: self._filling.pop(page.page_id, None)
            )
        await self._wait_for(filling)

    async def _get_parts(self, page: LivePage, incomplete: Incomplete) -> None:
        news = page.news
        parts = await self._ask(
            self._tail.render,
            page.page_id,
            incomplete.ordinals,
            incomplete.needs_outline,
        )
        if parts is None:
            raise Unavailable
        # What came in between is newer than these parts only where it names
        # the same updates: then it is asked for again.
        if page.news is news:
            page.add(*parts)

    def _ask(self, question, *arguments) -> asyncio.Future:
        try:
            return asyncio.wrap_future(question(*arguments), loop=self._loop)
        except TooMuch as error:
            raise Unavailable from error

    async def _wait_for(self, future: asyncio.Future) -> None:
        try:
            # Others wait for the same: one reader who leaves must not end it.
            await asyncio.wait_for(asyncio.shield(future), _LONGEST_QUESTION)
        except Exception as error:
            raise Unavailable from error

    # Streams

    @property
    def offers_streams(self) -> bool:
        return not self.is_closing and self.streams < self.limit

    @property
    def limit(self) -> int:
        return conf.LIVECONFLICT_STREAM_LIMIT

    def join(self, page: LivePage, connection: StreamConnection) -> None:
        """Send the connection's first message, and all that follow."""
        connection.page = page
        page.streams.add(connection)
        self.streams += 1
        self.addresses[connection.address] += 1
        self._push(page, connection, is_first=True)

    def leave(self, connection: StreamConnection) -> None:
        self.streams -= 1
        self.addresses[connection.address] -= 1
        if self.addresses[connection.address] <= 0:
            del self.addresses[connection.address]
        connection.page.streams.discard(connection)

    def _push(self, page, connection, *, is_first=False) -> None:
        """Bring one reader to where the live blog is. One who has to be waited
        for is brought there afterwards, with whatever has come by then."""
        if connection.is_blocked or connection.is_ended:
            return
        news = page.news
        is_there = connection.number == news.number and connection.epoch == news.epoch
        if is_there and not is_first:
            return
        try:
            answer = page.answer_after(connection.epoch, connection.number)
        except Incomplete as incomplete:
            self._fill_for_streams(page, incomplete)
            return
        connection.epoch, connection.number = news.epoch, news.number
        now = self._loop.time()
        if answer.is_last:
            page.streams.discard(connection)
            connection.end(answer.event, now)
        else:
            connection.write(answer.message, now, lambda: self._push(page, connection))

    def _fill_for_streams(self, page, incomplete) -> None:
        async def fill():
            try:
                await self._fill(page, incomplete)
            except Unavailable:
                await self._end(list(page.streams), wait=5)
            else:
                self._mark(page)
            finally:
                self._filling_streams.discard(page.page_id)

        if page.page_id not in self._filling_streams:
            self._filling_streams.add(page.page_id)
            self._keep(self._loop.create_task(fill()))

    def _keep(self, task) -> None:
        self._tasks.append(task)
        task.add_done_callback(self._tasks.remove)

    # News

    def _call(self, function, argument) -> None:
        try:
            self._loop.call_soon_threadsafe(function, argument)
        except RuntimeError:
            logger.debug("the event loop is closed")

    def _take(self, news: News) -> None:
        page = self._pages.get(news.page_id)
        if page is not None:
            page.take(news)
        elif news.is_fresh and news.page_id in self._loading:
            page = LivePage(news, conf.LIVECONFLICT_DELTA_LIMIT)
            page.used_at = self._loop.time()
            self._pages[news.page_id] = page
        else:
            self._tail.unwatch(news.page_id)
            return
        self._absent.pop(news.page_id, None)
        self._mark(page)

    def _lose(self, page_id: int) -> None:
        if len(self._absent) >= _ABSENT_KEPT:
            self._absent.clear()
        self._absent[page_id] = self._loop.time() + _ABSENT_FOR
        page = self._pages.pop(page_id, None)
        if page is not None and page.streams:
            self._keep(self._loop.create_task(self._end(list(page.streams), GONE)))

    def _mark(self, page: LivePage) -> None:
        self._behind[page.page_id] = page
        self._news.set()

    async def _tell(self) -> None:
        while True:
            await self._news.wait()
            self._news.clear()
            while self._behind:
                _page_id, page = self._behind.popitem()
                try:
                    await self._tell_streams(page)
                except Exception:
                    logger.exception("The readers of %s were not told", page.page_id)

    async def _tell_streams(self, page: LivePage) -> None:
        if not page.news.allows_streams and not page.news.head.halt:
            await self._end(list(page.streams), wait=page.news.head.wait)
            return
        for count, connection in enumerate(tuple(page.streams), start=1):
            self._push(page, connection)
            if not count % _AT_ONCE:
                await asyncio.sleep(0)

    # Housekeeping

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(1)
            try:
                await self._sweep_pages(self._loop.time())
            except Exception:
                logger.exception("The streams were not looked after")

    async def _sweep_pages(self, now: float) -> None:
        for page in list(self._pages.values()):
            if page.streams and self.is_stale:
                # Their pages ask, learn that there is no answer, and say so.
                await self._end(list(page.streams), wait=10)
            elif page.streams:
                await self._sweep_streams(page, now)
            elif now - page.used_at > _FORGOTTEN_AFTER:
                del self._pages[page.page_id]
                self._tail.unwatch(page.page_id)

    async def _sweep_streams(self, page: LivePage, now: float) -> None:
        beat = make_message(BEAT)
        for count, connection in enumerate(tuple(page.streams), start=1):
            unwritten = now - connection.written_at
            if connection.is_blocked:
                if unwritten > _SLOWEST_READER:
                    connection.drop()
            elif now > connection.expires_at:
                page.streams.discard(connection)
                connection.end(make_event("bye", wait=1), now)
            elif unwritten > _BEAT_EVERY:
                connection.write(beat, now)
            if not count % _AT_ONCE:
                await asyncio.sleep(0)

    async def _end(self, connections, event: bytes = b"", wait: float = 1) -> None:
        """End streams with an event, or ask them to come back within ``wait``
        seconds, each at a moment of its own."""
        event = event or make_event("bye", wait=round(wait, 1))
        now = self._loop.time()
        for count, connection in enumerate(connections, start=1):
            connection.page.streams.discard(connection)
            connection.end(event, now)
            if not count % _AT_ONCE:
                await asyncio.sleep(0)

    def begin_to_close(self) -> None:
        """End all streams, so that the server can exit. Takes no new ones."""
        if self.is_closing:
            return
        self.is_closing = True
        everybody = [c for page in self._pages.values() for c in page.streams]
        # A thousand a second find another server, or this one started again.
        wait = min(max(len(everybody) / 1000, 2), 30)
        self._keep(self._loop.create_task(self._end(everybody, wait=wait)))

    async def close(self) -> None:
        self.begin_to_close()
        await asyncio.sleep(0)
        for task in list(self._tasks):
            task.cancel()
        await asyncio.to_thread(self._tail.close)

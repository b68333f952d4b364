"""All open streams of one process: who is told what, and when they end."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable

from ..conf import conf
from .connection import StreamConnection, make_message
from .live_page import Incomplete, LivePage
from .message import BEAT, make_event

logger = logging.getLogger("wagtail_liveconflict.delivery")

# Seconds.
_BEAT_EVERY = 20
_SLOWEST_READER = 20
_AFTER_A_FAILURE = 5
#: Writes between two turns of the event loop.
_AT_ONCE = 200
#: Readers who find another server, or this one started again, in a second.
_COMING_BACK = 1000


class Unavailable(Exception):
    """The log cannot be read, or too much is asked of it."""


class Streams:
    """``fill`` gets what an answer lacks into the memory of a page, or raises
    :class:`Unavailable`."""

    def __init__(self, fill: Callable[[LivePage, Incomplete], Awaitable[None]]):
        self._loop = asyncio.get_running_loop()
        self._fill = fill
        self._filling: set[int] = set()
        self._behind: dict[int, LivePage] = {}
        self._has_news = asyncio.Event()
        self._tasks: set[asyncio.Task] = set()
        self.count = 0
        self.addresses: Counter[str] = Counter()
        self.is_closing = False
        self._start(self._tell_all())

    @property
    def has_room(self) -> bool:
        return not self.is_closing and self.count < conf.LIVECONFLICT_STREAM_LIMIT

    def has_room_for(self, address: str) -> bool:
        """Whether an address holds fewer streams than one may; "" is nobody's."""
        limit = conf.LIVECONFLICT_STREAMS_PER_ADDRESS
        return not address or self.addresses[address] < limit

    def join(self, page: LivePage, connection: StreamConnection) -> None:
        """Send the connection's first message, and all that follow."""
        connection.page, connection.when_free = page, self._catch_up
        page.streams.add(connection)
        self.count += 1
        self.addresses[connection.address] += 1
        self._push(page, connection, self._loop.time(), is_first=True)

    def leave(self, connection: StreamConnection) -> None:
        self.count -= 1
        self.addresses[connection.address] -= 1
        if self.addresses[connection.address] <= 0:
            del self.addresses[connection.address]
        connection.page.streams.discard(connection)
        connection.leave()

    def tell(self, page: LivePage) -> None:
        """Its streams are behind: bring them to where the live blog is."""
        self._behind[page.page_id] = page
        self._has_news.set()

    def end(
        self,
        connections: Iterable[StreamConnection],
        event: bytes = b"",
        wait: float = 1,
    ) -> None:
        """End streams with an event, or ask them to come back within ``wait``
        seconds, each at a moment of its own."""
        event = event or make_event("bye", wait=round(wait, 1))
        self._start(self._end_all(list(connections), event))

    def begin_to_close(self, pages: Iterable[LivePage]) -> None:
        """End all streams, so that the server can exit. Takes no new ones."""
        if self.is_closing:
            return
        self.is_closing = True
        everybody = [connection for page in pages for connection in page.streams]
        self.end(everybody, wait=min(max(len(everybody) / _COMING_BACK, 2), 30))

    def close(self) -> None:
        for task in self._tasks:
            task.cancel()

    def sweep(self, page: LivePage) -> None:
        """Give signs of life, renew what is old, drop who does not read. To be
        called every second."""
        self._start(self._sweep(page, self._loop.time()))

    def _start(self, coroutine) -> None:
        task = self._loop.create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _catch_up(self, connection: StreamConnection) -> None:
        """One who had to be waited for gets whatever has come by then."""
        self._push(connection.page, connection, self._loop.time())

    def _push(self, page, connection, now: float, *, is_first=False) -> None:
        """Bring one reader to where the live blog is."""
        if connection.sending is not None or connection.is_ended:
            return
        news, number = page.news, connection.number
        is_there = number == news.number and connection.epoch == news.epoch
        if is_there and not (is_first or news.head.halt):
            return
        try:
            # Who joins was looked up before; nobody else is ahead of the memory.
            answer = page.answer_after(connection.epoch, number, is_up_to_date=True)
        except Incomplete as incomplete:
            if page.page_id not in self._filling:
                self._filling.add(page.page_id)
                self._start(self._fill_and_tell(page, incomplete))
            return
        connection.epoch, connection.number = news.epoch, news.number
        if answer.is_last:
            page.streams.discard(connection)
            connection.end(answer.event, now)
        else:
            connection.write(answer.message, now)

    async def _fill_and_tell(self, page, incomplete) -> None:
        try:
            await self._fill(page, incomplete)
        except Unavailable:
            news = page.news
            behind = [
                connection
                for connection in page.streams
                if (connection.number, connection.epoch) != (news.number, news.epoch)
            ]
            self.end(behind, wait=_AFTER_A_FAILURE)
        else:
            self.tell(page)
        finally:
            self._filling.discard(page.page_id)

    async def _tell_all(self) -> None:
        while True:
            await self._has_news.wait()
            self._has_news.clear()
            while self._behind:
                _page_id, page = self._behind.popitem()
                try:
                    await self._tell(page)
                except Exception:
                    logger.exception("The readers of %s were not told", page.page_id)

    async def _tell(self, page: LivePage) -> None:
        if not page.news.allows_streams and not page.news.head.halt:
            self.end(page.streams, wait=page.news.head.wait)
            return
        now = self._loop.time()
        for count, connection in enumerate(tuple(page.streams), start=1):
            self._push(page, connection, now)
            if not count % _AT_ONCE:
                await asyncio.sleep(0)

    async def _end_all(self, connections, event: bytes) -> None:
        now = self._loop.time()
        for count, connection in enumerate(connections, start=1):
            connection.page.streams.discard(connection)
            connection.end(event, now)
            if not count % _AT_ONCE:
                await asyncio.sleep(0)

    async def _sweep(self, page: LivePage, now: float) -> None:
        beat = make_message(BEAT)
        for count, connection in enumerate(tuple(page.streams), start=1):
            unwritten = now - connection.written_at
            if connection.sending is not None:
                if unwritten > _SLOWEST_READER:
                    connection.drop()
            elif now > connection.expires_at:
                page.streams.discard(connection)
                connection.end(make_event("bye", wait=1), now)
            elif unwritten > _BEAT_EVERY and not connection.is_ended:
                connection.write(beat, now)
            if not count % _AT_ONCE:
                await asyncio.sleep(0)

"""The live blogs that somebody follows in this process.

Belongs to one event loop; only the tail's two callbacks come from its thread.
"""

from __future__ import annotations

import asyncio
import logging
import time

from ..conf import conf
from .contents import Contents
from .live_page import Ahead, Incomplete, LivePage, News
from .message import GONE, Answer
from .streams import Streams, Unavailable
from .tail import Tail, TooMuch

logger = logging.getLogger("wagtail_liveconflict.delivery")

# Seconds.
_FORGOTTEN_AFTER = 30
_ABSENT_FOR = 1
_LONGEST_QUESTION = 10
#: Attempts to answer while the live blog changes.
_ROUNDS = 8
#: Live blogs kept in memory that nobody streams.
_PAGES_KEPT = 500
#: Without a look into the log for so long, nobody is told that nothing is new.
_STALE_AFTER = 5
_WAIT_WHEN_STALE = 10
#: Ids that are no live blogs, and are remembered as such.
_ABSENT_KEPT = 1000


class Hub:
    def __init__(self, contents: Contents, script_prefix: str = "/"):
        self._loop = asyncio.get_running_loop()
        self._pages: dict[int, LivePage] = {}
        self._loading: dict[int, asyncio.Future] = {}
        self._filling: dict[int, asyncio.Future] = {}
        #: Ids that are no public live blogs, and until when that is believed.
        self._absent: dict[int, float] = {}
        self.streams = Streams(self._fill)
        self._tail = Tail(
            contents,
            lambda news: self._call(self._take, news),
            lambda page_id: self._call(self._lose, page_id),
            script_prefix,
        )
        self._looking: asyncio.Future | None = None
        self._sweeping = self._loop.create_task(self._sweep())

    async def get_page(self, page_id: int) -> LivePage | None:
        """The live blog, or None where it is not public. Raises
        :class:`~.streams.Unavailable`."""
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
        is_up_to_date = False
        for _round in range(_ROUNDS):
            try:
                return page.answer_after(epoch, number, is_up_to_date=is_up_to_date)
            except Incomplete as incomplete:
                await self._fill(page, incomplete)
            except Ahead:
                await self._look()
                is_up_to_date = True
        raise Unavailable

    @property
    def is_stale(self) -> bool:
        return time.monotonic() - self._tail.looked_at > _STALE_AFTER

    def begin_to_close(self) -> None:
        """End all streams, so that the server can exit."""
        self.streams.begin_to_close(self._pages.values())

    async def close(self) -> None:
        self.begin_to_close()
        await asyncio.sleep(0)
        self._sweeping.cancel()
        self.streams.close()
        await asyncio.to_thread(self._tail.close)

    # Questions to the tail

    async def _load(self, page_id: int) -> None:
        loading = self._loading.get(page_id)
        if loading is None:
            loading = self._loading[page_id] = self._ask(self._tail.watch, page_id)
            loading.add_done_callback(lambda _done: self._loading.pop(page_id, None))
        await self._wait_for(loading)

    async def _look(self) -> None:
        """Have the log looked into. One look is for all who ask while it waits for
        its turn; one that has begun may have read too early for a newcomer."""
        if self._looking is not None:
            await self._wait_for(self._looking)
        if self._looking is None or self._looking.done():
            self._looking = self._ask(self._tail.look)
        await self._wait_for(self._looking)

    async def _fill(self, page: LivePage, incomplete: Incomplete) -> None:
        page_id = page.page_id
        filling = self._filling.get(page_id)
        if filling is None:
            filling = self._loop.create_task(self._get_parts(page, incomplete))
            self._filling[page_id] = filling
            filling.add_done_callback(lambda _done: self._filling.pop(page_id, None))
        await self._wait_for(filling)

    async def _get_parts(self, page: LivePage, incomplete: Incomplete) -> None:
        news = page.news
        parts = await self._ask(
            self._tail.render,
            page.page_id,
            incomplete.ordinals,
            incomplete.needs_outline,
        )
        # What has come in between may be newer than these parts: then the
        # answer is tried again, and asks for what it still lacks.
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

    # News from the tail

    def _call(self, function, argument) -> None:
        try:
            self._loop.call_soon_threadsafe(function, argument)
        except RuntimeError:
            logger.debug("the event loop is closed")

    def _take(self, news: News) -> None:
        page = self._pages.get(news.page_id)
        if page is not None:
            page.take(news)
        elif not news.is_fresh:
            # Of a live blog that was forgotten, or is about to be loaded again.
            return
        elif news.page_id in self._loading:
            page = LivePage(news, conf.LIVECONFLICT_DELTA_LIMIT)
            page.used_at = self._loop.time()
            self._pages[news.page_id] = page
        else:
            self._tail.unwatch(news.page_id)
            return
        self._absent.pop(news.page_id, None)
        if page.streams:
            self.streams.tell(page)

    def _lose(self, page_id: int) -> None:
        if len(self._absent) >= _ABSENT_KEPT:
            self._absent.clear()
        self._absent[page_id] = self._loop.time() + _ABSENT_FOR
        page = self._pages.pop(page_id, None)
        if page is not None:
            self.streams.end(page.streams, GONE)

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(1)
            try:
                self._sweep_pages(self._loop.time())
            except Exception:
                logger.exception("The live blogs in memory were not looked after")

    def _sweep_pages(self, now: float) -> None:
        idle = []
        for page in list(self._pages.values()):
            if page.streams and self.is_stale:
                # Their pages ask, learn that there is no answer, and say so.
                self.streams.end(page.streams, wait=_WAIT_WHEN_STALE)
            elif page.streams:
                self.streams.sweep(page)
            elif now - page.used_at > _FORGOTTEN_AFTER:
                self._forget(page)
            else:
                idle.append(page)
        idle.sort(key=lambda page: page.used_at)
        for page in idle[: max(len(idle) - _PAGES_KEPT, 0)]:
            self._forget(page)

    def _forget(self, page: LivePage) -> None:
        del self._pages[page.page_id]
        self._tail.unwatch(page.page_id)

    def has(self, page: LivePage) -> bool:
        """Whether the page is still followed here."""
        return self._pages.get(page.page_id) is page

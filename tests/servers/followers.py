"""Readers with open pages, who go on with the next server when one is away."""

from __future__ import annotations

import asyncio
import itertools
import threading
from collections.abc import Coroutine, Sequence

from tests.live_application import PATIENCE
from tests.servers.raw_http import Connection, Refused, fetch
from tests.servers.site import Blog, SiteServer

# Seconds; a browser is more patient.
_BETWEEN_TRIES = 0.1
#: Answers that say "not now"; a browser tries again later.
_NOT_NOW = (429, 503)


class Follower:
    """One open page. It notes what it was told, and what should not have been."""

    def __init__(self, blog: Blog, servers: Sequence[SiteServer]):
        self.blog = blog
        self.cursor = blog.cursor
        #: Numbers of the cursors, and ids of the updates, in the order of arrival.
        self.numbers: list[int] = [get_number(blog.cursor)]
        self.updates: list[int] = []
        self.complaints: list[str] = []
        self.connects = 0
        self._servers = itertools.cycle(servers)
        self._has_moved = asyncio.Event()

    async def run(self) -> None:
        while True:
            try:
                await self.follow(next(self._servers).port)
            except (OSError, asyncio.IncompleteReadError):
                pass
            except Refused as refused:
                if refused.status not in _NOT_NOW:
                    self.complaints.append(f"refused: {refused}")
            except Exception as error:
                self.complaints.append(repr(error))
            await asyncio.sleep(_BETWEEN_TRIES)

    async def follow(self, port: int) -> None:
        """Follow at one server for as long as that goes well."""
        raise NotImplementedError

    def take(self, delta: dict) -> None:
        number = get_number(delta["cursor"])
        if delta.get("reload") or number < self.numbers[-1]:
            self.complaints.append(f"{delta} at {self.cursor}")
        self.cursor = delta["cursor"]
        if number > self.numbers[-1]:
            self.numbers.append(number)
        self.updates += [entry["id"] for entry in delta.get("updates", ())]
        self._has_moved.set()

    async def wait_until_at(self, cursor: str) -> None:
        while self.cursor != cursor:
            self._has_moved.clear()
            async with asyncio.timeout(PATIENCE):
                await self._has_moved.wait()


class Streaming(Follower):
    """From the cursor in the address, and from "Last-Event-ID", in turn."""

    async def follow(self, port):
        connection = await Connection.open(port)
        try:
            self.connects += 1
            if self.connects % 2:
                await connection.open_stream(self.blog.stream_after(self.cursor))
            else:
                path = self.blog.stream_after(self.blog.cursor)
                await connection.open_stream(path, Last_Event_ID=self.cursor)
            async for event in connection.events:
                if event.name == "message":
                    assert event.id == event.data["cursor"]
                    self.take(event.data)
                elif event.name == "bye":
                    assert event.data["wait"] > 0
                    return
                else:
                    assert event.name == "beat", event
        finally:
            connection.close()


class Polling(Follower):
    async def follow(self, port):
        while True:
            answer = await fetch(port, self.blog.changes_after(self.cursor))
            if answer.status != 200:
                raise Refused(answer.status)
            self.take(answer.json)
            await asyncio.sleep(_BETWEEN_TRIES)


class Crowd:
    """Readers on an event loop in a thread of its own."""

    def __init__(self):
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.followers: list[Follower] = []
        self._connections: list[Connection] = []

    async def connect(self, server: SiteServer, **options) -> Connection:
        """A connection that is closed when the crowd goes home."""
        connection = await Connection.open(server.port, **options)
        self._connections.append(connection)
        return connection

    def run(self, coroutine: Coroutine, patience: float = 4 * PATIENCE):
        """The result of something that readers do."""
        future = asyncio.run_coroutine_threadsafe(coroutine, self._loop)
        return future.result(patience)

    def call(self, function, *arguments) -> None:
        self._loop.call_soon_threadsafe(function, *arguments)

    def follow(self, blog: Blog, servers: Sequence[SiteServer], count: int = 2) -> None:
        """Let ``count`` readers stream and as many poll; each begins at another of
        the servers, and all are told where the live blog is."""

        async def begin():
            for number in range(count):
                at = number % len(servers)
                for kind in (Streaming, Polling):
                    follower = kind(blog, [*servers[at:], *servers[:at]])
                    follower.task = asyncio.create_task(follower.run())
                    self.followers.append(follower)

        self.run(begin())

    def wait_until_at(self, cursor: str) -> None:
        async def wait():
            for follower in self.followers:
                await follower.wait_until_at(cursor)

        self.run(wait())

    def close(self) -> None:
        async def end():
            for connection in self._connections:
                connection.close()
            tasks = asyncio.all_tasks() - {asyncio.current_task()}
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self._loop.shutdown_asyncgens()

        self.run(end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE)
        self._loop.close()


def get_number(cursor: str) -> int:
    return int(cursor.split("-")[1])

"""The site under test with a delta and a stream that do what a test says.

Everything else is handed through to the real site, so that the page, its delta and
its stream have one origin and nothing stands between them and the browser.
"""

import asyncio
import http.client
import json
import re
import threading
from collections import deque

from tests.acceptance.open_page import EPOCH

CHANGES, STREAM = "/scripted/changes/", "/scripted/stream/"
SETTLED = "/scripted/settled/"
START = f"{EPOCH}-100"
TIMEOUT = 15


class Stream:
    """One stream that a page has opened."""

    def __init__(self, server, cursor, writer):
        self.cursor = cursor
        self._server = server
        self._writer = writer

    def send(self, number: int, **delta) -> None:
        """A message that brings the page to the cursor with this number."""
        delta = {"cursor": f"{EPOCH}-{number}", "wait": self._server.wait, **delta}
        self.write(f"id: {delta['cursor']}\ndata: {json.dumps(delta)}\n\n")

    def beat(self) -> None:
        self.write(": alive\nevent: beat\ndata: {}\n\n")

    def bye(self, wait: float) -> None:
        self.write(f"event: bye\ndata: {json.dumps({'wait': wait})}\n\n")

    def gone(self) -> None:
        self.write("event: gone\ndata: {}\n\n")

    def write(self, text: str) -> None:
        self._server.run(self._writer.write, text.encode())

    def drop(self) -> None:
        self._server.run(self._writer.close)


class StreamServer:
    """asyncio in a thread. ``log`` tells in order what pages have asked for:
    ``delta <cursor>``, ``stream <cursor>``, and ``closed <cursor>`` when they left
    a stream."""

    def __init__(self, site_port: int):
        self.site_port = site_port
        self.log: list[str] = []
        #: The newest stream that was opened.
        self.stream: Stream | None = None
        #: The number of the cursor that deltas and first messages lead to.
        self.number = 100
        self.wait = 5
        self.offers_stream = True
        self.stream_url = STREAM
        #: The content policy of pages.
        self.policy = ""
        #: What streams are answered with, when not with a stream.
        self.refusal = 0
        #: Whether a stream says nothing at first, as behind a proxy that buffers.
        self.is_silent = False
        self._answers: deque[tuple[int, dict]] = deque()
        self._changed = threading.Condition()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)

    @classmethod
    def serve(cls, site_port: int):
        """For a fixture."""
        server = cls(site_port)
        server.start()
        yield server
        server.stop()

    def start(self) -> None:
        self._thread.start()
        serving = asyncio.start_server(self._serve, "127.0.0.1", 0)
        future = asyncio.run_coroutine_threadsafe(serving, self._loop)
        self._server = future.result(TIMEOUT)

    def stop(self) -> None:
        asyncio.run_coroutine_threadsafe(self._finish(), self._loop).result(TIMEOUT)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(TIMEOUT)
        self._loop.close()

    async def _finish(self) -> None:
        self._server.close()
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    def run(self, function, *arguments) -> None:
        self._loop.call_soon_threadsafe(function, *arguments)

    def answer_next(self, status: int = 200, **delta) -> None:
        """What the next delta is; without one, nothing is new."""
        self._answers.append((status, delta))

    def count(self, entry: str) -> int:
        """How many entries of the log begin with this."""
        return sum(line.startswith(entry) for line in self.log)

    def wait_for(self, entry: str, times: int = 1) -> None:
        """Until so many entries of the log begin with this."""
        with self._changed:
            assert self._changed.wait_for(
                lambda: self.count(entry) >= times, TIMEOUT
            ), f"no {entry!r} in {self.log}"

    def _tell(self, entry: str) -> None:
        with self._changed:
            self.log.append(entry)
            self._changed.notify_all()

    async def _serve(self, reader, writer) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            method, path, *_ = head.split(" ")
            if path.startswith(CHANGES):
                self._answer(writer, path.removeprefix(CHANGES).strip("/"))
            elif path.startswith(STREAM):
                await self._keep_streaming(
                    reader, writer, path.removeprefix(STREAM).strip("/")
                )
            elif path.startswith(SETTLED):
                respond(writer, 204, {})
            else:
                await asyncio.to_thread(self._hand_through, writer, method, path)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # The page went away.
        finally:
            writer.close()

    def _answer(self, writer, cursor: str) -> None:
        status, delta = self._answers.popleft() if self._answers else (200, {})
        delta = {"cursor": f"{EPOCH}-{self.number}", "wait": self.wait, **delta}
        headers = {"Content-Type": "application/json"}
        if self.offers_stream:
            headers["Liveconflict-Stream"] = "1"
        respond(writer, status, headers, json.dumps(delta).encode())
        self._tell(f"delta {cursor}")

    async def _keep_streaming(self, reader, writer, cursor: str) -> None:
        if self.refusal:
            respond(writer, self.refusal, {}, b"")
            self._tell(f"refused {cursor}")
            return
        respond(writer, 200, {"Content-Type": "text/event-stream"})
        self.stream = Stream(self, cursor, writer)
        if not self.is_silent:
            self.stream.send(self.number)
        self._tell(f"stream {cursor}")
        await reader.read()
        self._tell(f"closed {cursor}")

    def _hand_through(self, writer, method: str, path: str) -> None:
        site = http.client.HTTPConnection("127.0.0.1", self.site_port, timeout=TIMEOUT)
        try:
            site.request(method, path)
            answer = site.getresponse()
            body, kind = answer.read(), answer.headers.get("Content-Type", "")
        finally:
            site.close()
        headers = {"Content-Type": kind}
        if kind.startswith("text/html"):
            body = self._rewrite(body.decode()).encode()
            headers["Content-Security-Policy"] = self.policy
        headers["Content-Length"] = str(len(body))
        self.run(respond, writer, answer.status, headers, body)

    def _rewrite(self, page: str) -> str:
        """The page with our addresses instead of its own."""
        own = {
            "changes-url": CHANGES,
            "stream-url": self.stream_url,
            "cursor": START,
            "wait": self.wait,
        }
        for name, value in own.items():
            page = re.sub(f'data-{name}="[^"]*"', f'data-{name}="{value}"', page)
        return page


def respond(writer, status: int, headers: dict, body: bytes = b"") -> None:
    lines = [
        f"HTTP/1.1 {status} As-Told",
        "Connection: close",
        "Cache-Control: no-cache",
    ]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    writer.write("\r\n".join([*lines, "", ""]).encode() + body)

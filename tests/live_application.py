"""The delivery URLs under ASGI, driven without a server: an event loop in a
thread, readers with as many requests and open streams as a test wants."""

import asyncio
import gzip
import json
import queue
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field

from wagtail_liveconflict.asgi import with_live_streams

#: Seconds. Nothing takes as long unless it is broken.
PATIENCE = 15


@dataclass
class Event:
    """One server-sent event; ``data`` is read as JSON."""

    name: str
    id: str
    data: dict


def parse_event(block: str) -> Event | None:
    """One block of a stream; None for a block that holds a comment alone."""
    fields = {"event": "message", "id": "", "data": ""}
    for line in block.split("\n"):
        name, _colon, value = line.partition(":")
        if name:
            fields[name] = value.removeprefix(" ")
    if not fields["data"]:
        return None
    return Event(fields["event"], fields["id"], json.loads(fields["data"]))


@dataclass
class Response:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def content(self) -> bytes:
        """The body without its compression."""
        if self.headers.get("content-encoding") == "gzip":
            return gzip.decompress(self.body)
        return self.body

    @property
    def json(self):
        return json.loads(self.content)


@dataclass
class Reader:
    """One request, as its server sees it."""

    application: "LiveApplication"
    path: str
    headers: dict = field(default_factory=dict)
    method: str = "GET"
    client: tuple = ("127.0.0.1", 50000)

    def __post_init__(self):
        self.status = None
        self.response_headers = {}
        self.body = bytearray()
        self.events: queue.Queue = queue.Queue()
        self.has_answer = threading.Event()
        #: The response is complete, or its application has returned.
        self.is_over = threading.Event()
        self.is_complete = False
        self._rest = ""
        loop = self.application.loop
        self._reads = self._leaves = None
        self.future = asyncio.run_coroutine_threadsafe(self._run(), loop)

    async def _run(self):
        self._reads, self._leaves = asyncio.Event(), asyncio.Event()
        self._reads.set()
        self._asked = False
        try:
            await self.application.app(self._scope(), self._receive, self._send)
        finally:
            self.is_over.set()
            self.has_answer.set()

    def _scope(self):
        path, _mark, query = self.path.partition("?")
        return {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": self.method,
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [
                (name.lower().encode(), value.encode())
                for name, value in {"Host": "testserver", **self.headers}.items()
            ],
            "client": self.client,
            "server": ("127.0.0.1", 80),
        }

    async def _receive(self):
        if not self._asked:
            self._asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await self._leaves.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message):
        await self._reads.wait()
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.response_headers = {
                name.decode().lower(): value.decode()
                for name, value in message["headers"]
            }
            return
        body = message.get("body", b"")
        self.body += body
        if self.response_headers.get("content-type", "").startswith("text/event"):
            self._read_events(body.decode())
        if not message.get("more_body"):
            self.is_complete = True
        self.has_answer.set()

    def _read_events(self, text):
        *blocks, self._rest = (self._rest + text).split("\n\n")
        for block in blocks:
            if event := parse_event(block):
                self.events.put(event)

    # For tests

    def next(self, name="message") -> Event:
        """The next event of this name; signs of life in between are left out."""
        while True:
            event = self.events.get(timeout=PATIENCE)
            if event.name == name:
                return event
            assert event.name == "beat", event

    def drain(self) -> list[Event]:
        """The events that have arrived and were not read yet."""
        events = []
        while not self.events.empty():
            events.append(self.events.get())
        return events

    def stop_reading(self):
        """From now on the server cannot write to this reader."""
        self.application.call(self._reads.clear)

    def read_on(self):
        self.application.call(self._reads.set)

    def leave(self):
        self.application.call(self._leaves.set)
        self.wait_until_over()

    def wait_until_over(self):
        assert self.is_over.wait(PATIENCE), f"{self.path} is still open"


class LiveApplication:
    """``with_live_streams`` around ``inner`` (by default nothing)."""

    def __init__(self, inner=None):
        self.app = with_live_streams(inner)
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self._thread.start()

    def call(self, function, *arguments):
        """Call something in the event loop's thread and return its result."""

        async def run():
            return function(*arguments)

        return asyncio.run_coroutine_threadsafe(run(), self.loop).result(PATIENCE)

    @property
    def hub(self):
        return self.call(lambda: self.app.hub)

    def get(self, path, method="GET", **headers) -> Response:
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        reader = Reader(self, path, headers, method)
        reader.wait_until_over()
        reader.future.result()
        return Response(reader.status, reader.response_headers, bytes(reader.body))

    def open(self, path, client=("127.0.0.1", 50000), **headers) -> Reader:
        """An open stream, or the answer that there is none."""
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        reader = Reader(self, path, headers, client=client)
        assert reader.has_answer.wait(PATIENCE), f"{path} does not answer"
        return reader

    def changes(self, page, cursor="0", **headers) -> Response:
        return self.get(f"/live/{page.pk}/changes/{cursor}/", **headers)

    def stream(self, page, cursor="0", **options) -> Reader:
        return self.open(f"/live/{page.pk}/stream/{cursor}/", **options)

    def close(self):
        asyncio.run_coroutine_threadsafe(self.app.close(), self.loop).result(PATIENCE)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(PATIENCE)
        self.loop.close()


@contextmanager
def live_application(inner=None):
    application = LiveApplication(inner)
    try:
        yield application
    finally:
        application.close()

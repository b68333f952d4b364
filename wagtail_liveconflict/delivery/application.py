"""The delivery URLs, answered from the hub's memory: a small ASGI application
in front of Django's.

Django's own streaming responses hold a thread for each reader; here a reader
costs a socket and a few objects.
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
import signal
import threading
from collections.abc import Iterable

from django.conf import settings
from django.urls import NoReverseMatch, get_script_prefix, reverse

from .connection import StreamConnection
from .contents import Contents
from .cursor import Cursor, InvalidCursor
from .hub import Hub
from .live_page import LivePage
from .message import CACHE_CONTROL, CONTENT_TYPE, Answer, encode, is_same
from .streams import Unavailable

#: Told on each answer while there is room for another stream.
STREAM_HEADER = (b"liveconflict-stream", b"1")

_ACCEPTS_GZIP = re.compile(rb"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")
_PLACE = re.compile(r"([0-9]{1,19})/(changes|stream)/([^/]+)/", re.ASCII)
_LAST_EVENT_ID = b"last-event-id"
_NO_STORE = (b"cache-control", b"no-store")
_STREAM_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    # nginx would otherwise collect events until a buffer is full.
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]


class LiveStreams:
    """Serves deltas and streams; everything else goes to ``app``."""

    def __init__(self, app, contents: Contents):
        self.app = app
        self._contents = contents
        self._hub: Hub | None = None
        self._loop = None
        self._prefix: str | None = None
        self._root = ""

    async def __call__(self, scope, receive, send):
        if scope["type"] == "http":
            place = self._find(scope)
            if place is not None:
                page_id, kind, cursor = place.groups()
                await self._serve(scope, receive, send, int(page_id), kind, cursor)
                return
        elif scope["type"] == "lifespan":
            await self._live(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _find(self, scope) -> re.Match | None:
        prefix = self._prefix
        if prefix is None:
            root = (settings.FORCE_SCRIPT_NAME or scope.get("root_path", "")) or ""
            self._root = root.rstrip("/")
            prefix = self._prefix = get_prefix()
        path = scope["path"].removeprefix(self._root)
        if not path.startswith(prefix):
            return None
        return _PLACE.fullmatch(path, len(prefix))

    @property
    def hub(self) -> Hub:
        """The hub of the running event loop, made when it is first needed."""
        loop = asyncio.get_running_loop()
        if self._hub is None or self._loop is not loop:
            self._hub, self._loop = Hub(self._contents, f"{self._root}/"), loop
            _call_before_exit(self._close_on_signal)
        return self._hub

    async def _serve(self, scope, receive, send, page_id, kind, cursor) -> None:
        if scope["method"] not in ("GET", "HEAD"):
            await _refuse(send, 405, "only GET", [(b"allow", b"GET, HEAD")])
            return
        hub = self.hub
        headers = dict(scope["headers"])
        if kind == "stream":
            last = headers.get(_LAST_EVENT_ID, b"").decode("latin-1")
            cursor = last or cursor
        try:
            place = Cursor.parse(cursor)
        except InvalidCursor:
            await _refuse(send, 400, "invalid cursor")
            return
        try:
            page = await hub.get_page(page_id)
            if page is None:
                await _refuse(send, 404, "not found")
            elif kind == "stream":
                await self._stream(scope, receive, send, page, place)
            else:
                answer = await hub.answer(page, place.epoch, place.number)
                offers = hub.streams.has_room and page.news.allows_streams
                await _respond(send, scope, headers, answer, offers)
        except Unavailable:
            await _refuse(send, 503, "unavailable", [(b"retry-after", b"5")])

    async def _stream(self, scope, receive, send, page: LivePage, place: Cursor):
        hub = self.hub
        streams = hub.streams
        if not page.news.allows_streams or scope["method"] == "HEAD":
            await _send(send, 204, [_NO_STORE], b"")
            return
        if not streams.has_room:
            await _refuse(send, 503, "no room", [(b"retry-after", b"30")])
            return
        address = get_public_address(scope)
        if not streams.has_room_for(address):
            await _refuse(send, 429, "too many", [(b"retry-after", b"60")])
            return
        # A cursor that is not known here is looked for before a reader is told that
        # there is none.
        await hub.answer(page, place.epoch, place.number)
        now = asyncio.get_running_loop().time()
        connection = StreamConnection(send, place.epoch, place.number, address, now)
        await send(
            {"type": "http.response.start", "status": 200, "headers": _STREAM_HEADERS}
        )
        streams.join(page, connection)
        if streams.is_closing or not hub.has(page):
            # In the moment in which the server took the response's start.
            streams.end([connection])
        try:
            while (await receive())["type"] != "http.disconnect":
                pass
        except asyncio.CancelledError:
            # Ended by the hub; when it is the server that cancels, go with it.
            if not connection.is_ended:
                raise
            connection.forget_cancellation()
        finally:
            streams.leave(connection)

    # The end of the process

    def _close_on_signal(self) -> None:
        if (hub := self._hub) is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(hub.begin_to_close)

    async def _live(self, scope, receive, send) -> None:
        """Pass the server's lifespan on; Django does not know it."""
        has_begun = False

        async def watch():
            nonlocal has_begun
            message = await receive()
            has_begun = True
            if message["type"] == "lifespan.shutdown":
                await self.close()
            return message

        try:
            await self.app(scope, watch, send)
        except Exception:
            if has_begun:
                raise
            await watch()
            await send({"type": "lifespan.startup.complete"})
            await watch()
            await send({"type": "lifespan.shutdown.complete"})

    async def close(self) -> None:
        """End all streams and stop following the log."""
        if self._hub is not None and self._loop is asyncio.get_running_loop():
            await self._hub.close()
            self._hub = None


def get_prefix() -> str:
    """The path below which the site has put the delivery URLs; where it has not
    (the system check E001 says so) a path that there is not."""
    try:
        url = reverse("wagtail_liveconflict:changes", args=[0, "0"])
    except NoReverseMatch:
        return "\0"
    return "/" + url.removeprefix(get_script_prefix()).removesuffix("0/changes/0/")


def get_public_address(scope) -> str:
    """The reader's address, of IPv6 the network; "" for one that many share by
    their nature, such as a proxy's on the same machine."""
    try:
        address = ipaddress.ip_address((scope.get("client") or ("",))[0])
    except ValueError:
        return ""
    # As a socket for both families names those of the older one.
    address = getattr(address, "ipv4_mapped", None) or address
    if not address.is_global:
        return ""
    if address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def _call_before_exit(callback) -> None:
    """Have streams ended as soon as the server is told to exit: servers wait for
    open responses before they tell their applications anything."""
    if threading.current_thread() is not threading.main_thread():
        return
    # gunicorn tells its workers to exit by SIGQUIT.
    for name in ("SIGTERM", "SIGINT", "SIGQUIT"):
        number = getattr(signal, name, None)
        earlier = number and signal.getsignal(number)
        if not callable(earlier):
            continue

        def handle(number, frame, earlier=earlier):
            try:
                callback()
            finally:
                earlier(number, frame)

        signal.signal(number, handle)


async def _respond(send, scope, headers, answer: Answer, offers_stream: bool) -> None:
    etag = answer.etag
    response = [
        (b"cache-control", CACHE_CONTROL.encode()),
        (b"vary", b"Accept-Encoding"),
    ]
    if offers_stream:
        response.append(STREAM_HEADER)
    if is_same(headers.get(b"if-none-match", b"").decode("latin-1"), etag):
        await _send(send, 304, [(b"etag", etag.encode()), *response], b"")
        return
    body = answer.body
    accepted = headers.get(b"accept-encoding", b"")
    is_read = scope["method"] != "HEAD"
    if is_read and _ACCEPTS_GZIP.search(accepted) and answer.compressed:
        body = answer.compressed
        # Weak, since these are not the bytes of the other form.
        etag = f"W/{etag}"
        response.append((b"content-encoding", b"gzip"))
    response.append((b"etag", etag.encode()))
    response.append((b"content-type", CONTENT_TYPE.encode()))
    response.append((b"content-length", str(len(body)).encode()))
    response.append((b"x-content-type-options", b"nosniff"))
    await _send(send, 200, response, body if is_read else b"")


async def _refuse(send, status: int, reason: str, headers: Iterable = ()) -> None:
    body = encode({"error": reason})
    await _send(
        send,
        status,
        [
            (b"content-type", CONTENT_TYPE.encode()),
            (b"content-length", str(len(body)).encode()),
            _NO_STORE,
            *headers,
        ],
        body,
    )


async def _send(send, status: int, headers: list, body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})

"""HTTP as it is on the wire, for readers of whom there are many, or who misbehave."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import json
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass

from tests.live_application import PATIENCE, Event, parse_event
from tests.services.local_server import HOST


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self):
        if self.headers.get("content-encoding") == "gzip":
            return json.loads(gzip.decompress(self.body))
        return json.loads(self.body)


class Refused(Exception):
    """The server answered a stream with something else."""

    def __init__(self, status: int):
        super().__init__(status)
        self.status = status


class Connection:
    """One connection. ``receive_buffer``: bytes that the system takes for a reader
    who does not read; small, it tells the server soon."""

    def __init__(self, reader, writer):
        self._reader, self._writer = reader, writer
        self._events = self._read_events()

    @classmethod
    async def open(cls, port: int, *, receive_buffer: int = 0) -> Connection:
        client = socket.socket()
        client.setblocking(False)
        if receive_buffer:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        try:
            await asyncio.get_running_loop().sock_connect(client, (HOST, port))
        except OSError:
            client.close()
            raise
        # What is not read stays in the system, not in this process.
        limit = receive_buffer or 2**16
        return cls(*await asyncio.open_connection(sock=client, limit=limit))

    def send(self, data: bytes) -> None:
        self._writer.write(data)

    def ask(self, path: str, headers=(), method: str = "GET") -> None:
        lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1"]
        lines += [f"{name}: {value}" for name, value in dict(headers).items()]
        self.send("\r\n".join([*lines, "", ""]).encode("latin-1"))

    async def read_head(self) -> tuple[int, dict[str, str]]:
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        status, *lines = head.split("\r\n")
        headers = dict(line.split(": ", 1) for line in lines if line)
        return int(status.split()[1]), {k.lower(): v for k, v in headers.items()}

    async def read_answer(self) -> Answer:
        status, headers = await self.read_head()
        if "content-length" in headers:
            body = await self._reader.readexactly(int(headers["content-length"]))
        elif headers.get("transfer-encoding") == "chunked":
            body = b"".join([chunk async for chunk in self._read_chunks()])
        else:
            body = b""
        return Answer(status, headers, body)

    async def get(self, path: str, **headers: str) -> Answer:
        self.ask(path, {name.replace("_", "-"): v for name, v in headers.items()})
        return await self.read_answer()

    async def _read_chunks(self) -> AsyncIterator[bytes]:
        while size := int(await self._reader.readuntil(b"\r\n"), 16):
            yield (await self._reader.readexactly(size + 2))[:-2]
        await self._reader.readexactly(2)

    async def open_stream(self, path: str, **headers: str) -> dict[str, str]:
        """The headers of the answer; raises :class:`Refused` where it is another."""
        self.ask(path, {name.replace("_", "-"): v for name, v in headers.items()})
        status, headers = await self.read_head()
        if status != 200:
            raise Refused(status)
        return headers

    @property
    def events(self) -> AsyncIterator[Event]:
        """What an open stream tells until its end."""
        return self._events

    async def _read_events(self) -> AsyncIterator[Event]:
        rest = b""
        async for chunk in self._read_chunks():
            *blocks, rest = (rest + chunk).split(b"\n\n")
            for block in blocks:
                if event := parse_event(block.decode()):
                    yield event

    async def read_event(self, name: str = "message") -> Event:
        """The next event of this name; signs of life are left out."""
        async with asyncio.timeout(PATIENCE):
            async for event in self.events:
                if event.name == name:
                    return event
                assert event.name == "beat", event
        raise AssertionError("the stream has ended")

    async def read_until_closed(self) -> bytes:
        """What still comes until the server hangs up."""
        with contextlib.suppress(ConnectionError):
            return await self._reader.read()
        return b""

    def close(self) -> None:
        self._writer.transport.abort()


async def fetch(port: int, path: str, **headers: str) -> Answer:
    """One request on a connection of its own."""
    async with asyncio.timeout(PATIENCE):
        connection = await Connection.open(port)
        try:
            return await connection.get(path, **headers)
        finally:
            connection.close()

"""The floor in Python: asyncio, sockets and nothing else.

No framework, no HTTP parser, no memory of events: what is slower than this pays
for something. ``python -m benchmarks.streams.contenders.floor_asyncio PORT LOOP``.
"""

import asyncio
import sys

from ...moments import encode, get_moment
from ...processes import HOST

OPENING = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
    b"Cache-Control: no-cache\r\nTransfer-Encoding: chunked\r\n\r\n"
    b"4\r\n:ok\n\r\n1\r\n\n\r\n"
)
READERS: set[asyncio.Transport] = set()


def publish(number: bytes, data: bytes) -> dict[str, int]:
    message = b"id: %s\ndata: %s\n\n" % (number, data)
    chunk = b"%x\r\n%s\r\n" % (len(message), message)
    moment = get_moment()
    for transport in READERS:
        transport.write(chunk)
    return moment


class Connection(asyncio.Protocol):
    def __init__(self):
        self.received = b""

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.received += data
        head, found, body = self.received.partition(b"\r\n\r\n")
        if not found:
            return
        method, path, _rest = head.split(b" ", 2)
        if method == b"GET":
            READERS.add(self.transport)
            self.transport.write(OPENING)
            self.received = b""
            return
        length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
        if len(body) < length:
            return
        answer = encode(publish(path.rpartition(b"/")[2], body))
        self.transport.write(
            b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
            % (len(answer), answer)
        )
        self.transport.close()

    def connection_lost(self, error):
        READERS.discard(self.transport)


async def serve(port: int) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Connection, HOST, port, backlog=4096)
    await server.serve_forever()


def main() -> None:
    port, loop = int(sys.argv[1]), sys.argv[2]
    factory = None
    if loop == "uvloop":
        import uvloop

        factory = uvloop.new_event_loop
    with asyncio.Runner(loop_factory=factory) as runner:
        runner.run(serve(port))


if __name__ == "__main__":
    main()

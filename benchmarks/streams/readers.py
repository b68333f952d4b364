"""The readers: one process, one epoll loop, no HTTP library.

Two cores have to serve both sides, so a reader costs one recv and one search.
Speaks JSON lines with whoever started it::

    -> {"expect": "<words>", "timeout": 30}     <- {"armed": true}
                                                <- {"arrived": [ns…], …}

Times are CLOCK_MONOTONIC in nanoseconds, which all processes of a machine share.
"""

import argparse
import gc
import json
import select
import socket
import sys
import time

from ..processes import HOST

_GRACE_NS = 300_000_000
#: Bytes kept of a reader, to find words that came in two pieces.
_TAIL = 4096


class Readers:
    def __init__(self, port: int, path: str, count: int, burst: int):
        self.address = (HOST, port)
        self.request = (
            f"GET {path} HTTP/1.1\r\nHost: {HOST}:{port}\r\n"
            "Accept: text/event-stream\r\n\r\n"
        ).encode()
        self.count, self.burst = count, burst
        self.epoll = select.epoll()
        self.sockets: dict[int, socket.socket] = {}
        self.tails: dict[int, bytes] = {}
        self.closed = 0
        self.errors: list[str] = []

    def connect(self, timeout: float) -> dict:
        """Open all streams, at most ``burst`` at a time. A reader is connected
        when the first whole message has reached it."""
        started = time.monotonic_ns()
        deadline = started + int(timeout * 1e9)
        waiting: set[int] = set()
        opened = ready = 0
        while ready < self.count and time.monotonic_ns() < deadline:
            while opened < self.count and len(waiting) < self.burst:
                waiting.add(self._open())
                opened += 1
            for fd, _events in self.epoll.poll(0.5, 256):
                data = self._receive(fd)
                if fd not in waiting:
                    continue
                if fd not in self.sockets:
                    waiting.discard(fd)
                    continue
                head = self.tails[fd] = self.tails.get(fd, b"") + data
                if self._has_first_message(head):
                    waiting.discard(fd)
                    self.tails[fd] = b""
                    ready += 1
            if self.closed > self.count // 10:
                break
        seconds = (time.monotonic_ns() - started) / 1e9
        return {"connected": ready, "seconds": seconds, "errors": self.errors[:3]}

    def _open(self) -> int:
        reader = socket.create_connection(self.address, timeout=10)
        reader.sendall(self.request)
        reader.setblocking(False)
        self.sockets[reader.fileno()] = reader
        self.epoll.register(reader.fileno(), select.EPOLLIN)
        return reader.fileno()

    def _has_first_message(self, head: bytes) -> bool:
        before, found, body = head.partition(b"\r\n\r\n")
        if not found:
            return False
        if not before.startswith(b"HTTP/1.1 200"):
            self.errors.append(head[:300].decode(errors="replace"))
            return False
        return b"\n\n" in body or b"\r\n\r\n" in body

    def _receive(self, fd: int) -> bytes:
        try:
            data = self.sockets[fd].recv(16384)
        except BlockingIOError:
            return b""
        except OSError:
            data = b""
        if not data:
            self.closed += 1
            self.epoll.unregister(fd)
            self.sockets.pop(fd).close()
        return data

    def follow(self, expected: bytes, timeout: float) -> dict:
        """Wait until every reader has ``expected``, then a little longer for
        what comes twice."""
        arrived: dict[int, int] = {}
        duplicates = received = 0
        cpu_before, cpu_after = time.process_time_ns(), 0
        deadline = time.monotonic_ns() + int(timeout * 1e9)
        is_complete = False
        tails = self.tails
        tails.clear()
        while (now := time.monotonic_ns()) < deadline:
            if not is_complete and len(arrived) >= len(self.sockets):
                is_complete = True
                deadline = now + _GRACE_NS
                cpu_after = time.process_time_ns()
            for fd, _events in self.epoll.poll(0.05, 256):
                data = self._receive(fd)
                received += len(data)
                if fd in tails:
                    data = tails.pop(fd) + data
                if expected in data:
                    if fd in arrived:
                        duplicates += 1
                    else:
                        arrived[fd] = time.monotonic_ns()
                        duplicates += data.count(expected) - 1
                elif fd not in arrived:
                    tails[fd] = data[-_TAIL:]
        return {
            "arrived": sorted(arrived.values()),
            "duplicates": duplicates,
            "bytes": received,
            "closed": self.closed,
            "cpu_ns": (cpu_after or time.process_time_ns()) - cpu_before,
        }

    def drain_until_command(self) -> bytes:
        """Read on, so that no stream backs up, until a line comes in."""
        self.epoll.register(0, select.EPOLLIN)
        try:
            while True:
                for fd, _events in self.epoll.poll(1, 256):
                    if fd == 0:
                        return sys.stdin.buffer.readline()
                    self._receive(fd)
        finally:
            self.epoll.unregister(0)


def answer(value: dict) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--path", required=True)
    parser.add_argument("--readers", type=int, required=True)
    parser.add_argument("--burst", type=int, default=100)
    parser.add_argument("--timeout", type=float, default=120)
    options = parser.parse_args()
    # A collection in the middle of an event would look like a slow server.
    gc.disable()
    readers = Readers(options.port, options.path, options.readers, options.burst)
    answer(readers.connect(options.timeout))
    while line := readers.drain_until_command():
        command = json.loads(line)
        answer({"armed": True})
        answer(readers.follow(command["expect"].encode(), command["timeout"]))


if __name__ == "__main__":
    main()

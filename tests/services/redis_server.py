"""A Redis of the tests' own."""

import contextlib
import socket

from scripts.ensure_services import REDIS
from tests.services.local_server import HOST, LocalServer


class RedisServer(LocalServer):
    """Redis on a free port. It writes what it is told to a file before it answers, so
    that also a killed one comes back with its data."""

    service = REDIS

    def get_command(self):
        return [
            *(self.program, "--bind", HOST, "--port", str(self.port)),
            *("--dir", self.folder, "--save", "", "--appendonly", "yes"),
        ]

    @property
    def url(self) -> str:
        return f"redis://{HOST}:{self.port}/0"

    def answers(self) -> bool:
        # It takes connections before it has read its data, and then answers an error.
        with (
            contextlib.suppress(OSError),
            socket.create_connection((HOST, self.port), timeout=1) as client,
        ):
            client.sendall(b"PING\r\n")
            return client.recv(16).startswith(b"+PONG")
        return False

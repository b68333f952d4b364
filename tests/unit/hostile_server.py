"""A web server on a real socket that answers as badly as a test wants."""

import contextlib
import socket
import threading

from wagtail_liveconflict.post_links.public_addresses import resolve_public


class HostileServer:
    """Answers each connection with ``answer(connection, request_line)``."""

    def __init__(self, answer, tls_context=None):
        self._tls_context = tls_context
        self.requests = []
        self.stopped = threading.Event()
        self._answer = answer
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = self._listener.getsockname()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_error):
        self.stopped.set()
        # Wakes the thread that waits for a connection.
        socket.create_connection(self.address).close()
        self._thread.join(timeout=10)
        self._listener.close()

    def _serve(self):
        while True:
            connection, _peer = self._listener.accept()
            with connection:
                if self.stopped.is_set():
                    return
                # An error here is a client that has had enough.
                with contextlib.suppress(OSError):
                    self._serve_one(connection)

    def _serve_one(self, connection):
        if self._tls_context:
            connection = self._tls_context.wrap_socket(connection, server_side=True)
        with connection:
            request = b""
            while b"\r\n\r\n" not in request:
                received = connection.recv(65536)
                if not received:
                    return
                request += received
            self.requests.append(request.decode("latin-1"))
            self._answer(connection, request.split(b"\r\n")[0].decode())


def reply(body=b"", status="200 OK", **headers):
    """An answer for ``HostileServer``; header names with _ for -."""
    lines = [f"HTTP/1.1 {status}", "Connection: close"]
    headers.setdefault("Content_Length", len(body))
    lines += [
        f"{name.replace('_', '-')}: {value}"
        for name, value in headers.items()
        if value is not None
    ]
    head = "\r\n".join(lines).encode() + b"\r\n\r\n"
    return lambda connection, _line: connection.sendall(head + body)


def drip(head=b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", *, byte=b"x"):
    """An answer that comes byte by byte, each in good time, and never ends."""

    def answer(connection, _line):
        connection.sendall(head)
        wait = threading.Event()
        while True:
            connection.sendall(byte)
            wait.wait(0.05)

    return answer


def lead_to(server):
    """Let ``public.example`` lead to the test's server, as if that were public; all
    other names are looked up and checked as in production."""

    def resolve(host, port, timeout):
        if host == "public.example":
            return [server.address]
        return resolve_public(host, port, timeout)

    return resolve

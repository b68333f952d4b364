"""Fetching a public page from the server, so that nothing else can be reached.

The name is looked up here and the connection goes to the address that was checked:
a name that changes its address in between leads nowhere. Proxies in the environment
are not used, as the check would then be theirs.
"""

import io
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from urllib.parse import quote, urljoin, urlsplit

from .. import __version__
from .fetch_errors import FetchError, FetchFailed, FetchRefused
from .public_addresses import resolve_public

__all__ = ["FetchError", "FetchFailed", "FetchRefused", "Response", "fetch_public"]

MAX_REDIRECTS = 3
_PORTS = {"http": 80, "https": 443}
_REDIRECTS = {301, 302, 303, 307, 308}
_USER_AGENT = f"wagtail-liveconflict/{__version__}"

#: (host, port, seconds left) -> (address, port) pairs that may be connected to.
Resolve = Callable[[str, int, float], list[tuple[str, int]]]


@dataclass(frozen=True)
class Response:
    """``url`` after redirects; ``content_type`` such as ``text/html``; the body
    as bytes, with the ``charset`` it claims (``utf-8`` when it claims none)."""

    url: str
    content_type: str
    charset: str
    body: bytes

    @property
    def text(self) -> str:
        try:
            return self.body.decode(self.charset, errors="replace")
        except LookupError:
            return self.body.decode("utf-8", errors="replace")


def fetch_public(
    url: str,
    *,
    timeout: float = 4.0,
    limit_bytes: int = 1_000_000,
    accept: str = "*/*",
    resolve: Resolve = resolve_public,
) -> Response:
    """GET ``url`` within ``timeout`` seconds in all, at most ``limit_bytes`` of body.

    Raises ``FetchRefused`` for anything but http(s) on its own port without a user
    name, for an address that is not public (also after a redirect), for a redirect
    from https to http, for more than three redirects, and for a body that is too
    large or compressed; ``FetchFailed`` for errors of the network, a status other
    than 200, and when time is up.
    """
    deadline = time.monotonic() + timeout
    for _hop in range(MAX_REDIRECTS + 1):
        answer = _get(url, deadline, limit_bytes, accept, resolve)
        if isinstance(answer, Response):
            return answer
        if urlsplit(url).scheme == "https" and urlsplit(answer).scheme == "http":
            raise FetchRefused("a redirect from https to http")
        url = answer
    raise FetchRefused(f"more than {MAX_REDIRECTS} redirects")


def _get(url, deadline, limit_bytes, accept, resolve) -> Response | str:
    """One request: the response, or the address it redirects to."""
    scheme, host, port, target = _check(url)
    addresses = resolve(host, port, _left(deadline))
    connection = _Connection(host, port, addresses, scheme, deadline)
    try:
        connection.request(
            "GET",
            target,
            headers={
                "Accept": accept,
                # A small answer may unpack to a large one.
                "Accept-Encoding": "identity",
                "Connection": "close",
                "User-Agent": _USER_AGENT,
            },
        )
        with connection.getresponse() as response:
            if response.status in _REDIRECTS:
                return urljoin(url, response.headers.get("Location", ""))
            if response.status != 200:
                raise FetchFailed(f"status {response.status}")
            return Response(
                url,
                response.headers.get_content_type(),
                response.headers.get_content_charset("utf-8"),
                _read(response, limit_bytes),
            )
    except FetchError:
        raise
    except (OSError, HTTPException, ValueError) as error:
        raise FetchFailed(f"{type(error).__name__}: {error}") from error
    finally:
        connection.close()


def _read(response, limit_bytes: int) -> bytes:
    for header, plain in (("Content-Encoding", "identity"), ("Transfer-Encoding", "")):
        value = response.headers.get(header, plain).strip().casefold()
        if value != plain and not (plain == "" and value == "chunked"):
            raise FetchRefused(f"a compressed answer ({header}: {value})")
    if response.length is not None and response.length > limit_bytes:
        raise FetchRefused("a body that is too large")
    body = response.read(limit_bytes + 1)
    if len(body) > limit_bytes:
        raise FetchRefused("a body that is too large")
    if response.length:
        raise FetchFailed("a body that was cut off")
    return body


def _check(url: str) -> tuple[str, str, int, str]:
    """Scheme, host, port and what to ask for, of an address we may fetch."""
    try:
        parts = urlsplit(url)
        scheme, host, port = parts.scheme, parts.hostname, parts.port
        host = (host or "").encode("idna").decode("ascii")
    except ValueError as error:
        raise FetchRefused("not an address") from error
    if scheme not in _PORTS or not host:
        raise FetchRefused("neither http nor https")
    if parts.username is not None or parts.password is not None:
        raise FetchRefused("a user name in the address")
    if port not in (None, _PORTS[scheme]):
        raise FetchRefused(f"port {port}")
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
    if parts.query:
        target += "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~?")
    return scheme, host, _PORTS[scheme], target


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise FetchFailed("time is up")
    return left


class _Connection(HTTPConnection):
    """A connection to one of the checked addresses, under the name it was found by."""

    def __init__(self, host, port, addresses, scheme, deadline):
        super().__init__(host, port)
        self.default_port = port
        self._addresses = addresses
        self._is_secure = scheme == "https"
        self._deadline = deadline

    def connect(self):
        sock = self._connect_to_first()
        try:
            if self._is_secure:
                sock.settimeout(_left(self._deadline))
                sock = ssl.create_default_context().wrap_socket(
                    sock, server_hostname=self.host
                )
            self.sock = _SocketUntil(sock, self._deadline)
        except BaseException:
            sock.close()
            raise

    def _connect_to_first(self):
        error = None
        for address in self._addresses:
            try:
                return socket.create_connection(address, timeout=_left(self._deadline))
            except OSError as failed:
                error = failed
        raise FetchFailed(f"no connection to {self.host}") from error


class _SocketUntil(io.RawIOBase):
    """What ``http.client`` uses of a socket. Every wait ends at the deadline, so
    that an answer which comes byte by byte takes no longer than another."""

    def __init__(self, sock, deadline):
        super().__init__()
        self._socket = sock
        self._deadline = deadline
        self._users = 1

    def makefile(self, _mode):
        self._users += 1
        return io.BufferedReader(self)

    def sendall(self, data):
        self._socket.settimeout(_left(self._deadline))
        self._socket.sendall(data)

    def readable(self):
        return True

    def readinto(self, buffer):
        self._socket.settimeout(_left(self._deadline))
        return self._socket.recv_into(buffer)

    def close(self):
        # Closed by the connection and by the response, in either order.
        self._users -= 1
        if self._users <= 0 and not self.closed:
            self._socket.close()
            super().close()

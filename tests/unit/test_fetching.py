"""What the server fetches on an editor's word, over real sockets, and what not."""

import gzip
import socket
import threading
import time

import pytest

from tests.unit.hostile_server import HostileServer, drip, lead_to, reply
from wagtail_liveconflict.post_links.fetching import (
    FetchFailed,
    FetchRefused,
    fetch_public,
)
from wagtail_liveconflict.post_links.public_addresses import (
    is_public_address,
    resolve_public,
)

URL = "http://public.example/post?id=1"


def look_up(**names):
    """In the place of ``getaddrinfo``: ``public_example="10.0.0.1"``."""

    def lookup(host, port, **_options):
        return [
            (socket.AF_INET6 if ":" in address else socket.AF_INET, 1, 6, "", (address, port))
            for address in names[host.replace(".", "_")].split()
        ]  # fmt: skip

    return lookup


def fetch(answer, url=URL, **options):
    with HostileServer(answer) as server:
        return fetch_public(url, resolve=lead_to(server), **options), server


def test_public_page_is_fetched():
    """The body, its type and its charset; the request names the host, asks for an
    uncompressed answer and carries no cookies."""
    answer = reply("Пором".encode("cp1251"), Content_Type="text/html; charset=cp1251")
    response, server = fetch(answer)
    assert response.text == "Пором"
    assert response.content_type == "text/html"
    assert response.url == URL
    request = server.requests[0].casefold()
    assert request.startswith("get /post?id=1 http/1.1")
    assert "\r\nhost: public.example\r\n" in request
    assert "\r\naccept-encoding: identity\r\n" in request
    assert "cookie" not in request


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.255.0.1",
        "0.0.0.0",  # noqa: S104
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "168.63.129.16",
        "100.64.0.1",
        "100.100.100.200",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "3fff::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
        "nonsense",
    ],
)
def test_private_addresses_are_not_connected_to(address):
    """A name at any address that is not of the public internet is refused, and so
    is one that has a public address as well."""
    assert not is_public_address(address)
    for found in (address, f"8.8.8.8 {address}"):
        with pytest.raises(FetchRefused, match="not public"):
            resolve_public("a.example", 80, 1, lookup=look_up(a_example=found))


def test_public_addresses_are():
    """Addresses of the public internet pass, in both families."""
    found = look_up(a_example="8.8.8.8 2606:4700:4700::1111")
    assert resolve_public("a.example", 443, 1, lookup=found) == [
        ("8.8.8.8", 443),
        ("2606:4700:4700::1111", 443),
    ]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://169.254.169.254/latest/meta-data/",
    ],
)
def test_literal_addresses_are_checked_however_written(url):
    """The system's own reading of an address counts, not its spelling."""
    with pytest.raises(FetchRefused, match="not public"):
        fetch_public(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "ftp://public.example/",
        "file:///etc/passwd",
        "gopher://public.example/",
        "//public.example/",
        "http://ida:secret@public.example/",
        "http://public.example:22/",
        "http://public.example:443/",
        "https://public.example:80/",
        "http://public.example:99999/",
        "http://pub\nlic..example/",
        "http://[broken/",
    ],
)
def test_other_addresses_are_not_asked(url):
    """Only http on 80 and https on 443, without a user name."""
    with HostileServer(reply()) as server:
        with pytest.raises(FetchRefused):
            fetch_public(url, resolve=lead_to(server))
        assert server.requests == []


def test_line_break_in_an_address_smuggles_nothing():
    """Neither a header nor a second request can be written into a path."""
    url = "http://public.example/a\r\nX-Smuggled: 1 \x00ї"
    _response, server = fetch(reply(), url)
    assert server.requests[0].startswith("GET /aX-Smuggled:%201%20%00%D1%97 HTTP/1.1")
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1/",
        "http://localhost:80/",
        "//169.254.169.254/latest/",
        "http://[::1]/",
        "file:///etc/passwd",
        "http://public.example:8000/",
    ],
)
def test_redirect_into_the_own_network_is_not_followed(location):
    """Every hop is checked like the first address."""
    with pytest.raises(FetchRefused):
        fetch(reply(status="302 Found", Location=location))


def test_redirects_are_followed_a_little():
    """A relative redirect leads on; the third is the last one, so a loop ends."""

    def once(connection, line):
        if " /post" in line:
            reply(status="301 Moved", Location="/there")(connection, line)
        else:
            reply(b"here")(connection, line)

    response, _server = fetch(once)
    assert (response.url, response.body) == ("http://public.example/there", b"here")
    with HostileServer(reply(status="307 Again", Location=URL)) as server:
        with pytest.raises(FetchRefused, match="redirects"):
            fetch_public(URL, resolve=lead_to(server))
        assert len(server.requests) == 4


@pytest.mark.parametrize(
    "answer",
    [
        reply(b"x" * 2001),
        reply(b"x" * 100_000, Content_Length=None),
        reply(Content_Length=10**12),
        reply(b"ffff\r\n" + b"x" * 0xFFFF + b"\r\n0\r\n\r\n", Content_Length=None, Transfer_Encoding="chunked"),
        reply(gzip.compress(b"0" * 10_000_000), Content_Encoding="gzip"),
        reply(b"x", Content_Encoding="br"),
        reply(b"x", Content_Length=None, Transfer_Encoding="gzip"),
    ],
)  # fmt: skip
def test_large_and_compressed_answers_are_refused(answer):
    """Neither a large body, whatever its length claims, nor one that unpacks to a
    large one is read."""
    with pytest.raises(FetchRefused, match=r"too large|compressed"):
        fetch(answer, limit_bytes=2000)


def test_body_at_the_limit_is_taken():
    """The limit is what may come, with and without a length."""
    for length in (2000, None):
        response, _server = fetch(
            reply(b"x" * 2000, Content_Length=length), limit_bytes=2000
        )
        assert len(response.body) == 2000


@pytest.mark.parametrize(
    "answer",
    [
        drip(),
        drip(b"HTTP/1.1 200 OK\r\nX-Slow: "),
        drip(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", byte=b"1\r\nx\r\n"),
        drip(b"", byte=b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
)  # fmt: skip
def test_slow_answers_end_in_time(answer):
    """The time is that of the whole fetch, not of each byte."""
    began = time.monotonic()
    with pytest.raises(FetchFailed, match=r"time|timed out"):
        fetch(answer, timeout=0.4)
    assert time.monotonic() - began < 3


def test_slow_lookup_ends_in_time():
    """A name server that does not answer costs no more than the time there is."""

    ended = threading.Event()

    def lookup(*_args, **_options):
        ended.wait(10)
        return []

    with pytest.raises(FetchFailed, match="no answer for the name"):
        resolve_public("a.example", 80, 0.1, lookup=lookup)
    ended.set()


@pytest.mark.parametrize(
    "answer",
    [
        reply(status="404 Not Found"),
        reply(status="500 Oh"),
        reply(b"x", Content_Length=10),
        lambda connection, _line: connection.sendall(b"nonsense\r\n\r\n"),
        lambda connection, _line: None,
    ],
)
def test_broken_answers_fail(answer):
    """Errors, bodies that are cut off and what is no HTTP are failures, by one name."""
    with pytest.raises(FetchFailed):
        fetch(answer)

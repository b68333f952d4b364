"""Readers who mean harm, at a real server: what they cost stays bounded, and others
are served."""

import asyncio

import pytest

from tests.servers.processes import count_files, get_memory
from tests.servers.raw_http import fetch
from tests.servers.site import Uvicorn
from tests.services.local_server import wait_until

#: Readers who never read.
MANY = 100
#: Megabytes of messages meant for each of them.
EACH = 6
# Seconds until one who does not read is dropped; twenty, for real.
SOON = {"streams._SLOWEST_READER": 1}


@pytest.fixture(scope="module")
def site(get_site):
    return get_site("sqlite, in process")


@pytest.fixture(scope="module")
def server(site):
    """A server that suffers these tests, and goes on."""
    with Uvicorn(site, constants=SOON) as server:
        yield server
        assert "Traceback" not in server.read_log()


async def open_and_never_read(crowd, server, path, count=MANY):
    for _number in range(count):
        connection = await crowd.connect(server, receive_buffer=2048)
        connection.ask(path)


def publish_much(blog, crowd):
    """As many megabytes as each reader is meant to get; those who read get them."""
    for _number in range(EACH * 4):
        blog.publish(words="x" * 16_000, blocks=16)
    crowd.wait_until_at(blog.cursor)


def test_those_who_never_read_cost_little_and_are_cut(server, blog, crowd):
    """Hundreds of megabytes are meant for readers who do not read. The server holds a
    message or two for each at most, serves those who read, and soon gives back the
    sockets of the others, though they never close."""
    crowd.follow(blog, [server])
    blog.publish()
    crowd.wait_until_at(blog.cursor)
    memory, files = get_memory(server), count_files(server)
    crowd.run(open_and_never_read(crowd, server, blog.stream_after(blog.cursor)))
    assert wait_until(lambda: count_files(server) >= files + MANY, 15)

    publish_much(blog, crowd)

    assert get_memory(server) - memory < MANY * EACH / 4
    assert all(reader.updates == blog.updates for reader in crowd.followers)
    assert wait_until(lambda: count_files(server) < files + 10, 15)
    # Nobody fills the log by not reading.
    assert "without completing" not in server.read_log()


@pytest.mark.parametrize("count", [16, 1], ids=["blocked", "unread"])
def test_those_who_never_read_do_not_keep_the_server(serve, site, blog, crowd, count):
    """It exits within ten seconds of being told to: with readers to whom it cannot
    write any more, and with such who have not read the last that it wrote."""
    server = serve(Uvicorn, site)
    crowd.run(open_and_never_read(crowd, server, blog.stream_after(blog.cursor), 5))
    crowd.follow(blog, [server], count=1)
    for _number in range(count):
        # Four megabytes in all: more than the system takes for them.
        blog.publish(words="x" * 16_000, blocks=256 // count)
    crowd.wait_until_at(blog.cursor)
    server.process.terminate()
    server.process.wait(10)


ABSURD = {
    "a very long id": {"Last-Event-ID": "x" * 60_000},
    "an id of other letters": {"Last-Event-ID": "\xe9\xff-\xb2"},
    "an empty id": {"Last-Event-ID": ""},
    "a huge tag": {"If-None-Match": '"' + "x" * 1_000_000 + '"'},
    "many tags": {"If-None-Match": '"a",' * 100_000},
    "many commas": {"If-None-Match": "," * 1_000_000},
    "many headers": {f"X-{number}": "y" * 100 for number in range(2000)},
    "odd encodings": {"Accept-Encoding": "gzip;q=" * 20_000},
    "a range": {"Range": "bytes=0-1", "If-Range": "*"},
}


@pytest.mark.parametrize("headers", ABSURD.values(), ids=ABSURD)
def test_absurd_headers_break_nothing(server, blog, crowd, headers):
    """Deltas and streams: served, or refused as the reader's fault."""

    async def ask(path):
        connection = await crowd.connect(server)
        connection.ask(path, headers)
        async with asyncio.timeout(15):
            status, _headers = await connection.read_head()
        return status

    for path in (blog.changes_after("0"), blog.stream_after(blog.cursor)):
        assert crowd.run(ask(path)) in (200, 304, 400, 413, 431)


PATHS = (
    "/live/%FF/changes/0/",
    "/live/1/changes/%00/",
    "/live/1/changes/" + "9" * 50_000 + "/",
    "/live/" + "1" * 5000 + "/stream/0/",
    "/live/1/stream/%F0%9F%92%A9-1/",
    "/live/1/stream/٣-٣/".encode().decode("latin-1"),
    "/live/../live/1/changes/0/",
    "/live/1/changes/0/?" + "x=1&" * 10_000,
)


@pytest.mark.parametrize("path", PATHS, ids=range(len(PATHS)))
def test_absurd_addresses_break_nothing(server, crowd, path):
    """They are nowhere, or not understood."""
    assert crowd.run(fetch(server.port, path)).status in (400, 404, 414, 200)


def test_half_a_request_hinders_nobody(server, blog, crowd):
    """Connections that never say what they want, and such that say more and more:
    others are served as if they were not there."""
    crowd.follow(blog, [server], count=1)

    async def begin():
        for beginning in (
            b"",
            b"G",
            b"GET /live/1/stream/0/ HT",
            f"GET {blog.stream_after('0')} HTTP/1.1\r\nHost: x\r\nX-".encode(),
            f"POST {blog.changes_after('0')} HTTP/1.1\r\nHost: x\r\n"
            "Content-Length: 1000000\r\n\r\nhalf".encode(),
        ):
            for _number in range(40):
                connection = await crowd.connect(server)
                connection.send(beginning)

    crowd.run(begin())
    blog.publish(3)
    crowd.wait_until_at(blog.cursor)
    assert all(reader.updates == blog.updates for reader in crowd.followers)

"""A change made in one process reaches the streams of another at once."""

import pytest

from tests.servers.desk import Chief
from tests.servers.site import Uvicorn

#: The log is looked at when there is a hint, and hardly ever otherwise: what arrives
#: has come by the hint.
BY_HINTS_ALONE = {"tail._TICK": 600, "hub._STALE_AFTER": 3600}


def open_stream(crowd, blog, server):
    async def begin():
        stream = await crowd.connect(server)
        await stream.open_stream(blog.stream_after(blog.cursor))
        assert (await stream.read_event()).id == blog.cursor
        return stream

    return crowd.run(begin())


def check_next(crowd, blog, *streams):
    """Each stream's next message is what has just been published."""
    blog.publish()
    for stream in streams:
        event = crowd.run(stream.read_event())
        assert event.id == blog.cursor
        assert [entry["id"] for entry in event.data["updates"]] == blog.updates[-1:]


def test_two_servers_tell_of_the_same(blog, servers, crowd):
    """Whoever published it, and wherever the reader is. With the default backend the
    log is the only way from one process to another."""
    streams = [open_stream(crowd, blog, server) for server in servers]
    for _number in range(3):
        check_next(crowd, blog, *streams)


@pytest.mark.parametrize(
    "site",
    ["sqlite, in process", "postgres, postgres", "postgres, redis"],
    indirect=True,
)
def test_the_hint_is_enough(site, blog, serve, crowd):
    """Also without the look into the log each second. SQLite tells by itself that
    another process has written."""
    server = serve(Uvicorn, site, constants=BY_HINTS_ALONE)
    stream = open_stream(crowd, blog, server)
    for _number in range(3):
        check_next(crowd, blog, stream)


@pytest.mark.parametrize("site", ["postgres, in process"], indirect=True)
def test_a_process_needs_nobody_to_tell_itself(site, blog, serve, crowd):
    """What is published at the desk of a process reaches its streams at once, though
    nothing goes from one process to another."""
    server = serve(Uvicorn, site, constants=BY_HINTS_ALONE)
    stream = open_stream(crowd, blog, server)
    chief = Chief(server.url)
    for headline in ("Boats wait", "Boats leave"):
        chief.publish(blog, headline)
        event = crowd.run(stream.read_event())
        assert headline in event.data["updates"][0]["html"]

"""What a thousand readers cost."""

import asyncio
import resource

import pytest

from tests.servers.processes import count_threads
from tests.servers.site import Uvicorn
from tests.services.local_server import wait_until

READERS = 1000
#: Connections opened at once.
AT_ONCE = 100
# Seconds after which a process forgets a live blog; thirty, for real.
SOON = {"hub._FORGOTTEN_AFTER": 1}


@pytest.fixture
def many_files():
    """Room for their sockets, also in the server that is started now."""
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = READERS * 2
    if limits[1] != resource.RLIM_INFINITY and limits[1] < needed:
        pytest.skip(f"a process may open {limits[1]} files here, not {needed}")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(limits[0], needed), limits[1]))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, limits)


@pytest.mark.parametrize(
    "site", ["postgres, in process", "postgres, postgres"], indirect=True
)
def test_a_thousand_readers_are_one_connection(
    many_files, site, blog, serve, crowd, postgres
):
    """PostgreSQL sees one connection of the process, and the process has the threads
    that it had with one reader. Without readers it has no connection."""
    name = f"alone {blog.page_id}"
    server = serve(Uvicorn, site, name, SOON)

    def count_connections():
        query = "SELECT count(*) FROM pg_stat_activity WHERE application_name = %s"
        [(count,)] = postgres.execute(query, [name])
        return count

    async def open_stream():
        stream = await crowd.connect(server)
        await stream.open_stream(blog.stream_after(blog.cursor))
        await stream.read_event()
        return stream

    async def open_streams(count):
        return await asyncio.gather(*(open_stream() for _number in range(count)))

    assert count_connections() == 0
    streams = crowd.run(open_streams(1))
    assert count_connections() == 1
    threads = count_threads(server)

    for _turn in range(READERS // AT_ONCE):
        streams += crowd.run(open_streams(AT_ONCE))
    blog.publish()

    async def read(stream):
        assert (await stream.read_event()).id == blog.cursor

    async def read_all():
        await asyncio.gather(*map(read, streams))

    crowd.run(read_all())
    assert count_connections() == 1
    assert count_threads(server) == threads

    for stream in streams:
        crowd.call(stream.close)
    assert wait_until(lambda: count_connections() == 0, 15)

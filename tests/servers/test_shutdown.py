"""A server that is asked to end, ends, also with streams open."""

import asyncio

import pytest

from tests.servers.raw_http import Connection, Refused
from tests.servers.site import Granian, Uvicorn

READERS = 50


@pytest.fixture(scope="module")
def site(get_site):
    return get_site("sqlite, in process")


@pytest.mark.parametrize("kind", [Uvicorn, Granian])
def test_it_ends_within_seconds(serve, site, blog, crowd, kind):
    """Its readers have been told what is new, and are told to come back
    after a while, each at a moment of their own. Nobody who comes in between hangs:
    they are served, sent away or refused."""
    server = serve(kind, site)

    async def open_stream():
        stream = await crowd.connect(server)
        await stream.open_stream(blog.stream_after(blog.cursor))
        assert (await stream.read_event()).id == blog.cursor
        return stream

    async def hear_the_end(stream):
        async with asyncio.timeout(10):
            *_others, event = [event async for event in stream.events]
        assert event.name == "bye"
        assert event.data["wait"] >= 1

    async def come_in_between():
        """Until nobody listens any more; the status of the last answer, if any."""
        status = None
        while True:
            try:
                async with asyncio.timeout(10):
                    connection = await Connection.open(server.port)
                    try:
                        await connection.open_stream(blog.stream_after(blog.cursor))
                        await hear_the_end(connection)
                    except Refused as refused:
                        status = refused.status
                    finally:
                        connection.close()
            except ConnectionRefusedError:
                return status
            except (ConnectionError, asyncio.IncompleteReadError):
                # Hung up on: as good as refused.
                await asyncio.sleep(0)

    async def end():
        streams = await asyncio.gather(*(open_stream() for _ in range(READERS)))
        await asyncio.to_thread(blog.publish)
        for stream in streams:
            assert (await stream.read_event()).id == blog.cursor
        kept = await crowd.connect(server)
        await kept.get(blog.changes_after(blog.cursor))
        server.process.terminate()
        others = asyncio.create_task(come_in_between())
        async with asyncio.timeout(10):
            await asyncio.gather(*map(hear_the_end, streams))
            # A connection that is kept for further requests does not hold it either.
            await kept.read_until_closed()
            assert await others in (None, 503)

    crowd.run(end())
    server.process.wait(10)

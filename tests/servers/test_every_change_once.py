"""Readers who follow cursors see every change exactly once and in order, whatever
happens to the servers meanwhile."""

import pytest

from tests.servers.conftest import SITES
from tests.servers.followers import Streaming
from tests.servers.raw_http import fetch

ON_POSTGRES = [name for name in SITES if name.startswith("postgres")]
#: Updates that an answer carries at most (``LIVECONFLICT_DELTA_LIMIT``).
LIMIT = 20


@pytest.fixture
def readers(crowd, blog, servers):
    """Some stream and some poll, at both servers, and go to the other when one is
    away."""
    crowd.follow(blog, servers)
    blog.publish(2)
    crowd.wait_until_at(blog.cursor)
    return crowd


def check(readers, blog):
    """All are where the live blog is, and each was told all of it."""
    readers.wait_until_at(blog.cursor)
    for reader in readers.followers:
        assert reader.complaints == []
        assert reader.updates == blog.updates
        assert reader.numbers == sorted(set(reader.numbers))


def test_through_restarts_of_the_servers(readers, blog, servers):
    """One is asked to end, the other is killed; both come back. Everybody has been at
    both."""
    for server, end in zip(servers, ("stop", "kill"), strict=True):
        blog.publish()
        getattr(server, end)()
        blog.publish(2)
        check(readers, blog)
        server.start()
        blog.publish()
    check(readers, blog)
    streaming = [r for r in readers.followers if isinstance(r, Streaming)]
    assert all(reader.connects > 1 for reader in streaming)


@pytest.mark.parametrize("site", ON_POSTGRES, indirect=True)
@pytest.mark.parametrize("end", ["restart", "kill"])
def test_through_a_restart_of_postgres(readers, blog, postgres, end):
    """Nobody is told anything wrong meanwhile, such as that the live blog is gone."""
    getattr(postgres, end)()
    postgres.start()
    blog.publish(2)
    check(readers, blog)


@pytest.mark.parametrize("site", ON_POSTGRES, indirect=True)
def test_through_the_loss_of_every_connection(readers, blog, postgres):
    """As in a failover, or when somebody cleans up."""
    assert postgres.drop_connections() > 0
    blog.publish(2)
    check(readers, blog)


@pytest.mark.parametrize("site", ["postgres, redis"], indirect=True)
def test_without_redis_and_after_it(readers, blog, redis_broker):
    """While it is away publishing takes no second longer, and everything arrives. When
    it is back, also."""
    redis_broker.kill()
    waited = []
    for _number in range(4):
        blog.publish()
        waited.append(blog.seconds)
    check(readers, blog)
    # A publication takes some milliseconds by itself, and a machine may be busy; a
    # broker that is tried each time would take two tries each time.
    assert sum(waited) < 8
    redis_broker.start()
    blog.publish()
    check(readers, blog)


def test_through_a_sleep(blog, servers, crowd):
    """Who was asleep gets what has come since in one message, polling or streaming;
    who has slept through more than an answer carries is told to load the page, which
    shows it all. Those who were awake saw each thing once."""
    crowd.follow(blog, servers)
    asleep = blog.cursor
    blog.publish(LIMIT)
    crowd.wait_until_at(blog.cursor)

    async def wake(cursor):
        port = servers[0].port
        delta = (await fetch(port, blog.changes_after(cursor))).json
        stream = await crowd.connect(servers[1])
        await stream.open_stream(blog.stream_after(cursor))
        assert (await stream.read_event()).data == delta
        return delta

    delta = crowd.run(wake(asleep))
    assert delta["cursor"] == blog.cursor
    assert [entry["id"] for entry in delta["updates"]] == blog.updates

    blog.publish()
    crowd.wait_until_at(blog.cursor)
    delta = crowd.run(wake(asleep))
    assert delta["reload"] is True
    assert "updates" not in delta
    page = crowd.run(fetch(servers[0].port, blog.path)).body.decode()
    assert f'data-cursor="{blog.cursor}"' in page
    for update_id in blog.updates[-20:]:
        assert f'data-update-id="{update_id}"' in page
    assert all(reader.updates == blog.updates for reader in crowd.followers)

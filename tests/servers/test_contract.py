"""What every delivery backend does, see ``wagtail_liveconflict.delivery.base``."""

import contextlib
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, connections

from tests.services.local_server import wait_until
from tests.settings import from_url
from wagtail_liveconflict.delivery import (
    postgres as postgres_module,
    redis as redis_module,
)
from wagtail_liveconflict.delivery.in_memory import InMemoryBackend
from wagtail_liveconflict.delivery.in_process import InProcessBackend

#: Seconds. Nothing takes as long unless it is broken.
PATIENCE = 15
#: The alias of a second database, whose server tests may kill.
ALIAS = "hints"
BACKENDS = ("in_process", "in_memory", "postgres", "redis")
#: Those whose hints go through a server.
BROKERED = BACKENDS[2:]


class Ear:
    """A listener in the thread that it belongs to."""

    def __init__(self, backend):
        self._thread = ThreadPoolExecutor(1)
        self.listener = self._do(backend.listen).result(PATIENCE)

    def _do(self, function, *arguments):
        return self._thread.submit(function, *arguments)

    def wait(self, timeout):
        """Begin to wait; a future."""
        return self._do(self.listener.wait, timeout)

    def rest(self):
        return self._do(self.listener.rest)

    def let_go(self):
        self._do(self.listener.let_go).result(PATIENCE)

    def get_channels(self):
        """What its thread's connection to PostgreSQL listens to."""

        def ask():
            with connections[ALIAS].cursor() as cursor:
                cursor.execute("SELECT pg_listening_channels()")
                return [name for (name,) in cursor.fetchall()]

        return self._do(ask).result(PATIENCE)

    def settle(self, timeout=0.3):
        """Wait until it hears: a first call may return for no reason."""

        def returns_late():
            begun = time.monotonic()
            self.wait(timeout).result(PATIENCE)
            return time.monotonic() - begun >= timeout

        assert wait_until(returns_late, PATIENCE)

    def close(self):
        self.listener.interrupt()
        self._do(self.listener.close).result(PATIENCE)
        self._do(connections.close_all).result(PATIENCE)
        self._thread.shutdown()


@pytest.fixture
def hints_database(postgres, django_db_blocker):
    """A connection beside that of the tests."""
    connections.databases[ALIAS] = connections.configure_settings(
        {"default": {}, ALIAS: from_url(postgres.url)}
    )[ALIAS]
    with django_db_blocker.unblock():
        yield ALIAS
        connections[ALIAS].close()
    del connections[ALIAS], connections.databases[ALIAS]


@pytest.fixture
def broker(request, kind):
    """The server that the hints go through, or None."""
    name = {"postgres": "postgres", "redis": "redis_broker"}.get(kind)
    server = request.getfixturevalue(name) if name else None
    yield server
    if server:
        server.start()


@pytest.fixture
def backend(request, kind, broker):
    if kind == "postgres":
        alias = request.getfixturevalue("hints_database")
        backend = postgres_module.PostgresBackend(alias, CHANNEL="contract")
    elif kind == "redis":
        backend = redis_module.RedisBackend(broker.url, CHANNEL="contract")
    else:
        backend = {"in_process": InProcessBackend, "in_memory": InMemoryBackend}[kind]()
    yield backend
    backend.close()


@pytest.fixture
def ear(backend):
    with contextlib.closing(Ear(backend)) as ear:
        ear.settle()
        yield ear


@pytest.fixture(params=BACKENDS)
def kind(request):
    return request.param


def announce(backend):
    """Announce as a request would that is not the first of its thread: a connection
    that was lost has been noticed and closed."""
    try:
        backend.announce(1)
    except Exception:
        if isinstance(backend, postgres_module.PostgresBackend):
            connections[ALIAS].close()
        raise


def test_a_hint_wakes_who_waits(backend, ear):
    """Each time."""
    for _turn in range(3):
        waiting = ear.wait(600)
        assert not waiting.done()
        announce(backend)
        waiting.result(PATIENCE)
        ear.settle()


def test_a_hint_counts_that_came_before(backend, ear):
    """Between two waits nothing is missed."""
    announce(backend)
    ear.wait(600).result(PATIENCE)


def test_all_listeners_hear_a_hint(backend, ear):
    """There is one in each process."""
    with contextlib.closing(Ear(backend)) as other:
        other.settle()
        waiting = [ear.wait(600), other.wait(600)]
        announce(backend)
        for future in waiting:
            future.result(PATIENCE)


@pytest.mark.parametrize("kind", ["postgres"], indirect=True)
def test_who_lets_go_does_not_listen(backend, ear):
    """A pool would hand the connection on with what it listens to. Asked to wait
    again, it listens again."""
    assert ear.get_channels() == ["contract"]
    ear.let_go()
    assert ear.get_channels() == []
    ear.settle()
    assert ear.get_channels() == ["contract"]
    assert hears_again(backend, ear)


@pytest.mark.parametrize("method", ["wait", "rest"])
def test_another_thread_interrupts(ear, method):
    """Waiting as well as resting; also when it was interrupted a moment before."""

    def begin():
        return ear.wait(600) if method == "wait" else ear.rest()

    pause = begin()
    ear.listener.interrupt()
    pause.result(PATIENCE)
    ear.settle()
    ear.listener.interrupt()
    begin().result(PATIENCE)


def test_waiting_ends_by_itself(ear):
    """After the time that was asked for, and not before while nothing happens."""
    begun = time.monotonic()
    ear.wait(0.5).result(PATIENCE)
    assert time.monotonic() - begun >= 0.5


def test_many_hints_are_few(backend, ear):
    """A burst does not wake a listener for each of its hints for ever."""
    for _turn in range(200):
        announce(backend)
    ear.wait(600).result(PATIENCE)
    ear.settle()


@pytest.mark.parametrize("kind", BROKERED, indirect=True)
def test_a_dead_broker_is_quickly_known(backend, ear, broker):
    """Announcing ends within two seconds, and a listener goes on waiting without an
    error until it is interrupted."""
    announce(backend)
    broker.kill()
    for _turn in range(3):
        begun = time.monotonic()
        with contextlib.suppress(OperationalError, redis_module.redis.RedisError):
            announce(backend)
        assert time.monotonic() - begun < 2
    for _turn in range(3):
        ear.wait(0.2).result(PATIENCE)
    pause = ear.wait(600)
    ear.listener.interrupt()
    pause.result(PATIENCE)


@pytest.mark.parametrize("kind", ["redis"], indirect=True)
def test_a_dead_broker_is_left_alone_for_a_while(backend, broker, monkeypatch):
    """Not every publication waits for it."""
    broker.kill()
    with pytest.raises(redis_module.redis.RedisError):
        backend.announce(1)
    with monkeypatch.context() as patch:
        # What would be asked, if it were.
        patch.setattr(backend, "_client", None)
        backend.announce(1)


def hears_again(backend, ear):
    """Whether a hint arrives, now or after some more. It wakes for no reason only
    while it reconnects."""

    def is_heard():
        ear.settle()
        begun = time.monotonic()
        waiting = ear.wait(4)
        with contextlib.suppress(OperationalError, redis_module.redis.RedisError):
            announce(backend)
        waiting.result(PATIENCE)
        return time.monotonic() - begun < 3

    return all(wait_until(is_heard, PATIENCE) for _turn in range(3))


@pytest.mark.parametrize("kind", BROKERED, indirect=True)
@pytest.mark.parametrize("end", ["stop", "kill"])
def test_a_broker_that_comes_back_is_used_again(backend, ear, broker, end, monkeypatch):
    """By those who announce and by those who listen, without being told."""
    monkeypatch.setattr(redis_module, "_REST_AFTER_FAILURE", 0.2)
    getattr(broker, end)()
    with contextlib.suppress(OperationalError, redis_module.redis.RedisError):
        announce(backend)
    ear.wait(0.2).result(PATIENCE)
    broker.start()
    assert hears_again(backend, ear)


@pytest.mark.parametrize("kind", BROKERED, indirect=True)
def test_a_cut_connection_is_opened_again(kind, backend, ear, broker):
    """The broker lives, but has sent everybody away."""
    if kind == "postgres":
        assert broker.drop_connections() > 0
    else:
        client = redis_module.redis.Redis.from_url(broker.url)
        with contextlib.closing(client):
            client.client_kill_filter(_type="pubsub")
    assert hears_again(backend, ear)

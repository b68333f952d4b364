"""The servers as fixtures. A test whose server is not on this machine is skipped, and
the end of the run says so."""

import contextlib

import pytest

from scripts.ensure_services import find_service, list_missing
from tests.services import PostgresServer, RedisServer


def skip_without(kind):
    if find_service(kind.service) is None:
        pytest.skip(kind.service.missing)


@pytest.fixture(scope="session")
def postgres_server():
    """A PostgreSQL that tests share: leave it running, use databases of your own."""
    skip_without(PostgresServer)
    with PostgresServer() as server:
        yield server


@pytest.fixture(scope="session")
def redis_server():
    """A Redis that tests share: leave it running, use keys of your own."""
    skip_without(RedisServer)
    with RedisServer() as server:
        yield server


@pytest.fixture
def start_server():
    """Start a server for this test alone, which may kill it:
    ``start_server(PostgresServer, max_connections=20)``."""
    with contextlib.ExitStack() as servers:

        def start(kind, *arguments, **options):
            skip_without(kind)
            return servers.enter_context(kind(*arguments, **options))

        yield start


def pytest_terminal_summary(terminalreporter):
    for service in list_missing():
        terminalreporter.write_sep("!", service.missing, red=True, bold=True)

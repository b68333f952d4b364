"""Sites with real servers. Most are shared by all tests of this folder: whoever stops
a server starts it again, and each test has a live blog of its own."""

import contextlib
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.servers.followers import Crowd
from tests.servers.site import DELIVERY, Editor, Site, Uvicorn
from tests.services import PostgresServer, RedisServer
from tests.services.caretaker import Caretaker
from tests.services.fixtures import skip_without

IN_PROCESS = {"BACKEND": f"{DELIVERY}.in_process.InProcessBackend"}
POSTGRES = {"BACKEND": f"{DELIVERY}.postgres.PostgresBackend"}
SITES = (
    "sqlite, in process",
    "postgres, in process",
    "postgres, postgres",
    "postgres, redis",
)


@pytest.fixture(scope="session")
def postgres():
    """A PostgreSQL that tests may restart."""
    skip_without(PostgresServer)
    with PostgresServer() as server:
        yield server


@pytest.fixture(scope="session")
def redis_broker():
    """A Redis that tests may kill and start again."""
    skip_without(RedisServer)
    with RedisServer() as server:
        yield server


@pytest.fixture(scope="session")
def get_site(request):
    """``get_site("postgres, redis")``: the site on that database with those hints."""
    founded, sites = set(), {}
    with contextlib.ExitStack() as stack:

        def get_database(kind):
            if kind == "postgres":
                return request.getfixturevalue("postgres").url
            caretaker = stack.enter_context(contextlib.closing(Caretaker()))
            return str(caretaker.folder / "site.sqlite3")

        def get_delivery(kind):
            if kind == "redis":
                broker = request.getfixturevalue("redis_broker")
                url = {"URL": broker.url}
                return {"BACKEND": f"{DELIVERY}.redis.RedisBackend", "OPTIONS": url}
            return POSTGRES if kind == "postgres" else IN_PROCESS

        def get(name):
            if name not in sites:
                database, delivery = name.split(", ")
                site = Site(get_database(database), get_delivery(delivery))
                site.editor = stack.enter_context(contextlib.closing(Editor(site)))
                if site.database not in founded:
                    founded.add(site.database)
                    site.editor.found_site()
                sites[name] = site
            return sites[name]

        yield get


@pytest.fixture(scope="session", params=SITES)
def site(request, get_site):
    """One site after another."""
    return get_site(request.param)


@pytest.fixture(scope="session")
def servers(site):
    """Two servers of the site, on one database."""
    with contextlib.ExitStack() as stack, ThreadPoolExecutor() as pool:
        names = ("first", "second")
        pair = list(pool.map(lambda name: Uvicorn(site, name), names))
        for server in pair:
            stack.enter_context(server)
        yield pair
        # How a server ends is another test's matter.
        list(pool.map(Uvicorn.kill, pair))


@pytest.fixture
def serve():
    """Start a server for this test alone: ``serve(Uvicorn, site)``."""
    with contextlib.ExitStack() as stack:
        yield lambda kind, *arguments, **options: stack.enter_context(
            kind(*arguments, **options)
        )


@pytest.fixture
def blog(site):
    """A live blog on air, without updates."""
    return site.editor.open_blog()


@pytest.fixture
def crowd():
    """Readers, of whom there may be many."""
    crowd = Crowd()
    yield crowd
    crowd.close()

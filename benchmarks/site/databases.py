"""The databases a benchmark runs on, as what the site's settings read."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.services import PostgresServer

NAMES = ("sqlite", "postgresql")


@contextmanager
def database(name: str, folder: Path) -> Iterator[dict[str, str]]:
    """Environment of a site on an empty database: SQLite's file in ``folder``,
    or a PostgreSQL of our own that keeps its promises to the disk."""
    env = {"BENCHMARK_FOLDER": str(folder)}
    if name == "sqlite":
        yield env
        return
    with PostgresServer(fsync="on", full_page_writes="on") as server:
        yield env | {"BENCHMARK_DATABASE": server.url}

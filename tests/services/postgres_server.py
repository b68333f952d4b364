"""A PostgreSQL of the tests' own."""

import functools
import shutil
import signal
from pathlib import Path

from scripts.ensure_services import POSTGRES
from tests.services.caretaker import Caretaker
from tests.services.local_server import HOST, LocalServer, ServerDidNotStart

USER = "newsroom"
SETTINGS = {
    "listen_addresses": HOST,
    # No socket in the file system: its path could be too long.
    "unix_socket_directories": "",
    # A killed server loses nothing by these; a machine without power would.
    "fsync": "off",
    "full_page_writes": "off",
    # As usual; the small files of an own cluster would else bring it down.
    "max_wal_size": "1GB",
    # Who waits for somebody who never ends is told so.
    "lock_timeout": "60s",
    "idle_in_transaction_session_timeout": "120s",
}


class PostgresServer(LocalServer):
    """PostgreSQL with one empty database, ``database``, and one user who may do all."""

    service = POSTGRES
    # Its polite SIGTERM waits for every client to leave; this one sends them away.
    stop_signal = signal.SIGINT
    # It refuses to be root's.
    instead_of_root = ("postgres", "nobody")

    def __init__(
        self, *, max_connections: int = 100, database: str = "newsroom", **settings
    ):
        """``settings`` are those of postgresql.conf (``deadlock_timeout="200ms"``)."""
        self.database = database
        self.settings = {**SETTINGS, "max_connections": max_connections, **settings}
        super().__init__()

    def prepare(self):
        self.data = self.folder / "data"
        # A copy takes a fifth of the time.
        shutil.copytree(make_cluster(self), self.data)
        if self.user:
            for path in (self.data, *self.data.rglob("*")):
                shutil.chown(path, self.user)
        self.data.chmod(0o700)

    def prepare_running(self):
        self.execute(f'CREATE DATABASE "{self.database}"', database="postgres")

    def get_command(self):
        settings = {**self.settings, "port": self.port}
        return [
            *(self.program.with_name("postgres"), "-D", self.data),
            *(part for name in settings for part in ("-c", f"{name}={settings[name]}")),
        ]

    @property
    def url(self) -> str:
        return self.get_url(self.database)

    def get_url(self, database: str) -> str:
        return f"postgres://{USER}@{HOST}:{self.port}/{database}"

    def connect(self, database: str | None = None, **options):
        """A connection of psycopg, each statement a transaction of its own."""
        import psycopg

        return psycopg.connect(
            self.get_url(database or self.database),
            autocommit=True,
            connect_timeout=5,
            **options,
        )

    def answers(self) -> bool:
        import psycopg

        try:
            self.connect("postgres").close()
        except psycopg.OperationalError:
            return False
        return True

    def execute(
        self, statement: str, parameters=None, *, database: str | None = None
    ) -> list[tuple]:
        """Run one statement on a connection of its own; the rows it gives, if any."""
        with self.connect(database) as connection:
            cursor = connection.execute(statement, parameters)
            return cursor.fetchall() if cursor.description else []

    def count_connections(self, database: str | None = None) -> int:
        """Clients connected now, to ``database`` or to any; not the one that asks."""
        [(count,)] = self.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE backend_type = "
            "'client backend' AND pid <> pg_backend_pid() "
            "AND (%(name)s::text IS NULL OR datname = %(name)s)",
            {"name": database},
        )
        return count

    def drop_connections(self) -> int:
        """End every client's connection, as a failover does; how many there were."""
        return len(
            self.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE "
                "backend_type = 'client backend' AND pid <> pg_backend_pid()"
            )
        )


_get_caretaker = functools.cache(Caretaker)


def make_cluster(server: PostgresServer) -> Path:
    """The data of a server that was never started, made once per process."""
    folder = _get_caretaker().folder
    data = folder / "data"
    if data.exists():
        return data
    if server.user:
        shutil.chown(folder, server.user)
    command = [
        *(server.program, "--pgdata", data, "--username", USER, "--auth", "trust"),
        # UTF-8 with the letters of every language, the same on every machine.
        *("--encoding", "UTF8", "--locale", "C.UTF-8"),
        *("--no-sync", "--wal-segsize", "1", "--no-instructions"),
    ]
    with server.log.open("ab") as log:
        failed = server.spawn(command, log).wait()
    if failed:
        shutil.rmtree(data, ignore_errors=True)
        raise ServerDidNotStart(f"initdb\n{server.read_log()}")
    return data

"""Hints through PostgreSQL's LISTEN and NOTIFY.

The listener uses the very connection that the log is read with, so a process
with readers costs the database one connection.
"""

import contextlib
import os
import selectors
import time

from django.core.checks import Error
from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, connections

from .base import DeliveryBackend, Listener

# Seconds until a lost connection is tried again.
_RECONNECT = 1.0


class PostgresListener(Listener):
    def __init__(self, database: str, channel: str):
        self._connection = connections[database]
        self._channel = channel
        # What is listened on; another object means that it was reconnected.
        self._listening = None
        self._retry_at = 0.0
        self._read, self._write = os.pipe()
        os.set_blocking(self._read, False)
        os.set_blocking(self._write, False)

    def wait(self, timeout):
        if (
            self._listening is None
            or self._listening is not self._connection.connection
        ):
            if self._listen():
                # What was announced before was not heard.
                return
            left = max(self._retry_at - time.monotonic(), 0.0)
            timeout = left if timeout is None else min(timeout, left)
        elif self._take_hints():
            return
        with selectors.DefaultSelector() as selector:
            selector.register(self._read, selectors.EVENT_READ)
            if self._listening is not None:
                selector.register(self._listening.pgconn.socket, selectors.EVENT_READ)
            selector.select(timeout)
        self._empty_pipe()
        if self._listening is not None:
            self._take_hints()

    def let_go(self):
        # A pool would hand the connection on with what it listens to.
        if self._listening is not None:
            try:
                with self._connection.cursor() as cursor:
                    cursor.execute("UNLISTEN *")
            except (DatabaseError, InterfaceError):
                self._give_up()
            self._listening = None

    def rest(self):
        # Without a connection: nothing would be done about a hint.
        with selectors.DefaultSelector() as selector:
            selector.register(self._read, selectors.EVENT_READ)
            selector.select()
        self._empty_pipe()

    def _listen(self) -> bool:
        connection = self._connection
        self._listening = None
        if time.monotonic() < self._retry_at:
            return False
        try:
            with connection.cursor() as cursor:
                cursor.execute(f'LISTEN "{self._channel}"')
        except (DatabaseError, InterfaceError):
            self._give_up()
            return False
        self._listening = connection.connection
        return True

    def _take_hints(self) -> bool:
        """Whether there was a hint. Reads what has arrived and does not wait."""
        try:
            return bool(list(self._listening.notifies(timeout=0)))
        except Exception:  # psycopg's, which must not be imported without it
            self._give_up()
            # The log is looked at: who knows what was missed.
            return True

    def _give_up(self):
        self._listening = None
        self._retry_at = time.monotonic() + _RECONNECT
        with contextlib.suppress(Exception):
            self._connection.close()

    def _empty_pipe(self):
        with contextlib.suppress(BlockingIOError):
            while os.read(self._read, 1024):
                pass

    def interrupt(self):
        # A full pipe wakes as well as one more byte would.
        with contextlib.suppress(BlockingIOError, OSError):
            os.write(self._write, b"!")

    def close(self):
        for end in (self._read, self._write):
            with contextlib.suppress(OSError):
                os.close(end)


class PostgresBackend(DeliveryBackend):
    """``DATABASE``: alias of the connection to listen and to notify on. Name one
    that goes past a pooler in transaction mode: LISTEN does not survive it.
    ``CHANNEL``: name of the channel."""

    def __init__(self, DATABASE=DEFAULT_DB_ALIAS, CHANNEL="liveconflict"):
        self.database = DATABASE
        self.channel = CHANNEL

    def announce(self, page_id):
        # After the commit: a NOTIFY within the transaction takes a lock that
        # lets all commits of the server wait for each other.
        with connections[self.database].cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [self.channel, str(page_id)])

    def listen(self):
        return PostgresListener(self.database, self.channel)

    def check(self):
        if self.database not in connections:
            problem = f"There is no database {self.database!r}."
        elif connections[self.database].vendor != "postgresql":
            problem = f"The database {self.database!r} is not PostgreSQL."
        elif not _has_psycopg3(connections[self.database]):
            problem = "The PostgreSQL backend needs psycopg 3; psycopg2 is in use."
        elif not self.channel.isidentifier():
            problem = f"The channel {self.channel!r} is not a plain name."
        else:
            return []
        return [
            Error(
                problem,
                hint="See LIVECONFLICT_DELIVERY; pip install "
                "'wagtail-liveconflict[postgres]' brings psycopg.",
                id="wagtail_liveconflict.E004",
            )
        ]


def _has_psycopg3(connection) -> bool:
    return getattr(connection.Database, "__name__", "") == "psycopg"

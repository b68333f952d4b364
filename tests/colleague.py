"""Who works at the same moment, on PostgreSQL."""

import threading
import time

from django.db import connection, connections


class Colleague:
    """Somebody who does one thing at the same time, on a connection of their own."""

    def __init__(self, act):
        self.act, self.error = act, None
        self.pid = None
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self):
        try:
            connection.ensure_connection()
            self.pid = connection.connection.info.backend_pid
            self.act()
        except Exception as error:
            self.error = error
        finally:
            connections.close_all()

    def come_as_far_as_possible(self):
        """Return when they are done, or wait for a lock."""
        observer = connection.copy()
        deadline = time.monotonic() + 20
        with observer.cursor() as cursor:
            while self._thread.is_alive() and time.monotonic() < deadline:
                cursor.execute(
                    "SELECT 1 FROM pg_stat_activity "
                    "WHERE pid = %s AND wait_event_type = 'Lock'",
                    [self.pid],
                )
                if cursor.fetchone():
                    break
                time.sleep(0.01)
        observer.close()

    def finish(self):
        self._thread.join(timeout=20)
        assert not self._thread.is_alive()

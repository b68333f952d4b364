"""Purges beside the work that caused them: a cache that answers slowly or not at all
delays no editor, and no reader."""

import atexit
import logging
import threading
import time
from collections.abc import Iterable

from django.apps import apps
from django.conf import settings
from django.db import close_old_connections
from wagtail.contrib.frontend_cache.utils import PurgeBatch

logger = logging.getLogger("wagtail_liveconflict.purging")

#: Seconds for which addresses are gathered: one commit announces several changes.
_GATHERING = 0.05
#: Seconds that a process waits at its end for what is still to be purged.
_AT_THE_END = 5


def is_on() -> bool:
    """Whether the site has told Wagtail of a cache in front of it. Read without
    making the backends: some of them open connections."""
    names = ("WAGTAILFRONTENDCACHE", "WAGTAILFRONTENDCACHE_LOCATION")
    return apps.is_installed("wagtail.contrib.frontend_cache") and any(
        getattr(settings, name, None) for name in names
    )


class PurgeQueue:
    """Addresses that wait for being purged, each once, and the thread that does it. The
    thread is started by the first of them, in whichever process that is."""

    def __init__(self):
        self._waiting: set[str] = set()
        self._condition = threading.Condition()
        self._thread: threading.Thread | None = None
        self._is_purging = False

    def add(self, urls: Iterable[str]) -> None:
        urls = set(urls)
        if not urls:
            return
        with self._condition:
            self._waiting |= urls
            # Also in a process that was forked from one with a thread.
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(
                    target=self._run, name="liveconflict-purging", daemon=True
                )
                self._thread.start()
            self._condition.notify_all()

    def wait(self, seconds: float) -> bool:
        """Until all is purged, or the time is up; whether it is."""
        with self._condition:
            return self._condition.wait_for(
                lambda: not self._waiting and not self._is_purging, seconds
            )

    def _run(self) -> None:
        while True:
            with self._condition:
                self._condition.wait_for(lambda: self._waiting)
                self._is_purging = True
            time.sleep(_GATHERING)
            with self._condition:
                urls, self._waiting = self._waiting, set()
            _purge(urls)
            with self._condition:
                self._is_purging = False
                self._condition.notify_all()


def _purge(urls: set[str]) -> None:
    try:
        PurgeBatch(urls).purge()
    except Exception:
        # A backend that is set up wrongly, or a queue of tasks that is away.
        logger.exception("Purging %d addresses failed", len(urls))
    finally:
        # The site's tasks may be kept in its database.
        close_old_connections()


queue = PurgeQueue()


@atexit.register
def _finish() -> None:
    if not queue.wait(_AT_THE_END):
        logger.error("The process ended before all was purged")

"""Purges beside the work that caused them: a cache that answers slowly or not at all
delays no editor, and no reader."""

import atexit
import logging
import os
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
#: Seconds after which a cache that has taken a question and not answered it is left to
#: itself: Wagtail's backends wait for ever.
PATIENCE = 30


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
        #: By the monotonic clock; None while nothing is being purged.
        self._purging_since: float | None = None

    def add(self, urls: Iterable[str]) -> None:
        urls = set(urls)
        if not urls:
            return
        with self._condition:
            self._waiting |= urls
            if self._hangs():
                logger.error(
                    "A cache has not answered for %d seconds. What it was asked to "
                    "purge may still be there; the rest is purged without waiting.",
                    PATIENCE,
                )
                self._thread = None
                self._purging_since = None
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(
                    target=self._run, name="liveconflict-purging", daemon=True
                )
                self._thread.start()
            self._condition.notify_all()

    def _hangs(self) -> bool:
        since = self._purging_since
        return since is not None and time.monotonic() - since > PATIENCE

    def wait(self, seconds: float) -> bool:
        """Until all is purged, or the time is up; whether it is."""
        with self._condition:
            return self._condition.wait_for(
                lambda: not self._waiting and self._purging_since is None, seconds
            )

    def _run(self) -> None:
        this = threading.current_thread()
        while True:
            with self._condition:
                self._condition.wait_for(lambda: self._waiting)
                if self._thread is not this:
                    return
                self._purging_since = time.monotonic()
            time.sleep(_GATHERING)
            with self._condition:
                urls, self._waiting = self._waiting, set()
            _purge(urls)
            with self._condition:
                # Another has taken over from one that was thought to hang.
                if self._thread is not this:
                    return
                self._purging_since = None
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
# A process that is forked has neither the thread nor what its parent had to purge, and a
# lock that was held then would be held for ever.
os.register_at_fork(after_in_child=queue.__init__)


@atexit.register
def _finish() -> None:
    if not queue.wait(_AT_THE_END):
        logger.error("The process ended before all was purged")

"""The contract of a delivery backend.

A backend carries hints and nothing else. The change log is the truth: every
process that has readers looks into it once a second anyway. A hint makes it
look at once. Whatever becomes of a hint, no change is lost.
"""

import threading
from abc import ABC, abstractmethod
from collections.abc import Sequence


class Listener(ABC):
    """Where one process waits for hints. Used by one thread, except
    :meth:`interrupt`, which any thread may call."""

    @abstractmethod
    def wait(self, timeout: float | None) -> None:
        """Return when a hint has come, when interrupted, or after ``timeout``
        seconds (None: as long as it takes). A hint or an interruption that came
        before the call counts. May return for no reason; raises nothing that
        would pass by itself, such as a broker being away."""

    def rest(self) -> None:
        """Return when interrupted: there are no readers, and hints do not
        matter. May return for no reason."""
        self.wait(None)

    def let_go(self) -> None:  # noqa: B027 - most hold nothing
        """Give up what hearing hints needs, before :meth:`rest`."""

    @abstractmethod
    def interrupt(self) -> None:
        """Make :meth:`wait` or :meth:`rest` return."""

    def close(self) -> None:  # noqa: B027 - most have nothing to give back
        """Give back what waiting needed."""


class DeliveryBackend(ABC):
    """``LIVECONFLICT_DELIVERY["OPTIONS"]`` are the arguments of the class."""

    @abstractmethod
    def announce(self, page_id: int) -> None:
        """Hint that the log of a live blog has grown.

        Called after the commit, in the thread that committed. Must come back
        quickly also when a broker is away: an editor is waiting. May raise;
        that is logged and does the editor no harm.
        """

    @abstractmethod
    def listen(self) -> Listener:
        """A listener for this process, called in the thread that will wait."""

    def check(self) -> Sequence:
        """Messages of Django's system checks about this configuration."""
        return []

    def close(self) -> None:  # noqa: B027 - most have nothing to give back
        """Give back what announcing needed."""


class EventListener(Listener):
    """Waits for hints that come from threads of this process."""

    def __init__(self):
        self._event = threading.Event()

    def wait(self, timeout):
        self._event.wait(timeout)
        self._event.clear()

    def interrupt(self):
        self._event.set()

"""A twin for tests: keeps what was announced, and tells nobody but its own
listeners.

    LIVECONFLICT_DELIVERY = {
        "BACKEND": "wagtail_liveconflict.delivery.in_memory.InMemoryBackend"
    }

    from wagtail_liveconflict.delivery.backends import get_backend
    assert get_backend().announced == [page.pk]
"""

from .base import DeliveryBackend, EventListener


class InMemoryBackend(DeliveryBackend):
    def __init__(self):
        #: Ids of the live blogs whose changes were announced, in that order.
        self.announced: list[int] = []
        self._listeners: list[EventListener] = []

    def announce(self, page_id):
        self.announced.append(page_id)
        for listener in self._listeners:
            listener.interrupt()

    def listen(self):
        listener = EventListener()
        self._listeners.append(listener)
        return listener

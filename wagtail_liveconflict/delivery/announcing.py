"""What happens once a change is committed: it is rendered, then announced."""

import logging
from collections.abc import Sequence

from ..signals import changes_announced, changes_committed
from .backends import get_backend

logger = logging.getLogger("wagtail_liveconflict.delivery")


def announce(page_id: int, updates: Sequence[tuple[int, int]] = ()) -> None:
    """Tell every process that the log of ``page_id`` has grown.

    ``updates`` are (id, number of the change before this one). Never raises:
    the change is committed, and a lost hint costs a second, never a change.
    """
    # First rendered, then announced: else every process would render it.
    _send(changes_committed, page_id, updates)
    try:
        get_backend().announce(page_id)
    except Exception:
        logger.exception("Announcing a change of live blog %s failed", page_id)
    _send(changes_announced, page_id, updates)


def _send(signal, page_id, updates) -> None:
    for receiver, error in signal.send_robust(
        sender=None, page_id=page_id, updates=updates
    ):
        if isinstance(error, Exception):
            logger.error("%r failed", receiver, exc_info=error)

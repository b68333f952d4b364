"""Draws a card, once for each version."""

import logging
import threading
from contextlib import contextmanager

from .drawing import draw_card
from .storing import Kept, keep, read
from .versions import Wanted, add_logo

logger = logging.getLogger("wagtail_liveconflict.share_cards")

_guard = threading.Lock()
#: By version: its lock, and how many are at it.
_at_work: dict[str, tuple[threading.Lock, int]] = {}


def get_or_make(wanted: Wanted) -> Kept:
    """The card as it is kept, else drawn and kept. Those who ask for the same at the
    same moment, in one process, wait for one drawing. Raises what the drawing raises;
    a storage that is away costs a drawing each time."""
    if kept := _read(wanted.version):
        return kept
    with _alone_with(wanted.version):
        if kept := _read(wanted.version):
            return kept
        drawn = draw_card(wanted.card, add_logo(wanted.style, wanted.newsroom))
        for note in drawn.notes:
            logger.warning("Card %s: %s", wanted.version, note)
        is_known = False
        try:
            is_known = keep(wanted, drawn)
        except Exception:
            logger.exception("Card %s cannot be kept", wanted.version)
    return Kept(drawn.content, drawn.content_type, is_new=True, is_known=is_known)


def _read(version: str) -> Kept | None:
    try:
        return read(version)
    except Exception:
        logger.exception("Card %s cannot be read", version)
        return None


@contextmanager
def _alone_with(version: str):
    with _guard:
        lock, number = _at_work.get(version, (threading.Lock(), 0))
        _at_work[version] = lock, number + 1
    try:
        with lock:
            yield
    finally:
        with _guard:
            lock, number = _at_work[version]
            if number > 1:
                _at_work[version] = lock, number - 1
            else:
                del _at_work[version]

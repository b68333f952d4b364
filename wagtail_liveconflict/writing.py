"""For which live blog words are being written: what a block has to know of it when
it checks them, and cannot know by itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import tzinfo

from django.conf import settings
from django.utils import timezone

_live_blog = ContextVar("liveconflict_written_live_blog", default=None)


@contextmanager
def writing_for(live_blog) -> Iterator[None]:
    """Blocks are checked as parts of an update of ``live_blog``."""
    token = _live_blog.set(live_blog)
    try:
        yield
    finally:
        _live_blog.reset(token)


def get_written_live_blog():
    """The live blog itself, or None where blocks are checked by themselves."""
    return _live_blog.get()


def get_written_language() -> str:
    """Language of the live blog, which need not be that of the editor's admin."""
    live_blog = _live_blog.get()
    return live_blog.language_code if live_blog else settings.LANGUAGE_CODE


def get_written_zone() -> tzinfo:
    """Time zone of the live blog, which need not be the editor's own."""
    live_blog = _live_blog.get()
    return live_blog.zone if live_blog else timezone.get_current_timezone()

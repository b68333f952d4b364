"""What was found in a document's file, kept so that it is looked into once.

Drafts are cleaned every few seconds while an editor writes, and again for each preview;
many storages fetch the whole file from elsewhere for its first byte.
"""

import hashlib
import logging
from collections.abc import Callable

from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..conf import conf

logger = logging.getLogger("wagtail_liveconflict.blocks")

#: Seconds.
_KEPT = 24 * 60 * 60
#: To be changed with what is looked for: an answer to an older question is none.
_QUESTIONS = 1


def look_into(document, question: str, look: Callable):
    """``look(file)`` with the file of the document open, once for each content. What it
    finds goes into a cache. Raises ``ValidationError`` where the file is gone."""
    key = _make_key(document, question)
    found = _ask_cache("get", key) if key else None
    if found is None:
        found = read_file(document, look)
        if key:
            _ask_cache("set", key, found, _KEPT)
    return found


def read_file(document, read: Callable):
    """``read(file)``; raises ``ValidationError`` where the file is gone."""
    try:
        with document.file.storage.open(document.file.name) as file:
            return read(file)
    except Exception as error:
        # Each storage has its own names for it.
        raise ValidationError(
            _("The file of this document is gone, or cannot be read."), code="gone"
        ) from error


def _make_key(document, question) -> str:
    """ "" where nothing tells one content from another: the name alone does not, for a
    storage may put another file in its place."""
    content = document.file_hash or document.file_size
    if not content:
        return ""
    parts = (document._meta.label, document.pk, document.file.name, content)
    digest = hashlib.sha256(repr(parts).encode()).hexdigest()
    return f"liveconflict:file:{_QUESTIONS}:{question}:{digest}"


def _ask_cache(method: str, *arguments):
    """A cache that is away makes the desk slower, not unusable."""
    try:
        return getattr(caches[conf.LIVECONFLICT_CACHE], method)(*arguments)
    except Exception:
        logger.exception("The cache of what files hold cannot be used")
        return None

"""Retries: what is sent again under the same ``Idempotency-Key`` is done once."""

import datetime as dt
import hashlib
from typing import Annotated
from uuid import NAMESPACE_URL, uuid5

from django.db import IntegrityError, transaction
from django.utils import timezone
from ninja import Header

from ..models import IdempotencyKey
from .problems import Problem, make_error

#: How long a key is known; that of a new update always.
KEPT = dt.timedelta(days=7)
NAME = "Idempotency-Key"
REPLAYED = "Idempotent-Replayed"
#: For the signatures of operations; it is read off the request.
Key = Annotated[
    str | None,
    Header(alias=NAME, min_length=1, max_length=255, pattern=r"^[\x21-\x7e]+$"),
]


def do_once(request, response, act):
    """Call ``act`` and return the id of what it made or None, in one transaction with
    the note that it was done. Where the request was carried out before, ``act`` is not
    called. What was refused is not remembered.

    422 where the key stands for another request.
    """
    key = request.headers.get(NAME)
    with transaction.atomic():
        if key is None:
            return act()
        fingerprint = _get_fingerprint(request)
        note, is_new = _take(request.user, key, fingerprint)
        if is_new:
            note.made_id = act()
            note.save(update_fields=["made_id"])
            return note.made_id
        if note.fingerprint != fingerprint:
            message = "This key was used for another request."
            raise Problem(422, message, [make_error("key_reused", message, [NAME])])
        response[REPLAYED] = "true"
        return note.made_id


def make_composition_key(request, page):
    """What the desk calls the composition: there is never a second update of it. None
    without a key."""
    key = request.headers.get(NAME)
    name = f"liveconflict:{request.user.pk}:{page.pk}:{key}"
    return key and uuid5(NAMESPACE_URL, name)


def _get_fingerprint(request) -> str:
    said = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    said.update(request.body)
    return said.hexdigest()


def _take(user, key, fingerprint):
    """The note under this key, and whether it was made now. Who comes at the same time
    waits here until the first is done, and made anew where that was refused."""
    long_ago = timezone.now() - KEPT
    IdempotencyKey.objects.filter(
        user=user, created_at__lt=long_ago, made_id=None
    ).delete()
    try:
        with transaction.atomic():
            note = IdempotencyKey.objects.create(
                user=user, key=key, fingerprint=fingerprint
            )
    except IntegrityError:
        known = IdempotencyKey.objects.select_for_update()
        return known.get(user=user, key=key), False
    return note, True

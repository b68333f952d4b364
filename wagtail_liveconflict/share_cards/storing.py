"""Cards that are drawn, in the site's storage: one file for each version."""

import logging
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils.crypto import get_random_string

from ..models import ShareCard
from .drawing import Drawn
from .options import get_storage
from .versions import Wanted

logger = logging.getLogger("wagtail_liveconflict.share_cards")

FOLDER = "liveconflict_cards"
_ENDINGS = {"image/jpeg": "jpg", "image/png": "png"}


@dataclass(frozen=True)
class Kept:
    """``is_new``: it was drawn just now. ``is_known``: there is a row of it, so that it
    can be taken back."""

    content: bytes
    content_type: str
    is_new: bool = False
    is_known: bool = True


def read(version: str) -> Kept | None:
    """None for one that is not drawn yet, or whose file is gone. Raises what the
    storage raises."""
    row = ShareCard.objects.filter(version=version).first()
    if row is None:
        return None
    try:
        with get_storage().open(row.file_name) as file:
            return Kept(file.read(), row.content_type)
    except FileNotFoundError:
        # Or it could not be kept again under its version.
        row.delete()
        return None


def keep(wanted: Wanted, drawn: Drawn) -> bool:
    """Once for each version, whoever else keeps it now; whether there is one then.
    Others of the same update, or live blog, go. Raises what the storage raises."""
    ending = _ENDINGS.get(drawn.content_type, "bin")
    secret = get_random_string(20)
    storage = get_storage()
    name = storage.save(
        f"{FOLDER}/{wanted.version}-{secret}.{ending}", ContentFile(drawn.content)
    )
    subject = {"feed_id": wanted.feed_id, "update_id": wanted.update_id}
    try:
        with transaction.atomic():
            ShareCard.objects.create(
                **subject,
                version=wanted.version,
                file_name=name,
                content_type=drawn.content_type,
            )
    except IntegrityError:
        # Somebody else has kept it, or the update is gone.
        storage.delete(name)
        return ShareCard.objects.filter(version=wanted.version).exists()
    ShareCard.objects.filter(**subject).exclude(version=wanted.version).delete()
    return True


def forget(version: str) -> None:
    """With its file, and wherever copies of it are known to be."""
    ShareCard.objects.filter(version=version).delete()


def delete_file(name: str) -> None:
    """Never raises: the card is forgotten already, and nobody can guess where it is."""
    try:
        get_storage().delete(name)
    except Exception:
        logger.exception("The file of a card, %s, cannot be deleted", name)

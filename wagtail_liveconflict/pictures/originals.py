"""Untouched originals, kept in a private storage for evidence."""

import hashlib
import io
import logging
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath

import willow
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import UploadedFile

from ..colleagues import name_of
from ..conf import conf
from ..models import OriginalAccess, PictureOriginal
from .exceptions import OriginalGone, OriginalNotKept

logger = logging.getLogger("wagtail_liveconflict.pictures")

FOLDER = "picture-originals"
#: An image carries the keys of what was kept for it before it had a row.
_WAITING = "_liveconflict_originals"


def get_private_storage() -> Storage | None:
    """None where the site keeps no originals. Raises ``InvalidStorageError`` where it
    names one that there is not; the system check E021 says so."""
    alias = conf.LIVECONFLICT_PRIVATE_STORAGE
    return None if alias is None else storages[alias]


def keep_original(
    image, content: bytes, *, user=None, why: str = "upload", file_name: str = ""
) -> None:
    """Keep ``content``, the file as it came, for ``image`` (saved, or about to be), where
    the site has a private storage; nothing happens where it has none.

    ``why`` is "upload", "scrub" or "blur". ``user`` uploaded it; by default whom the
    image names. ``file_name`` is for an image that does not have its file yet. The same
    bytes are kept once for an image.
    Raises ``OriginalNotKept`` for whatever the storage or the database raises: who calls
    must not let the picture go on without its original.
    """
    if conf.LIVECONFLICT_PRIVATE_STORAGE is None:
        return
    try:
        file_name = file_name or image.file.name or ""
        _keep(image, content, user or image.uploaded_by_user, why, file_name)
    except Exception as error:
        logger.exception("The original of %r could not be kept", file_name)
        raise OriginalNotKept from error


def _keep(image, content, user, why, file_name) -> None:
    sha256 = sum_of(content)
    is_new = image._state.adding
    known = PictureOriginal.objects.filter(sha256=sha256, deleted_at=None)
    waiting = getattr(image, _WAITING, [])
    which = {"pk__in": waiting} if is_new else {"image_id": image.pk}
    if known.filter(**which).exists():
        return
    if is_new and (kept := _take_waiting(image, sha256, file_name)):
        setattr(image, _WAITING, [*waiting, kept])
        return
    now = timezone.now()
    try:
        original = store_original(
            content,
            PurePath(file_name).name,
            user,
            image_id=None if is_new else image.pk,
            image_key="" if is_new else str(image.pk),
            image_title=image.title,
            why=why,
            # What is cleaned or blurred has been there before.
            uploaded_at=now if is_new or why == "upload" else image.created_at,
        )
    except IntegrityError:
        # Another process has kept the same at this moment, or it cannot be kept.
        if not known.filter(**which).exists():
            raise
        return
    if is_new:
        setattr(image, _WAITING, [*waiting, original.pk])


def store_original(content: bytes, file_name: str, user, **fields) -> PictureOriginal:
    """Write the file into the private storage, and what is known of it into a row.
    Raises whatever the storage and the database raise."""
    storage = get_private_storage()
    now = timezone.now()
    # Not the sum: what lies under a name that can be known can be asked for.
    wanted = f"{FOLDER}/{now:%Y/%m}/{uuid.uuid4().hex}{PurePath(file_name).suffix}"
    stored_as = storage.save(wanted, ContentFile(content))
    original = PictureOriginal(
        file_name=file_name[-255:],
        stored_as=stored_as,
        sha256=sum_of(content),
        size=len(content),
        content_type=measure_type(content),
        uploaded_by=user,
        uploaded_by_name=name_of(user)[:255],
        kept_at=now,
        **{"uploaded_at": now, **fields},
    )
    try:
        with transaction.atomic():
            original.save()
    except Exception:
        storage.delete(stored_as)
        raise
    return original


def _take_waiting(image, waits_as: str, file_name: str) -> int | None:
    """The key of the original of a file that has waited for its words, and now becomes
    that of ``image``: Wagtail gives it over under the name that it has waited by."""
    waiting = PictureOriginal.objects.filter(
        waits_as=waits_as, image=None, deleted_at=None
    )
    if not waiting.exists():
        return None
    uploads = UploadedFile.objects.filter(file__endswith=f"/{PurePath(file_name).name}")
    waiting = waiting.filter(
        waits_for__in=[str(pk) for pk in uploads.values_list("pk", flat=True)]
    )
    for key in waiting.values_list("pk", flat=True):
        # Asked again as it is written: another picture may take it at this moment.
        taken = waiting.filter(pk=key).update(
            waits_as="", waits_for="", image_title=image.title
        )
        if taken:
            return key
    return None


def ensure_can_keep() -> None:
    """For forms, which can still say it at the field: raises ``OriginalNotKept`` where
    the private storage takes nothing at this moment."""
    if conf.LIVECONFLICT_PRIVATE_STORAGE is None:
        return
    try:
        storage = get_private_storage()
        probe = storage.save(f"{FOLDER}/probe-{uuid.uuid4().hex}", ContentFile(b"?"))
    except Exception as error:
        logger.exception("The private storage takes nothing")
        raise OriginalNotKept from error
    try:
        storage.delete(probe)
    except Exception:
        # A place for evidence need not let anything be deleted.
        logger.warning("The probe %s could not be deleted", probe)


def tie_originals(image) -> None:
    """Give what was kept before the image had a row to the image; for each image that is
    saved, so nothing is asked of the database where there is nothing to do."""
    if waiting := image.__dict__.pop(_WAITING, None):
        PictureOriginal.objects.filter(pk__in=waiting).update(
            image_id=image.pk, image_key=str(image.pk)
        )


def sum_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def measure_type(content: bytes) -> str:
    """The MIME type of a picture by its first bytes; "" where they are of none."""
    try:
        return willow.Image.open(io.BytesIO(content)).mime_type
    except Exception:
        # Willow raises what the parsers of each format raise.
        return ""


def is_intact(original) -> bool:
    """Whether the file still has the sum with which it was kept. Raises
    ``OriginalGone``."""
    digest = hashlib.sha256()
    with open_original(original) as file:
        for chunk in iter(lambda: file.read(1 << 20), b""):
            digest.update(chunk)
    return digest.hexdigest() == original.sha256


@contextmanager
def _saying_what_is_gone(original) -> Iterator[None]:
    try:
        yield
    except Exception as error:
        # A storage elsewhere raises what its own library raises.
        logger.exception("The original %s cannot be read", original.stored_as)
        raise OriginalGone from error


def open_original(original):
    """The file, to be read; who calls has asked for the permission and logs it. Raises
    ``OriginalGone`` where it cannot be read."""
    with _saying_what_is_gone(original):
        storage = get_private_storage()
        if storage is None or original.deleted_at:
            raise FileNotFoundError(original.stored_as)
        return storage.open(original.stored_as)


def log_access(original, user, what: str, *, intact: bool | None = None) -> None:
    """``what`` is one of ``OriginalAccess.What``."""
    OriginalAccess.objects.create(
        original=original,
        at=timezone.now(),
        what=what,
        by_id=user.pk if user else None,
        by_name=name_of(user)[:255],
        is_intact=intact,
    )


def delete_original(original, user) -> None:
    """Delete the file, for good. What is known of it stays, and the log."""
    storage = get_private_storage()
    with transaction.atomic():
        kept = PictureOriginal.objects.select_for_update().get(pk=original.pk)
        if kept.deleted_at:
            return
        log_access(kept, user, OriginalAccess.What.DELETED)
        kept.deleted_at = timezone.now()
        kept.save(update_fields=["deleted_at"])
        # Last: where it fails, nothing was written.
        with _saying_what_is_gone(kept):
            if storage is None:
                raise FileNotFoundError(kept.stored_as)
            storage.delete(kept.stored_as)

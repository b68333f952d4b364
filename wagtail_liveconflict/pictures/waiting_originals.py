"""Originals of files that are no picture of the library yet.

Wagtail's page for several files stores a file whose form asks for more than a title, and
makes a picture of it once an editor has filled that in, or drops it. What it stores is
cleaned; its original is kept beside it, and becomes that of the picture.
"""

import logging
from pathlib import PurePath

from django.db.models.signals import post_delete, post_save
from wagtail.models import UploadedFile

from ..conf import conf
from ..models import PictureOriginal
from .exceptions import OriginalGone, OriginalNotKept
from .originals import delete_original, store_original, sum_of

logger = logging.getLogger("wagtail_liveconflict.pictures")

_KEPT = "_liveconflict_original"


def keep_waiting(upload: UploadedFile, untouched: bytes, cleaned: bytes) -> None:
    """Keep ``untouched`` for ``upload``, which is about to be saved with ``cleaned``, where
    the site has a private storage. Raises ``OriginalNotKept``."""
    if conf.LIVECONFLICT_PRIVATE_STORAGE is None:
        return
    try:
        original = store_original(
            untouched,
            PurePath(upload.file.name).name,
            upload.uploaded_by_user,
            why=PictureOriginal.Why.UPLOAD,
            waits_as=sum_of(cleaned),
        )
    except Exception as error:
        logger.exception("The original of %r could not be kept", upload.file.name)
        raise OriginalNotKept from error
    setattr(upload, _KEPT, original.pk)


def tie_to_upload(sender, instance, **kwargs) -> None:
    if key := instance.__dict__.pop(_KEPT, None):
        PictureOriginal.objects.filter(pk=key).update(waits_for=str(instance.pk))


def discard_waiting(sender, instance, **kwargs) -> None:
    """What is dropped before it was a picture is not kept either: nobody could find it.
    Its record says who dropped it."""
    if conf.LIVECONFLICT_PRIVATE_STORAGE is None:
        return
    waiting = PictureOriginal.objects.filter(
        waits_for=str(instance.pk), image=None, deleted_at=None
    )
    for original in waiting:
        try:
            delete_original(original, instance.uploaded_by_user)
        except OriginalGone:
            # Told in the log; a place for evidence need not let anything be deleted.
            continue


post_save.connect(tie_to_upload, sender=UploadedFile)
post_delete.connect(discard_waiting, sender=UploadedFile)

"""Cleans the files of pictures that are in the library already.

A picture gets another file, under another name, since caches keep what an address had.
The old file, and the renditions made of it, are noted before and deleted later: a
process that is killed leaves nothing behind that the next one does not find.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import PurePath
from typing import NamedTuple
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.images import get_image_model

from ..models import ReplacedFile
from .cleaning import is_drawing
from .originals import keep_original

#: Seconds after which no request goes on that has read a picture before its file was
#: replaced: it may write the old name back, or make a rendition of the old file.
GRACE = 10
#: What a new name begins with.
_MARK = re.compile(r"^[0-9a-f]{8}-")


class Finding(NamedTuple):
    content: bytes
    cleaned: bytes
    #: Names of what was taken out; () where the file is clean.
    removed: tuple[str, ...]


class ImageChanged(Exception):
    """Somebody has replaced the file, or deleted the picture, at this moment."""


def examine(image, clean: Callable) -> Finding:
    """What cleaning would do. ``clean(content)`` answers with ``content`` and
    ``removed``, and raises what it cannot do. Raises as well what the storage raises."""
    with image.file.storage.open(image.file.name) as file:
        content = file.read()
    if is_drawing(image.file.name, content):
        return Finding(content, content, ())
    cleaned = clean(content)
    return Finding(content, cleaned.content, tuple(cleaned.removed))


def scrub(image, finding: Finding) -> None:
    """Put the clean file into the place of the other, which is kept where the site has a
    private storage. Nothing else of the picture is written.

    Raises ``OriginalNotKept``, ``ImageChanged`` and what the storage raises; the picture
    is as it was then.
    """
    keep_original(image, finding.content, why="scrub")
    replace_file(image, finding.cleaned)


def replace_file(image, content: bytes) -> None:
    """See :func:`scrub`."""
    storage = image.file.storage
    new = _make_name(image)
    # Before it is there: who is killed now leaves a file that nobody knows.
    (note,) = _note(image, [new])
    stored = storage.save(new, ContentFile(content))
    try:
        if stored != new:
            note.name = stored
            note.save()
        _point_to(image, stored, len(content), note)
    except BaseException:
        storage.delete(stored)
        note.delete()
        raise


@transaction.atomic
def _point_to(image, stored: str, size: int, note: ReplacedFile) -> None:
    model = type(image)
    # Of Django's own, which joins nothing that could not be locked.
    rows = QuerySet(model).select_for_update()
    current = rows.filter(pk=image.pk).first()
    if current is None or current.file.name != image.file.name:
        raise ImageChanged
    # From now on it is no longer one to be deleted; unless another process just has.
    if not ReplacedFile.objects.filter(pk=note.pk).delete()[0]:
        raise ImageChanged
    renditions = current.renditions.all()
    _note(current, [current.file.name])
    _note(current, [each.file.name for each in renditions], is_rendition=True)
    # One by one, as Wagtail: their files and their places in the cache go with them.
    renditions.delete()
    # Measures it as well.
    current.file = stored
    current.file_size = size
    current._set_file_hash()
    names = ("file", "file_size", "file_hash", "width", "height")
    # Not the title, nor whatever else an editor may be writing at this moment.
    current.save(update_fields=names)


def _make_name(image) -> str:
    """Another one for its file, by the site's own rule for names."""
    name = PurePath(image.file.name)
    stem = _MARK.sub("", name.stem)[:40]
    return image.get_upload_to(f"{uuid4().hex[:8]}-{stem}{name.suffix}")


def _note(image, names, *, is_rendition=False) -> list[ReplacedFile]:
    now = timezone.now()
    return [
        ReplacedFile.objects.create(
            name=name,
            is_rendition=is_rendition,
            image_key=str(image.pk),
            replaced_at=now,
        )
        for name in names
    ]


class Settled(NamedTuple):
    """What has become of a file that was replaced."""

    name: str
    image_key: str
    #: Where caches may hold it still; "" where it was left.
    address: str = ""
    #: Somebody has written the old name back: the picture is to be cleaned anew.
    is_shown: bool = False
    problem: Exception | None = None


def delete_replaced() -> list[Settled]:
    """Delete the files that were replaced at least :data:`GRACE` seconds ago, but for those
    that a picture names. What cannot be deleted is tried again the next time."""
    before = timezone.now() - timedelta(seconds=GRACE)
    rows = ReplacedFile.objects.filter(replaced_at__lte=before)
    model = get_image_model()
    for key in set(rows.values_list("image_key", flat=True)):
        _delete_late_renditions(model, key)
    return [
        settled
        for pk in list(rows.order_by("pk").values_list("pk", flat=True))
        if (settled := _settle(model, pk))
    ]


@transaction.atomic
def _settle(model, pk) -> Settled | None:
    # Locked until it is done: who is about to show the file waits.
    row = ReplacedFile.objects.select_for_update().filter(pk=pk).first()
    if row is None:
        return None
    owner = model.get_rendition_model() if row.is_rendition else model
    storage = owner._meta.get_field("file").storage
    settled = Settled(row.name, row.image_key)
    if QuerySet(owner).filter(file=row.name).exists():
        settled = settled._replace(is_shown=not row.is_rendition)
    else:
        try:
            storage.delete(row.name)
        except Exception as error:
            # A storage elsewhere raises what its own library raises.
            return settled._replace(problem=error)
        settled = settled._replace(address=_get_address(storage, row.name))
    row.delete()
    return settled


def _get_address(storage, name) -> str:
    try:
        return storage.url(name)
    except Exception:
        # It has none, or serves none.
        return ""


def _delete_late_renditions(model, image_key) -> None:
    """Those made of the old file since: their names say so."""
    image = QuerySet(model).filter(pk=image_key).first()
    mark = _MARK.match(PurePath(image.file.name).name) if image else None
    for rendition in image.renditions.all() if mark else ():
        if not PurePath(rendition.file.name).name.startswith(mark[0]):
            rendition.delete()


def get_seconds_to_wait() -> float:
    """Until all that was replaced may be deleted; 0 where nothing is left."""
    newest = ReplacedFile.objects.order_by("-replaced_at").first()
    if newest is None:
        return 0
    since = (timezone.now() - newest.replaced_at).total_seconds()
    return max(0, GRACE - since) + 0.01

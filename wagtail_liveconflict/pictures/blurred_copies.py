"""A picture of the image library made anew without some of its areas: another image,
with all that the first one's record says."""

import logging
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import FileField
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from ..conf import conf
from .blurring import Area, blur_areas
from .cleaning import mark_as_clean
from .originals import keep_original

logger = logging.getLogger("wagtail_liveconflict.pictures")

BLUR_ACTION, BLURRED_ACTION = "liveconflict.blur", "liveconflict.blurred"
#: Of the file, and of who made it when.
_OF_ITS_OWN = {
    "file",
    "file_size",
    "file_hash",
    "width",
    "height",
    "created_at",
    "uploaded_by_user",
}
_FOCAL_POINT = {
    "focal_point_x": 0,
    "focal_point_width": 0,
    "focal_point_y": 1,
    "focal_point_height": 1,
}


def read_file(image) -> bytes:
    """Raises what its storage raises where the file is gone."""
    with image.file.storage.open(image.file.name, "rb") as file:
        return file.read()


def make_blurred_copy(image, areas: list[Area], user):
    """A new image without ``areas``, uploaded by ``user``, in the same collection.

    The very same is not made twice for one person: the answer to the first request may
    have been lost. Raises ``CannotBlur``, and what the storage raises.
    """
    blurred = blur_areas(read_file(image), areas)
    stem = PurePath(image.file.name).stem
    copy = _copy_record(image, blurred.size)
    copy.title = _name(image)
    copy.uploaded_by_user = user
    file = ContentFile(blurred.content, name=f"{stem}-blurred{blurred.extension}")
    mark_as_clean(file)
    copy.file = file
    copy.file_size = len(blurred.content)
    copy.width, copy.height = blurred.size
    # As Wagtail's own form does, for the file has no place on a disk yet.
    copy._set_image_file_metadata()
    same = type(image)._default_manager.filter(
        uploaded_by_user=user, file_hash=copy.file_hash, title=copy.title
    )
    if known := same.first():
        return known
    with transaction.atomic():
        copy.save()
        _copy_relations(image, copy)
        log(image, BLUR_ACTION, user=user, data={"blurred": copy.pk})
        log(copy, "wagtail.create", user=user)
        log(copy, BLURRED_ACTION, user=user, data={"unblurred": image.pk})
    return copy


def keep_unblurred(image, user) -> bool:
    """Keep the file of ``image`` privately. False where the site has no place for that,
    or that place is out of order: then there is no other copy of the file."""
    if conf.LIVECONFLICT_PRIVATE_STORAGE is None:
        return False
    try:
        uploader = image.uploaded_by_user or user
        keep_original(image, read_file(image), user=uploader, why="blur")
    except Exception:
        logger.exception("The unblurred picture %s could not be kept", image.pk)
        return False
    return True


def _name(image):
    suffix = _("(blurred)")
    if image.title.endswith(suffix):
        return image.title
    longest = image._meta.get_field("title").max_length - len(suffix) - 1
    return f"{image.title[:longest].rstrip()} {suffix}"


def _copy_record(image, size):
    """Also the fields that a site's own image model has, but for those that may be the
    same for no two images."""
    copy = type(image)()
    for field in image._meta.concrete_fields:
        # Another file of the same picture would show the areas.
        is_own = field.name in _OF_ITS_OWN or isinstance(field, FileField)
        if not (field.primary_key or field.unique or is_own):
            setattr(copy, field.attname, getattr(image, field.attname))
    # Wagtail measures a focal point by sides that may lie: those of the file before its
    # orientation is applied.
    before = (image.width, image.height)
    for name, side in _FOCAL_POINT.items():
        value = getattr(image, name)
        if value is not None and before[side]:
            setattr(copy, name, round(value * size[side] / before[side]))
    return copy


def _copy_relations(image, copy):
    copy.tags.set(image.tags.all())
    for field in image._meta.many_to_many:
        # Tags are one of these, of a kind of their own; others may ask for more than two
        # ids.
        is_plain = field.remote_field.through._meta.auto_created
        if field.name != "tags" and is_plain:
            getattr(copy, field.name).set(getattr(image, field.name).all())

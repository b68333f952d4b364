"""Where pictures are cleaned: before their file is stored, whoever brings it.

All ways into the image library save an image with a file that is not stored yet, and
are met there. Forms are met earlier, so that their editor is told what is wrong; what
else the file field stores is met as it does so. What writes into the storage without
the field, such as a copy of the media folder, is not met.
"""

import copyreg
import re

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db.models.signals import pre_save
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model
from wagtail.models import UploadedFile
from wagtail.utils.file import hash_filelike

from ..conf import conf
from .exceptions import OriginalNotKept
from .metadata import MODES, CannotClean, clean
from .originals import ensure_can_keep, keep_original
from .waiting_originals import keep_waiting

#: What an XML document begins with, behind a mark of its encoding.
_MARKUP = re.compile(rb"(\xef\xbb\xbf)?\s*<")

UNCLEANABLE = _(
    "What this file tells of its place and its author cannot be removed, for it is "
    "damaged or of a format that is not known here. Save it as JPEG or PNG, and upload "
    "that."
)


def connect() -> None:
    """For the site's own image model. Done once, when all models are there."""
    model = get_image_model()
    file = model._meta.get_field("file")
    # Not among those that the field is made with: a migration would hold it.
    file.validators.append(clean_in_form)
    pre_save.connect(clean_before_saving, sender=model)
    pre_save.connect(clean_waiting, sender=UploadedFile)
    # A last gate, for what comes by neither: image.file.save(…), bulk_create.
    _guard(file, _clean_on_the_way)
    _guard(model.get_rendition_model()._meta.get_field("file"), _clean_rendition)


def _guard(field, clean_content) -> None:
    """Everything that ``field`` stores goes through ``clean_content(image, content)``."""
    base = field.attr_class

    class GuardedFile(base):
        def save(self, name, content, save=True):
            super().save(name, clean_content(self.instance, name, content), save)

        save.alters_data = True

        def __reduce_ex__(self, protocol):
            # Wagtail caches renditions. They are to be readable without this app.
            return copyreg._reconstructor, (base, object, None), self.__getstate__()

    field.attr_class = GuardedFile


def mark_as_clean(file) -> None:
    """For what was made here, from pixels alone: nothing is taken out of it, and it is
    nobody's original."""
    file.is_cleaned = True


def clean_for_library(content: bytes) -> bytes:
    """As a file with this content would be stored. Raises ``CannotClean``."""
    mode = conf.LIVECONFLICT_IMAGE_METADATA
    # A typing error lets nothing out; the system check tells of it.
    return clean(content, mode if mode in list(MODES) else "strip_everything").content


def is_drawing(name: str, content: bytes) -> bool:
    """SVG, in which no camera writes. See docs/how-to/locations-in-pictures.md."""
    return name.lower().endswith(".svg") and bool(_MARKUP.match(content))


def clean_in_form(file) -> None:
    """A validator of the image model's file, which is cleaned by it at once: what a form
    reads of it next, such as its hash, is then that of the file which is stored."""
    if not getattr(file, "_committed", True):
        _clean_new_file(file.instance)
        try:
            ensure_can_keep()
        except OriginalNotKept as error:
            raise ValidationError(error.message, code="not_kept") from error


def clean_before_saving(sender, instance, raw=False, update_fields=None, **kwargs):
    """Raises ``ValidationError`` where nobody has validated the image before."""
    if raw or (update_fields is not None and "file" not in update_fields):
        return
    if not instance.file or instance.file._committed:
        return
    _clean_new_file(instance)
    untouched = instance.__dict__.pop("_untouched_file", None)
    if untouched is not None:
        keep_original(instance, untouched)


def _clean_named(name: str, content: bytes) -> bytes:
    if is_drawing(name, content):
        return content
    try:
        return clean_for_library(content)
    except CannotClean as error:
        raise ValidationError(UNCLEANABLE, code="uncleanable") from error


def _clean_new_file(image) -> None:
    """Does nothing a second time to the same file."""
    if getattr(image.file.file, "is_cleaned", False):
        return
    content = _read(image.file)
    name = image.file.name
    cleaned = _clean_named(name, content)
    image._untouched_file = content
    if cleaned != content:
        # Into the same FieldFile: a model sets again what it has just validated.
        image.file.file = ContentFile(cleaned, name=name)
        vars(image.file).pop("_dimensions_cache", None)
        image.file.field.update_dimension_fields(image, force=True)
        if image.file_hash:
            # Somebody has read them of the untouched file.
            image._set_image_file_metadata()
    mark_as_clean(image.file.file)


def clean_waiting(sender, instance, raw=False, **kwargs):
    """A file that Wagtail stores until an editor has filled in what the site asks of a
    picture. What cannot be cleaned is told when she has; it is not stored before."""
    if raw or not instance.file or instance.file._committed:
        return
    content_type = instance.for_content_type
    if content_type is None or content_type.model_class() is not get_image_model():
        return
    name = instance.file.name
    untouched = _read(instance.file)
    try:
        cleaned = _clean_named(name, untouched)
    except ValidationError:
        cleaned = b""
    else:
        keep_waiting(instance, untouched, cleaned)
    instance.file = ContentFile(cleaned, name=name)


def _clean_on_the_way(image, name, content):
    if getattr(content, "is_cleaned", False):
        return content
    untouched = _read(content)
    cleaned = _clean_named(name, untouched)
    keep_original(image, untouched, file_name=name)
    return content if cleaned == untouched else ContentFile(cleaned, name=name)


def _clean_rendition(rendition, name, content):
    """Readers get none of it, whatever the site keeps of its originals."""
    drawn = _read(content)
    if is_drawing(name, drawn):
        return content
    try:
        cleaned = clean(drawn, "strip_everything").content
    except CannotClean:
        # Of a format such as ICO, which Pillow has written from pixels alone.
        return content
    return content if cleaned == drawn else ContentFile(cleaned, name=name)


def hash_as_stored(file) -> str:
    """The hash that an image with this file gets. Raises ``CannotClean``."""
    file.seek(0)
    return hash_filelike(ContentFile(clean_for_library(file.read())))


def _read(file) -> bytes:
    file.seek(0)
    content = file.read()
    file.seek(0)
    return content

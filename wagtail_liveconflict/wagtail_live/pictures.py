"""The pictures of old posts: in this site's library, or files beside the export."""

from pathlib import Path

from django.core.exceptions import SuspiciousFileOperation
from django.core.files import File
from django.utils._os import safe_join
from PIL import Image as PillowImage, UnidentifiedImageError
from wagtail.images import get_image_model

from ..pictures.cleaning import hash_as_stored
from ..pictures.metadata import CannotClean


class PictureMissing(Exception):
    """The picture cannot be shown. The message says why."""


class Pictures:
    """``images`` is that of :class:`~.posts.OldBlog`; ``folder`` is the old site's
    ``MEDIA_ROOT`` or None. With ``keeps_ids`` the ids are those of this site."""

    def __init__(self, images, *, folder: Path | None, keeps_ids: bool, user=None):
        self.images = images
        self.folder = folder
        self.keeps_ids = keeps_ids
        self.user = user

    def check(self, pk):
        """What :meth:`take` would give, with nothing written: an image that may not
        be saved yet. Raises ``PictureMissing``."""
        if self.keeps_ids:
            image = get_image_model().objects.filter(pk=_number(pk)).first()
            if image is None:
                raise PictureMissing(f"there is no image {pk} in the library")
            return image
        title, path = self._find(pk)
        with path.open("rb") as file:
            try:
                PillowImage.open(file).verify()
            except (UnidentifiedImageError, OSError, SyntaxError) as error:
                raise PictureMissing(f"{path.name} is no picture") from error
            try:
                file_hash = hash_as_stored(file)
            except CannotClean as error:
                raise PictureMissing(
                    f"{path.name} cannot be cleaned: {error}"
                ) from error
            known = get_image_model().objects.filter(file_hash=file_hash, title=title)
            return known.first() or get_image_model()(title=title)

    def take(self, pk):
        """The image, put into the library where it is not there yet. Raises
        ``PictureMissing``."""
        image = self.check(pk)
        if image.pk is None:
            _title, path = self._find(pk)
            image.uploaded_by_user = self.user
            with path.open("rb") as file:
                image.file = File(file, name=path.name)
                # As Wagtail's own upload does; else the next one is not recognised.
                image._set_image_file_metadata()
                image.save()
        return image

    def _find(self, pk) -> tuple[str, Path]:
        title, name = self.images.get(_number(pk), ("", ""))
        if not name:
            raise PictureMissing(f"the export does not name the file of image {pk}")
        if self.folder is None:
            raise PictureMissing(f"no media folder was given for {name}")
        try:
            path = Path(safe_join(self.folder, name))
        except (SuspiciousFileOperation, ValueError) as error:
            raise PictureMissing(f"{name} is outside the media folder") from error
        if not path.is_file():
            raise PictureMissing(f"{name} is not in the media folder")
        return title or path.stem, path


def _number(pk):
    try:
        return int(pk)
    except (TypeError, ValueError):
        return None

"""Untouched originals of pictures, and who has looked at them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _, pgettext_lazy
from wagtail.images import get_image_model_string

from ..exceptions import LogIsAppendOnly
from .claim_log import AppendOnlyQuerySet


class PictureOriginal(models.Model):
    """That a file was kept, as it came. The file is in the private storage; the row
    outlives the picture that is published, the account, and the file itself."""

    class Why(models.TextChoices):
        UPLOAD = "upload", pgettext_lazy("why an original was kept", "Uploaded")
        BLUR = "blur", pgettext_lazy("why an original was kept", "Blurred")
        SCRUB = "scrub", pgettext_lazy("why an original was kept", "Cleaned later")

    #: Empty until the picture is saved, and once it is deleted.
    image = models.ForeignKey(
        get_image_model_string(), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    #: The picture's key and title, as they were.
    image_key = models.CharField(max_length=64, blank=True, db_index=True)
    image_title = models.CharField(_("title"), max_length=255, blank=True)
    #: Of the file, as it was uploaded.
    file_name = models.CharField(_("file name"), max_length=255)
    #: Where it is in the private storage.
    stored_as = models.CharField(max_length=255, unique=True)
    sha256 = models.CharField(max_length=64, db_index=True)
    #: Bytes.
    size = models.PositiveBigIntegerField(_("size"))
    #: As the bytes say, not the name: "" where they are of no known picture.
    content_type = models.CharField(_("kind"), max_length=100, blank=True)
    why = models.CharField(max_length=10, choices=Why.choices)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    uploaded_by_name = models.CharField(_("uploaded by"), max_length=255, blank=True)
    uploaded_at = models.DateTimeField(_("uploaded"))
    kept_at = models.DateTimeField(_("kept"))
    #: Of a file that Wagtail stores until an editor has said what the site asks of a
    #: picture: the key of that upload, and the sum of the cleaned file which waits there.
    waits_for = models.CharField(max_length=64, blank=True, db_index=True)
    waits_as = models.CharField(max_length=64, blank=True, db_index=True)
    #: Since when the file is no longer kept. Who deleted it is in the log.
    deleted_at = models.DateTimeField(null=True)

    #: Being kept is no use of a picture.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("private original")
        verbose_name_plural = _("private originals")
        default_permissions = ("view", "delete")
        ordering = ["-kept_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["image", "sha256"],
                condition=Q(deleted_at=None),
                name="liveconflict_original_once",
            )
        ]

    def __str__(self):
        return f"{self.image_title or self.file_name} ({self.sha256[:12]})"


class OriginalAccess(models.Model):
    """One look at an original: added, and never changed or removed.

    Who it was is kept as a number and a name, without a foreign key: the deletion of an
    account must not change a row.
    """

    class What(models.TextChoices):
        VIEWED = "viewed", _("Looked at what is known of it")
        DOWNLOADED = "downloaded", _("Downloaded it")
        DELETED = "deleted", _("Deleted the file")

    original = models.ForeignKey(
        PictureOriginal, on_delete=models.PROTECT, related_name="accesses"
    )
    at = models.DateTimeField()
    what = models.CharField(max_length=10, choices=What.choices)
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=255, blank=True)
    #: Whether the file was the one that was kept; None where it was not read.
    is_intact = models.BooleanField(null=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        # Also for what Django does by itself.
        base_manager_name = "objects"
        verbose_name = _("access to a private original")
        verbose_name_plural = _("accesses to private originals")
        default_permissions = ()
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.original_id}: {self.what}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise LogIsAppendOnly
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args, **kwargs):
        raise LogIsAppendOnly


class ReplacedFile(models.Model):
    """A public file in whose place another stands, until it is deleted: the process that
    replaced it may end in between."""

    #: In the storage of pictures, or in that of their renditions.
    name = models.CharField(max_length=255)
    is_rendition = models.BooleanField(default=False)
    image_key = models.CharField(max_length=64)
    replaced_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self):
        return self.name

"""Files of a video, out of Wagtail's documents: chosen, looked into, and never shown
from a collection that is not for everybody.

A site may do without ``wagtail.documents``: nothing of it is imported before it is used.
"""

from collections.abc import Iterable
from contextlib import suppress

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import NoReverseMatch
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ChooserBlock

from .file_verdicts import look_into, read_file
from .video_location import says_location

#: Types by the ending of the name, which the server goes by.
VIDEO_TYPES = {"mp4": "video/mp4", "webm": "video/webm"}
#: Bytes. An hour of captions has some 100 kB.
LARGEST_CAPTIONS = 1_000_000
_HEAD = 4_096
#: Brands of pictures and of QuickTime in the same wrapping as MP4.
_NOT_VIDEO = {b"heic", b"heix", b"mif1", b"msf1", b"avif", b"avis", b"M4A "}
_QUICKTIME = b"qt  "
_BOM = b"\xef\xbb\xbf"


def has_documents() -> bool:
    return apps.is_installed("wagtail.documents")


def get_document_model():
    """The site's; None where it has no documents."""
    if not has_documents():
        return None
    from wagtail.documents import get_document_model

    return get_document_model()


class DocumentBlock(ChooserBlock):
    """Wagtail's own, whose module cannot be imported where the app is missing."""

    @cached_property
    def target_model(self):
        return get_document_model()

    @cached_property
    def widget(self):
        from wagtail.documents.widgets import AdminDocumentChooser

        return AdminDocumentChooser()

    def clean(self, value):
        document = super().clean(value)
        if document is not None:
            self.judge(document)
        return document

    def judge(self, document) -> None:
        """Raise ``ValidationError`` where the file is none for this field."""
        if find_private([document]):
            raise ValidationError(
                _(
                    "This document is in a collection that is not for everybody. Move "
                    "it to another one, or readers do not get it."
                ),
                code="private",
            )

    class Meta:
        icon = "doc-full-inverse"


class VideoFileBlock(DocumentBlock):
    """A document that browsers play: MP4 or WebM, by its name and by its content."""

    def judge(self, document):
        super().judge(document)
        ending = get_ending(document)
        if ending in ("mov", "qt"):
            raise ValidationError(_QUICKTIME_MESSAGE, code="quicktime")
        if ending not in VIDEO_TYPES:
            raise ValidationError(
                _("Choose a video: a file that ends in .mp4 or .webm."), code="ending"
            )
        kind, has_place = look_into(document, "video", _examine_video)
        if kind == "mov":
            raise ValidationError(_QUICKTIME_MESSAGE, code="quicktime")
        if kind is None:
            raise ValidationError(
                _("This file is no video, or it is damaged."), code="no_video"
            )
        if kind != ending:
            raise ValidationError(
                _(
                    "This file is called .%(ending)s and is .%(kind)s inside: browsers "
                    "would not play it. Upload it with the right ending."
                ),
                code="other_ending",
                params={"ending": ending, "kind": kind},
            )
        if has_place:
            raise ValidationError(
                _(
                    "This file says where it was filmed, and readers would get it as it "
                    "is. Save it without its metadata and upload it anew."
                ),
                code="location",
            )

    class Meta:
        icon = "media"


_QUICKTIME_MESSAGE = _(
    "QuickTime (.mov) does not play in all browsers. Convert the video to .mp4 (H.264)."
)


class CaptionsFileBlock(DocumentBlock):
    """A document with captions in WebVTT."""

    def judge(self, document):
        super().judge(document)
        found = look_into(document, "captions", _examine_captions)
        if get_ending(document) == "srt" or found == "subrip":
            raise ValidationError(
                _(
                    "These captions are SubRip (.srt), which browsers do not read. Save "
                    "them as WebVTT (.vtt)."
                ),
                code="subrip",
            )
        if get_ending(document) != "vtt":
            raise ValidationError(
                _("Choose captions: a file that ends in .vtt."), code="ending"
            )
        if found == "too_large":
            raise ValidationError(
                _("These captions are larger than a megabyte."), code="too_large"
            )
        if found == "no_captions":
            raise ValidationError(
                _(
                    "This file is no WebVTT: it has to be UTF-8 and to begin with the "
                    "word WEBVTT."
                ),
                code="no_captions",
            )

    class Meta:
        icon = "openquote"


def get_ending(document) -> str:
    """Of its name, in small letters and without the dot."""
    return document.file_extension.lower()


def read_start(document, length: int) -> bytes:
    """The first bytes; raises ``ValidationError`` where the file is gone."""
    return read_file(document, lambda file: file.read(length))


def _examine_video(file) -> tuple[str | None, bool]:
    """What it is, see :func:`sniff_video`, and whether it says where it was filmed."""
    kind = sniff_video(file.read(_HEAD))
    return kind, kind in VIDEO_TYPES and says_location(file, kind)


def _examine_captions(file) -> str:
    """What is wrong with it: "subrip", "too_large" or "no_captions"; "" for nothing."""
    content = file.read(LARGEST_CAPTIONS + 1)
    if _is_subrip(content):
        return "subrip"
    if len(content) > LARGEST_CAPTIONS:
        return "too_large"
    return "" if is_captions(content) else "no_captions"


def sniff_video(head: bytes) -> str | None:
    """ "mp4", "webm" or "mov", by the first bytes; None for anything else."""
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        if brand == _QUICKTIME:
            return "mov"
        return None if brand in _NOT_VIDEO else "mp4"
    if head.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in head[:_HEAD]:
        return "webm"
    return None


def is_captions(content: bytes) -> bool:
    """Whether it is WebVTT: https://www.w3.org/TR/webvtt1/#file-structure."""
    try:
        text = content.removeprefix(_BOM).decode()
    except UnicodeDecodeError:
        return False
    return text.startswith("WEBVTT") and text[6:7] in ("", " ", "\t", "\n", "\r")


def _is_subrip(content: bytes) -> bool:
    head = content[:200].removeprefix(_BOM).lstrip()
    return head[:1].isdigit() and b"-->" in head


def find_private(documents: Iterable) -> set[int]:
    """Ids of those that are in a collection which not everybody may look into. One
    query where there is no such collection at all."""
    from wagtail.models import Collection, CollectionViewRestriction

    documents = [document for document in documents if document is not None]
    if not documents:
        return set()
    restrictions = CollectionViewRestriction.objects.order_by()
    paths = tuple(restrictions.values_list("collection__path", flat=True))
    if not paths:
        return set()
    chosen = {document.collection_id for document in documents}
    collections = Collection.objects.filter(pk__in=chosen)
    private = {each.pk for each in collections if each.path.startswith(paths)}
    return {each.pk for each in documents if each.collection_id in private}


def get_file_url(document) -> str:
    """Where browsers get the file; "" where they get it nowhere.

    Straight from the storage, as pictures are: Wagtail's own view answers no questions
    for a part of a file, without which nobody can seek and iPhones do not play at all.
    Where the site has chosen that view (``WAGTAILDOCS_SERVE_METHOD``), it is asked.
    """
    if getattr(settings, "WAGTAILDOCS_SERVE_METHOD", None) in (None, "direct"):
        # Storages that have no addresses say so in several ways.
        with suppress(Exception):
            return document.file.url
    try:
        return document.url
    except NoReverseMatch:
        return ""

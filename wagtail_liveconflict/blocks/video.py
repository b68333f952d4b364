from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    ChoiceBlock,
    StructBlock,
    StructBlockValidationError,
    URLBlock,
)
from wagtail.images.blocks import ImageChooserBlock

from ..languages import get_language_choices
from ..links import validate_public_link
from .media_files import CaptionsFileBlock, VideoFileBlock, has_documents
from .plain import PlainCharBlock, PlainTextBlock
from .sensitivity import SensitivityBlock
from .text import PREVIEW_TEMPLATE, check_length
from .video_value import VideoValue, find_video_frame

#: Fields that hold documents, and what belongs to them.
_OF_DOCUMENTS = ("file", "captions", "captions_language")


class VideoBlock(StructBlock):
    """A video of our own, or one elsewhere that is loaded once a reader has asked for
    it. Where the site has no ``wagtail.documents`` there are only those elsewhere."""

    title = PlainCharBlock(
        label=_("Title"),
        max_length=255,
        help_text=_("What is to be seen, also for those who do not see it."),
    )
    sensitivity = SensitivityBlock()
    file = VideoFileBlock(
        label=_("Our own file"),
        required=False,
        help_text=_("A document, .mp4 or .webm. It never starts by itself."),
    )
    link = URLBlock(
        label=_("Or a link"),
        required=False,
        validators=[validate_public_link],
        help_text=_("To a video on YouTube, Vimeo or Facebook."),
    )
    poster = ImageChooserBlock(
        label=_("Still picture"),
        required=False,
        help_text=_("Shown before the video plays, in the shape of the video."),
    )
    captions = CaptionsFileBlock(
        label=_("Captions"), required=False, help_text=_("A document, .vtt (WebVTT).")
    )
    captions_language = ChoiceBlock(
        label=_("Language of the captions"),
        choices=get_language_choices,
        required=False,
    )
    transcript = PlainTextBlock(
        label=_("Transcript"),
        required=False,
        help_text=_("What is said and what can be heard, for those who only read."),
    )
    caption = PlainCharBlock(label=_("Caption"), required=False, max_length=500)
    credit = PlainCharBlock(label=_("Credit"), required=False, max_length=200)

    def __init__(self, local_blocks=None, **kwargs):
        super().__init__(local_blocks, **kwargs)
        if not has_documents():
            for name in _OF_DOCUMENTS:
                self.child_blocks.pop(name, None)

    def clean(self, value):
        errors = {}
        try:
            value = super().clean(value)
        except StructBlockValidationError as error:
            errors = dict(error.block_errors or {})
        for field, message, code in self._find_errors(value):
            errors.setdefault(field, ValidationError(message, code=code))
        try:
            check_length(value.get("transcript") or "")
        except ValidationError as error:
            errors.setdefault("transcript", error)
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return value

    def _find_errors(self, value):
        file, link = value.get("file"), value.get("link")
        captions, language = value.get("captions"), value.get("captions_language")
        if file and link:
            message = _("Choose our own file or give a link, not both.")
            yield "link", message, "both"
        elif link and find_video_frame(link) is None:
            message = _(
                "This is no address of a video on YouTube, Vimeo or Facebook. Show it "
                "as a link card."
            )
            yield "link", message, "no_video"
        # Drafts and autosave may be incomplete; what is published may not.
        if self.is_deferred_validation:
            return
        if not file and not link:
            field = "file" if "file" in self.child_blocks else "link"
            yield field, _("Choose a file or give a link."), "required"
        if captions and not file:
            message = _("Captions belong to a file of our own.")
            yield "captions", message, "no_file"
        if captions and not language:
            message = _("Say in which language the captions are.")
            yield "captions_language", message, "required"

    def get_api_representation(self, value, context=None):
        """What readers get of it, with complete addresses; of a sensitive one the
        reason, and where to see it."""
        poster, frame = value.get("poster"), value.frame
        captions = None
        if url := value.captions_url:
            language = value.get("captions_language") or ""
            captions = {"url": _complete(url, context), "language": language}
        told = {
            "title": value.get("title") or "",
            "url": _complete(value.file_url, context),
            "content_type": value.file_type if value.file_url else "",
            "link": value.get("link") or "",
            "provider": frame.provider if frame else "",
            "poster": poster.pk if poster else None,
            "captions": captions,
            "transcript": value.get("transcript") or "",
            "caption": value.get("caption") or "",
            "credit": value.get("credit") or "",
        }
        nothing = {"url": "", "content_type": "", "link": "", "provider": ""}
        return value.tell(told, **nothing, poster=None, captions=None)

    def get_searchable_content(self, value):
        names = ("title", "caption", "transcript", "credit")
        return [words for name in names if (words := value.get(name))]

    class Meta:
        label = _("Video")
        icon = "media"
        template = "wagtail_liveconflict/blocks/video.html"
        value_class = VideoValue
        preview_template = PREVIEW_TEMPLATE
        preview_value = {
            "title": _("The ferry at the crossing"),
            "sensitivity": "none",
            "link": "https://www.youtube.com/watch?v=aaaaaaaaaaa",
        }
        description = _("A video, which plays once a reader has asked for it")


def _complete(url: str, context) -> str:
    request = (context or {}).get("request")
    return request.build_absolute_uri(url) if url and request else url

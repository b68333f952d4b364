"""What readers get of a video."""

from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language_info
from wagtail.blocks import StructValue

from ..languages import get_language_name
from ..pictures.rendering import find_plain
from ..post_links.frames import PROVIDERS, Frame, find_frame
from .embed import EmbedCardBlock, EmbedCardValue
from .media_files import VIDEO_TYPES, find_private, get_ending, get_file_url
from .sensitivity import SensitiveMediaMixin

#: What is reserved for a player: shape -> width and height.
_SIZES = {"wide": (1280, 720), "square": (720, 720), "tall": (720, 1280)}
#: Of those providers that show posts with and without a video: how the frame of a
#: video begins.
_VIDEO_FRAMES = ("https://www.facebook.com/plugins/video.php?",)


def find_video_frame(url: str) -> Frame | None:
    """The frame for the address of a video elsewhere; None for any other address."""
    frame = find_frame(url)
    if frame is None:
        return None
    is_video = PROVIDERS[frame.provider].ratio or frame.url.startswith(_VIDEO_FRAMES)
    return frame if is_video else None


class VideoValue(SensitiveMediaMixin, StructValue):
    @cached_property
    def is_private(self) -> bool:
        """Whether its file is in a collection that is not for everybody (any more).
        Who shows many videos sets it for all of them at once."""
        return bool(find_private([self.get("file")]))

    @cached_property
    def file_url(self) -> str:
        """Of its own file, "" where there is none for readers."""
        document = self.get("file")
        if document is None or self.is_private:
            return ""
        return get_file_url(document)

    @property
    def file_type(self) -> str:
        document = self.get("file")
        return VIDEO_TYPES.get(get_ending(document), "") if document else ""

    @property
    def captions_url(self) -> str:
        """From this very site, wherever documents are stored: browsers take captions
        from no other."""
        document = self.get("captions")
        if document is None or not self.file_url:
            return ""
        try:
            return reverse("wagtail_liveconflict:captions", args=[document.pk])
        except NoReverseMatch:
            return ""

    @property
    def captions_label(self) -> str:
        """The name of their language, in itself."""
        code = self.get("captions_language") or ""
        try:
            return get_language_info(code)["name_local"]
        except KeyError:
            return get_language_name(code)

    @cached_property
    def poster_rendition(self):
        """None where there is no poster, or its file is gone or damaged."""
        image = self.get("poster")
        return find_plain(image, "poster") if image is not None else None

    @property
    def shape(self) -> str:
        """ "wide", "square" or "tall", as its poster is: what is reserved for it."""
        poster = self.poster_rendition
        if poster is None or poster.width > poster.height * 1.2:
            return "wide"
        return "tall" if poster.height > poster.width * 1.2 else "square"

    @property
    def width(self) -> int:
        return _SIZES[self.shape][0]

    @property
    def height(self) -> int:
        return _SIZES[self.shape][1]

    @property
    def frame(self) -> Frame | None:
        return find_video_frame(self.get("link") or "")

    @property
    def card(self):
        """The link as a card, which asks before anything is loaded from elsewhere; None
        without a link."""
        if not self.get("link"):
            return None
        frame = self.frame
        fields = {
            "url": self["link"],
            "title": self.get("title"),
            "provider": PROVIDERS[frame.provider].label if frame else "",
            "poster": self.get("poster"),
        }
        return VideoCardValue(_CARD, fields)


class VideoCardValue(EmbedCardValue):
    @property
    def frame_title(self):
        return ": ".join(filter(None, [super().frame_title, self.get("title")]))


_CARD = EmbedCardBlock()

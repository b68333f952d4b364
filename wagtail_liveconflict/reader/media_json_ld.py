"""Pictures of galleries and videos for machines, as readers have them: see
https://schema.org/ImageObject and https://schema.org/VideoObject. Nothing of what is
covered for readers."""

from urllib.parse import urljoin

from ..blocks.finding import find_values
from ..blocks.gallery import GalleryValue
from ..blocks.video_value import VideoValue
from ..models import LiveUpdate
from ..moments import describe_for_machines
from ..pictures.rendering import find_plain


def describe_media(update: LiveUpdate) -> dict:
    """``image`` and ``video`` of a ``BlogPosting``, each a list."""
    base = update.page.full_url or ""
    found = [
        value for _p, value in find_values(update.body, (GalleryValue, VideoValue))
    ]
    shown = [value for value in found if not value.is_sensitive]
    return {
        "image": [
            _describe_picture(picture, base)
            for value in shown
            if isinstance(value, GalleryValue)
            for picture in value.shown
        ],
        "video": [
            _describe_video(value, update, base)
            for value in shown
            if isinstance(value, VideoValue)
        ],
    }


def _describe_picture(picture, base):
    rendition = find_plain(picture.image, "gallery")
    if rendition is None:
        return None
    return {
        "@type": "ImageObject",
        "contentUrl": urljoin(base, rendition.url),
        "width": rendition.width,
        "height": rendition.height,
        "caption": picture.caption,
        "creditText": picture.credit,
    }


def _describe_video(value, update, base):
    """None for a video that readers do not get any more."""
    frame, poster = value.frame, value.poster_rendition
    if not value.file_url and frame is None:
        return None
    return {
        "@type": "VideoObject",
        "name": value.get("title"),
        "description": value.get("caption"),
        "uploadDate": describe_for_machines(update.first_published_at),
        "thumbnailUrl": urljoin(base, poster.url) if poster else "",
        "contentUrl": urljoin(base, value.file_url) if value.file_url else "",
        "encodingFormat": value.file_type if value.file_url else "",
        "embedUrl": frame.url if frame else "",
        "transcript": value.get("transcript"),
        "creditText": value.get("credit"),
    }

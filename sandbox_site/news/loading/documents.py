"""The sample's video and its captions. How the video was drawn is in
``scripts/draw_sample_video.py``."""

from pathlib import Path

from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from ..sample import words_of_video

_VIDEO = Path(words_of_video.__file__).with_name("ferry.webm")


def load_documents() -> dict:
    files = {
        "video": ("The ferry casts off", "ferry.webm", _VIDEO.read_bytes()),
        "captions": (
            "The ferry casts off, captions",
            "ferry.vtt",
            words_of_video.CAPTIONS.encode(),
        ),
    }
    return {
        key: get_document_model().objects.create(
            title=title, file=ContentFile(content, name=name)
        )
        for key, (title, name, content) in files.items()
    }

"""Videos of a newsroom, and their captions. Only their first bytes are of a video."""

from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction

MP4 = b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00isomiso2avc1mp41" + bytes(64)
MOV = b"\x00\x00\x00\x14ftypqt  \x00\x00\x02\x00qt  " + bytes(64)
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(64)
WEBM = b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\x82\x84webm" + bytes(64)
CAPTIONS = b"WEBVTT\n\n00:00.000 --> 00:02.000\nThe ferry leaves.\n"
SUBRIP = b"1\r\n00:00:00,000 --> 00:00:02,000\r\nThe ferry leaves.\r\n"
YOUTUBE = "https://www.youtube.com/watch?v=aaaaaaaaaaa"


def make_document(name="ferry.mp4", content=MP4, **fields):
    file = ContentFile(content, name=name)
    return get_document_model().objects.create(title=name, file=file, **fields)


def make_captions(content=CAPTIONS, name="ferry.vtt", **fields):
    return make_document(name, content, **fields)


def make_private_collection():
    collection = Collection.get_first_root_node().add_child(name="Evidence")
    CollectionViewRestriction.objects.create(
        collection=collection, restriction_type="login"
    )
    return collection


def video(file=None, **fields) -> dict:
    value = {"title": "The ferry leaves", "sensitivity": "none", **fields}
    chosen = {"file": file, **{n: value.get(n) for n in ("captions", "poster")}}
    value |= {name: each and each.pk for name, each in chosen.items()}
    return {"type": "video", "value": value}

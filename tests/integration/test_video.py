"""What an editor may publish as a video, and what is said of the rest."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from wagtail.blocks import StructBlockValidationError

from tests.factories import PublishedUpdateFactory
from tests.tree import ROOT
from tests.videos import (
    CAPTIONS,
    HEIC,
    MOV,
    MP4,
    SUBRIP,
    WEBM,
    YOUTUBE,
    make_captions,
    make_document,
    make_private_collection,
    video,
)
from wagtail_liveconflict.blocks import VideoBlock
from wagtail_liveconflict.editorial.warnings import find_warnings

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def captions():
    return make_captions()


def find_errors(raw) -> dict:
    """What the block says when it is published: codes by its fields."""
    block = VideoBlock()
    try:
        block.clean(block.to_python(raw["value"]))
    except StructBlockValidationError as error:
        return {
            name: each.error_list[0].code for name, each in error.block_errors.items()
        }
    return {}


#: As a telephone writes where it was.
PLACE = b"\x00\x00\x00\x2emoov\x00\x00\x00\x26udta\x00\x00\x00\x1e\xa9xyz\x00\x12\x15\xc7+50.4501+030.5234/"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("ferry.mov", MOV, "quicktime"),
        ("ferry.mp4", MOV, "quicktime"),
        ("ferry.avi", WEBM, "ending"),
        ("ferry.mp4", WEBM, "other_ending"),
        ("ferry.mp4", HEIC, "no_video"),
        ("ferry.webm", b"MZ\x90\x00 a programme", "no_video"),
        ("ferry.mp4", b"", "no_video"),
        ("ferry.mp4", MP4[:32] + PLACE, "location"),
    ],
)
def test_what_is_no_video_for_browsers_is_refused(name, content, code):
    """At the file, whatever it calls itself."""
    assert find_errors(video(make_document(name, content))) == {"file": code}


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("ferry.srt", SUBRIP, "subrip"),
        ("ferry.vtt", SUBRIP, "subrip"),
        ("ferry.txt", CAPTIONS, "ending"),
        ("ferry.vtt", b"The ferry leaves.", "no_captions"),
        ("ferry.vtt", CAPTIONS + b" " * 1_000_000, "too_large"),
    ],
)
def test_what_are_no_captions_is_refused(name, content, code):
    chosen = make_captions(content, name)
    raw = video(make_document(), captions=chosen, captions_language="en")
    assert find_errors(raw) == {"captions": code}


def test_a_file_that_is_gone_is_told():
    document = make_document()
    document.file.storage.delete(document.file.name)
    assert find_errors(video(document)) == {"file": "gone"}


def test_each_content_is_read_once(monkeypatch, captions):
    """Drafts are cleaned while they are written; a file that is replaced is another,
    whatever its name. One that has never been measured is read each time."""
    document = make_document(file_hash="1", file_size=9)
    raw = video(document, captions=captions, captions_language="en")
    type(captions).objects.filter(pk=captions.pk).update(file_hash="", file_size=None)
    opened = []
    real = FileSystemStorage._open
    monkeypatch.setattr(
        FileSystemStorage,
        "_open",
        lambda self, name, mode="rb": opened.append(name) or real(self, name, mode),
    )
    for _ in range(3):
        assert find_errors(raw) == {}
    assert sorted(opened) == [document.file.name, *[captions.file.name] * 3]
    path = document.file.storage.path(document.file.name)
    Path(path).write_bytes(MP4[:32] + PLACE)
    type(document).objects.filter(pk=document.pk).update(file_hash="2")
    assert find_errors(raw) == {"file": "location"}
    assert find_errors(raw) == {"file": "location"}
    assert opened.count(document.file.name) == 2


def test_without_a_cache_a_video_is_read_each_time(settings):
    settings.LIVECONFLICT_CACHE = "nowhere"
    document = make_document(content=MP4[:32] + PLACE, file_hash="1")
    assert find_errors(video(document)) == {"file": "location"}


def test_either_a_file_or_a_video_elsewhere(captions):
    """With what belongs to it, a name, and whether it is for everybody."""
    document = make_document("ferry.webm", WEBM)
    spoken = {"captions": captions, "captions_language": "en"}
    assert find_errors(video(document, **spoken)) == {}
    assert find_errors(video(link=YOUTUBE)) == {}
    assert find_errors(video(link="https://vimeo.com/123456")) == {}
    assert find_errors(video()) == {"file": "required"}
    assert find_errors(video(document, link=YOUTUBE)) == {"link": "both"}
    assert find_errors(video(document, title="")) == {"title": "required"}
    assert find_errors(video(document, sensitivity="")) == {"sensitivity": "required"}
    assert find_errors(video(document, captions=captions)) == {
        "captions_language": "required"
    }
    assert find_errors(video(link=YOUTUBE, **spoken)) == {"captions": "no_file"}
    for link in ("https://t.me/riverpost/12", "https://example.org/ferry.mp4"):
        assert find_errors(video(link=link)) == {"link": "no_video"}


def test_what_is_not_for_everybody_is_refused(captions):
    """A file or captions in a private collection, or in one below it."""
    private = make_private_collection()
    below = private.add_child(name="Of the ferry")
    spoken = {"captions_language": "en"}
    for collection in (private, below):
        hidden = make_document(collection=collection)
        assert find_errors(video(hidden)) == {"file": "private"}
        words = make_captions(collection=collection)
        raw = video(make_document(), captions=words, **spoken)
        assert find_errors(raw) == {"captions": "private"}


def test_a_video_that_says_nothing_to_the_deaf_is_pointed_at(live_blog, captions):
    """It may be published all the same."""

    def find_codes(**fields):
        body = [video(make_document(), **fields)]
        update = PublishedUpdateFactory(page=live_blog, body=body)
        return [warning.code for warning in find_warnings(update)]

    assert find_codes() == ["video:words"]
    assert find_codes(transcript="Gulls.") == []
    assert find_codes(captions=captions, captions_language="en") == []


# A site without documents


@pytest.mark.sqlite
def test_without_documents_there_are_videos_elsewhere():
    """The fields for files are not there, and nothing else is missing."""
    command = [sys.executable, "-m", "tests.no_documents"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)
    told = json.loads(run.stdout)
    assert {"title", "link", "poster", "transcript"} <= set(told["fields"])
    assert not {"file", "captions", "captions_language"} & set(told["fields"])
    assert told["refused"] == ["link"]
    assert "youtube-nocookie" in told["html"]
    assert (told["api"]["url"], told["api"]["captions"]) == ("", None)

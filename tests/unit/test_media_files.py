"""What a file is, by its first bytes."""

import pytest

from tests.videos import CAPTIONS, HEIC, MOV, MP4, SUBRIP, WEBM
from wagtail_liveconflict.blocks.media_files import is_captions, sniff_video


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (MP4, "mp4"),
        (MP4.replace(b"isom", b"M4V ", 1), "mp4"),
        (WEBM, "webm"),
        (MOV, "mov"),
        (HEIC, None),
        (WEBM.replace(b"webm", b"matr"), None),
        (b"MZ\x90\x00\x03", None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", None),
        (b"", None),
    ],
)
def test_videos_are_known_by_their_first_bytes(head, kind):
    """A picture in the same wrapping, Matroska and a programme are none."""
    assert sniff_video(head) == kind


@pytest.mark.parametrize(
    ("content", "is_right"),
    [
        (CAPTIONS, True),
        (b"\xef\xbb\xbf" + CAPTIONS, True),
        (b"WEBVTT", True),
        (b"WEBVTT - of the ferry\r\n", True),
        ("WEBVTT\n\nПаром".encode(), True),
        (b"WEBVTTX\n", False),
        (SUBRIP, False),
        ("WEBVTT\n\nПаром".encode("cp1251"), False),
        ("WEBVTT\n".encode("utf-16"), False),
        (b"", False),
    ],
)
def test_captions_are_known_by_their_first_word(content, is_right):
    assert is_captions(content) is is_right

"""What a file is, by its first bytes."""

import io

import pytest

from tests.videos import CAPTIONS, HEIC, MOV, MP4, SUBRIP, WEBM
from wagtail_liveconflict.blocks.media_files import is_captions, sniff_video
from wagtail_liveconflict.blocks.video_location import says_location


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


def box(name: bytes, content: bytes = b"") -> bytes:
    return (len(content) + 8).to_bytes(4, "big") + name + content


FILM = box(b"mdat", b"\xa9xyz is in the film by chance, LOCATION as well +50.1")
PLACE = b"+50.4501+030.5234/"


@pytest.mark.parametrize(
    "described",
    [
        box(b"moov", box(b"udta", b"\x00\x20\xa9xyz\x00\x12\x15\xc7" + PLACE)),
        box(b"moov", box(b"ilst", box(b"\xa9xyz", box(b"data", bytes(8) + PLACE)))),
        box(b"moov", box(b"keys", b"mdtacom.apple.quicktime.location.ISO6709")),
        box(b"moov", box(b"udta", box(b"loci", bytes(4) + b"Ternwell"))),
        box(b"moov", box(b"stsd", bytes(7) + b"\x01" + box(b"gpmd"))),
        box(b"uuid", b"<x:xmpmeta><exif:GPSLatitude>50,27N"),
    ],
)
@pytest.mark.parametrize("is_behind", [True, False])
def test_a_place_is_found_wherever_telephones_write_it(described, is_behind):
    """Before the film or behind it, by name or along the film."""
    parts = [FILM, described] if is_behind else [described, FILM]
    file = io.BytesIO(MP4[:32] + b"".join(parts))
    assert says_location(file, "mp4")


def test_a_film_that_says_nothing_of_its_place_is_let_be():
    """Whatever is in its pictures; damaged boxes and long ones end it."""
    clean = MP4[:32] + box(b"moov", box(b"udta", b"A ferry")) + FILM
    large = b"\x00\x00\x00\x01mdat" + (16 + 4).to_bytes(8, "big") + b"film"
    for content in (
        clean,
        clean + large + box(b"moov"),
        clean + b"\x00\x00\x00\x00mdat to the end",
        clean + b"\x00\x00\x00\x03moov",
        b"",
    ):
        assert not says_location(io.BytesIO(content), "mp4")


def test_a_place_in_webm():
    """In its tags, which stand at either end."""
    tag = b"LOCATION\x44\x87\x92" + PLACE
    film = bytes(300_000)
    assert says_location(io.BytesIO(WEBM + tag + film), "webm")
    assert says_location(io.BytesIO(WEBM + film + tag), "webm")
    assert not says_location(io.BytesIO(WEBM + film), "webm")

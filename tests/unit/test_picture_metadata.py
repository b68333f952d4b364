"""What is taken out of a picture's file, format by format."""

import io
import random

import pytest
from PIL import Image, ImageCms, ImageSequence

from tests.metadata import draw, needs_exiftool, write_metadata
from wagtail_liveconflict.pictures.metadata import CannotClean, clean

CANARY = "Halmeret-canary-7"
TAGS = {
    "EXIF:GPSLatitude": "50.4501",
    "EXIF:GPSLatitudeRef": "N",
    "EXIF:Make": CANARY,
    "EXIF:SerialNumber": CANARY,
    "EXIF:OwnerName": CANARY,
    "EXIF:UserComment": CANARY,
    "EXIF:Artist": "Ann Photographer",
    "EXIF:Copyright": "© Ann Photographer",
    "XMP:City": CANARY,
    "XMP-photoshop:Credit": "The Agency",
    "IPTC:City": CANARY,
    "Comment": CANARY,
}
KINDS = ["jpeg", "png", "webp", "gif", "avif", "heic", "tiff"]


def open_picture(content):
    return Image.open(io.BytesIO(content))


@needs_exiftool
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_identifying_stays(kind):
    """Of the credit what the format has a place for, in either mode but "strip_everything"."""
    content = write_metadata(draw(kind), kind, TAGS)
    assert CANARY.encode() in content
    cleaned = clean(content)
    assert CANARY.encode() not in cleaned.content
    assert "xmp" in cleaned.removed or "other" in cleaned.removed
    has_credit = kind != "gif"
    assert (b"Ann Photographer" in cleaned.content) is has_credit
    assert ("© Ann Photographer".encode() in cleaned.content) is has_credit
    assert (b"The Agency" in cleaned.content) is has_credit
    bare = clean(content, "strip_everything").content
    assert b"Ann Photographer" not in bare
    assert b"The Agency" not in bare
    assert clean(content, "keep").content == content


@needs_exiftool
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_clean_is_not_touched_again(kind):
    """To the byte, so that a picture is never coarsened twice."""
    for mode in ("strip_identifying", "strip_everything"):
        once = clean(write_metadata(draw(kind), kind, TAGS), mode).content
        assert clean(once, mode).content == once, mode


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp", "tiff"])
@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_the_orientation_is_applied(kind, orientation):
    """The red corner lies where a viewer has shown it."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    buffer = io.BytesIO()
    open_picture(draw(kind)).convert("RGB").save(buffer, kind.upper(), exif=exif)
    cleaned = clean(buffer.getvalue())
    picture = open_picture(cleaned.content)
    assert picture.getexif().get(0x0112, 1) == 1
    assert picture.size == ((64, 48) if orientation in (1, 3) else (48, 64))
    x, y = {1: (4, 4), 3: (-5, -5), 6: (-5, 4), 8: (4, -5)}[orientation]
    red, green, _blue = picture.convert("RGB").getpixel(
        (x % picture.width, y % picture.height)
    )
    assert red > 180
    assert green < 40
    assert ("orientation" in cleaned.removed) is (orientation != 1)


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp", "gif"])
def test_pixels_are_not_encoded_again(kind):
    """Where nothing has to be turned."""
    content = draw(kind)
    before, after = open_picture(content), open_picture(clean(content).content)
    assert after.convert("RGB").tobytes() == before.convert("RGB").tobytes()


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp", "avif", "tiff"])
@pytest.mark.parametrize("mode", ["strip_identifying", "strip_everything"])
def test_the_colour_profile_stays(kind, mode):
    """What hangs behind its end does not."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    exif = Image.Exif()
    exif[0x010F] = CANARY
    buffer = io.BytesIO()
    open_picture(draw(kind)).convert("RGB").save(
        buffer, kind.upper(), exif=exif, icc_profile=profile
    )
    cleaned = clean(buffer.getvalue(), mode).content
    assert open_picture(cleaned).info["icc_profile"] == profile
    assert CANARY.encode() not in cleaned


@pytest.mark.parametrize("kind", ["gif", "webp", "png"])
def test_frames_and_their_timing_stay(kind):
    frames = [Image.new("RGB", (32, 24), c) for c in ("#e00", "#0e0", "#00e")]
    buffer = io.BytesIO()
    frames[0].save(
        buffer,
        kind.upper(),
        save_all=True,
        append_images=frames[1:],
        duration=[100, 200, 300],
        loop=0,
    )
    cleaned = clean(buffer.getvalue() + CANARY.encode())
    assert cleaned.removed == ("trailing data",)
    picture = open_picture(cleaned.content)
    seen = []
    for frame in ImageSequence.Iterator(picture):
        frame.load()
        seen.append(round(frame.info["duration"]))
    assert seen == [100, 200, 300]
    assert picture.info["loop"] == 0


def test_a_video_and_a_second_picture_behind_a_jpeg_go():
    """As telephones put them there."""
    content = draw("jpeg")
    index = b"\xff\xe2\x00\x12MPF\0II*\0" + b"\0" * 8
    cleaned = clean(content[:2] + index + content[2:] + b"\0\0\0\x18ftypmp42" + content)
    assert cleaned.content == clean(content).content
    assert cleaned.removed == ("second picture", "trailing data")


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"GIF89a", b"\xff\xd8\xff", b"RIFF\x04\0\0\0WEBP", b"<svg/>", b"BM"),
        *(b"8BPS" + b"\0" * 40, b"\x89PNG\r\n\x1a\n", b"II*\0\xff\xff\xff\xff"),
        *(b"MZ" * 99, b"\0\0\0\x18ftypheic"),
        b"\0\0\0\x10ftypavif\0\0\0\0\0\0\0\x08meta",
    ],
)
def test_what_is_no_sound_picture_is_refused(content):
    for mode in ("strip_identifying", "strip_everything"):
        with pytest.raises(CannotClean):
            clean(content, mode)


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_file_is_refused_and_nothing_else_is_raised(kind):
    """Whatever byte of it is another, and wherever it ends."""
    content = draw(kind)
    chance = random.Random(kind)
    refused = 0
    for _ in range(30):
        damaged = bytearray(content)
        for _ in range(4):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            clean(bytes(damaged[: chance.randrange(1, len(damaged))]))
        except CannotClean:
            refused += 1
    assert refused


def test_another_mode_is_a_mistake():
    with pytest.raises(ValueError, match="'all' is none of strip_identifying"):
        clean(draw("png"), "all")


@pytest.mark.parametrize("kind", ["avif", "heic"])
def test_what_no_list_names_goes(kind):
    """Some programs take metadata out of the list of items and leave its bytes."""
    content = clean(draw(kind)).content
    assert clean(content).content == content
    at = content.rindex(b"mdat")
    size = int.from_bytes(content[at - 4 : at], "big") + len(CANARY)
    hidden = (
        content[: at - 4] + size.to_bytes(4, "big") + content[at:] + CANARY.encode()
    )
    cleaned = clean(hidden)
    assert CANARY.encode() not in cleaned.content
    assert cleaned.removed == ("other",)

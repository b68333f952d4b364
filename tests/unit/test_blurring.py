"""Areas of a picture that nobody can have back: what is in them afterwards, and what
else has become of the picture."""

import io
import random

import pytest
from PIL import Image, ImageChops, ImageCms, ImageOps, ImageStat, features

from wagtail_liveconflict.pictures.blurring import (
    LEVELS,
    MOST_AREAS,
    Area,
    CannotBlur,
    blur_areas,
    destroy,
    measure,
)

BOX = (40, 24, 104, 88)
FACE = Area(40, 24, 64, 64)


def draw(mode="RGB", size=(160, 120), seed=1):
    """A picture with much in it."""
    chance = random.Random(seed)
    small = Image.frombytes("RGB", (16, 12), chance.randbytes(16 * 12 * 3))
    picture = small.resize(size, Image.Resampling.BICUBIC)
    return picture.convert(mode)


def encode(picture, kind="PNG", **options):
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def blur(picture, kind="PNG", areas=(FACE,), **options):
    blurred = blur_areas(encode(picture, kind, **options), list(areas))
    return Image.open(io.BytesIO(blurred.content))


def get_difference(one, other, box=None):
    """The largest, of any pixel in any channel; outside the box alone."""
    difference = ImageChops.difference(one.convert("RGB"), other.convert("RGB"))
    if box:
        difference.paste((0, 0, 0), box)
    return max(high for _low, high in difference.getextrema())


@pytest.mark.parametrize("seed", range(12))
def test_two_faces_with_the_same_averages_become_the_same(seed):
    """Whatever is in an area is gone: shuffle the pixels of each of its sixteen
    sixteenths, and the bytes of the whole file are the same."""
    picture = draw(seed=seed)
    other = picture.copy()
    chance = random.Random(seed)
    for left in range(BOX[0], BOX[2], 16):
        for top in range(BOX[1], BOX[3], 16):
            cell = (left, top, left + 16, top + 16)
            raw = picture.crop(cell).tobytes()
            pixels = [raw[at : at + 3] for at in range(0, len(raw), 3)]
            chance.shuffle(pixels)
            other.paste(Image.frombytes("RGB", (16, 16), b"".join(pixels)), cell)
    assert get_difference(picture, other) > 50
    one, two = (blur_areas(encode(each), [FACE]) for each in (picture, other))
    assert one.content == two.content


def test_little_can_be_told_of_an_area():
    """No more than sixteen colours of sixteen levels each, however large it is: of a
    number plate four of them. Everything between is drawn through these."""
    for size, cells in (((640, 480), (4, 3)), ((520, 110), (4, 1)), ((9, 9), (1, 1))):
        surface = destroy(draw(size=size))
        again = destroy(surface.resize(cells, Image.Resampling.BOX).resize(size))
        assert surface.size == size
        assert get_difference(surface, again) <= 255 / (LEVELS - 1) * 1.5
    corners = {
        destroy(draw(size=(64, 64), seed=n)).getpixel((0, 0)) for n in range(300)
    }
    assert {value % 17 for colour in corners for value in colour} == {0}


@pytest.mark.parametrize("mode", ["RGB", "L", "LA", "RGBA", "P", "1"])
def test_outside_nothing_has_changed(mode):
    """To the last bit, where the format loses nothing; and inside there is little."""
    picture = draw(mode)
    blurred = blur(picture)
    assert get_difference(picture, blurred, BOX) == 0
    assert get_difference(picture, blurred) > 20
    before, after = (
        ImageStat.Stat(each.convert("L").crop((44, 28, 60, 44)).convert("L")).stddev[0]
        for each in (picture, blurred)
    )
    assert after < before


@pytest.mark.parametrize(
    ("kind", "mode", "most", "options"),
    [
        ("JPEG", "RGB", 12, {"quality": 90, "subsampling": 0}),
        ("JPEG", "L", 8, {"quality": 90}),
        ("JPEG", "CMYK", 12, {"quality": 90, "subsampling": 0}),
        ("WEBP", "RGB", 0, {"lossless": True, "exact": True}),
        ("WEBP", "RGB", 24, {"quality": 80}),
    ],
)
def test_outside_next_to_nothing_has_changed(kind, mode, most, options):
    """Of what is compressed, but for the blocks of 16 pixels that an area cuts."""
    source = encode(draw(mode), kind, **options)
    blurred = Image.open(io.BytesIO(blur_areas(source, [FACE]).content))
    assert (blurred.format, blurred.mode) == (kind, mode)
    around = (BOX[0] - 16, BOX[1] - 16, BOX[2] + 16, BOX[3] + 16)
    picture = Image.open(io.BytesIO(source))
    assert get_difference(picture, blurred, around) <= most


def test_sixteen_bits_are_not_cut_off():
    """A grey of 30,000 of 65,535 stays that grey."""
    picture = Image.new("I;16", (60, 40), 30_000)
    blurred = blur(picture, areas=[Area(0, 0, 20, 20)])
    assert blurred.mode == "L"
    assert blurred.getpixel((50, 30)) == 117


def test_what_is_cut_out_of_its_background_loses_its_outline():
    """Transparency is part of what is seen."""
    picture = Image.new("RGBA", (96, 96))
    picture.paste((200, 40, 40, 255), (30, 20, 50, 75))
    blurred = blur(picture, areas=[Area(0, 0, 96, 96)])
    colours = blurred.getchannel("A").resize((4, 4), Image.Resampling.BOX)
    assert blurred.mode == "RGBA"
    assert 0 < colours.getpixel((1, 1)) < 255


def make_metadata():
    """EXIF that turns the picture upright, names a place and shows all of it."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x013B] = "Canary Ida Marsh"
    exif.get_ifd(0x8769)[0xA431] = "CANARY-SERIAL"
    exif.get_ifd(0x8825)[1] = "N"
    return exif


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_metadata_are_gone_and_colours_stay(kind):
    """Upright by its pixels; the profile of the colours is the one thing kept. A small
    copy behind the EXIF would show the face."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    source = encode(draw(), kind, exif=make_metadata(), icc_profile=profile)
    assert b"Canary" in source
    assert measure(source) == (120, 160)
    result = blur_areas(source, [Area(0, 0, 30, 30)])
    blurred = Image.open(io.BytesIO(result.content))
    assert result.size == blurred.size == (120, 160)
    assert b"anary" not in result.content
    assert b"CANARY" not in result.content
    assert not blurred.getexif()
    assert blurred.info["icc_profile"] == profile
    upright = ImageOps.exif_transpose(Image.open(io.BytesIO(source)))
    assert get_difference(upright, blurred, (0, 0, 48, 48)) <= 30


def test_comments_and_packets_are_gone():
    """What stands elsewhere in a file."""
    source = encode(draw(), "JPEG", comment=b"Canary comment")
    xmp = b"<x:xmpmeta>Canary place</x:xmpmeta>"
    segment = b"http://ns.adobe.com/xap/1.0/\x00" + xmp
    length = (len(segment) + 2).to_bytes(2, "big")
    source = source[:2] + b"\xff\xe1" + length + segment + source[2:]
    assert source.count(b"Canary") == 2
    assert b"Canary" not in blur_areas(source, [FACE]).content


def test_a_second_picture_behind_a_telephones_is_gone():
    """Depth and brightness are pictures of the same face."""
    source = encode(draw(), "MPO", save_all=True, append_images=[draw(seed=2)])
    assert Image.open(io.BytesIO(source)).n_frames == 2
    blurred = Image.open(io.BytesIO(blur_areas(source, [FACE]).content))
    assert (blurred.format, getattr(blurred, "n_frames", 1)) == ("JPEG", 1)


@pytest.mark.skipif(not features.check("avif"), reason="Pillow was built without AVIF")
def test_avif_stays_avif():
    """Where Pillow can write it."""
    result = blur_areas(encode(draw(), "AVIF", quality=90), [FACE])
    assert result.extension == ".avif"
    assert Image.open(io.BytesIO(result.content)).format == "AVIF"


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_animated_pictures_are_refused(kind):
    """One frame without a face would say nothing of the others."""
    frames = [draw("RGB", seed=n) for n in (1, 2)]
    source = encode(frames[0], kind, save_all=True, append_images=frames[1:])
    for call in (measure, lambda content: blur_areas(content, [FACE])):
        with pytest.raises(CannotBlur) as caught:
            call(source)
        assert caught.value.code == "animated"


def test_areas_are_cut_to_the_picture():
    """What sticks out on any side is left out."""
    picture = draw()
    everywhere = blur(picture, areas=[Area(-50, -50, 10**9, 10**9)])
    whole = blur(picture, areas=[Area(0, 0, 160, 120)])
    assert everywhere.tobytes() == whole.tobytes()


@pytest.mark.parametrize(
    ("areas", "code", "index"),
    [
        ([], "none", None),
        ([FACE] * (MOST_AREAS + 1), "many", None),
        ([FACE, Area(160, 0, 20, 20)], "outside", 1),
        ([Area(0, -20, 20, 20)], "outside", 0),
        ([FACE, FACE, Area(0, 0, 20, -20)], "outside", 2),
        ([Area(0, 0, 20, 3)], "small", 0),
        ([Area(158, 0, 20, 20)], "small", 0),
    ],
)
def test_what_is_no_area_is_refused(areas, code, index):
    """With the one that is meant."""
    with pytest.raises(CannotBlur) as caught:
        blur_areas(encode(draw()), areas)
    assert (caught.value.code, caught.value.index) == (code, index)


@pytest.mark.parametrize("content", [b"", b"Dear colleagues", encode(draw())[:900]])
def test_what_is_no_picture_is_refused(content):
    """Also where only its beginning is right."""
    with pytest.raises(CannotBlur) as caught:
        blur_areas(content, [FACE])
    assert caught.value.code == "damaged"

"""Files of pictures, made with Pillow or by hand: sound ones and others."""

import io
import struct
import zlib

from django.core.files.base import ContentFile
from PIL import Image as PillowImage

from tests.factories import ImageFactory


def encode(picture, kind="JPEG", **options) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def draw(size=(1600, 900), mode="RGB", colour="#35506b"):
    return PillowImage.new(mode, size, colour)


def draw_noise(size=(400, 300)):
    """Something that takes as many bytes as a photograph."""
    return PillowImage.effect_noise(size, 90).convert("RGB")


def make_image(content=None, name="quay.jpg", **fields):
    """An image of the library."""
    content = content or encode(draw())
    return ImageFactory(file=ContentFile(content, name=name), **fields)


def open_file(file):
    """As Pillow reads it back."""
    with file.storage.open(file.name) as stored:
        picture = PillowImage.open(io.BytesIO(stored.read()))
    return picture


def make_animation(size=(64, 48), **options) -> bytes:
    """Three frames."""
    frames = [draw(size, colour=colour) for colour in ("#a31", "#356", "#1a3")]
    others = frames[1:]
    return encode(frames[0], "GIF", save_all=True, append_images=others, **options)


def _make_chunk(kind: bytes, data: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + checksum


def declare_png(width: int, height: int) -> bytes:
    """A few bytes that say they are as large as this."""
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"")), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_make_chunk(*chunk) for chunk in chunks)


def declare_gif(width: int, height: int) -> bytes:
    screen = struct.pack("<HH", width, height)
    frame = (
        b"\x2c" + struct.pack("<HHHH", 0, 0, width, height) + b"\0\x02\x02\x44\x01\0"
    )
    return b"GIF89a" + screen + b"\x80\0\0" + b"\0" * 6 + frame + b";"


def declare_tiff(width: int, height: int) -> bytes:
    """Its directory alone: width, height, eight bits of grey, where the strip is."""
    entries = [
        (256, 4, width),
        (257, 4, height),
        (258, 3, 8),
        (259, 3, 1),
        (262, 3, 1),
        (273, 4, 8),
        (277, 3, 1),
        (278, 4, height),
        (279, 4, 1),
    ]
    packed = b"".join(struct.pack("<HHII", *(t, k, 1, v)) for t, k, v in entries)
    count = struct.pack("<H", len(entries))
    return b"II*\0" + struct.pack("<I", 8) + count + packed + b"\0" * 4


def declare_webp(width: int, height: int) -> bytes:
    """An extended header with the size of its canvas; it may be 16384 both ways."""
    canvas = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    chunk = b"VP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + canvas
    lossless = b"VP8L" + struct.pack("<I", 6) + b"\x2f\xff\xff\xff\x0f\0"
    body = b"WEBP" + chunk + lossless
    return b"RIFF" + struct.pack("<I", len(body)) + body

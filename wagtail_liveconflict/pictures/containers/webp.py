"""WebP, animated ones as well: of its chunks those stay that hold pixels and timing."""

import struct

from .parts import EXIF_HEADER, CannotClean, Marks, Parts, read_profile

_PIXELS = {b"VP8 ", b"VP8L", b"ALPH"}
_LOOK = {*_PIXELS, b"VP8X", b"ANIM", b"ANMF"}
_HAS_ICC, _HAS_EXIF, _HAS_XMP = 0x20, 0x08, 0x04
# Of a frame: its place, size, duration and flags.
_FRAME_HEADER = 16


def take_apart(content: bytes) -> Parts:
    parts = Parts()
    end = 8 + int.from_bytes(content[4:8], "little")
    if end > len(content):
        raise CannotClean("WebP ends within a chunk")
    if end < len(content):
        parts.removed.add("trailing data")
    for kind, data in _read_chunks(content[12:end]):
        if kind == b"ANMF":
            frame = [c for c in _read_chunks(data[_FRAME_HEADER:]) if c[0] in _PIXELS]
            parts.pieces.append((kind, data[:_FRAME_HEADER] + _write(frame)))
        elif kind in _LOOK:
            parts.pieces.append((kind, data))
        elif kind == b"ICCP":
            parts.icc = read_profile(data)
        elif kind == b"EXIF":
            parts.exif = data.removeprefix(EXIF_HEADER)
            parts.removed.add("exif")
        elif kind == b"XMP ":
            parts.xmp = data
            parts.removed.add("xmp")
        else:
            parts.removed.add("other")
    if not parts.pieces:
        raise CannotClean("WebP has no picture")
    return parts


def _read_chunks(content: bytes) -> list[tuple[bytes, bytes]]:
    chunks, position = [], 0
    while position + 8 <= len(content):
        kind = content[position : position + 4]
        (size,) = struct.unpack("<I", content[position + 4 : position + 8])
        data = content[position + 8 : position + 8 + size]
        if len(data) != size:
            raise CannotClean("WebP ends within a chunk")
        chunks.append((kind, data))
        position += 8 + size + size % 2
    return chunks


def _write(chunks) -> bytes:
    return b"".join(
        kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
        for kind, data in chunks
    )


def put_together(parts: Parts, marks: Marks) -> bytes:
    chunks = list(parts.pieces)
    # The simple kind of file has no place for any of them.
    if chunks[0][0] != b"VP8X" and (parts.icc or marks.exif or marks.xmp):
        chunks.insert(0, (b"VP8X", _describe(*chunks[0])))
    if chunks[0][0] == b"VP8X":
        header = bytearray(chunks[0][1])
        header[0] &= 0xFF & ~(_HAS_ICC | _HAS_EXIF | _HAS_XMP)
        if parts.icc:
            header[0] |= _HAS_ICC
            chunks.insert(1, (b"ICCP", parts.icc))
        if marks.exif:
            header[0] |= _HAS_EXIF
            chunks.append((b"EXIF", marks.exif))
        if marks.xmp:
            header[0] |= _HAS_XMP
            chunks.append((b"XMP ", marks.xmp))
        chunks[0] = (b"VP8X", bytes(header))
    body = b"WEBP" + _write(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _describe(kind: bytes, data: bytes) -> bytes:
    """The header of the extended kind, for a picture of the simple one."""
    if kind == b"VP8L":
        bits = int.from_bytes(data[1:5], "little")
        width, height = bits & 0x3FFF, bits >> 14 & 0x3FFF
        flags = 0x10 if bits >> 28 & 1 else 0
    else:
        width, height = (value & 0x3FFF for value in struct.unpack("<HH", data[6:10]))
        # A lossless picture says so by one bit more: this has the size itself.
        width, height, flags = width - 1, height - 1, 0
    return (
        bytes([flags, 0, 0, 0])
        + width.to_bytes(3, "little")
        + height.to_bytes(3, "little")
    )

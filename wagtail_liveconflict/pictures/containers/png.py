"""PNG, animated ones as well: of its chunks those stay that say how it looks."""

import struct
import zlib

from .parts import CannotClean, Marks, Parts, inflate, read_profile

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_LOOK = {
    *(b"IHDR", b"PLTE", b"IDAT", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD"),
    *(b"pHYs", b"acTL", b"fcTL", b"fdAT", b"cICP", b"mDCV", b"cLLI"),
}
_TEXTS = (b"tEXt", b"zTXt", b"iTXt")
_XMP = "XML:com.adobe.xmp"
_MOST_TEXT = 4 * 1024 * 1024


def take_apart(content: bytes) -> Parts:
    parts = Parts()
    position, kind = len(SIGNATURE), b""
    while kind != b"IEND":
        (size,) = struct.unpack(">I", content[position : position + 4].rjust(4, b"\0"))
        kind = content[position + 4 : position + 8]
        data = content[position + 8 : position + 8 + size]
        checksum = content[position + 8 + size : position + 12 + size]
        if checksum != struct.pack(">I", zlib.crc32(kind + data)):
            raise CannotClean(f"PNG is damaged at byte {position}")
        position += 12 + size
        if kind in _LOOK:
            parts.pieces.append((kind, data))
        elif kind == b"iCCP":
            _name, _, packed = data.partition(b"\0")
            parts.icc = read_profile(inflate(packed[1:]))
        elif kind == b"eXIf":
            parts.exif = data
            parts.removed.add("exif")
        elif kind in _TEXTS:
            _take_text(kind, data, parts)
        elif kind != b"IEND":
            parts.removed.add("other")
    if position < len(content):
        parts.removed.add("trailing data")
    if not parts.pieces or parts.pieces[0][0] != b"IHDR":
        raise CannotClean("PNG has no header")
    return parts


def _take_text(kind: bytes, data: bytes, parts: Parts) -> None:
    keyword, _, rest = data.partition(b"\0")
    name = keyword.decode("latin-1")
    encoding = "latin-1"
    is_packed = kind == b"zTXt"
    if kind == b"zTXt":
        rest = rest[1:]
    elif kind == b"iTXt":
        encoding, is_packed = "utf-8", rest[:1] == b"\1"
        rest = rest[2:].partition(b"\0")[2].partition(b"\0")[2]
    parts.removed.add("xmp" if name == _XMP else "comment")
    try:
        rest = inflate(rest, _MOST_TEXT) if is_packed else rest
    except CannotClean:
        return  # It goes in any case.
    if name == _XMP:
        parts.xmp = rest
    elif name.startswith("Raw profile type ") and name.endswith(("exif", "APP1")):
        parts.removed.add("exif")
        parts.exif = parts.exif or _read_raw_profile(rest)
    else:
        parts.texts[name] = rest.decode(encoding, "replace")


def _read_raw_profile(text: bytes) -> bytes:
    """ImageMagick's: a line with the name, one with the length, and hexadecimal."""
    try:
        raw = bytes.fromhex(b"".join(text.split()[2:]).decode("ascii"))
    except ValueError:
        return b""
    return raw.removeprefix(b"Exif\0\0")


def put_together(parts: Parts, marks: Marks) -> bytes:
    (header, *pieces) = parts.pieces
    chunks = [header]
    if parts.icc:
        chunks.append((b"iCCP", b"icc\0\0" + zlib.compress(parts.icc)))
    if marks.exif:
        chunks.append((b"eXIf", marks.exif))
    if marks.xmp:
        chunks.append((b"iTXt", _XMP.encode() + b"\0" * 5 + marks.xmp))
    chunks += [*pieces, (b"IEND", b"")]
    return SIGNATURE + b"".join(
        struct.pack(">I", len(data))
        + kind
        + data
        + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )

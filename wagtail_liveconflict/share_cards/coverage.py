"""Which characters a font file has: its ``cmap`` table, read.

Pillow draws a box for what a font lacks and does not say so. Formats 4 and 12, which
are those of every font made for Unicode (OpenType specification, "cmap").
"""

import struct
from functools import lru_cache
from pathlib import Path

#: No font for text is larger: Noto Sans CJK in all weights has 120 MB.
MAX_BYTES = 64_000_000


class UnreadableFont(Exception):
    """The file is no TrueType or OpenType font with a table of Unicode characters."""


def get_characters(path: Path) -> frozenset[int]:
    """Code points the font has a glyph for. ``UnreadableFont`` when that cannot be
    known, ``OSError`` when there is no such file."""
    stat = path.stat()
    if stat.st_size > MAX_BYTES:
        raise UnreadableFont
    return _read(path, stat.st_mtime_ns, stat.st_size)


# By time and size of the file: another one at the same place is another font.
@lru_cache(maxsize=32)
def _read(path: Path, _modified: int, _size: int) -> frozenset[int]:
    data = path.read_bytes()
    try:
        return frozenset(_get_best(data))
    except (struct.error, IndexError, OverflowError) as error:
        raise UnreadableFont from error


def _get_best(data: bytes) -> set[int]:
    start = struct.unpack_from(">L", data, 12)[0] if data[:4] == b"ttcf" else 0
    offset = 0
    for number in range(struct.unpack_from(">H", data, start + 4)[0]):
        tag, _sum, at, length = struct.unpack_from(
            ">4sLLL", data, start + 12 + 16 * number
        )
        # FreeType draws nothing for letters that a cut file has lost, and is content.
        if at + length > len(data):
            raise UnreadableFont
        if tag == b"cmap":
            offset = at
    if not offset:
        raise UnreadableFont
    found: list[set[int]] = []
    for number in range(struct.unpack_from(">H", data, offset + 2)[0]):
        platform, encoding, at = struct.unpack_from(
            ">HHL", data, offset + 4 + 8 * number
        )
        if platform == 0 or (platform, encoding) in ((3, 1), (3, 10)):
            found.append(_read_table(data, offset + at))
    best = max(found, key=len, default=set())
    if not best:
        raise UnreadableFont
    return best


def _read_table(data: bytes, at: int) -> set[int]:
    (kind,) = struct.unpack_from(">H", data, at)
    if kind == 12:
        (groups,) = struct.unpack_from(">L", data, at + 12)
        found: set[int] = set()
        for number in range(min(groups, 100_000)):
            first, last, _glyph = struct.unpack_from(
                ">LLL", data, at + 16 + 12 * number
            )
            if first <= last <= 0x10FFFF:
                found.update(range(first, last + 1))
        return found
    return _read_segments(data, at) if kind == 4 else set()


def _read_segments(data: bytes, at: int) -> set[int]:
    count = struct.unpack_from(">H", data, at + 6)[0] // 2
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{count}H", data, at + 14 + place)
        for place in (0, 2 * count + 2, 4 * count + 2, 6 * count + 2)
    )
    offsets_at = at + 16 + 6 * count
    found: set[int] = set()
    for i in range(count):
        for code in range(starts[i], ends[i] + 1):
            glyph = code
            if offsets[i]:
                place = offsets_at + 2 * i + offsets[i] + 2 * (code - starts[i])
                (glyph,) = struct.unpack_from(">H", data, place)
                if not glyph:
                    continue
            if (glyph + deltas[i]) & 0xFFFF and code != 0xFFFF:
                found.add(code)
    return found

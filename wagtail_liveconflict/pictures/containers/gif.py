"""GIF: frames, their timing and how often they are repeated stay. Nothing is written
beside them, for there is no place that programs agree on."""

from .parts import CannotClean, Marks, Parts

_EXTENSION, _IMAGE, _TRAILER = 0x21, 0x2C, 0x3B
_CONTROL, _COMMENT, _APPLICATION = 0xF9, 0xFE, 0xFF
_REPEATS = (b"\x0bNETSCAPE2.0", b"\x0bANIMEXTS1.0")


def take_apart(content: bytes) -> Parts:
    parts = Parts()
    try:
        end = _take_blocks(content, parts)
    except IndexError as error:
        raise CannotClean("GIF has no end") from error
    if end < len(content):
        parts.removed.add("trailing data")
    return parts


def _take_blocks(content: bytes, parts: Parts) -> int:
    position = 13 + _measure_palette(content[10])
    parts.pieces.append(content[:position])
    while content[position] != _TRAILER:
        start = position
        if content[position] == _EXTENSION:
            kind = content[position + 1]
            position = _skip_blocks(content, position + 2)
            block = content[start:position]
            if kind == _CONTROL:
                parts.pieces.append(block)
            elif (
                kind == _APPLICATION
                and block[2:].startswith(_REPEATS)
                and block[14:16] == b"\x03\x01"
            ):
                # One block of three bytes: how often. Others could follow.
                parts.pieces.append(block[:18] + b"\0")
            else:
                parts.removed.add(_name(kind, block))
        elif content[position] == _IMAGE:
            position += 10 + _measure_palette(content[position + 9])
            position = _skip_blocks(content, position + 1)
            parts.pieces.append(content[start:position])
        else:
            raise CannotClean(f"GIF is damaged at byte {position}")
    return position + 1


def _name(kind: int, block: bytes) -> str:
    if kind == _COMMENT:
        return "comment"
    return "xmp" if block[2:].startswith(b"\x0bXMP Data") else "other"


def _measure_palette(flags: int) -> int:
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _skip_blocks(content: bytes, position: int) -> int:
    while size := content[position]:
        position += size + 1
    return position + 1


def put_together(parts: Parts, marks: Marks) -> bytes:
    return b"".join([*parts.pieces, bytes([_TRAILER])])

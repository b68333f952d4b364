"""What a file is made of: the pieces that hold its pixels, and what was found beside."""

import zlib
from dataclasses import dataclass, field


class CannotClean(Exception):
    """The file is damaged, or of a format that nothing can be removed from for sure.
    The message is a developer's, in English."""


@dataclass
class Parts:
    """``pieces`` are those of the container that stay, in their order. The rest is what
    was found, as it stood in the file: ``exif`` begins with its byte order, ``texts``
    are PNG's by keyword. ``removed`` names kinds, such as "exif" or "trailing data"."""

    pieces: list = field(default_factory=list)
    exif: bytes = b""
    xmp: bytes = b""
    iptc: bytes = b""
    icc: bytes = b""
    texts: dict[str, str] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Marks:
    """What is written into the new file beside its pixels; empty for nothing."""

    exif: bytes = b""
    xmp: bytes = b""
    iptc: bytes = b""


EXIF_HEADER = b"Exif\0\0"
#: The largest colour profile that is kept; those in use have up to a few MB.
_MOST_ICC = 8 * 1024 * 1024


def read_profile(profile: bytes) -> bytes:
    """The colour profile without what may hang at its end; b"" for what is none."""
    size = int.from_bytes(profile[:4], "big")
    if not 128 <= size <= min(len(profile), _MOST_ICC) or profile[36:40] != b"acsp":
        return b""
    return profile[:size]


def inflate(data: bytes, most: int = _MOST_ICC) -> bytes:
    """Raises ``CannotClean`` where it would grow past ``most`` bytes, or is damaged."""
    try:
        inflater = zlib.decompressobj()
        result = inflater.decompress(data, most)
    except zlib.error as error:
        raise CannotClean(f"compressed data is damaged: {error}") from error
    if inflater.unconsumed_tail:
        raise CannotClean("compressed data is too large")
    return result

"""Whether the file of a video says where it was filmed.

Telephones write the place into it: where somebody lives who has sent it to us, or where
our own reporter stood. A video is handed to readers as it is, so that it may not.

MP4 by ISO/IEC 14496-12 and Apple's QuickTime File Format: boxes, each with its length
and its name before it. What is told of the film stands beside the film, in ``moov``,
``meta``, ``udta`` and ``uuid``. WebM by https://www.matroska.org/technical/tagging.html.
"""

import re
from collections.abc import Iterator

#: Bytes of one box; what describes the longest films is far smaller.
_MOST = 50_000_000
_DESCRIBING = {b"moov", b"meta", b"udta", b"uuid"}
_IN_MP4 = re.compile(
    rb"\xa9xyz.{0,24}[+-]\d|location\.ISO6709|GPSCoordinates|GPSLatitude|loci\x00{4}"
    # A track of its own that says it all along.
    rb"|stsd.{12}(?:gpmd|camm|rtmd)",
    re.DOTALL,
)
_IN_WEBM = re.compile(rb"LOCATION", re.IGNORECASE)
#: Tags stand before the film or behind it.
_END_OF_WEBM = 200_000


def says_location(file, kind: str) -> bool:
    """``file`` is open for reading at any place; ``kind`` "mp4" or "webm"."""
    if kind == "mp4":
        return any(_IN_MP4.search(box) for box in _read_boxes(file))
    size = file.seek(0, 2)
    file.seek(0)
    start = file.read(_END_OF_WEBM)
    file.seek(max(0, size - _END_OF_WEBM))
    return bool(_IN_WEBM.search(start) or _IN_WEBM.search(file.read()))


def _read_boxes(file) -> Iterator[bytes]:
    """Those that describe the film, at the top of the file."""
    size, place = file.seek(0, 2), 0
    while place + 8 <= size:
        file.seek(place)
        head = file.read(16)
        length, name = int.from_bytes(head[:4], "big"), head[4:8]
        if length == 1:
            length = int.from_bytes(head[8:16], "big")
        elif length == 0:
            length = size - place
        if length < 8:
            # Damaged: what comes then is no box.
            return
        if name in _DESCRIBING:
            file.seek(place)
            yield file.read(min(length, _MOST))
        place += length

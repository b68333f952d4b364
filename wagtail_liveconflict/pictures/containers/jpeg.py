"""JPEG: of its segments those stay that a decoder needs, and the colour profile.

Second pictures (MPF, as in portraits and HDR), videos behind the end (Motion Photo),
thumbnails, comments and every other application's segment go.
"""

from .parts import EXIF_HEADER, CannotClean, Marks, Parts, read_profile

_SOI, _EOI, _SOS = 0xD8, 0xD9, 0xDA
_APP0, _APP1, _APP2, _APP13, _APP14, _COM = 0xE0, 0xE1, 0xE2, 0xED, 0xEE, 0xFE
# Frames, tables, restart interval, number of lines; what is drawn with.
_DRAWING = {*range(0xC0, 0xE0)} - {0xC8, *range(0xD0, 0xDA)}
_RESTARTS = range(0xD0, 0xD8)
_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_MORE_XMP = b"http://ns.adobe.com/xmp/extension/\0"
_ICC = b"ICC_PROFILE\0"
_PHOTOSHOP = b"Photoshop 3.0\0"
_MOST_IN_SEGMENT = 65_533


def take_apart(content: bytes) -> Parts:
    parts, profile = Parts(), {}
    position, is_complete = 2, False
    while position < len(content):
        if content[position] != 0xFF:
            raise CannotClean(f"no marker of JPEG at byte {position}")
        while content[position : position + 1] == b"\xff":
            position += 1
        marker = content[position] if position < len(content) else 0
        position += 1
        if marker == _EOI:
            is_complete = True
            break
        size = int.from_bytes(content[position : position + 2], "big")
        payload = content[position + 2 : position + size]
        if size < 2 or len(payload) != size - 2:
            raise CannotClean("JPEG ends within a segment")
        position += size
        _take(marker, payload, parts, profile)
        if marker == _SOS:
            end = _find_end_of_scan(content, position)
            parts.pieces.append(content[position:end])
            position = end
    if not is_complete:
        raise CannotClean("JPEG has no end")
    if position < len(content):
        parts.removed.add("trailing data")
    parts.icc = read_profile(b"".join(profile[n] for n in sorted(profile)))
    if profile and not parts.icc:
        parts.removed.add("damaged colour profile")
    return parts


def _take(marker: int, payload: bytes, parts: Parts, profile: dict) -> None:
    if marker in _DRAWING or marker == _SOS:
        parts.pieces.append(_segment(marker, payload))
    elif marker == _APP0 and payload[:5] == b"JFIF\0" and len(payload) >= 14:
        # Its density, not its thumbnail.
        parts.pieces.append(_segment(_APP0, payload[:12] + b"\0\0"))
        if len(payload) > 14:
            parts.removed.add("thumbnail")
    elif marker == _APP14 and payload[:5] == b"Adobe" and len(payload) >= 12:
        # How colours are stored: without it they come out inverted.
        parts.pieces.append(_segment(_APP14, payload[:12]))
    elif marker == _APP2 and payload.startswith(_ICC) and len(payload) > 14:
        profile[payload[12]] = payload[14:]
    elif marker == _APP1 and payload.startswith(EXIF_HEADER):
        parts.exif = parts.exif or payload[6:]
        parts.removed.add("exif")
    elif marker == _APP1 and payload.startswith(_XMP):
        parts.xmp = parts.xmp or payload[len(_XMP) :]
        parts.removed.add("xmp")
    elif marker == _APP1 and payload.startswith(_MORE_XMP):
        parts.removed.add("xmp")
    elif marker == _APP13 and payload.startswith(_PHOTOSHOP):
        parts.iptc = parts.iptc or find_iptc(payload[len(_PHOTOSHOP) :])
        parts.removed.add("iptc")
    elif marker == _APP2 and payload.startswith(b"MPF\0"):
        parts.removed.add("second picture")
    elif marker == _COM:
        parts.removed.add("comment")
    else:
        parts.removed.add("other")


def _find_end_of_scan(content: bytes, position: int) -> int:
    while True:
        position = content.find(b"\xff", position)
        if position < 0 or position + 1 >= len(content):
            raise CannotClean("JPEG ends within its pixels")
        following = content[position + 1]
        if following == 0 or following in _RESTARTS:
            position += 2
        elif following == 0xFF:
            position += 1
        else:
            return position


def find_iptc(resources: bytes) -> bytes:
    """The IPTC record among Photoshop's resources; b"" where there is none."""
    position = 0
    while resources[position : position + 4] == b"8BIM":
        number = resources[position + 4 : position + 6]
        # Both the name and the data are padded to an even length.
        start = position + 6 + (resources[position + 6 : position + 7] or b"\0")[0] + 1
        start += start % 2
        size = int.from_bytes(resources[start : start + 4], "big")
        if number == b"\x04\x04":
            return resources[start + 4 : start + 4 + size]
        position = start + 4 + size + size % 2
    return b""


def put_together(parts: Parts, marks: Marks) -> bytes:
    # JFIF stands first, where there is one.
    is_jfif = parts.pieces and parts.pieces[0][:2] == b"\xff\xe0"
    head, pieces = parts.pieces[:is_jfif], parts.pieces[is_jfif:]
    written = [b"\xff\xd8", *head]
    if marks.exif:
        written.append(_segment(_APP1, EXIF_HEADER + marks.exif))
    if marks.xmp:
        written.append(_segment(_APP1, _XMP + marks.xmp))
    if marks.iptc:
        size = len(marks.iptc).to_bytes(4, "big")
        resource = (
            b"8BIM\x04\x04\0\0" + size + marks.iptc + b"\0" * (len(marks.iptc) % 2)
        )
        written.append(_segment(_APP13, _PHOTOSHOP + resource))
    step = _MOST_IN_SEGMENT - 14
    chunks = [parts.icc[n : n + step] for n in range(0, len(parts.icc), step)]
    for number, chunk in enumerate(chunks, 1):
        written.append(_segment(_APP2, _ICC + bytes([number, len(chunks)]) + chunk))
    return b"".join([*written, *pieces, b"\xff\xd9"])


def _segment(marker: int, payload: bytes) -> bytes:
    return bytes([0xFF, marker]) + (len(payload) + 2).to_bytes(2, "big") + payload

"""AVIF and HEIC: whether a file holds one picture and nothing beside it.

Nothing is rewritten here. A file that has more in it is drawn anew, from its pixels.
"""

from collections.abc import Iterator

from .parts import CannotClean, Parts

_PIXELS = {b"av01", b"hvc1"}
_TOP = {b"ftyp", b"meta", b"mdat"}
_META = {b"hdlr", b"pitm", b"iloc", b"iinf", b"iprp", b"iref", b"idat"}
# How tiles, transparency and metadata belong to the picture; "thmb" and others do not.
_REFERENCES = {b"dimg", b"auxl", b"prem", b"cdsc"}
# What a decoder needs to know of the pixels, and nothing in words.
_PROPERTIES = {
    *(b"ispe", b"pixi", b"colr", b"av1C", b"hvcC", b"auxC", b"pasp", b"clap"),
    *(b"clli", b"mdcv", b"a1op", b"a1lx", b"lsel", b"irot", b"imir"),
}
# Turned or mirrored: applied when it is drawn anew, as for the other formats.
_TURNS = {b"irot", b"imir"}


def take_apart(content: bytes) -> Parts:
    """``removed`` is empty for a picture with nothing beside it. Raises ``CannotClean``
    where the boxes are damaged."""
    parts = Parts()
    meta, held = b"", 0
    for kind, data in _read_boxes(content):
        if kind == b"meta":
            meta = data[4:]
        elif kind == b"mdat":
            held += len(data)
        elif kind not in _TOP:
            parts.removed.add("other")
    boxes = dict(_read_boxes(meta))
    if not boxes:
        raise CannotClean("no description of its pictures")
    # Bytes that belong to no item are what another program has taken out of the list.
    if boxes.keys() - _META or _count_used(boxes.get(b"iloc", b"")) != held:
        parts.removed.add("other")
    items = list(_read_items(boxes.get(b"iinf", b"")))
    references = {kind for kind, _data in _read_boxes(boxes.get(b"iref", b"")[4:])}
    # Transparency is a picture of its own, and so are the tiles of a large one.
    most = 2 if b"auxl" in references else 1
    if sum(kind in _PIXELS for kind, _description in items) > most:
        parts.removed.add("second picture")
    for kind, description in items:
        name = "other"
        if kind == b"Exif":
            name = "exif"
        elif kind == b"mime" and b"rdf+xml" in description:
            name = "xmp"
        # A second one is nothing that a reader of one would see.
        if kind not in _PIXELS:
            parts.removed.add("other" if name in parts.removed else name)
    for kind, _data in _read_boxes(boxes.get(b"iref", b"")[4:]):
        if kind not in _REFERENCES:
            parts.removed.add("thumbnail" if kind == b"thmb" else "other")
    properties = dict(_read_boxes(boxes.get(b"iprp", b"")))
    for kind, _data in _read_boxes(properties.get(b"ipco", b"")):
        if kind in _TURNS:
            parts.removed.add("orientation")
        elif kind not in _PROPERTIES:
            parts.removed.add("other")
    return parts


def _read_boxes(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    position = 0
    while position < len(content):
        size = int.from_bytes(content[position : position + 4], "big")
        kind = content[position + 4 : position + 8]
        header = 8
        if size == 1:
            size, header = (
                int.from_bytes(content[position + 8 : position + 16], "big"),
                16,
            )
        elif size == 0:
            size = len(content) - position
        if size < header or position + size > len(content):
            raise CannotClean(f"a box is damaged at byte {position}")
        yield kind, content[position + header : position + size]
        position += size


def _read_items(items: bytes) -> Iterator[tuple[bytes, bytes]]:
    start = 6 if items[:1] == b"\0" else 8
    for kind, data in _read_boxes(items[start:]):
        version = data[:1]
        if kind != b"infe" or version not in (b"\2", b"\3"):
            yield b"?", data
        else:
            at = 8 if version == b"\2" else 10
            yield data[at : at + 4], data[at + 4 :]


def _count_used(places: bytes) -> int:
    """Bytes of the file that belong to an item."""
    if len(places) < 8:
        raise CannotClean("no places of its items")
    version, position = places[0], 6

    def read(length: int) -> int:
        nonlocal position
        position += length
        return int.from_bytes(places[position - length : position], "big")

    of_offset, of_length = places[4] >> 4, places[4] & 15
    of_base, of_index = places[5] >> 4, places[5] & 15
    wide = 4 if version == 2 else 2
    used = 0
    for _item in range(read(wide)):
        read(wide)
        if version and read(2) & 15:
            # Held elsewhere, as phones hold how the tiles of a picture lie.
            return -1
        read(2 + of_base)
        for _extent in range(read(2)):
            read((of_index if version else 0) + of_offset)
            used += read(of_length)
    return used

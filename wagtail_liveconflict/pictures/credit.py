"""Whose picture it is: read from what a file says, and written anew as nothing else."""

import re
import struct
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from xml.sax.saxutils import escape

from PIL import Image

from .containers.parts import Marks, Parts

_ARTIST, _COPYRIGHT, _ORIENTATION, _GPS = 0x013B, 0x8298, 0x0112, 0x8825
_BY_LINE, _CREDIT, _SOURCE, _NOTICE = 80, 110, 115, 116
_DC = "{http://purl.org/dc/elements/1.1/}"
_PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
#: Characters that one of them may have; IPTC allows fewer.
_LONGEST = 500
_PACKET = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">%s</rdf:Description>'
    '</rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
)


@dataclass(frozen=True)
class Credit:
    """Each a line of text, "" for none."""

    creator: str = ""
    rights: str = ""
    credit: str = ""
    source: str = ""

    def make_marks(self) -> Marks:
        if self == Credit():
            return Marks()
        return Marks(self._make_exif(), self._make_xmp(), self._make_iptc())

    def _make_exif(self) -> bytes:
        entries, texts = b"", b""
        tags = [(_ARTIST, self.creator), (_COPYRIGHT, self.rights)]
        tags = [(tag, text.encode() + b"\0") for tag, text in tags if text]
        start = 8 + 2 + 12 * len(tags) + 4
        for tag, text in tags:
            place = struct.pack(">I", start + len(texts))
            if len(text) <= 4:
                place = text.ljust(4, b"\0")
            else:
                texts += text
            entries += struct.pack(">HHI", tag, 2, len(text)) + place
        if not tags:
            return b""
        return (
            b"MM\0*\0\0\0\x08"
            + struct.pack(">H", len(tags))
            + entries
            + bytes(4)
            + texts
        )

    def _make_xmp(self) -> bytes:
        creator, rights, credit, source = map(
            escape, (self.creator, self.rights, self.credit, self.source)
        )
        inner = ""
        if creator:
            inner += f"<dc:creator><rdf:Seq><rdf:li>{creator}</rdf:li></rdf:Seq></dc:creator>"
        if rights:
            inner += (
                f'<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">{rights}</rdf:li>'
                "</rdf:Alt></dc:rights>"
            )
        if credit:
            inner += f"<photoshop:Credit>{credit}</photoshop:Credit>"
        if source:
            inner += f"<photoshop:Source>{source}</photoshop:Source>"
        return _PACKET.replace("%s", inner).encode()

    def _make_iptc(self) -> bytes:
        record = b"\x1c\x01\x5a\x00\x03\x1b%G"  # In UTF-8.
        for number, text, most in (
            (_BY_LINE, self.creator, 32),
            (_CREDIT, self.credit, 32),
            (_SOURCE, self.source, 32),
            (_NOTICE, self.rights, 128),
        ):
            if text:
                # Cut where a character ends.
                data = text.encode()[: most * 4].decode("utf-8", "ignore").encode()
                record += struct.pack(">BBBH", 0x1C, 2, number, len(data)) + data
        return record


def read_exif(exif: bytes) -> Image.Exif:
    """An empty one for what cannot be read."""
    found = Image.Exif()
    try:
        found.load(b"Exif\0\0" + exif if exif else b"")
        found.get(_ORIENTATION)
    except Exception:
        # Pillow's reader lets through whatever struct and the like raise.
        return Image.Exif()
    return found


def read_orientation(parts: Parts) -> int:
    """1 to 8, as EXIF counts them; XMP's where EXIF has none, as Pillow does."""
    exif = read_exif(parts.exif)
    value = exif.get(_ORIENTATION)
    if value is None:
        found = re.search(rb"""tiff:Orientation(?:=["']|>)([1-8])""", parts.xmp)
        value = int(found[1]) if found else 1
    return value if value in range(1, 9) else 1


def has_place(parts: Parts) -> bool:
    return _GPS in read_exif(parts.exif)


def read_credit(parts: Parts) -> Credit:
    """The first that says it, of EXIF, XMP, IPTC and PNG's texts."""
    exif = read_exif(parts.exif)
    xmp = _read_xmp(parts.xmp)
    iptc = _read_iptc(parts.iptc)
    texts = parts.texts
    return Credit(
        creator=_first(
            _decode(exif.get(_ARTIST)),
            xmp.get(f"{_DC}creator"),
            iptc.get(_BY_LINE),
            texts.get("Author"),
        ),
        rights=_first(
            _decode(exif.get(_COPYRIGHT)),
            xmp.get(f"{_DC}rights"),
            iptc.get(_NOTICE),
            texts.get("Copyright"),
        ),
        credit=_first(xmp.get(f"{_PHOTOSHOP}Credit"), iptc.get(_CREDIT)),
        source=_first(xmp.get(f"{_PHOTOSHOP}Source"), iptc.get(_SOURCE)),
    )


def _first(*values) -> str:
    for value in values:
        line = " ".join(
            "".join(c if c.isprintable() else " " for c in value or "").split()
        )
        if line:
            return line[:_LONGEST]
    return ""


def _decode(value) -> str:
    """Pillow reads as Latin-1 what most programs write as UTF-8."""
    if not isinstance(value, str):
        return ""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value


def _read_xmp(packet: bytes) -> dict[str, str]:
    # An entity could grow without end; nobody writes one into XMP.
    if b"<!" in packet.replace(b"\0", b""):
        return {}
    try:
        root = ET.fromstring(packet.strip(b"\0 \n\r\t"))  # noqa: S314
    except (ET.ParseError, ValueError, LookupError):
        return {}
    found = {}
    for description in root.iter(f"{_RDF}Description"):
        found.update(description.attrib)
        for child in description:
            values = [li.text or "" for li in child.iter(f"{_RDF}li")]
            is_list = child.tag == f"{_DC}creator"
            text = ", ".join(values) if is_list else "".join(values[:1])
            found[child.tag] = text or child.text or ""
    return found


def _read_iptc(record: bytes) -> dict[int, str]:
    found, position, encoding = {}, 0, "latin-1"
    while record[position : position + 1] == b"\x1c" and position + 5 <= len(record):
        part, number, size = struct.unpack(">BBH", record[position + 1 : position + 5])
        data = record[position + 5 : position + 5 + size]
        if (part, number, data) == (1, 90, b"\x1b%G"):
            encoding = "utf-8"
        elif part == 2:
            text = data.decode(encoding, "replace")
            found[number] = f"{found[number]}, {text}" if number in found else text
        position += 5 + size
    return found

"""Pictures with metadata that another program has written into them, and read again."""

import functools
import io
import json
import os
import subprocess
import tempfile
from pathlib import Path

import pytest
from PIL import Image

from scripts.ensure_services import EXIFTOOL, find_service

needs_exiftool = pytest.mark.skipif(
    find_service(EXIFTOOL) is None, reason=EXIFTOOL.missing
)

EXTENSIONS = {
    "jpeg": "jpg",
    "png": "png",
    "webp": "webp",
    "gif": "gif",
    "avif": "avif",
    "heic": "heic",
    "tiff": "tif",
}

#: Groups of ExifTool's that say how a picture is stored, or where its file lies.
_OF_THE_FILE = {"ExifTool", "System", "File", "JFIF", "Composite", "GIF", "QuickTime"}
_OF_THE_FILE |= {"Meta", "Adobe", "ICC_Profile", "ICC-header"}
#: Of other groups what a decoder needs.
_DRAWING = {
    *("ImageWidth", "ImageHeight", "BitDepth", "ColorType", "Compression", "Filter"),
    *("Interlace", "Palette", "Transparency", "Gamma", "SRGBRendering", "PixelUnits"),
    *("PixelsPerUnitX", "PixelsPerUnitY", "BitsPerSample", "SamplesPerPixel"),
    *("PhotometricInterpretation", "StripOffsets", "RowsPerStrip", "StripByteCounts"),
    *("PlanarConfiguration", "VP8Version", "HorizontalScale", "VerticalScale"),
    *("WebP_Flags", "AlphaIsUsed", "ImageDescriptionLength", "Animation"),
    *("XResolution", "YResolution", "ResolutionUnit", "Predictor", "SampleFormat"),
    *("ExtraSamples", "CodedCharacterSet", "WhitePointX", "WhitePointY"),
}
CREDIT = {
    *("Artist", "Copyright", "Creator", "Rights", "Credit", "Source", "By-line"),
    "CopyrightNotice",
}


def draw(kind: str, size=(64, 48)) -> bytes:
    """Red in its upper left corner, else a gradient."""
    picture = Image.radial_gradient("L").resize(size).convert("RGB")
    picture.paste((220, 0, 0), (0, 0, 16, 16))
    if kind == "heic":
        pytest.importorskip("pillow_heif").register_heif_opener()
    buffer = io.BytesIO()
    picture.save(buffer, {"heic": "HEIF"}.get(kind, kind.upper()))
    return buffer.getvalue()


def write_metadata(content: bytes, kind: str, tags: dict[str, str]) -> bytes:
    """``tags`` as ExifTool names them: ``{"EXIF:Make": "…"}``. What the format has no
    place for is left out."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"picture.{EXTENSIONS[kind]}")
        path.write_bytes(content)
        arguments = ["-overwrite_original", "-n", "-m", "-q", "-q"]
        arguments += [f"-{name}={value}" for name, value in tags.items()]
        run_exiftool(*arguments, path)
        return path.read_bytes()


def read_metadata(*paths: Path) -> dict[str, dict[str, str]]:
    """By the file's path, what ExifTool finds in it, by "group:tag"."""
    listed = run_exiftool("-a", "-G1", "-u", "-j", "-n", *paths)
    return {each.pop("SourceFile"): each for each in json.loads(listed)}


def run_exiftool(*arguments) -> str:
    done = subprocess.run(
        [_find_exiftool(), "-charset", "iptc=UTF8", *map(os.fspath, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@functools.cache
def _find_exiftool() -> str:
    return str(find_service(EXIFTOOL))


def list_told(found: dict[str, str], credit: set[str] = frozenset()) -> dict[str, str]:
    """What of it is neither the picture itself nor among ``credit``."""
    told = {}
    for name, value in found.items():
        group, _, tag = name.rpartition(":")
        is_known = group in _OF_THE_FILE or tag in _DRAWING or tag in credit
        is_profile = group.startswith("ICC")
        # A comment stands in the group of the file.
        if not (is_known or is_profile) or tag == "Comment":
            told[name] = value
    return told

"""Make the fonts of share cards anew, from the families they are cut from.

``python -m scripts.make_card_fonts HEBREW.woff2``, in an environment with the packages
fonttools, skia-pathops, brotli, fontpkg-noto-sans and fontpkg-noto-sans-arabic. The argument is
``files/noto-sans-hebrew-hebrew-wght-normal.woff2`` of the npm package
@fontsource-variable/noto-sans-hebrew.

Of each family two weights are cut out of the variable font, with the letters, marks and
layout rules of a few scripts and without hints, which are of no use at these sizes.
"""

import argparse
import importlib.util
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

TARGET = (
    Path(__file__).resolve().parent.parent
    / "wagtail_liveconflict/share_cards/card_fonts"
)
WEIGHTS = {"regular": 400, "bold": 700}
PUNCTUATION = [(0x2000, 0x206F), (0x20A0, 0x20CF)]
#: First and last code point of what is kept of each family.
RANGES = {
    "sans": [
        *((0x20, 0x24F), (0x2B0, 0x36F), (0x370, 0x3FF), (0x400, 0x52F)),
        *((0x1E00, 0x1EFF), *PUNCTUATION, (0x2070, 0x209F), (0x2100, 0x215F)),
        *((0x2190, 0x22FF), (0x25CC, 0x25CC), (0xFFFD, 0xFFFD)),
    ],
    # The presentation forms are what is drawn where there is no libraqm.
    "arabic": [
        *((0x20, 0x20), (0x600, 0x6FF), (0x750, 0x77F), (0x200B, 0x200F)),
        *((0x25CC, 0x25CC), (0xFB50, 0xFBFF), (0xFDFC, 0xFDFC), (0xFE70, 0xFEFC)),
    ],
    "hebrew": [
        *((0x20, 0x20), (0x591, 0x5F4), (0x200B, 0x200F), (0x20AA, 0x20AA)),
        *((0x25CC, 0x25CC), (0xFB1D, 0xFB4F)),
    ],
}
#: Families are renamed, so that nobody takes a part for the whole.
FAMILY = "Liveconflict Cards"


def find(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"Install the package {package.replace('_', '-')} first.")
    (path,) = (Path(spec.origin).parent / "files").glob("*Sans[!-]*.ttf")
    return path


def cut(source: Path, script: str, weight: str) -> TTFont:
    font = TTFont(source)
    axes = {axis.axisTag for axis in font["fvar"].axes}
    wanted = {"wght": WEIGHTS[weight], "wdth": 100}
    instantiateVariableFont(
        font, {tag: wanted[tag] for tag in axes}, inplace=True, overlap=2
    )
    options = Options()
    options.hinting = False
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.drop_tables += ["DSIG", "MVAR", "STAT", "meta"]
    subsetter = Subsetter(options)
    subsetter.populate(
        unicodes={
            code for first, last in RANGES[script] for code in range(first, last + 1)
        }
    )
    subsetter.subset(font)
    rename(font, f"{FAMILY} {script.title()}", weight.title())
    return font


def rename(font: TTFont, family: str, weight: str) -> None:
    names = font["name"]
    names.names = [n for n in names.names if n.nameID in (0, 5, 7, 13, 14)]
    full = f"{family} {weight}"
    for number, text in (
        *((1, family), (2, weight), (3, full), (4, full)),
        (6, full.replace(" ", "")),
    ):
        names.setName(text, number, 3, 1, 0x409)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m scripts.make_card_fonts")
    parser.add_argument("hebrew", type=Path, metavar="HEBREW.woff2")
    sources = {
        "sans": find("fontpkg_noto_sans"),
        "arabic": find("fontpkg_noto_sans_arabic"),
        "hebrew": parser.parse_args().hebrew,
    }
    TARGET.mkdir(exist_ok=True)
    for script, source in sources.items():
        for weight in WEIGHTS:
            path = TARGET / f"{script}-{weight}.ttf"
            font = cut(source, script, weight)
            font.flavor = None
            font.save(path)
            print(f"{path.stat().st_size / 1000:6.1f} kB  {path.name}")


if __name__ == "__main__":
    main()

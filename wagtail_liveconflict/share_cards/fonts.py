"""Fonts: which one has what, and lines set in as many as they need.

Nothing here outlives the drawing of a card, but for the tables of characters that
``coverage`` keeps: cards may be drawn in several threads at once.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, features

from . import bidi, joining
from .coverage import UnreadableFont, get_characters
from .letters import ZWJ, ZWNJ, clean, is_mark, split_letters

BUNDLED = Path(__file__).parent / "card_fonts"
_SCRIPTS = ("sans", "arabic", "hebrew")
_WEIGHTS = {False: 400, True: 700}
#: Letters are drawn twice as large and made smaller: FreeType puts each on a whole pixel,
#: which at small sizes is seen as uneven spaces.
FINER = 2
#: Not drawn, and no font need have them.
_INVISIBLE = {ZWNJ, ZWJ, "\ufe0e", "\ufe0f"}
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}")


@dataclass(frozen=True)
class FontFile:
    """A file that can be drawn with, and the characters it has."""

    path: Path
    characters: frozenset[int]

    def has(self, letter: str) -> bool:
        return all(ord(c) in self.characters for c in letter if c not in _INVISIBLE)


@dataclass(frozen=True)
class Run:
    """What of a line is in one font and one direction, as it is read."""

    text: str
    file: FontFile
    rtl: bool


@dataclass(frozen=True)
class Ink:
    """What a text is set with, beside its size."""

    bold: bool = False
    rtl: bool = False


class Typesetter:
    """Measures and draws lines for one card. ``notes`` gathers what went wrong."""

    def __init__(
        self,
        fonts: Iterable[Path] = (),
        bold_fonts: Iterable[Path] = (),
        *,
        language: str = "",
        with_raqm: bool | None = None,
    ):
        self.notes: list[str] = []
        self.with_raqm = features.check("raqm") if with_raqm is None else with_raqm
        self.language = language if _LANGUAGE.fullmatch(language or "") else None
        own, own_bold = self._read(fonts, False), self._read(bold_fonts, True)
        self._chains = {
            False: [*own, *self._read_bundled("regular")],
            True: [*(own_bold or own), *self._read_bundled("bold")],
        }
        self._faces: dict[tuple[Path, int, bool], ImageFont.FreeTypeFont] = {}
        self._widths: dict[tuple[str, int, Ink], float] = {}

    def note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)

    def _read(self, paths: Iterable[Path], bold: bool) -> list[FontFile]:
        files = []
        for path in map(Path, paths):
            try:
                file = FontFile(path, get_characters(path))
                _open(path, 40, bold, self.with_raqm).getmask("Ag")
            except (OSError, UnreadableFont, ValueError, MemoryError):
                self.note(f"The font {path.name} cannot be read and was left out.")
            else:
                files.append(file)
        return files

    def _read_bundled(self, weight: str) -> list[FontFile]:
        return [
            FontFile(path, get_characters(path))
            for path in (BUNDLED / f"{script}-{weight}.ttf" for script in _SCRIPTS)
        ]

    def prepare(self, text: str, *, bold: bool) -> tuple[str, bool]:
        """``text`` cleaned, without what no font has, which is noted; and whether it
        was cut because no card could hold it."""
        cleaned, was_cut = clean(text)
        kept, missing = [], []
        for letter in split_letters(cleaned):
            if letter.isspace() or self._find(letter, bold) is not None:
                kept.append(letter)
            elif self._find(letter[0], bold) is not None:
                # A mark of all too many, or emoji's colour upon a plain sign.
                kept.append(letter[0])
            else:
                missing.append(letter)
        if missing:
            names = ", ".join(
                sorted({f"U+{ord(letter[0]):04X}" for letter in missing})[:8]
            )
            self.note(f"No font has these characters; they were left out: {names}.")
        if not self.with_raqm and bidi.has_direction(cleaned, rtl=True):
            self.note(
                "Pillow has no libraqm here (libfribidi is missing): Arabic is joined "
                "by presentation forms, without the font's own ligatures, and vowel "
                "marks of Arabic and Hebrew are left out."
            )
        return re.sub(" +", " ", "".join(kept)).strip(), was_cut

    def _find(self, letter: str, bold: bool) -> FontFile | None:
        for file in self._chains[bold]:
            if file.has(letter):
                return file
        return None

    def _get_files(self, letters: list[str], bold: bool) -> list[FontFile]:
        """The font of each letter: the first that has it, and for what is no letter
        (spaces, stops) that of its neighbour, where that has it."""
        files: list[FontFile | None] = []
        current = None
        for letter in letters:
            is_letter = letter[0].isalpha()
            if is_letter or current is None or not current.has(letter):
                found = self._find(letter, bold)
                if not is_letter and current is None:
                    found = next(
                        (
                            file
                            for other in letters
                            if other[0].isalpha()
                            and (file := self._find(other, bold))
                            and file.has(letter)
                        ),
                        found,
                    )
                current = found or current or self._chains[bold][-1]
            files.append(current)
        return files

    def get_runs(self, text: str, ink: Ink) -> list[Run]:
        """The runs of a line from left to right."""
        letters = split_letters(text)
        levels = bidi.get_levels(letters, rtl=ink.rtl)
        files = self._get_files(letters, ink.bold)
        runs: list[tuple[Run, int]] = []
        for letter, level, file in zip(letters, levels, files, strict=True):
            if runs and runs[-1][1] == level and runs[-1][0].file is file:
                run = runs[-1][0]
                runs[-1] = (Run(run.text + letter, file, run.rtl), level)
            else:
                runs.append((Run(letter, file, bool(level % 2)), level))
        return bidi.reorder([run for run, _ in runs], [level for _, level in runs])

    def measure(self, text: str, size: int, ink: Ink = Ink()) -> float:
        """Width in pixels."""
        key = (text, size, ink)
        if key not in self._widths:
            self._widths[key] = sum(
                self._get_length(run, size, ink) for run in self.get_runs(text, ink)
            )
        return self._widths[key]

    def draw(
        self,
        image: Image.Image,
        place: tuple[float, float],
        text: str,
        size: int,
        fill: tuple[int, int, int],
        ink: Ink = Ink(),
    ) -> None:
        """A line; ``place`` is its left end on the baseline."""
        width = ceil(self.measure(text, size, ink)) + 2 * size
        left, top = floor(place[0]) - size, floor(place[1]) - 2 * size
        mask = Image.new("L", (FINER * width, FINER * 4 * size))
        pen = ImageDraw.Draw(mask)
        x, y = FINER * (place[0] - left), FINER * (place[1] - top)
        for run in self.get_runs(text, ink):
            face = self._get_face(run.file, size, ink.bold)
            shown, options = self._shape(run)
            pen.text((x, y), shown, 255, face, anchor="ls", **options)
            x += face.getlength(shown, **options)
        image.paste(fill, (left, top), mask.reduce(FINER))

    def _get_length(self, run: Run, size: int, ink: Ink) -> float:
        shown, options = self._shape(run)
        face = self._get_face(run.file, size, ink.bold)
        return face.getlength(shown, **options) / FINER

    def _shape(self, run: Run) -> tuple[str, dict]:
        """What is given to Pillow, and how."""
        if self.with_raqm:
            direction = "rtl" if run.rtl else "ltr"
            return run.text, {"direction": direction, "language": self.language}
        letters = split_letters(run.text)
        if run.rtl:
            letters = joining.join(letters, run.file.characters)
            # Without its marks: nothing would place them upon their letters.
            letters = [
                bidi.mirror("".join(c for c in letter if not is_mark(c)) or letter)
                for letter in reversed(letters)
            ]
        return "".join(c for c in "".join(letters) if c not in _INVISIBLE), {}

    def _get_face(self, file: FontFile, size: int, bold: bool):
        key = (file.path, size, bold)
        if key not in self._faces:
            self._faces[key] = _open(file.path, FINER * size, bold, self.with_raqm)
        return self._faces[key]


def _open(path: Path, size: int, bold: bool, with_raqm: bool):
    engine = ImageFont.Layout.RAQM if with_raqm else ImageFont.Layout.BASIC
    face = ImageFont.truetype(path, size, layout_engine=engine)
    if path.parent != BUNDLED:
        _set_weight(face, _WEIGHTS[bold])
    return face


def _set_weight(face: ImageFont.FreeTypeFont, weight: int) -> None:
    """Give a variable font the weight; another stays as it is."""
    try:
        axes = face.get_variation_axes()
    except (OSError, NotImplementedError):
        return
    face.set_variation_by_axes(
        [
            min(max(weight, axis["minimum"]), axis["maximum"])
            if axis.get("name") in (b"Weight", "Weight")
            else axis["default"]
            for axis in axes
        ]
    )

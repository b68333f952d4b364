"""Texts fitted into boxes: wrapped by measuring, as large as they can be."""

from collections.abc import Callable
from dataclasses import dataclass

from . import bidi
from .fonts import Ink, Typesetter
from .letters import split_letters, split_words

ELLIPSIS = "…"
_ARABIC_LINE = 0.22


@dataclass(frozen=True)
class Box:
    """Room for a text in pixels, the sizes it may have and its lines' distance as a
    multiple of the size."""

    width: float
    height: float
    largest: int
    smallest: int
    line: float = 1.2
    max_lines: int = 99


@dataclass(frozen=True)
class Fitted:
    """Lines as they are read, of a ``size``, ``leading`` pixels from one baseline to
    the next."""

    lines: tuple[str, ...]
    size: int
    leading: float
    ink: Ink
    was_cut: bool = False

    @property
    def height(self) -> float:
        return self.leading * len(self.lines)


def fit(
    setter: Typesetter, text: str, box: Box, ink: Ink, *, suffix: str = ""
) -> Fitted:
    """``text`` in the largest size in which it fits, by words. If it does not fit in
    the smallest, it ends at a word with an ellipsis. A single word wider than the box
    in the smallest size, and only that, is broken between letters. ``suffix`` (a
    closing quotation mark) stands after the end, whatever that is."""
    prepared, must_cut = setter.prepare(text, bold=ink.bold)
    if not prepared:
        return Fitted((), box.largest, 0, ink)
    pieces = split_words(prepared)
    line = box.line + _ARABIC_LINE * _is_arabic(prepared)

    def attempt(size: int) -> list[str] | None:
        lines = _wrap(_marked(pieces, suffix), box.width, _measurer(setter, size, ink))
        room = min(box.max_lines, int(box.height / (line * size)))
        return lines if lines is not None and len(lines) <= room else None

    low, high, best = box.smallest, box.largest, None
    if not must_cut:
        while low <= high:
            size = (low + high) // 2
            lines = attempt(size)
            if lines is None:
                high = size - 1
            else:
                best, low = (size, lines), size + 1
    if best is None:
        size = box.smallest
        measure = _measurer(setter, size, ink)
        room = max(1, min(box.max_lines, int(box.height / (line * size))))
        lines, was_cut = _cut(pieces, suffix, box.width, room, measure, must_cut)
        return Fitted(tuple(lines), size, line * size, ink, was_cut)
    size, lines = best
    lines = _balance(
        _marked(pieces, suffix), lines, box.width, _measurer(setter, size, ink)
    )
    return Fitted(tuple(lines), size, line * size, ink)


Measure = Callable[[str], float]


def _measurer(setter: Typesetter, size: int, ink: Ink) -> Measure:
    return lambda text: setter.measure(text, size, ink)


def _is_arabic(text: str) -> bool:
    return any(
        "\u0600" <= letter <= "\u08ff" for letter in text
    ) and bidi.has_direction(text, rtl=True)


def _marked(pieces: list[tuple[str, str]], suffix: str) -> list[tuple[str, str]]:
    return [*pieces[:-1], (pieces[-1][0] + suffix, "")]


def _wrap(
    pieces: list[tuple[str, str]], width: float, measure: Measure
) -> list[str] | None:
    """Lines, or None when a word is wider than they are."""
    space = measure(" ")
    lines: list[str] = []
    line, used = "", 0.0
    glue = ""
    for piece, after in pieces:
        wide = measure(piece)
        if wide > width:
            return None
        gap = space if glue else 0.0
        if line and used + gap + wide <= width:
            line, used = line + glue + piece, used + gap + wide
        else:
            lines += [line] if line else []
            line, used = piece, wide
        glue = after
    return [*lines, line]


def _balance(
    pieces: list[tuple[str, str]], lines: list[str], width: float, measure: Measure
) -> list[str]:
    """As many lines, of widths as even as may be: no word alone in the last."""
    low, high = width / 2, width
    for _step in range(7):
        middle = (low + high) / 2
        narrower = _wrap(pieces, middle, measure)
        if narrower is not None and len(narrower) <= len(lines):
            lines, high = narrower, middle
        else:
            low = middle
    return lines


def _break_word(word: str, width: float, measure: Measure) -> list[str]:
    """The word in parts that fit, cut between letters."""
    parts = [""]
    for letter in split_letters(word):
        if parts[-1] and measure(parts[-1] + letter) > width:
            parts.append("")
        parts[-1] += letter
    return parts


def _cut(
    pieces: list[tuple[str, str]],
    suffix: str,
    width: float,
    room: int,
    measure: Measure,
    must_cut: bool,
) -> tuple[list[str], bool]:
    """At most ``room`` lines, and whether something is missing."""
    broken: list[tuple[str, str]] = []
    parts_of_words: set[str] = set()
    for piece, after in pieces:
        # Its beginning stands for all of a word that would fill the card.
        head = "".join(split_letters(piece)[: 60 * (room + 1)])
        parts = [piece]
        if measure(head) > width:
            parts = _break_word(head, width, measure)
            parts_of_words.update(parts)
        broken += [(part, "") for part in parts[:-1]] + [(parts[-1], after)]
        if len(broken) > 60 * room:
            must_cut = True
            break
    if not must_cut:
        lines = _wrap(_marked(broken, suffix), width, measure)
        if lines is not None and len(lines) <= room:
            return lines, False
    while broken:
        last = broken.pop()[0]
        end = last.rstrip(" ,;:.–—-…\u00a0")
        # Only what had to be broken, or stands alone, gives up letters for the
        # ellipsis; a whole word gives way to the one before it.
        while end and (last in parts_of_words or not broken):
            if measure(end + ELLIPSIS + suffix) <= width:
                break
            end = "".join(split_letters(end)[:-1])
        if end:
            shown = [*broken, (end + ELLIPSIS + suffix, "")]
            lines = _wrap(shown, width, measure)
            if lines is not None and len(lines) <= room:
                return lines, True
    return [ELLIPSIS + suffix], True

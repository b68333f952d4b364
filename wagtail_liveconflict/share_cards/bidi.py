"""The order in which a line is seen: Unicode's bidirectional algorithm (annex 9).

One line of one paragraph, without explicit embeddings and isolates, which are taken out
before. Pillow does this itself with libraqm, but only for a line in one font, and a
line with a fallback in it has two.
"""

import unicodedata
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")
_NEUTRAL = {"B", "S", "WS", "ON", "BN"}
_BRACKETS = {"(": ")", "[": "]", "{": "}", "⟨": "⟩"}
_PAIRS = {**_BRACKETS, "«": "»", "‹": "›", "<": ">", "≤": "≥"}
_MIRRORED = {**_PAIRS, **{closing: opening for opening, closing in _PAIRS.items()}}


def mirror(text: str) -> str:
    """Brackets and such as they look in a run from right to left."""
    return "".join(_MIRRORED.get(character, character) for character in text)


def is_rtl(text: str) -> bool | None:
    """The direction of the first letter; None where there is none."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("L", "R", "AL"):
            return kind != "L"
    return None


def has_direction(text: str, *, rtl: bool) -> bool:
    """Whether a letter of that direction is in it."""
    kinds = ("R", "AL") if rtl else ("L",)
    return any(unicodedata.bidirectional(character) in kinds for character in text)


def get_levels(letters: Sequence[str], *, rtl: bool) -> list[int]:
    """The level of each letter (even: left to right) in a paragraph of a direction.
    A letter may have marks upon it; its first character counts."""
    base = int(rtl)
    side = "R" if rtl else "L"
    kinds = [unicodedata.bidirectional(letter[0]) or "L" for letter in letters]
    _resolve_weak(kinds, side)
    _resolve_brackets(letters, kinds, side)
    _resolve_neutral(kinds, side)
    levels = []
    for kind in kinds:
        if base:
            levels.append(1 if kind == "R" else 2)
        else:
            levels.append({"L": 0, "R": 1}.get(kind, 2))
    return levels


def _resolve_weak(kinds: list[str], side: str) -> None:
    """W1 to W7."""
    strong = previous = side
    for i, kind in enumerate(kinds):
        if kind == "NSM":
            kinds[i] = kind = previous
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            kinds[i] = "AN"
        previous = kinds[i]
    kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]
    for i in range(1, len(kinds) - 1):
        before, after = kinds[i - 1], kinds[i + 1]
        if before == after and (
            (kinds[i] == "ES" and before == "EN")
            or (kinds[i] == "CS" and before in ("EN", "AN"))
        ):
            kinds[i] = before
    for i, kind in enumerate(kinds):
        if kind == "EN":
            for step in (1, -1):
                j = i + step
                while 0 <= j < len(kinds) and kinds[j] == "ET":
                    kinds[j] = "EN"
                    j += step
    strong = side
    for i, kind in enumerate(kinds):
        if kind in ("ES", "ET", "CS"):
            kinds[i] = "ON"
        elif kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[i] = "L"


def _get_strong(kind: str) -> str | None:
    return {"L": "L", "R": "R", "EN": "R", "AN": "R"}.get(kind)


def _resolve_brackets(letters: Sequence[str], kinds: list[str], side: str) -> None:
    """N0: brackets go with what they hold."""
    pairs, open_ones = [], []
    for i, letter in enumerate(letters):
        if kinds[i] != "ON":
            continue
        if letter in _BRACKETS:
            open_ones.append((_BRACKETS[letter], i))
        for depth in range(len(open_ones) - 1, -1, -1):
            if open_ones[depth][0] == letter:
                pairs.append((open_ones[depth][1], i))
                del open_ones[depth:]
                break
    for start, end in sorted(pairs):
        inside = {_get_strong(kind) for kind in kinds[start + 1 : end]} - {None}
        if side in inside:
            kinds[start] = kinds[end] = side
        elif inside:
            (other,) = inside
            before = next(
                (s for kind in reversed(kinds[:start]) if (s := _get_strong(kind))),
                side,
            )
            kinds[start] = kinds[end] = other if before == other else side


def _resolve_neutral(kinds: list[str], side: str) -> None:
    """N1 and N2."""
    i = 0
    while i < len(kinds):
        if kinds[i] not in _NEUTRAL:
            i += 1
            continue
        end = i
        while end < len(kinds) and kinds[end] in _NEUTRAL:
            end += 1
        before = _get_strong(kinds[i - 1]) if i else side
        after = _get_strong(kinds[end]) if end < len(kinds) else side
        kinds[i:end] = [before if before == after else side] * (end - i)
        i = end


def reorder(items: Sequence[T], levels: Sequence[int]) -> list[T]:
    """``items`` from left to right (rule L2)."""
    pairs = list(zip(items, levels, strict=True))
    for level in range(max(levels, default=0), 0, -1):
        i = 0
        while i < len(pairs):
            end = i
            while end < len(pairs) and pairs[end][1] >= level:
                end += 1
            pairs[i:end] = reversed(pairs[i:end])
            i = max(end, i + 1)
    return [item for item, _level in pairs]

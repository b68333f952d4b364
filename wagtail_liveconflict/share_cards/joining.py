"""Arabic letters joined without libraqm, by Unicode's presentation forms.

Letters stand in the form that their neighbours ask for, and lam with alef is one sign.
What it cannot do is place vowel marks as a font's own rules do.
"""

import unicodedata
from collections.abc import Container
from functools import cache

_FORMS = ("isolated", "final", "initial", "medial")
TATWEEL = "\u0640"


@cache
def _get_forms() -> dict[str, dict[str, str]]:
    """What is written, to the names of its forms and those forms."""
    forms: dict[str, dict[str, str]] = {}
    for code in (
        *range(0xFB50, 0xFBEA),
        *range(0xFBFC, 0xFC00),
        *range(0xFE80, 0xFEFD),
    ):
        kind, _, letters = unicodedata.decomposition(chr(code)).partition(" ")
        if kind.strip("<>") in _FORMS:
            written = "".join(chr(int(letter, 16)) for letter in letters.split())
            forms.setdefault(written, {}).setdefault(kind.strip("<>"), chr(code))
    return forms


def _joins_next(letter: str) -> bool:
    return letter == TATWEEL or "initial" in _get_forms().get(letter, {})


def _joins_previous(letter: str) -> bool:
    return letter == TATWEEL or "final" in _get_forms().get(letter, {})


def join(letters: list[str], characters: Container[int]) -> list[str]:
    """``letters`` of one run, in the order they are read, in their forms; those that
    the font (``characters``) has no form of stay as they are."""
    forms = _get_forms()
    pairs = [(letter[0], letter[1:]) for letter in letters]
    merged: list[tuple[str, str]] = []
    for base, marks in pairs:
        # Marks upon the lam stay with the pair.
        if (
            merged
            and (together := merged[-1][0] + base) in forms
            and len(together) == 2
        ):
            merged[-1] = (together, merged[-1][1] + marks)
        else:
            merged.append((base, marks))
    result = []
    for i, (base, marks) in enumerate(merged):
        previous = merged[i - 1] if i else ("", "")
        following = merged[i + 1] if i + 1 < len(merged) else ("", "")
        after = (
            _joins_next(previous[0][-1:] if len(previous[0]) == 1 else "")
            and "\u200c" not in previous[1]
            and _joins_previous(base)
        )
        before = (
            _joins_next(base)
            and "\u200c" not in marks
            and _joins_previous(following[0])
        )
        name = _FORMS[int(after) + 2 * int(before)]
        form = forms.get(base, {}).get(name, base)
        shown = form if all(ord(c) in characters for c in form) else base
        result.append(shown + marks.replace("\u200c", "").replace("\u200d", ""))
    return result

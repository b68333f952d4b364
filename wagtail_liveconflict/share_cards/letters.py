"""Texts as what is set: cleaned, in letters that stay whole, in words.

A letter here is what a reader takes for one: a base with the marks upon it. The rules
are those of Unicode's annex 29 as far as scripts of news need them.
"""

import re
import unicodedata

#: More than any card can hold at its smallest size.
MAX_CHARACTERS = 2_000
#: Marks upon one letter; more is a joke, and covers the lines above.
MAX_MARKS = 4
#: The longest that stays in one line because of spaces that do not break.
MAX_GLUED = 32
ZWNJ, ZWJ = "\u200c", "\u200d"
#: Orders, which the setting gives itself, and what nobody sees.
_UNSEEN = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_SPACES = re.compile(
    "[ \t\n\r\v\f\x1c-\x1f\x85\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]+"
)
#: A line may end after these, within what has no space.
_ENDS = "-–—/"
_NO_SPACES = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]"
)
#: Short words that may not hang at the end of a line.
_GLUED = re.compile(r"(?<![^\s(«„“])([а-яёіїєґўА-ЯЁІЇЄҐЎ]{1,2}) (?=\S)")
#: A dash does not begin a line.
_BEFORE_DASH = re.compile(r" (?=[–—] )")
NO_BREAK = "\u00a0"


def clean(text: str) -> tuple[str, bool]:
    """``text`` in one line, without control characters and halves of characters; and
    whether it was cut because it was too long for any card."""
    rough = str(text)[: 10 * MAX_CHARACTERS]
    rough = "".join(
        " " if unicodedata.category(c) == "Cc" else c
        for c in rough
        if not 0xD800 <= ord(c) <= 0xDFFF
    )
    rough = _UNSEEN.sub("", unicodedata.normalize("NFC", rough))
    rough = _SPACES.sub(" ", rough).strip()
    whole = "".join(_limit_marks(letter) for letter in split_letters(rough))
    if len(whole) <= MAX_CHARACTERS:
        return whole, len(text) > 10 * MAX_CHARACTERS
    return whole[:MAX_CHARACTERS].rpartition(" ")[0] or whole[:MAX_CHARACTERS], True


def _limit_marks(letter: str) -> str:
    return letter[: 1 + MAX_MARKS] if len(letter) > 8 else letter


def is_mark(character: str) -> bool:
    """Whether it stands upon the letter before it."""
    return unicodedata.category(character) in ("Mn", "Mc", "Me") or (
        character in (ZWNJ, ZWJ) or "\U0001f3fb" <= character <= "\U0001f3ff"
    )


def split_letters(text: str) -> list[str]:
    """Letters with their marks; emoji and flags of several characters are one."""
    letters: list[str] = []
    for character in text:
        last = letters[-1] if letters else ""
        joins = bool(last) and (
            is_mark(character)
            or (last[-1] == ZWJ and unicodedata.category(last[0]) == "So")
            or (_is_flag_half(character) and _is_flag_half(last))
        )
        if joins and last != " ":
            letters[-1] += character
        else:
            letters.append(character)
    return letters


def _is_flag_half(character: str) -> bool:
    return len(character) == 1 and "\U0001f1e6" <= character <= "\U0001f1ff"


def split_words(text: str, *, keep_short_words: bool = True) -> list[tuple[str, str]]:
    """What stays together in a line, each with what stands between it and the next
    where they are in one line: a space, or nothing."""
    if keep_short_words:
        # Twice: "и в Киеве" has two in a row, and one match takes the space of both.
        text = _GLUED.sub(rf"\1{NO_BREAK}", _GLUED.sub(rf"\1{NO_BREAK}", text))
        text = _BEFORE_DASH.sub(NO_BREAK, text)
    pieces: list[tuple[str, str]] = []
    for word in text.split(" "):
        # What is glued together is a word, unless it is a whole sentence.
        glued = word.split(NO_BREAK) if len(word) > MAX_GLUED else [word]
        pieces += [(part, " ") for part in glued[:-1] if part]
        parts = _split_word(glued[-1])
        pieces += [(part, "") for part in parts[:-1]]
        pieces += [(part, " ") for part in parts[-1:]]
    return pieces


def _split_word(word: str) -> list[str]:
    letters = split_letters(word)
    parts: list[str] = [""]
    for number, letter in enumerate(letters):
        parts[-1] += letter
        following = letters[number + 1][0] if number + 1 < len(letters) else ""
        ends = (letter in _ENDS and following.isalpha() and len(parts[-1]) > 3) or (
            _NO_SPACES.match(letter)
            and following
            and (_NO_SPACES.match(following) or following.isalnum())
        )
        if ends:
            parts.append("")
    return [part for part in parts if part]

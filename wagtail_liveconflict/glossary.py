"""Finds contested names that are not written as the newsroom writes them.

What is compared: Unicode in its composed form (NFC), apostrophes, hyphens and white
space each as one, capitals only where the glossary has capitals; «е» and «ё» are two
letters. A hyphen ends a word, so that "Ternvel-based" is found; an apostrophe between
Cyrillic letters does not.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from .models import HouseForm
from .models.contested_name import split_forms

_APOSTROPHES = "'’‘ʼ"
_HYPHENS = "-‐‑‒–—−"
_CYRILLIC = "\u0400-\u052f"
_WORD_STARTS = rf"(?<!\w)(?<![{_CYRILLIC}][{_APOSTROPHES}])"
_WORD_ENDS = rf"(?!\w)(?![{_APOSTROPHES}][{_CYRILLIC}])"
#: Somebody else's word stands in them. None reaches into another paragraph.
_IN_MARKS = re.compile('“[^“”\n]*”|«[^«»\n]*»|„[^„“”\n]*[“”]|"[^"\n]*"')
_COVER = "\ufffc"


@dataclass(frozen=True)
class Entry:
    """A contested name in one language."""

    #: Id of the ``ContestedName``.
    name_id: int
    term: str
    house_form: str
    other_forms: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Found:
    """A contested name in a text, in a form that is not the house's."""

    #: As it stands in the text.
    form: str
    house_form: str
    reason: str
    #: In the text's composed form (NFC).
    start: int
    end: int
    name_id: int


def get_finder(language: str) -> Callable[[str], list[Found]]:
    """What a text, written in ``language``, calls otherwise than the newsroom does; in
    the order of the text, none within another. One query for many texts."""
    entries = get_entries(language)
    return get_matcher(entries).find if entries else lambda text: []


def get_entries(language: str) -> tuple[Entry, ...]:
    """The glossary in one language ("en-gb" falls back on "en"): one query."""
    # Read for every check: editors rely on a form that a colleague has just added,
    # in whichever process that was.
    language = language.lower()
    primary = language.split("-")[0]
    rows = (
        HouseForm.objects.filter(contested_name__is_active=True)
        .order_by("contested_name_id")
        .values_list(
            "contested_name_id",
            "contested_name__term",
            "language",
            "form",
            "other_forms",
            "contested_name__other_forms",
            "contested_name__reason",
        )
    )
    entries = {}
    for name_id, term, written_in, house_form, own, shared, reason in rows:
        written_in = written_in.lower()
        if written_in == language or (written_in == primary and name_id not in entries):
            forms = tuple(split_forms(f"{own}\n{shared}"))
            entries[name_id] = Entry(name_id, term, house_form, forms, reason)
    return tuple(entries.values())


@lru_cache(maxsize=16)
def get_matcher(entries: tuple[Entry, ...]) -> "Matcher":
    return Matcher(entries)


def fold(form: str) -> str:
    """Two forms that are found in the same places are equal folded, except that one
    in small letters is found in more."""
    form = unicodedata.normalize("NFC", " ".join(form.split()))
    form = re.sub(f"[{_APOSTROPHES}]", "'", form)
    return re.sub(f"[{_HYPHENS}]", "-", form)


def is_same_form(one: str, other: str) -> bool:
    """Whether there is a text in which both are found at the same place."""
    one, other = fold(one), fold(other)
    if one == one.lower() or other == other.lower():
        return one.lower() == other.lower()
    return one == other


class Matcher:
    """The forms of one language as one regular expression."""

    def __init__(self, entries: Iterable[Entry]):
        entries = list(entries)
        # House forms are found as well, and passed over: what stands in one is right.
        forms = [(entry.house_form, None) for entry in entries]
        forms += [(form, entry) for entry in entries for form in entry.other_forms]
        forms = [(fold(form), entry) for form, entry in forms]
        # Of two that begin at the same place, the longer one; the house's of two equal.
        # Those with the same first letter stand together: the others are not tried.
        forms.sort(key=lambda item: (_get_first(item[0]), -len(item[0])))
        self._entries = [entry for _form, entry in forms]
        by_letter = groupby((form for form, _entry in forms), _get_first)
        self._pattern = re.compile(
            _WORD_STARTS
            + "(?:"
            + "|".join(
                f"(?=(?i:{_get_pattern(letter)}))"
                f"(?:{'|'.join(f'({_get_pattern(form)})' for form in same)})"
                for letter, same in by_letter
            )
            + ")"
            + _WORD_ENDS
        )

    def find(self, text: str) -> list[Found]:
        text = unicodedata.normalize("NFC", text)
        return list(self._find(text, cover_quotations(text)))

    def _find(self, text: str, searched: str) -> Iterator[Found]:
        position = 0
        while match := self._pattern.search(searched, position):
            start, end = match.span()
            if _is_cut_from_word(searched, start, end):
                position = start + 1
                continue
            position = end
            if entry := self._entries[match.lastindex - 1]:
                yield Found(
                    form=text[start:end],
                    house_form=entry.house_form,
                    reason=entry.reason,
                    start=start,
                    end=end,
                    name_id=entry.name_id,
                )


def _get_first(form: str) -> str:
    # A capital may become two characters when lowered.
    return form.lower()[0]


def _get_pattern(form: str) -> str:
    pattern = "".join(
        f"[{_APOSTROPHES}]"
        if letter == "'"
        else f"[{_HYPHENS}]"
        if letter == "-"
        else r"\s+"
        if letter == " "
        else re.escape(letter)
        for letter in form
    )
    return f"(?i:{pattern})" if form == form.lower() else pattern


def _is_cut_from_word(text: str, start: int, end: int) -> bool:
    """Whether a mark of the same word follows or precedes, as in scripts whose
    vowels are marks: for ``\\w`` a word ends there."""
    return unicodedata.category(text[end : end + 1] or " ").startswith(
        "M"
    ) or unicodedata.category(text[start - 1 : start] or " ").startswith("M")


def cover_quotations(text: str) -> str:
    """``text`` with what stands in typed quotation marks made unreadable, each
    character at its place."""
    return _IN_MARKS.sub(lambda match: _COVER * len(match[0]), text)

"""Languages a source may have spoken or written in.

Names come from Django's own table (in the reader's language where Django has a
translation); what is missing there and matters in coverage of conflicts is
added. Codes are BCP 47.
"""

import unicodedata
from collections import Counter
from functools import cache

from django.conf.locale import LANG_INFO
from django.utils.translation import (
    get_language,
    get_language_info,
    gettext,
    gettext_lazy,
)

from .quotation_marks import get_quotation_marks

__all__ = [
    "get_direction",
    "get_language_choices",
    "get_language_name",
    "get_quotation_marks",
    "is_written_in",
]

_ADDED = {
    "am": gettext_lazy("Amharic"),
    "ckb": gettext_lazy("Central Kurdish"),
    "crh": gettext_lazy("Crimean Tatar"),
    "ku": gettext_lazy("Kurdish"),
    "mul": gettext_lazy("Several languages"),
    "ps": gettext_lazy("Pashto"),
    "so": gettext_lazy("Somali"),
    "ti": gettext_lazy("Tigrinya"),
    "und": gettext_lazy("Unknown language"),
    "yi": gettext_lazy("Yiddish"),
}
_RIGHT_TO_LEFT = {"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"}

#: Scripts as Unicode names them; a language not listed is written in Latin.
_SCRIPTS = {
    "am": "ETHIOPIC",
    "ar": "ARABIC",
    "be": "CYRILLIC",
    "bg": "CYRILLIC",
    "bn": "BENGALI",
    "ckb": "ARABIC",
    "el": "GREEK",
    "fa": "ARABIC",
    "he": "HEBREW",
    "hi": "DEVANAGARI",
    "hy": "ARMENIAN",
    "ja": "HIRAGANA",
    "ka": "GEORGIAN",
    "kk": "CYRILLIC",
    "ko": "HANGUL",
    "ky": "CYRILLIC",
    "mk": "CYRILLIC",
    "mn": "CYRILLIC",
    "my": "MYANMAR",
    "ps": "ARABIC",
    "ru": "CYRILLIC",
    "sr": "CYRILLIC",
    "tg": "CYRILLIC",
    "ti": "ETHIOPIC",
    "ug": "ARABIC",
    "uk": "CYRILLIC",
    "ur": "ARABIC",
    "yi": "HEBREW",
    "zh": "CJK",
}


def _primary(code: str) -> str:
    return code.lower().split("-")[0]


def get_language_name(code: str) -> str:
    """The language's name in the active language; the code itself when unknown."""
    if not code:
        return ""
    if code in _ADDED:
        return str(_ADDED[code])
    try:
        return gettext(get_language_info(code)["name"])
    except KeyError:
        return code


def get_language_choices() -> list[tuple[str, str]]:
    """All known languages as (code, name), by name in the active language."""
    return _get_language_choices(get_language())


@cache
def _get_language_choices(active_language):
    # Form fields and the search index ask for these hundreds of times a save.
    codes = {code for code, info in LANG_INFO.items() if "name" in info} | set(_ADDED)
    return sorted(
        ((code, get_language_name(code)) for code in codes), key=lambda item: item[1]
    )


def get_direction(code: str) -> str:
    """``"rtl"``, ``"ltr"``, or ``"auto"`` when the language is not known."""
    if not code or code in ("und", "mul"):
        return "auto"
    return "rtl" if _primary(code) in _RIGHT_TO_LEFT else "ltr"


def is_written_in(text: str, code: str) -> bool:
    """Whether most letters of ``text`` are of the script of a language."""
    scripts = Counter(
        unicodedata.name(letter, "").split(" ")[0]
        for letter in text[:500]
        if letter.isalpha()
    )
    if not scripts:
        return False
    return scripts.most_common(1)[0][0] == _SCRIPTS.get(_primary(code), "LATIN")

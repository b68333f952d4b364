"""Quotation marks of languages. Knows nothing of Django: pictures are set with it too."""

#: Opening and closing marks by language, after CLDR's delimiters.
_QUOTATION_MARKS = {
    "ar": ("”", "“"),
    "be": ("«", "»"),
    "bg": ("„", "“"),
    "cs": ("„", "“"),
    "de": ("„", "“"),
    "el": ("«", "»"),
    "es": ("«", "»"),
    "fa": ("«", "»"),
    "fr": ("«\u00a0", "\u00a0»"),
    "hu": ("„", "”"),
    "it": ("«", "»"),
    "ja": ("「", "」"),
    "ka": ("„", "“"),
    "lt": ("„", "“"),
    "pl": ("„", "”"),
    "pt": ("“", "”"),
    "ro": ("„", "”"),
    "ru": ("«", "»"),
    "uk": ("«", "»"),
    "zh-hans": ("“", "”"),
}


def get_quotation_marks(code: str) -> tuple[str, str]:
    """Opening and closing quotation mark of a language."""
    code = code.lower()
    return _QUOTATION_MARKS.get(
        code, _QUOTATION_MARKS.get(code.split("-")[0] if code else "", ("“", "”"))
    )

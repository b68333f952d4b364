"""Plain text out of rich text, and its first words."""

from django.utils.html import strip_tags


def plain(value: str) -> str:
    """Text without tags and with single spaces."""
    return " ".join(strip_tags(value).split())


def first_words(value: str, length: int = 80) -> str:
    """At most ``length`` characters of the plain text, never cut inside a word
    that would fit."""
    text = plain(value)
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    if " " in cut:
        cut = cut.rsplit(" ", 1)[0]
    return cut.rstrip(" ,;:–-") + "…"

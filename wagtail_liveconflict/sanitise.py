"""Cleaning of HTML. The only module that imports bleach."""

import re

import bleach

#: What Wagtail's rich text keeps in the database for the features we offer.
_RICH_TEXT_TAGS = {"p", "b", "i", "strong", "em", "a", "ol", "ul", "li", "br"}
_RICH_TEXT_ATTRIBUTES = {"a": ["href", "id", "linktype"], "p": ["data-block-key"]}
_RICH_TEXT_ATTRIBUTES["li"] = ["data-block-key"]
_PROTOCOLS = {"http", "https", "mailto", "tel"}
#: Their content is code, not words: it goes with the tag.
_DROPPED_WHOLE = ("script", "style", "template", "noscript", "iframe", "object")


def _drop_code(html: str) -> str:
    for tag in _DROPPED_WHOLE:
        html = re.sub(rf"(?is)<{tag}\b.*?</{tag}\s*>", "", html)
    return html


def strip_control_characters(value: str) -> str:
    """Text without characters that no page, feed or JSON reader wants (C0 and
    C1 controls except tab and line feed, lone surrogates, bidi overrides)."""
    return "".join(
        character
        for character in value
        if character in "\t\n"
        or not (
            character < " "
            or "\x7f" <= character <= "\x9f"
            or "\u202a" <= character <= "\u202e"
            or "\u2066" <= character <= "\u2069"
            or "\ud800" <= character <= "\udfff"
        )
    )


def one_line(value: str | None) -> str:
    """Text without control characters and with single spaces."""
    return " ".join(strip_control_characters(value or "").split())


def sanitise_rich_text(html: str) -> str:
    """Rich text in Wagtail's database form, with only the tags we offer."""
    return bleach.clean(
        _drop_code(strip_control_characters(html)),
        tags=_RICH_TEXT_TAGS,
        attributes=_RICH_TEXT_ATTRIBUTES,
        protocols=_PROTOCOLS,
        strip=True,
    )

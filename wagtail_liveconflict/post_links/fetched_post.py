"""What a platform says of a post, as plain text and facts."""

import re
from dataclasses import dataclass
from datetime import datetime

from bs4 import BeautifulSoup

from ..sanitise import strip_control_characters


@dataclass(frozen=True)
class FetchedPost:
    """``text`` is plain, and ``""`` where the words are not the author's own or the
    platform does not give them. ``said_at`` is aware, ``precision`` a value of
    ``attribution.Precision``; ``language`` a BCP 47 code or ``""``. ``handle`` is
    normalised: the author as the platform names it, which an address need not."""

    text: str = ""
    author_name: str = ""
    said_at: datetime | None = None
    precision: str = "unknown"
    language: str = ""
    handle: str = ""


def to_plain_text(markup) -> str:
    """The words of an HTML string or element, with its paragraphs and line breaks
    as such; never markup."""
    if not isinstance(markup, str):
        markup = str(markup)
    soup = BeautifulSoup(markup, "html.parser")
    for tag in soup(["script", "style"]):
        tag.decompose()
    for tag in soup("br"):
        tag.replace_with("\n")
    for tag in soup("p"):
        tag.append("\n\n")
    return tidy(soup.get_text())


def tidy(text) -> str:
    """``text`` without control characters, and with single spaces within lines and
    at most one empty line between them. ``""`` for what is no text."""
    if not isinstance(text, str):
        return ""
    text = strip_control_characters(text.replace("\r\n", "\n"))
    text = re.sub(r"[^\S\n]+", " ", text)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r" ?\n ?", "\n", text)).strip()


def read_time(text) -> datetime | None:
    """An ISO 8601 time with its offset; None for anything else."""
    try:
        value = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return value if value.tzinfo else None


def clean_language(code) -> str:
    """A language code as a page would carry it; ``""`` when it says nothing."""
    if not isinstance(code, str) or not re.fullmatch(r"[A-Za-z]{2,3}(-\w+)*", code):
        return ""
    # X marks posts without words with codes for private use.
    unknown = {"und", "zxx", "mul", "art"}
    code = code.casefold()
    return "" if code in unknown or re.match(r"q[a-t][a-z]", code) else code

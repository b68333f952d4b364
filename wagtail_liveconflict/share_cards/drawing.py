"""Cards as pictures. Pillow alone: this module knows nothing of Django or Wagtail."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Style:
    """The newsroom's. Colours as ``#rrggbb``; whatever they are, text is drawn with a
    contrast of at least 4.5:1. Fonts are files (TrueType, OpenType), tried in their
    order for what a text is written in; none: those that come with the app. ``logo``
    is a picture's bytes."""

    background: str = "#1b1f27"
    accent: str = "#b3202a"
    fonts: tuple[Path, ...] = ()
    bold_fonts: tuple[Path, ...] = ()
    logo: bytes | None = None


@dataclass(frozen=True)
class Mark:
    """A claim's status: ``code`` (a code of ``verification.vocabulary``), and its word
    with the time as of which it holds, both as readers read them."""

    code: str
    word: str
    as_of: str = ""


@dataclass(frozen=True)
class Card:
    """What stands on a card, already in the reader's language. ``quote`` is set: the
    words that were said, with ``speaker`` and ``role``; else ``headline`` alone.
    ``live_label`` is "" for one that is not live. ``is_verbatim`` is false for what is
    not the speaker's own words: it stands without quotation marks."""

    publication: str
    headline: str = ""
    quote: str = ""
    speaker: str = ""
    role: str = ""
    marks: tuple[Mark, ...] = ()
    time: str = ""
    live_label: str = ""
    language: str = "en"
    is_rtl: bool = False
    is_verbatim: bool = True


@dataclass(frozen=True)
class Drawn:
    """``content`` is a PNG or a JPEG, as ``content_type`` says. ``notes`` says in
    English what could not be set properly, such as Arabic without libraqm."""

    content: bytes
    content_type: str
    width: int
    height: int
    notes: tuple[str, ...] = field(default=())


def draw_card(card: Card, style: Style = Style()) -> Drawn:
    """The card of 1200×630 pixels."""
    raise NotImplementedError


def draw_quote_card(card: Card, style: Style = Style()) -> Drawn:
    """The square one, 1080×1080 pixels, of a card with a quote."""
    raise NotImplementedError

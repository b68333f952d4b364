"""What every language builds its sentence with: pieces of text, joined once.

HTML and plain text come from the same pieces, so they cannot differ in a word.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .vocabulary import Precision

if TYPE_CHECKING:
    from .sentence import Attribution


@dataclass(frozen=True)
class Piece:
    """Some words, and the element they stand in (none when ``tag`` is empty)."""

    words: str
    tag: str = ""
    class_name: str = ""
    machine_time: str = ""

    def as_html(self) -> SafeString:
        if self.tag == "time":
            return format_html(
                '<time datetime="{}">{}</time>', self.machine_time, self.words
            )
        if self.tag:
            return format_html(
                '<{} class="{}">{}</{}>',
                self.tag,
                f"liveconflict-quote__{self.class_name}",
                self.words,
                self.tag,
            )
        return format_html("{}", self.words)


@dataclass
class Sentence:
    """Pieces in reading order, with the spaces and commas between them."""

    pieces: list[Piece] = field(default_factory=list)
    #: Whether a comma comes before whatever is added next.
    owes_comma: bool = False

    def add(self, piece: Piece | str, *, after_comma: bool = False) -> None:
        """Append after a space; what has no words is left out."""
        piece = Piece(piece) if isinstance(piece, str) else piece
        if not piece.words:
            return
        if self.pieces:
            comma = after_comma or self.owes_comma
            self.pieces.append(Piece(", " if comma else " "))
        self.owes_comma = False
        self.pieces.append(piece)

    def add_directly(self, words: str) -> None:
        """Append without a space; no comma that is owed comes before it."""
        if words:
            self.pieces.append(Piece(words))

    def add_in_brackets(self, pieces: Iterable[Piece]) -> None:
        """Append "(one; two)"; a comma that is owed comes after it."""
        pieces = [piece for piece in pieces if piece.words]
        for number, piece in enumerate(pieces):
            opening = " (" if self.pieces else "("
            self.pieces += [Piece("; " if number else opening), piece]
        if pieces:
            self.pieces.append(Piece(")"))

    def close_clause(self) -> None:
        """A comma before whatever comes next, and none if nothing does."""
        self.owes_comma = bool(self.pieces)

    def as_text(self) -> str:
        return "".join(piece.words for piece in self.pieces)

    def as_html(self) -> SafeString:
        return format_html_join("", "{}", ((p.as_html(),) for p in self.pieces))


@dataclass(frozen=True)
class Moment:
    """When it was said, in the active time zone, as precisely as it is known.

    ``shows_year``: told from the update's own time, never from today's, because
    what is rendered is kept and served for years.
    """

    local: datetime
    precision: Precision
    shows_year: bool = False

    @property
    def machine_time(self) -> str:
        """For ``<time datetime>``: no more digits than are known."""
        if self.precision == Precision.MINUTE:
            return self.local.isoformat(timespec="minutes")
        return self.local.date().isoformat()

    @property
    def zone(self) -> str:
        """``"EEST"``; ``"UTC+04:00"`` for a zone that has no short name."""
        name = self.local.tzname() or ""
        if name[:1] not in ("+", "-"):
            return name
        return f"UTC{self.local.isoformat()[-6:]}"

    @property
    def part_of_day(self) -> str:
        """``"night"`` (before five), ``"morning"``, ``"afternoon"``, ``"evening"``."""
        return get_part_of_day(self.local)


def get_part_of_day(value: datetime) -> str:
    if value.hour < 5:
        return "night"
    if value.hour < 12:
        return "morning"
    return "afternoon" if value.hour < 18 else "evening"


def get_moment(
    said_at: datetime | None,
    precision: str | None,
    posted_at: datetime | None = None,
) -> Moment | None:
    """None when the time is not known, whatever stands in the field."""
    known = set(Precision.values) - {Precision.UNKNOWN}
    if not said_at or precision not in known:
        return None
    local = _localise(said_at)
    return Moment(
        local=local,
        precision=Precision(precision),
        shows_year=bool(posted_at) and _localise(posted_at).year != local.year,
    )


def _localise(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


@dataclass(frozen=True)
class Grammar:
    """What a language has to know.

    ``build_sentence(attribution, moment)`` gives the whole sentence without a
    final period; ``describe_moment(moment)`` the time in words. Both run with the
    language active. ``attribution`` comes tidied: no spaces or commas at the ends
    of its texts, and nothing said twice.
    """

    build_sentence: "Callable[[Attribution, Moment | None], Sentence]"
    describe_moment: Callable[[Moment], str]

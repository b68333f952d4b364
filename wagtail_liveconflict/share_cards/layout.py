"""Where what stands on a card."""

from dataclasses import dataclass

from ..quotation_marks import get_quotation_marks
from . import bidi
from .canvas import Canvas
from .card import Card, Mark, Style
from .colours import Colour, Palette, make_palette, parse
from .fitting import Box, Fitted, fit
from .fonts import Ink, Typesetter
from .logos import Logo, NoLogo, load_logo
from .marks import draw_shape, get_edge

#: Pixels at each edge that platforms may crop.
SAFE = 48
_PAIRS = {"«": "»", "“": "”", "„": "“", "”": "“", '"': '"', "「": "」"}


@dataclass(frozen=True)
class Format:
    """A kind of card; lengths in pixels. Platforms crop edges: nothing that is read
    stands nearer to them than 48 pixels, a hanging quotation mark included."""

    width: int
    height: int
    margin: int
    headline: tuple[int, int]
    quote: tuple[int, int]
    edge: int = 52
    bar: int = 16
    header: int = 58
    chip: int = 68
    gap: int = 14
    rows: int = 2


WIDE = Format(1200, 630, margin=88, headline=(84, 40), quote=(76, 30))
SQUARE = Format(1080, 1080, margin=96, headline=(96, 44), quote=(92, 34), rows=3)


class Layout:
    """One card, being drawn."""

    def __init__(self, card: Card, style: Style, kind: Format, setter: Typesetter):
        self.card, self.style, self.kind, self.setter = card, style, kind, setter
        self.palette = self._make_palette()
        self.canvas = Canvas(
            kind.width, kind.height, self.palette.paper, rtl=card.is_rtl
        )

    def _make_palette(self) -> Palette:
        colours = []
        for name in ("background", "accent"):
            colour = parse(getattr(self.style, name))
            if colour is None:
                self.setter.note(f"The colour {name} is not like #1b1f27.")
            colours.append(colour or parse(getattr(Style, name)))
        return make_palette(*colours)

    @property
    def _inner(self) -> float:
        return self.kind.width - 2 * self.kind.margin

    def _fit(self, text: str, box: Box, *, bold: bool = False, suffix: str = ""):
        fitted = fit(self.setter, text, box, self._ink(text, bold), suffix=suffix)
        if fitted.was_cut:
            self.setter.note("A text was too long and ends with an ellipsis.")
        return fitted

    def _ink(self, text: str, bold: bool) -> Ink:
        """A text follows the card's direction if it has letters of it; else its own."""
        rtl = self.card.is_rtl
        if not bidi.has_direction(text, rtl=rtl):
            own = bidi.is_rtl(text)
            rtl = rtl if own is None else own
        return Ink(bold, rtl)

    def _line(self, text: str, width: float, size: int, *, bold=False) -> Fitted:
        """One line, a little smaller where that is enough, else with an ellipsis."""
        box = Box(max(width, 40), 10 * size, size, int(size * 0.8), max_lines=1)
        return self._fit(text, box, bold=bold)

    def _width(self, fitted: Fitted) -> float:
        return max(
            (self.setter.measure(t, fitted.size, fitted.ink) for t in fitted.lines),
            default=0,
        )

    def _put(self, x: float, middle: float, fitted: Fitted, fill: Colour) -> None:
        top = middle - fitted.height / 2
        self.canvas.lines(self.setter, x, top, fitted, fill)

    def draw(self) -> Canvas:
        kind = self.kind
        self.canvas.rectangle(0, 0, kind.bar, kind.height, self.palette.accent)
        top = self._draw_header()
        bottom = self._draw_marks()
        if self.card.quote.strip():
            self._draw_quote(top, bottom)
        else:
            self._draw_headline(top, bottom)
        return self.canvas

    def _draw_header(self) -> float:
        """The publication where reading begins, the time and LIVE at the end. The
        bottom of it."""
        kind, palette, card = self.kind, self.palette, self.card
        middle = kind.edge + kind.header / 2
        x = kind.width - kind.margin
        if card.time.strip():
            time = self._line(card.time, self._inner * 0.45, 32)
            x -= self._width(time)
            self._put(x, middle, time, palette.soft)
            x -= 22
        if card.live_label.strip():
            x = self._draw_badge(x, middle) - 22
        left = kind.margin
        logo = self._load_logo(x - left)
        if logo is not None:
            left = self._draw_logo(logo, left, middle)
        box = Box(x - left - 20, kind.header, 38, 24, 1.2, max_lines=2)
        name = self._fit(card.publication, box, bold=True)
        self._put(left, middle, name, palette.ink)
        return kind.edge + kind.header

    def _draw_badge(self, end: float, middle: float) -> float:
        """LIVE, with its dot; ends at ``end``. Returns where it begins."""
        label = self._line(self.card.live_label, self._inner * 0.27, 30, bold=True)
        width = self._width(label) + 64
        x, height = end - width, 52
        colours = self.palette
        self.canvas.rectangle(
            x, middle - height / 2, width, height, colours.badge, radius=8
        )
        self.canvas.dot(x + 19, middle - 8, 16, colours.badge_ink)
        self._put(x + 46, middle, label, colours.badge_ink)
        return x

    def _load_logo(self, room: float) -> Logo | None:
        if not self.style.logo:
            return None
        try:
            return load_logo(
                self.style.logo,
                self.palette.paper,
                int(min(260, room * 0.35)),
                self.kind.header,
            )
        except NoLogo as reason:
            self.setter.note(f"The logo was left out: {reason}.")
            return None

    def _draw_logo(self, logo: Logo, x: float, middle: float) -> float:
        picture = logo.picture
        if logo.plate is not None:
            self.canvas.rectangle(
                x,
                middle - picture.height / 2 - 6,
                picture.width + 20,
                picture.height + 12,
                logo.plate,
                radius=8,
            )
            x += 10
        self.canvas.picture(x, middle - picture.height / 2, picture)
        x += picture.width + (10 if logo.plate is not None else 0)
        self.canvas.rectangle(x + 19, middle - 20, 2, 40, self.palette.soft)
        return x + 40

    def _draw_marks(self) -> float:
        """The claims' statuses at the bottom, as many as there is room for. The top of
        them."""
        kind = self.kind
        bottom = kind.height - kind.edge
        marks = [mark for mark in self.card.marks if mark.word.strip()]
        if not marks:
            return bottom
        rows: list[list[tuple[Mark, Fitted, Fitted, float]]] = [[]]
        for number, mark in enumerate(marks):
            chip = self._fit_chip(mark)
            used = sum(width + kind.gap for *_rest, width in rows[-1])
            # Room for how many more there are.
            more = 90 if len(rows) == kind.rows and number + 1 < len(marks) else 0
            if rows[-1] and used + chip[-1] + more > self._inner:
                if len(rows) == kind.rows:
                    break
                rows.append([])
            rows[-1].append(chip)
        top = bottom - len(rows) * kind.chip - (len(rows) - 1) * kind.gap
        y, x = top, float(kind.margin)
        for row in rows:
            x = float(kind.margin)
            for chip in row:
                self._draw_chip(x, y, *chip)
                x += chip[-1] + kind.gap
            y += kind.chip + kind.gap
        missing = len(marks) - sum(len(row) for row in rows)
        if missing:
            self.setter.note(f"There was no room for {missing} more statuses.")
            count = self._line(f"+{missing}", 90, 34, bold=True)
            self._put(x + 4, y - kind.gap - kind.chip / 2, count, self.palette.soft)
        return top

    def _fit_chip(self, mark: Mark) -> tuple[Mark, Fitted, Fitted, float]:
        # Edge, room, shape, room, word, room, time, room.
        width = 8 + 18 + 38 + 14
        word = self._line(mark.word, self._inner * 0.5, 34, bold=True)
        width += self._width(word)
        as_of = self._line(mark.as_of, self._inner - width - 40, 30)
        width += 16 + self._width(as_of) if as_of.lines else 0
        return mark, word, as_of, width + 24

    def _draw_chip(self, x, y, mark: Mark, word: Fitted, as_of: Fitted, width) -> None:
        height, palette = self.kind.chip, self.palette
        colour = palette.get_status(mark.code)
        self.canvas.rectangle(x, y, width, height, palette.panel)
        edge = get_edge(mark.code)
        if edge == "dotted":
            for number in range(4):
                self.canvas.dot(x, y + 5 + number * 16.6, 8, colour)
        elif edge == "double":
            self.canvas.rectangle(x, y, 3, height, colour)
            self.canvas.rectangle(x + 6, y, 3, height, colour)
        else:
            self.canvas.rectangle(x, y, 8, height, colour)
        middle = y + height / 2
        self.canvas.mask(x + 26, middle - 19, draw_shape(mark.code, 38), colour)
        x += 8 + 18 + 38 + 14
        self._put(x, middle, word, colour)
        self._put(x + self._width(word) + 16, middle, as_of, palette.panel_soft)

    def _draw_headline(self, top: float, bottom: float) -> None:
        largest, smallest = self.kind.headline
        room = bottom - top - 2 * 34
        box = Box(self._inner, room, largest, smallest, 1.17)
        fitted = self._fit(self.card.headline, box, bold=True)
        self._put(self.kind.margin, (top + bottom) / 2, fitted, self.palette.ink)

    def _draw_quote(self, top: float, bottom: float) -> None:
        """The words, their speaker below them; both together in the middle."""
        kind, card = self.kind, self.card
        opening, closing = "", ""
        words = card.quote.strip()
        if card.is_verbatim:
            opening, closing = get_quotation_marks(card.language)
            words = _take_off_marks(words)
        speaker = self._line(card.speaker, self._inner, 38, bold=True)
        # Where much else stands on the card the words come first.
        lines = 2 if bottom - top > 330 else 1
        role = self._fit(card.role, Box(self._inner, 86, 32, 26, 1.25, max_lines=lines))
        below = speaker.height + role.height
        below += 52 if below else 0
        largest, smallest = kind.quote
        # The mark hangs before the text, where it does not come near the edge.
        mark = self.setter.prepare(opening, bold=False)[0]
        hanging = self.setter.measure(mark, largest, self._ink(words, False))
        x = max(kind.margin, SAFE + hanging)
        room = bottom - top - 2 * 28 - below
        box = Box(kind.width - x - kind.margin, room, largest, smallest, 1.24)
        fitted = self._fit(words, box, suffix=closing)
        y = (top + bottom - fitted.height - below) / 2
        self.canvas.lines(self.setter, x, y, fitted, self.palette.ink)
        if mark and fitted.lines:
            colour = self.palette.quotation
            self.canvas.hang(self.setter, x, y, mark, fitted, colour)
        if below:
            y += fitted.height + 20
            self.canvas.rectangle(x, y, 64, 6, self.palette.accent)
            y += 32
            self.canvas.lines(self.setter, x, y, speaker, self.palette.ink)
            y += speaker.height
            self.canvas.lines(self.setter, x, y, role, self.palette.soft)


def _take_off_marks(words: str) -> str:
    """Without the pair of quotation marks that an editor has put around all of it."""
    closing = _PAIRS.get(words[:1])
    if closing and len(words) > 2 and words.endswith(closing):
        inner = words[1:-1]
        if words[0] not in inner and closing not in inner:
            return inner.strip()
    return words

"""Colours that can be read, whatever the newsroom has chosen.

Luminance and contrast as WCAG 2.2 defines them.
"""

import re
from dataclasses import dataclass

Colour = tuple[int, int, int]

WHITE: Colour = (255, 255, 255)
BLACK: Colour = (0, 0, 0)
#: Contrast of text with what lies beneath it, and of a shape that means something.
TEXT = 4.5
SHAPE = 3.0

#: The reader page's colours for statuses, on light and on dark paper.
_OPEN, _SURE = ("#555d66", "#a8b0b8"), ("#1c6b3c", "#85d3a1")
_DOUBT, _FALSE = ("#8a5300", "#e8b86a"), ("#a3231b", "#ff9c8f")
_STATUSES = {
    "verified": _SURE,
    "corroborated": _SURE,
    "disputed": _DOUBT,
    "inconclusive": _DOUBT,
    "false": _FALSE,
}


def parse(text: str) -> Colour | None:
    """``#rgb`` or ``#rrggbb``, in either case; None for anything else."""
    text = text.strip() if isinstance(text, str) else ""
    if re.fullmatch(r"#[0-9a-fA-F]{3}", text):
        text = "#" + "".join(2 * digit for digit in text[1:])
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        return None
    return tuple(int(text[i : i + 2], 16) for i in (1, 3, 5))


def get_luminance(colour: Colour) -> float:
    """Between 0 (black) and 1 (white)."""
    parts = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (part / 255 for part in colour)
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def get_contrast(one: Colour, other: Colour) -> float:
    """Between 1 (the same) and 21 (black on white)."""
    darker, lighter = sorted((get_luminance(one), get_luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """``one`` with this share (0 to 1) of ``other``."""
    return tuple(round(a + (b - a) * share) for a, b in zip(one, other, strict=True))


def get_ink(surface: Colour) -> Colour:
    """White or black: whichever is read better there. Never under 4.58:1."""
    return max((WHITE, BLACK), key=lambda ink: get_contrast(ink, surface))


def adjust(colour: Colour, surfaces: tuple[Colour, ...], wanted: float) -> Colour:
    """``colour``, or the one nearest to it on the way to white or to black that has
    the ``wanted`` contrast with each of ``surfaces``. Where none has, the ink of the
    first."""

    def is_read(candidate: Colour) -> bool:
        return all(get_contrast(candidate, surface) >= wanted for surface in surfaces)

    for step in range(65):
        for end in (get_ink(surfaces[0]), WHITE, BLACK):
            candidate = mix(colour, end, step / 64)
            if is_read(candidate):
                return candidate
    return get_ink(surfaces[0])


@dataclass(frozen=True)
class Palette:
    """Every colour of a card. ``ink``, ``soft`` and ``quotation`` stand on ``paper``;
    ``badge_ink`` on ``badge``; ``panel_ink``, ``panel_soft`` and those of statuses on
    ``panel``."""

    paper: Colour
    ink: Colour
    soft: Colour
    accent: Colour
    quotation: Colour
    badge: Colour
    badge_ink: Colour
    panel: Colour
    panel_ink: Colour
    panel_soft: Colour

    @property
    def is_dark(self) -> bool:
        return self.ink == WHITE

    def get_status(self, code: str) -> Colour:
        """The colour of a status' shape and word."""
        light, dark = _STATUSES.get(code, _OPEN)
        colour = parse(dark if self.is_dark else light)
        return adjust(colour, (self.panel,), TEXT)

    def get_texts(self) -> list[tuple[Colour, Colour]]:
        """Each colour that a text is drawn in, with what lies beneath it."""
        on_panel = [self.panel_ink, self.panel_soft]
        on_panel += [self.get_status(code) for code in (*_STATUSES, "")]
        return [
            (self.ink, self.paper),
            (self.soft, self.paper),
            (self.quotation, self.paper),
            (self.badge_ink, self.badge),
            *((colour, self.panel) for colour in on_panel),
        ]


def make_palette(paper: Colour, accent: Colour) -> Palette:
    """The colours of a card from the newsroom's two."""
    ink = get_ink(paper)
    # On a middling grey a panel nearer to the ink would take contrast away.
    panel = mix(paper, ink, 0.08)
    if get_contrast(ink, panel) < 7:
        panel = mix(paper, BLACK if ink == WHITE else WHITE, 0.16)
    shape = adjust(accent, (paper,), SHAPE)
    return Palette(
        paper=paper,
        ink=ink,
        soft=adjust(mix(ink, paper, 0.32), (paper,), TEXT + 0.5),
        accent=shape,
        quotation=adjust(accent, (paper,), TEXT),
        badge=shape,
        badge_ink=get_ink(shape),
        panel=panel,
        panel_ink=ink,
        panel_soft=adjust(mix(ink, panel, 0.28), (panel,), TEXT + 0.5),
    )

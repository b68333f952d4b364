"""The shapes of statuses: the reader page's (``blocks/_claim_shape.html``), drawn."""

from math import cos, radians, sin

from PIL import Image, ImageDraw

Points = list[tuple[float, float]]

#: Drawn so many times larger and made smaller: Pillow's lines have hard edges.
_SCALE = 4
_UNIT = 24


def draw_shape(code: str, size: int) -> Image.Image:
    """A mask of ``size`` pixels each way, to be filled with the status' colour. One
    that is not known has the shape of an unverified one."""
    pen = _Pen(size)
    _SHAPES.get(code, _draw_unverified)(pen)
    return pen.mask.resize((size, size), Image.Resampling.LANCZOS)


class _Pen:
    """Draws in the units of the page's 24 by 24, with round ends."""

    def __init__(self, size: int):
        self._factor = size * _SCALE / _UNIT
        self.mask = Image.new("L", (size * _SCALE, size * _SCALE))
        self._draw = ImageDraw.Draw(self.mask)

    def _scale(self, points: Points) -> Points:
        return [(x * self._factor, y * self._factor) for x, y in points]

    def stroke(self, points: Points, width: float = 2, fill: int = 255) -> None:
        scaled = self._scale(points)
        wide = width * self._factor
        self._draw.line(scaled, fill, round(wide), joint="curve")
        for x, y in scaled:
            half = wide / 2
            self._draw.ellipse((x - half, y - half, x + half, y + half), fill)

    def fill(self, points: Points) -> None:
        self._draw.polygon(self._scale(points), 255)
        self.stroke([*points, points[0]])

    def ring(self, radius: float = 10, *, dashes: int = 0, share: float = 1) -> None:
        """A circle, or so many dashes, each with its ``share`` of the way to the
        next."""
        if not dashes:
            self.stroke(arc(12, 12, radius, 0, 360))
        for number in range(dashes):
            start = 360 / dashes * number
            self.stroke(arc(12, 12, radius, start, start + 360 / dashes * share))


def arc(x: float, y: float, radius: float, start: float, end: float) -> Points:
    """Points of a circle's part; degrees clockwise, from three o'clock."""
    steps = max(2, int(abs(end - start) / 4))
    angles = [radians(start + (end - start) * i / steps) for i in range(steps + 1)]
    return [(x + radius * cos(angle), y + radius * sin(angle)) for angle in angles]


def _draw_verified(pen: _Pen) -> None:
    pen.fill(arc(12, 12, 10, 0, 360))
    pen.stroke([(7, 12.5), (10.5, 16), (17, 8.5)], 2.5, fill=0)


def _draw_corroborated(pen: _Pen) -> None:
    pen.ring()
    pen.stroke([(12, 7.5), (12, 16.5)])
    pen.stroke([(7.5, 12), (16.5, 12)])


def _draw_disputed(pen: _Pen) -> None:
    pen.stroke([(12, 1.5), (22.5, 12), (12, 22.5), (1.5, 12), (12, 1.5)])
    pen.stroke([(8, 10.25), (16, 10.25)])
    pen.stroke([(8, 13.75), (16, 13.75)])
    pen.stroke([(14, 7.5), (10, 16.5)])


def _draw_inconclusive(pen: _Pen) -> None:
    pen.stroke([(2.5, 2.5), (21.5, 2.5), (21.5, 21.5), (2.5, 21.5), (2.5, 2.5)])
    pen.stroke([(7.5, 12), (16.5, 12)])


def _draw_false(pen: _Pen) -> None:
    near, far, low, high = 2, 22, 7.9, 16.1
    pen.fill(
        [
            *((low, near), (high, near), (far, low), (far, high)),
            *((high, far), (low, far), (near, high), (near, low)),
        ]
    )
    pen.stroke([(8, 8), (16, 16)], 2.5, fill=0)
    pen.stroke([(16, 8), (8, 16)], 2.5, fill=0)


def _draw_checking(pen: _Pen) -> None:
    pen.ring(dashes=8, share=0.548)
    for x in (7.5, 12, 16.5):
        pen.stroke([(x, 12), (x + 0.01, 12)], 2.6)


def _draw_withdrawn(pen: _Pen) -> None:
    for start in (2.5, 9.5, 16.5):
        stop = start + 5
        for edge in (2.5, 21.5):
            pen.stroke([(start, edge), (stop, edge)])
            pen.stroke([(edge, start), (edge, stop)])
    pen.stroke([(5, 19), (19, 5)])


def _draw_unverified(pen: _Pen) -> None:
    pen.ring(dashes=12, share=0.191)
    curve = [(13.3, 11.8), (12.6, 12.2), (12.15, 12.75), (12, 13.7)]
    pen.stroke([*arc(12.1, 9.2, 2.8, 180, 425), *curve])
    pen.stroke([(12, 17.2), (12.01, 17.2)], 2.6)


_SHAPES = {
    "verified": _draw_verified,
    "corroborated": _draw_corroborated,
    "disputed": _draw_disputed,
    "inconclusive": _draw_inconclusive,
    "false": _draw_false,
    "checking": _draw_checking,
    "withdrawn": _draw_withdrawn,
    "unverified": _draw_unverified,
}
EDGES = {
    **dict.fromkeys(("verified", "corroborated", "false"), "solid"),
    **dict.fromkeys(("disputed", "inconclusive"), "double"),
}


def get_edge(code: str) -> str:
    """``"solid"``, ``"double"`` or, for what is not settled, ``"dotted"``: the edge of
    the claim's card on the reader page."""
    return EDGES.get(code, "dotted")

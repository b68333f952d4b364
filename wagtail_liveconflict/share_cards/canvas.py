"""A surface on which everything is placed from where reading begins."""

from PIL import Image, ImageDraw

from .colours import Colour
from .fitting import Fitted
from .fonts import Typesetter


class Canvas:
    """``x`` is the distance from the side where a line begins: the left, or the right
    for a card that is read from right to left."""

    def __init__(self, width: int, height: int, paper: Colour, *, rtl: bool):
        self.width, self.height, self.rtl = width, height, rtl
        self.image = Image.new("RGB", (width, height), paper)
        self._draw = ImageDraw.Draw(self.image)

    def _left(self, x: float, width: float) -> float:
        return self.width - x - width if self.rtl else x

    def rectangle(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: Colour,
        *,
        radius: float = 0,
    ) -> None:
        left = round(self._left(x, width))
        box = (left, round(y), left + round(width) - 1, round(y + height) - 1)
        if radius:
            self._round(box, radius, fill)
        else:
            self._draw.rectangle(box, fill)

    def _round(self, box: tuple[int, int, int, int], radius: float, fill: Colour):
        # Four times as large and made smaller, so that the corners are smooth.
        width, height = box[2] - box[0] + 1, box[3] - box[1] + 1
        mask = Image.new("L", (4 * width, 4 * height))
        ImageDraw.Draw(mask).rounded_rectangle(
            (0, 0, 4 * width - 1, 4 * height - 1), 4 * radius, 255
        )
        mask = mask.resize((width, height), Image.Resampling.BOX)
        self.image.paste(fill, box[:2], mask)

    def dot(self, x: float, y: float, size: float, fill: Colour) -> None:
        self.rectangle(x, y, size, size, fill, radius=size / 2)

    def mask(self, x: float, y: float, mask: Image.Image, fill: Colour) -> None:
        place = (round(self._left(x, mask.width)), round(y))
        self.image.paste(fill, place, mask)

    def picture(self, x: float, y: float, picture: Image.Image) -> None:
        place = (round(self._left(x, picture.width)), round(y))
        self.image.paste(picture, place, picture)

    def lines(
        self, setter: Typesetter, x: float, y: float, fitted: Fitted, fill: Colour
    ) -> None:
        """Lines one below the other, from ``y``, the top of the first one's room."""
        for number, line in enumerate(fitted.lines):
            baseline = y + number * fitted.leading + _get_ascent(fitted)
            width = setter.measure(line, fitted.size, fitted.ink)
            place = (self._left(x, width), baseline)
            setter.draw(self.image, place, line, fitted.size, fill, fitted.ink)

    def hang(
        self, setter: Typesetter, x: float, y: float, mark: str, beside: Fitted, fill
    ) -> None:
        """A quotation mark before the first line of what stands at ``x``."""
        width = setter.measure(mark, beside.size, beside.ink)
        place = (self._left(x - width, width), y + _get_ascent(beside))
        setter.draw(self.image, place, mark, beside.size, fill, beside.ink)


def _get_ascent(fitted: Fitted) -> float:
    """From the top of a line's room to its baseline: capitals stand in the middle."""
    return (fitted.leading + 0.714 * fitted.size) / 2

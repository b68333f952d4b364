"""A small drawing surface: flat shapes, soft gradients, the same picture at every run.

Coordinates are those of a 1600 x 900 picture. Everything is drawn at twice that size and
brought down at the end, because Pillow's polygons have hard edges.
"""

import math
import random

from PIL import Image, ImageColor, ImageDraw, ImageFont

WIDTH, HEIGHT = 1600, 900
SCALE = 2

PAPER = "#f4f0e5"
INK = "#22343b"
SAND = "#dccfae"
OCHRE = "#cf9540"
BRICK = "#a65a41"
STONE = "#c9c2b1"
STONE_DARK = "#9a9687"
WATER = "#8fb4bd"
WATER_DEEP = "#55828f"
HILLS = ["#b3c2bc", "#8ea8a4", "#6a8b8a", "#486c70", "#2f5157"]
DAWN = ("#c7d8da", "#f3e4c8")
DAY = ("#a9c7d0", "#eef0e6")
DUSK = ("#3d5568", "#e2a878")


class Canvas:
    def __init__(self, background: str = PAPER, seed: int = 1):
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), background)
        self.draw = ImageDraw.Draw(self.image)
        self.random = random.Random(seed)

    def finish(self) -> Image.Image:
        return self.image.reduce(SCALE)

    @staticmethod
    def _scaled(points):
        return [(x * SCALE, y * SCALE) for x, y in points]

    def polygon(self, points, colour):
        self.draw.polygon(self._scaled(points), fill=colour)

    def box(self, left, top, right, bottom, colour, radius=0):
        area = [value * SCALE for value in (left, top, right, bottom)]
        self.draw.rounded_rectangle(area, radius=radius * SCALE, fill=colour)

    def disc(self, x, y, radius, colour):
        area = [v * SCALE for v in (x - radius, y - radius, x + radius, y + radius)]
        self.draw.ellipse(area, fill=colour)

    def oval(self, left, top, right, bottom, colour):
        self.draw.ellipse([v * SCALE for v in (left, top, right, bottom)], fill=colour)

    def ring(self, x, y, radius, colour, width=4):
        area = [v * SCALE for v in (x - radius, y - radius, x + radius, y + radius)]
        self.draw.ellipse(area, outline=colour, width=width * SCALE)

    def line(self, points, colour, width=4):
        self.draw.line(
            self._scaled(points), fill=colour, width=int(width * SCALE), joint="curve"
        )

    def words(self, x, y, text, colour=INK, size=28, anchor="lm"):
        font = ImageFont.load_default(size * SCALE)
        self.draw.text(
            (x * SCALE, y * SCALE), text, fill=colour, font=font, anchor=anchor
        )

    def gradient(self, top, bottom, colours):
        """Fill the full width between two heights, from one colour to another."""
        first, last = (ImageColor.getrgb(colour) for colour in colours)
        size = (WIDTH * SCALE, int((bottom - top) * SCALE))
        mask = Image.linear_gradient("L").resize(size)
        layer = Image.composite(
            Image.new("RGB", size, last), Image.new("RGB", size, first), mask
        )
        self.image.paste(layer, (0, int(top * SCALE)))

    def hills(self, base, height, colour, bumps=3.0, shift=0.0, floor=HEIGHT):
        """A line of hills around `base`, filled down to `floor`."""
        points = []
        for x in range(0, WIDTH + 1, 10):
            turn = x / WIDTH * math.tau * bumps + shift
            wave = (
                math.sin(turn)
                + 0.45 * math.sin(2.3 * turn + 1.1)
                + 0.2 * math.sin(5.1 * turn)
            )
            points.append((x, base - height * wave / 1.65))
        self.polygon([(0, floor), *points, (WIDTH, floor)], colour)

    def water(self, top, bottom=HEIGHT, colours=(WATER, WATER_DEEP), ripples=70):
        self.gradient(top, bottom, colours)
        light = "#c5d9da" if colours[0] == WATER else colours[0]
        for _ in range(ripples):
            depth = self.random.random() ** 0.8
            y = top + 8 + depth * (bottom - top - 14)
            x = self.random.uniform(-50, WIDTH)
            self.line([(x, y), (x + 25 + 130 * depth, y)], light, 1 + 2 * depth)

    def tree(self, x, ground, height, colour=HILLS[4]):
        self.box(
            x - height * 0.03, ground - height * 0.3, x + height * 0.03, ground, INK
        )
        self.oval(
            x - height * 0.2,
            ground - height,
            x + height * 0.2,
            ground - height * 0.2,
            colour,
        )

    def poplars(self, start, end, ground, height, colour=HILLS[4]):
        x = start
        while x < end:
            tall = height * self.random.uniform(0.7, 1.1)
            self.oval(
                x - tall * 0.13, ground - tall, x + tall * 0.13, ground + 6, colour
            )
            x += height * self.random.uniform(0.3, 0.7)

    def house(self, x, ground, width, height, wall=STONE, roof=BRICK, lit=None):
        """A gabled house; `lit` is the colour of its windows."""
        self.box(x, ground - height, x + width, ground, wall)
        ridge = ground - height - width * 0.38
        self.polygon(
            [
                (x - 8, ground - height),
                (x + width / 2, ridge),
                (x + width + 8, ground - height),
            ],
            roof,
        )
        columns = max(1, int(width // 55))
        rows = max(1, int(height // 70))
        for column in range(columns):
            for row in range(rows):
                left = x + (column + 0.5) * width / columns - 10
                top = ground - height + 18 + row * 62
                self.box(left, top, left + 20, top + 30, lit or "#5f6f73")

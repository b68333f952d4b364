"""Rooms."""

from PIL import Image

from .drawing import (
    BRICK,
    DAWN,
    HILLS,
    PAPER,
    STONE,
    STONE_DARK,
    WATER,
    WATER_DEEP,
    WIDTH,
    Canvas,
)


def customs_shed() -> Image.Image:
    canvas = Canvas(seed=31)
    canvas.gradient(0, 560, DAWN)
    canvas.hills(330, 40, HILLS[0], bumps=1.8, shift=0.6)
    canvas.hills(385, 26, HILLS[2], bumps=2.3, shift=2.2)
    canvas.water(400, 560, colours=(WATER, WATER_DEEP), ripples=40)
    wall = "#d8cdb6"
    canvas.box(0, 0, WIDTH, 120, wall)
    canvas.box(0, 520, WIDTH, 700, wall)
    for left, right in ((0, 130), (500, 590), (1010, 1100), (1470, WIDTH)):
        canvas.box(left, 100, right, 540, wall)
    for left in (130, 590, 1100):
        right = left + (420 if left == 590 else 370)
        for x in (left, (left + right) / 2, right):
            canvas.line([(x, 120), (x, 520)], PAPER, 12)
        for y in (120, 300, 520):
            canvas.line([(left, y), (right, y)], PAPER, 12)
    canvas.gradient(690, 900, ("#b09a7c", "#8d7960"))
    canvas.box(0, 682, WIDTH, 694, STONE_DARK)
    for x in (300, 490, 680, 870, 1060, 1250):
        canvas.box(x, 560, x + 70, 660, BRICK, 8)
    canvas.polygon([(230, 650), (1390, 650), (1450, 720), (170, 720)], STONE)
    canvas.box(170, 720, 1450, 744, STONE_DARK)
    for x in (210, 1390):
        canvas.box(x, 744, x + 22, 880, STONE_DARK)
    for x in (420, 800, 1130):
        canvas.polygon([(x, 672), (x + 70, 672), (x + 76, 698), (x - 2, 698)], PAPER)
    return canvas.finish()

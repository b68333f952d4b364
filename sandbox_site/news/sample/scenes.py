"""Landscapes and buildings. Each function draws one picture, the same at every run."""

import itertools

from PIL import Image, ImageDraw

from .drawing import (
    BRICK,
    DAWN,
    DAY,
    DUSK,
    HEIGHT,
    HILLS,
    INK,
    OCHRE,
    PAPER,
    SAND,
    SCALE,
    STONE,
    STONE_DARK,
    WATER,
    WATER_DEEP,
    WIDTH,
    Canvas,
)

SPAN = 320


def _valley(canvas: Canvas, sky, sun=None):
    canvas.gradient(0, 560, sky)
    if sun:
        canvas.disc(*sun)
    canvas.hills(420, 60, HILLS[0], bumps=1.7, shift=0.4)
    canvas.hills(480, 50, HILLS[1], bumps=2.4, shift=2.0)
    canvas.hills(535, 32, HILLS[2], bumps=1.9, shift=4.1)


def _arches(canvas: Canvas, spans=range(5)):
    """The bridge over the water: a deck at 470, and arches one can look through."""
    mask = Image.new("L", canvas.image.size, 0)
    holes = ImageDraw.Draw(mask)
    stone = Image.new("RGB", canvas.image.size, STONE)
    for span in spans:
        left = span * SPAN
        holes.rectangle([v * SCALE for v in (left, 454, left + SPAN, 700)], fill=255)
        holes.ellipse(
            [v * SCALE for v in (left + 34, 514, left + SPAN - 34, 930)], fill=0
        )
    canvas.image.paste(stone, mask=mask)
    for span in spans:
        canvas.box(span * SPAN, 450, (span + 1) * SPAN, 482, STONE_DARK)
    for pier in range(6):
        canvas.box(pier * SPAN - 26, 520, pier * SPAN + 26, 726, STONE_DARK)


def bridge() -> Image.Image:
    canvas = Canvas(seed=11)
    _valley(canvas, DAWN, sun=(1220, 250, 62, "#f7efd9"))
    canvas.water(600)
    _arches(canvas)
    canvas.poplars(1480, 1600, 460, 120)
    canvas.poplars(0, 90, 460, 110)
    return canvas.finish()


def broken_bridge() -> Image.Image:
    canvas = Canvas(seed=12)
    _valley(canvas, DAY)
    canvas.water(600)
    _arches(canvas, spans=(0, 1, 3, 4))
    canvas.polygon(
        [(640, 454), (742, 454), (724, 486), (748, 512), (690, 540), (640, 620)], STONE
    )
    canvas.polygon([(640, 450), (742, 450), (730, 482), (640, 482)], STONE_DARK)
    canvas.polygon(
        [(960, 454), (874, 462), (838, 640), (872, 650), (906, 560), (960, 600)], STONE
    )
    canvas.polygon([(960, 450), (874, 460), (868, 492), (960, 482)], STONE_DARK)
    for x, y, size in ((770, 722, 30), (836, 732, 44), (716, 728, 22)):
        points = [
            (x - size, y),
            (x - size * 0.4, y - size),
            (x + size * 0.7, y - size * 0.6),
        ]
        canvas.polygon([*points, (x + size, y + 6)], STONE_DARK)
    canvas.poplars(1490, 1600, 460, 110)
    canvas.poplars(0, 110, 460, 120)
    return canvas.finish()


def council() -> Image.Image:
    canvas = Canvas(seed=13)
    canvas.gradient(0, 700, DAY)
    canvas.hills(520, 50, HILLS[0], bumps=1.5, shift=1.0)
    for x, width, height in (
        (40, 190, 210),
        (225, 170, 260),
        (1230, 180, 240),
        (1405, 180, 200),
    ):
        canvas.house(x, 720, width, height, wall="#d3cbb9", roof="#8f6a57")
    canvas.box(400, 420, 1220, 720, STONE)
    canvas.polygon([(380, 420), (810, 300), (1240, 420)], STONE_DARK)
    canvas.box(730, 130, 890, 400, STONE)
    canvas.polygon([(715, 130), (810, 50), (905, 130)], BRICK)
    canvas.disc(810, 210, 46, PAPER)
    canvas.ring(810, 210, 46, INK, 5)
    canvas.line([(810, 210), (810, 178)], INK, 5)
    canvas.line([(810, 210), (832, 224)], INK, 5)
    for column in range(6):
        x = 440 + column * 144
        canvas.box(x, 450, x + 34, 700, PAPER)
    for x in (512, 656, 944, 1088):
        canvas.box(x + 8, 500, x + 62, 600, "#5f6f73")
    canvas.box(775, 560, 855, 720, INK)
    canvas.gradient(720, HEIGHT, ("#cfc6b1", "#b5ab95"))
    for row in range(6):
        y = 740 + row * 30
        canvas.line([(0, y), (WIDTH, y)], "#bfb59f", 2)
    canvas.tree(330, 760, 210)
    canvas.tree(1290, 760, 230)
    return canvas.finish()


def dam() -> Image.Image:
    canvas = Canvas(seed=14)
    canvas.gradient(0, 420, DAWN)
    canvas.hills(250, 70, HILLS[0], bumps=1.4, shift=0.2)
    canvas.hills(320, 40, HILLS[1], bumps=2.1, shift=3.3)
    canvas.water(370, 470, ripples=24)
    canvas.polygon([(190, 440), (1410, 440), (1300, 740), (300, 740)], STONE)
    canvas.box(190, 424, 1410, 456, STONE_DARK)
    for gate in range(5):
        left = 420 + gate * 160
        canvas.box(left, 500, left + 110, 640, "#6d7d80")
        for bar in range(1, 5):
            canvas.line(
                [(left, 500 + bar * 28), (left + 110, 500 + bar * 28)], "#57676b", 3
            )
        canvas.box(left - 12, 400, left + 4, 700, STONE_DARK)
        canvas.box(left + 106, 400, left + 122, 700, STONE_DARK)
    canvas.polygon([(0, 330), (210, 430), (330, 760), (0, 900)], HILLS[3])
    canvas.polygon([(1600, 300), (1390, 430), (1270, 760), (1600, 900)], HILLS[3])
    canvas.water(740, ripples=40)
    canvas.polygon([(0, 600), (420, 790), (520, 900), (0, 900)], HILLS[4])
    canvas.polygon([(1600, 600), (1200, 780), (1100, 900), (1600, 900)], HILLS[4])
    canvas.poplars(20, 150, 420, 110)
    return canvas.finish()


def _pylon(canvas: Canvas, x, ground, height):
    for side in (-1, 1):
        canvas.line([(x + side * height * 0.16, ground), (x, ground - height)], INK, 5)
    for share in (0.25, 0.5, 0.72):
        half = height * 0.16 * (1 - share)
        y = ground - height * share
        canvas.line([(x - half, y), (x + half, y)], INK, 4)
    for share, arm in ((0.78, 0.24), (0.9, 0.18)):
        y = ground - height * share
        canvas.line([(x - height * arm, y), (x + height * arm, y)], INK, 5)


def _wire(canvas: Canvas, start, end, sag):
    (x1, y1), (x2, y2) = start, end
    points = []
    for step in range(21):
        t = step / 20
        points.append((x1 + (x2 - x1) * t, y1 + (y2 - y1) * t + sag * 4 * t * (1 - t)))
    canvas.line(points, INK, 2)


def power_lines() -> Image.Image:
    canvas = Canvas(seed=15)
    canvas.gradient(0, 640, DUSK)
    canvas.hills(560, 40, "#7f7d78", bumps=1.3, shift=0.5)
    canvas.hills(630, 34, "#56615f", bumps=2.0, shift=2.5)
    pylons = [(230, 640, 330), (800, 610, 400), (1390, 650, 340)]
    for pylon in pylons:
        _pylon(canvas, *pylon)
    heads = [(-260, 300, 300), *pylons, (1900, 320, 300)]
    for (x1, g1, h1), (x2, g2, h2) in itertools.pairwise(heads):
        for side in (-1, 1):
            start = (x1 + side * h1 * 0.24, g1 - h1 * 0.78)
            end = (x2 + side * h2 * 0.24, g2 - h2 * 0.78)
            _wire(canvas, start, end, 46)
    x = 20
    while x < 1580:
        width = canvas.random.choice((84, 100, 124))
        height = canvas.random.randint(90, 170)
        canvas.house(
            x, 840, width, height, wall="#3c4a4f", roof="#2c383d", lit="#2a3439"
        )
        x += width + canvas.random.randint(8, 34)
    canvas.gradient(838, HEIGHT, ("#2b373c", "#202a2f"))
    return canvas.finish()


def _lorry(canvas: Canvas, x, ground, size=1.0, cover="#e9e3d3"):
    def at(value):
        return value * size

    canvas.box(x, ground - at(210), x + at(360), ground - at(46), cover, at(14))
    for rib in range(1, 5):
        canvas.line(
            [(x + at(72 * rib), ground - at(206)), (x + at(72 * rib), ground - at(50))],
            "#cfc7b2",
            3 * size,
        )
    canvas.box(
        x + at(372), ground - at(170), x + at(490), ground - at(46), BRICK, at(18)
    )
    canvas.box(
        x + at(410), ground - at(152), x + at(482), ground - at(104), "#cfe0e2", at(8)
    )
    canvas.box(x, ground - at(58), x + at(490), ground - at(34), INK)
    for wheel in (70, 160, 430):
        canvas.disc(x + at(wheel), ground - at(30), at(36), INK)
        canvas.disc(x + at(wheel), ground - at(30), at(15), STONE)


def lorry() -> Image.Image:
    canvas = Canvas(seed=16)
    _valley(canvas, DAWN, sun=(330, 230, 58, "#f7efd9"))
    canvas.gradient(600, HEIGHT, ("#b9b78f", "#8f9270"))
    canvas.poplars(30, 1600, 640, 240)
    canvas.polygon([(0, 730), (1600, 690), (1600, 800), (0, 860)], "#b7ae99")
    canvas.line([(0, 796), (1600, 746)], PAPER, 4)
    _lorry(canvas, 560, 776, 1.25)
    return canvas.finish()


def winter_road() -> Image.Image:
    canvas = Canvas(seed=17)
    canvas.gradient(0, 600, ("#c3ced3", "#e9ecea"))
    canvas.hills(360, 110, "#cfd8da", bumps=2.2, shift=0.9)
    canvas.hills(470, 70, "#b4c1c5", bumps=1.6, shift=3.1)
    canvas.gradient(580, HEIGHT, ("#eef0ee", "#dbe1e1"))
    canvas.polygon([(0, 640), (1600, 560), (1600, 700), (0, 800)], "#a9b1b2")
    for x, ground, size in ((1130, 654, 0.55), (760, 690, 0.68), (280, 738, 0.85)):
        _lorry(canvas, x, ground, size, cover="#7c8b80")
    canvas.poplars(0, 300, 600, 90, "#5e7271")
    return canvas.finish()


def ferry() -> Image.Image:
    canvas = Canvas(seed=18)
    canvas.gradient(0, 520, DUSK)
    canvas.hills(430, 40, "#6d7173", bumps=1.4, shift=1.2)
    canvas.hills(485, 26, "#4a5a60", bumps=2.2, shift=3.0)
    canvas.water(510, colours=("#b58d74", "#2f4654"), ripples=60)
    for x in range(470, 1130, 66):
        canvas.box(x + 12, 700, x + 34, 780 + (x % 5) * 14, "#d9b573", 10)
    canvas.polygon([(360, 610), (1240, 610), (1170, 690), (430, 690)], INK)
    canvas.box(450, 520, 1110, 612, STONE)
    canvas.box(690, 450, 900, 522, STONE)
    canvas.box(660, 436, 930, 454, BRICK)
    canvas.box(430, 508, 1130, 524, STONE_DARK)
    for x in range(476, 1080, 66):
        canvas.box(x, 546, x + 38, 586, "#f3cf87")
    for x in (712, 776, 840):
        canvas.box(x, 470, x + 40, 504, "#f3cf87")
    canvas.line([(560, 508), (560, 350)], INK, 5)
    canvas.polygon([(562, 352), (660, 376), (562, 400)], PAPER)
    return canvas.finish()


def mill_street() -> Image.Image:
    canvas = Canvas(seed=19)
    canvas.gradient(0, 640, DAY)
    canvas.hills(420, 50, HILLS[0], bumps=1.8, shift=2.0)
    walls = ("#d9cfb8", "#c7b8a0", "#cdd0c4", "#d6bfa6", "#c6c6b8", "#dccfae")
    roofs = (BRICK, "#8f6a57", "#7b6259", BRICK, "#8f6a57", "#7b6259")
    lefts = (40, 300, 540, 820, 1070, 1330)
    widths = (250, 230, 270, 240, 250, 240)
    heights = (300, 250, 330, 270, 310, 260)
    houses = zip(lefts, widths, heights, walls, roofs, strict=True)
    for number, (x, width, height, wall, roof) in enumerate(houses):
        lit = "#8a6f4e" if number in {2, 4} else None
        canvas.house(x, 700, width - 16, height, wall=wall, roof=roof, lit=lit)
        canvas.box(x + width / 2 - 22, 610, x + width / 2 + 22, 700, INK)
    canvas.box(0, 700, WIDTH, 770, SAND)
    canvas.box(0, 762, WIDTH, 786, STONE_DARK)
    canvas.water(786, colours=(WATER, WATER_DEEP), ripples=30)
    canvas.tree(1300, 740, 190)
    canvas.box(180, 560, 188, 742, INK)
    canvas.disc(184, 552, 16, OCHRE)
    return canvas.finish()

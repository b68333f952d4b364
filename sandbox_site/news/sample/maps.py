"""Maps and a chart, drawn in one manner."""

from PIL import Image

from .drawing import BRICK, INK, OCHRE, PAPER, SAND, STONE_DARK, WATER, Canvas

WEST = "#e9e6d3"
EAST = "#e6dccb"


def _scale_bar(canvas: Canvas, x, y, length, label):
    canvas.line([(x, y), (x + length, y)], INK, 4)
    canvas.line([(x, y - 9), (x, y + 9)], INK, 4)
    canvas.line([(x + length, y - 9), (x + length, y + 9)], INK, 4)
    canvas.words(x + length + 16, y, label, size=26)


def _north(canvas: Canvas, x, y):
    canvas.polygon([(x, y - 44), (x - 17, y + 8), (x, y - 4), (x + 17, y + 8)], INK)
    canvas.words(x, y + 32, "N", size=28, anchor="mm")


def town() -> Image.Image:
    canvas = Canvas("#ece7d6", seed=21)
    river = [(1020, 0), (1000, 160), (1040, 330), (1085, 470), (1070, 640), (1120, 900)]
    canvas.line(river, WATER, 190)
    street = "#fbf9f2"
    streets = (
        [(0, 470), (940, 470)],
        [(120, 0), (230, 330), (300, 900)],
        [(0, 180), (420, 220), (900, 200)],
        [(0, 730), (520, 700), (980, 740)],
        [(520, 0), (500, 470), (600, 900)],
        [(740, 60), (720, 470), (790, 880)],
        [(1180, 470), (1600, 430)],
        [(1300, 0), (1330, 450), (1400, 900)],
        [(1210, 760), (1600, 700)],
    )
    for points in streets:
        canvas.line(points, street, 26)
    canvas.line([(940, 470), (1190, 470)], STONE_DARK, 30)
    canvas.line([(1010, 470), (1110, 470)], BRICK, 30)
    marked = (
        ([(860, 250), (890, 470), (885, 560)], "Mill Street", (640, 292)),
        ([(890, 560), (960, 730)], "Tannery Lane", (706, 668)),
        ([(858, 90), (860, 250)], "Quay Street", (640, 120)),
    )
    for points, label, place in marked:
        canvas.line(points, OCHRE, 26)
        canvas.words(*place, label, size=32)
    blocks = (
        (270, 60),
        (350, 280),
        (560, 520),
        (60, 540),
        (380, 770),
        (60, 260),
        (640, 790),
    )
    for x, y in blocks:
        canvas.box(x, y, x + 110, y + 84, "#ddd5bf", 6)
    canvas.disc(400, 610, 22, INK)
    canvas.words(434, 610, "School (shelter)", size=28)
    canvas.words(1130, 410, "Bridge, closed", BRICK, size=32)
    canvas.words(1400, 520, "TAMRUSH", size=36, anchor="mm")
    canvas.words(300, 415, "HALMERET", size=44, anchor="mm")
    canvas.words(1085, 840, "Ilvane", "#3d6672", size=34, anchor="mm")
    _scale_bar(canvas, 1190, 846, 150, "200 m")
    _north(canvas, 1430, 90)
    return canvas.finish()


def region() -> Image.Image:
    canvas = Canvas(WEST, seed=22)
    river = [
        (840, 0),
        (800, 150),
        (860, 300),
        (790, 450),
        (830, 600),
        (930, 720),
        (900, 900),
    ]
    canvas.polygon([*river, (1600, 900), (1600, 0)], EAST)
    canvas.polygon(
        [(700, 0), (690, 60), (765, 128), (850, 120), (930, 50), (940, 0)], WATER
    )
    canvas.line(river, WATER, 26)
    for points in (
        [(0, 520), (790, 450), (1600, 360)],
        [(420, 900), (640, 600), (790, 450)],
    ):
        canvas.line(points, "#b9ad93", 6)
    canvas.line([(1600, 690), (1180, 560), (800, 465)], "#b9ad93", 6)
    canvas.line([(752, 134), (858, 134)], INK, 14)
    canvas.words(884, 150, "Sarrel dam", size=32)
    towns = (
        (770, 452, "Halmeret", "rm", (-34, -8), 40),
        (822, 448, "Tamrush", "lm", (34, -44), 40),
        (640, 600, "Verbodil", "rm", (-28, 0), 32),
        (1180, 560, "Navtkari", "lm", (14, -36), 32),
        (905, 800, "Kharmil", "lm", (40, 0), 32),
        (250, 498, "Aurevin", "mm", (0, -48), 36),
        (1340, 401, "Zaramand", "mm", (0, -48), 36),
    )
    for x, y, name, anchor, (dx, dy), size in towns:
        canvas.disc(x, y, 13, INK)
        canvas.disc(x, y, 6, PAPER)
        canvas.words(x + dx, y + dy, name, size=size, anchor=anchor)
    canvas.words(300, 250, "PELTRIA", "#7d8471", size=64, anchor="mm")
    canvas.words(1290, 200, "OSSAMIR", "#96846a", size=64, anchor="mm")
    canvas.words(930, 660, "Ilvane", "#3d6672", size=30)
    _scale_bar(canvas, 170, 836, 200, "40 km")
    _north(canvas, 1430, 90)
    return canvas.finish()


def gauge() -> Image.Image:
    canvas = Canvas(PAPER, seed=23)
    left, right, zero, metre = 170, 1520, 800, 126
    canvas.words(left, 80, "River level at Halmeret, metres", size=44)
    for level in range(6):
        y = zero - level * metre
        canvas.line([(left, y), (right, y)], SAND, 3)
        canvas.words(left - 28, y, str(level), size=34, anchor="rm")
    flood = zero - 4 * metre
    canvas.line([(left, flood), (right, flood)], BRICK, 5)
    canvas.words(right, flood - 30, "flood mark", BRICK, size=34, anchor="rm")
    readings = [
        2.12,
        2.12,
        2.13,
        2.15,
        2.16,
        2.18,
        2.17,
        2.16,
        2.15,
        2.14,
        2.14,
        2.13,
        2.12,
    ]
    step = (right - left) / (len(readings) - 1)
    points = [
        (left + i * step, zero - value * metre) for i, value in enumerate(readings)
    ]
    canvas.line(points, "#3d6672", 9)
    for x, y in points:
        canvas.disc(x, y, 11, "#3d6672")
    canvas.words(left, zero + 50, "12 hours before", size=32)
    canvas.words(right, zero + 50, "last reading", size=32, anchor="rm")
    return canvas.finish()

"""The areas that are to be blurred, as a form posts them: one row of four numbers each,
in pixels of the upright picture. The script of the tool fills in the same fields."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _, ngettext

from ..pictures.blurring import MOST_AREAS, SMALLEST_AREA, Area, CannotBlur

FIELDS = ("x", "y", "width", "height")
#: Larger than any picture is.
LARGEST = 1_000_000
#: For whoever has no script, beside what is filled in.
EMPTY_ROWS = 4


@dataclass
class Row:
    """What was typed, and what is wrong with it."""

    x: str = ""
    y: str = ""
    width: str = ""
    height: str = ""
    error: str = ""

    @property
    def is_empty(self):
        return not any(getattr(self, name) for name in FIELDS)

    def read(self) -> Area | None:
        """None, and ``error`` set, where these are no numbers of an area."""
        numbers = [_read_number(getattr(self, name)) for name in FIELDS]
        if None in numbers:
            self.error = _("Whole numbers of pixels, please, in all four fields.")
            return None
        return Area(*numbers)


@dataclass
class BlurForm:
    rows: list[Row] = field(default_factory=list)
    error: str = ""
    areas: list[Area] = field(default_factory=list)

    @classmethod
    def read(cls, data):
        """``data``: a QueryDict, with each of :data:`FIELDS` once for each row."""
        columns = [data.getlist(name) for name in FIELDS]
        form = cls()
        if len({len(column) for column in columns}) > 1:
            form.error = _("Some numbers are missing. Draw the areas again.")
            return form
        if len(columns[0]) > MOST_AREAS + EMPTY_ROWS:
            form.refuse(CannotBlur("many"))
            return form
        rows = [
            Row(*(value.strip()[:20] for value in row))
            for row in zip(*columns, strict=True)
        ]
        form.rows = [row for row in rows if not row.is_empty]
        areas = [row.read() for row in form.rows]
        if None not in areas:
            form.areas = areas
        return form

    @property
    def is_valid(self):
        return not self.error and not any(row.error for row in self.rows)

    def refuse(self, error: CannotBlur):
        """Say of ``error`` what an editor can do about it, at its row."""
        if error.index is None:
            self.error = describe(error.code)
        else:
            self.rows[error.index].error = describe(error.code)

    @property
    def shown_rows(self):
        return [*self.rows, *(Row() for _number in range(EMPTY_ROWS))]


def describe(code: str) -> str:
    if code == "animated":
        return _(
            "This picture moves, or has several pages. Only a still picture can be "
            "blurred: save one frame of it as a picture of its own."
        )
    if code == "vector":
        return _("A drawing (SVG) cannot be blurred: save it as a picture first.")
    if code == "none":
        return _("Mark at least one area.")
    if code == "many":
        return ngettext(
            "At most %(count)s area at once.",
            "At most %(count)s areas at once.",
            MOST_AREAS,
        ) % {"count": MOST_AREAS}
    if code == "outside":
        return _("This area lies outside the picture.")
    if code == "small":
        return _("This area is too small: at least %(count)s by %(count)s pixels.") % {
            "count": SMALLEST_AREA
        }
    return _("The file of this picture is damaged or gone.")


def _read_number(text: str) -> int | None:
    # No signs, no exponents, and none of the digits that int() knows besides.
    if not (text.isascii() and text.isdigit()):
        return None
    number = int(text)
    return number if number <= LARGEST else None

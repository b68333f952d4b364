"""A file of sources, as it was uploaded: its cells, or what is wrong with it."""

import csv
import io

from django.utils.translation import gettext as _

from .source_table import COLUMNS, INTERNAL_COLUMNS, unguard_cell

MAX_BYTES = 1_000_000
MAX_ROWS = 2_000


class UnreadableFile(Exception):
    """The message says what is wrong, and what to do."""


def read_file(content: bytes) -> list[tuple[int, dict[str, str]]]:
    """Rows with their number in the file (the heading is 1), cells by column.
    Empty rows are left out. Raises :class:`UnreadableFile`."""
    if len(content) > MAX_BYTES:
        raise UnreadableFile(
            _("The file is larger than 1 MB. Split it and import the parts.")
        )
    text = _decode(content)
    if not text.strip():
        raise UnreadableFile(_("The file is empty."))
    heading, *lines = _split(text)
    columns = _read_heading(heading)
    rows = [
        (number, _read_cells(columns, cells, number))
        for number, cells in enumerate(lines, start=2)
        if any(cell.strip() for cell in cells)
    ]
    if not rows:
        raise UnreadableFile(_("The file has a heading but no rows."))
    if len(rows) > MAX_ROWS:
        raise UnreadableFile(
            _("The file has %(count)s rows; at most %(limit)s are imported at once.")
            % {"count": len(rows), "limit": MAX_ROWS}
        )
    return rows


def _decode(content):
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            _("The file is not in UTF-8. Save it as “CSV UTF-8” and try again.")
        ) from error
    if "\0" in text:
        raise UnreadableFile(
            _("This is not a CSV file: it has NUL bytes. Save it as “CSV UTF-8”.")
        )
    return text


def _split(text):
    first = text.lstrip().partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines = []
    try:
        for line in reader:
            lines.append(line)
    except csv.Error as error:
        raise UnreadableFile(
            _("Row %(number)s cannot be read: %(problem)s.")
            % {"number": len(lines) + 1, "problem": error}
        ) from error
    return lines


def _read_heading(cells):
    columns = [cell.strip().casefold().replace(" ", "_") for cell in cells]
    while columns and not columns[-1]:
        columns.pop()
    if internal := [name for name in columns if name in INTERNAL_COLUMNS]:
        raise UnreadableFile(
            _(
                "%(names)s: only for the newsroom, and not imported from a file. Take "
                "the column out."
            )
            % {"names": ", ".join(internal)}
        )
    if "name" not in columns:
        raise UnreadableFile(
            _("There is no column “name”. The columns are: %(names)s.")
            % {"names": ", ".join(COLUMNS)}
        )
    if unknown := [name for name in columns if name not in COLUMNS]:
        raise UnreadableFile(
            _("Unknown columns: %(unknown)s. The columns are: %(names)s.")
            % {"unknown": ", ".join(unknown), "names": ", ".join(COLUMNS)}
        )
    if twice := sorted({name for name in columns if columns.count(name) > 1}):
        raise UnreadableFile(
            _("These columns are there twice: %(names)s.") % {"names": ", ".join(twice)}
        )
    return columns


def _read_cells(columns, cells, number):
    if any(cell.strip() for cell in cells[len(columns) :]):
        raise UnreadableFile(
            _(
                "Row %(number)s has more cells than the heading. Put text that has "
                "the delimiter in it into quotation marks."
            )
            % {"number": number}
        )
    cells = [unguard_cell(cell.strip()) for cell in cells]
    return dict(zip(columns, cells, strict=False))

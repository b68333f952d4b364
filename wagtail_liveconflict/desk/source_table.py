"""A source as a row of a table: what export writes and import reads. Public facts
only."""

import re

from ..sanitise import strip_control_characters

#: Columns that hold one field of a source each.
FIELDS = (
    "kind",
    "name",
    "role",
    "affiliation",
    "description",
    "grammatical_gender",
    "language",
    "url",
)
COLUMNS = [
    "kind",
    "name",
    "role",
    "affiliation",
    "party",
    "description",
    "grammatical_gender",
    "language",
    "url",
    "handles",
]
#: What only the newsroom may know goes in no file. Column names as people may
#: write them.
INTERNAL_COLUMNS = frozenset(
    {"reliability", "notes", "internal_notes", "identity_known_to", "assessment"}
)
#: A program would calculate these cells.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def write_row(source) -> dict[str, str]:
    """Cells by column. Handles are ``platform:handle``, separated by ``; ``."""
    row = {name: getattr(source, name) for name in FIELDS}
    row["party"] = source.party.slug if source.party else ""
    row["handles"] = "; ".join(
        f"{handle.platform}:{handle.handle}" for handle in source.handles.all()
    )
    return {name: strip_control_characters(row[name]) for name in COLUMNS}


def guard_cell(value: str) -> str:
    """With an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{value}" if _FORMULA.match(value) else value


def unguard_cell(value: str) -> str:
    return value[1:] if value.startswith("'") and _FORMULA.match(value) else value

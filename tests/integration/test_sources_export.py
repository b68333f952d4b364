"""Sources in a file: out, changed, and in again."""

import csv
import io

import openpyxl
import pytest

from tests.factories import PartyFactory, SourceFactory
from tests.sources import source_with, url
from wagtail_liveconflict.desk.source_file import read_file
from wagtail_liveconflict.desk.source_import import plan_rows
from wagtail_liveconflict.desk.source_table import COLUMNS, guard_cell, unguard_cell
from wagtail_liveconflict.models import Source

pytestmark = pytest.mark.django_db


def export(client, kind="csv", **filters):
    response = client.get(url("list"), {"export": kind, **filters})
    assert response.status_code == 200
    return response.getvalue()


@pytest.fixture
def sources():
    full = source_with(
        ("telegram", "riverwire"),
        ("x", "riverwire"),
        name="River Wire; “the wire”, Ріка",
        kind="channel",
        role="desk",
        affiliation="River Press",
        party=PartyFactory(slug="left-bank"),
        description="a river channel",
        grammatical_gender="plural",
        language="uk",
        url="https://example.org/wire",
    )
    SourceFactory(name="A guard", kind="anonymous", role="", affiliation="")
    return full


def test_export_has_public_facts_by_column(editor_client, sources):
    """Columns have fixed names and codes, so that a file is read in any language."""
    rows = list(csv.DictReader(io.StringIO(export(editor_client).decode())))
    assert list(rows[0]) == COLUMNS
    row = next(row for row in rows if row["name"].startswith("River"))
    assert row == {
        "kind": "channel",
        "name": "River Wire; “the wire”, Ріка",
        "role": "desk",
        "affiliation": "River Press",
        "party": "left-bank",
        "description": "a river channel",
        "grammatical_gender": "plural",
        "language": "uk",
        "url": "https://example.org/wire",
        "handles": "telegram:riverwire; x:riverwire",
    }


def test_export_keeps_to_the_filters(editor_client, sources):
    """The file has what the list shows, and all pages of it."""
    for number in range(60):
        SourceFactory(name=f"Mayor {number}", kind="office")
    text = export(editor_client, kind="csv").decode()
    assert len(list(csv.reader(io.StringIO(text)))) == 63
    response = editor_client.get(url("list"), {"export": "csv", "kind": "channel"})
    assert len(response.getvalue().decode().splitlines()) == 2


DANGEROUS = ["=1+1", "+1", "-1", "@name", "\t=1", "'=1", "''@x"]


@pytest.mark.parametrize("value", DANGEROUS)
def test_cells_are_no_formulas(editor_client, value):
    """An apostrophe stands before what a spreadsheet would calculate, and importing
    takes off this one and no other."""
    source = SourceFactory(name="A name", role=value)
    rows = list(csv.DictReader(io.StringIO(export(editor_client).decode())))
    assert rows[0]["role"] == f"'{value}"
    assert unguard_cell(guard_cell(value)) == value
    assert unguard_cell("'plain") == "'plain"
    sheet = openpyxl.load_workbook(io.BytesIO(export(editor_client, "xlsx"))).active
    cell = sheet.cell(row=2, column=COLUMNS.index("role") + 1)
    assert (cell.value, cell.data_type) == (source.role, "s")


def test_workbook_takes_any_character(editor_client):
    """What a workbook cannot hold is left out, and is no error."""
    SourceFactory(name="A\x0bname", role="a\x1frole")
    sheet = openpyxl.load_workbook(io.BytesIO(export(editor_client, "xlsx"))).active
    assert [cell.value for cell in sheet[1]] == COLUMNS
    assert sheet.cell(row=2, column=2).value == "Aname"


def test_round_trip_is_unchanged(editor_client, sources):
    """What was exported and is imported as it is changes nothing, formulas and all."""
    for value in DANGEROUS:
        SourceFactory(name=f"{value} name", role=value.strip(), kind="person")
    plan = plan_rows(read_file(export(editor_client)))
    assert len(plan) == Source.objects.count()
    assert {(row.state, tuple(row.errors)) for row in plan} == {("unchanged", ())}

"""Importing sources from a file in the admin."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from tests.factories import PartyFactory, SourceFactory
from tests.sources import source_with, url
from wagtail_liveconflict.desk.source_file import MAX_ROWS, read_file
from wagtail_liveconflict.desk.source_import import plan_rows
from wagtail_liveconflict.models import Source, SourceHandle

pytestmark = pytest.mark.django_db


def upload(client, content):
    if isinstance(content, str):
        content = content.encode()
    file = SimpleUploadedFile("sources.csv", content, "text/csv")
    response = client.post(url("import"), {"file": file})
    assert response.status_code == 200
    return response


def read_plan(response):
    """What the preview says of each row, by its number."""
    soup = BeautifulSoup(response.content, "html.parser")
    rows = [
        [" ".join(cell.get_text(" ").split()) for cell in row.find_all("td")]
        for row in soup.select("table.listing tbody tr")
    ]
    return {int(number): what for number, _name, what in rows}


def confirm(client, response):
    soup = BeautifulSoup(response.content, "html.parser")
    signed = soup.find("input", {"name": "rows"})["value"]
    return client.post(url("import"), {"rows": signed})


def read_text(response):
    soup = BeautifulSoup(response.content, "html.parser")
    return " ".join(soup.get_text(" ").split())


MIXED = """kind,name,role,party,handles
channel,River Wire,,left,telegram:@RiverWire; x:riverwire
person,Ada Quill,harbour master,,
office,Town council,,,
person,Bad party,,right,
robot,Bad kind,,,
"""


@pytest.fixture
def known():
    PartyFactory(slug="left")
    wire = source_with(("telegram", "riverwire"), name="Riverwire", kind="channel")
    SourceFactory(name="Town council", kind="office")
    return wire


def test_preview_says_what_each_row_would_do(editor_client, known):
    """New, updates (which source, found by a handle or by name and kind, and what of
    it), unchanged, or an error with its reason; and saves nothing."""
    plan = read_plan(upload(editor_client, MIXED))
    assert plan == {
        2: "Updates “Riverwire”: Public name, Party, handles",
        3: "New",
        4: "Unchanged",
        5: "Error There is no party with the slug “right”.",
        6: "Error Kind: Value 'robot' is not a valid choice.",
    }
    assert Source.objects.count() == 2


def test_import_saves_what_is_valid(editor_client, editor, known):
    """In one go; the rows with errors are shown again and need no second upload."""
    Source.objects.filter(pk=known.pk).update(role="desk", description="a channel")
    response = confirm(editor_client, upload(editor_client, MIXED))
    assert set(read_plan(response)) == {5, 6}
    assert "Imported: 1 new, 1 changed." in read_text(response)
    assert "2 rows were not imported." in read_text(response)
    known = Source.objects.get(pk=known.pk)
    assert (known.name, known.party.slug) == ("River Wire", "left")
    # Empty cells, and columns that are not there, leave what is.
    assert (known.role, known.description) == ("desk", "a channel")
    assert {str(handle) for handle in known.handles.all()} == {
        "Telegram: riverwire",
        "X: riverwire",
    }
    assert Source.objects.filter(name="Ada Quill", role="harbour master").exists()
    assert Source.objects.count() == 3
    logged = ModelLogEntry.objects.values_list("action", "user")
    assert set(logged) == {
        ("wagtail.create", editor.pk),
        ("wagtail.edit", editor.pk),
    }
    # Party made later: the same rows, once more.
    PartyFactory(slug="right")
    response = confirm(editor_client, response)
    assert set(read_plan(response)) == {6}
    assert Source.objects.filter(name="Bad party").exists()


def test_import_without_errors_returns_to_the_list(editor_client):
    """With a message of what was done."""
    response = confirm(editor_client, upload(editor_client, "name\nAda Quill\n"))
    assert response["Location"] == url("list")
    assert "Imported: 1 new, 0 changed." in read_text(editor_client.get(url("list")))


def test_failure_loses_nothing(editor_client, monkeypatch):
    """When the database refuses one row, none is saved, and all are shown again."""
    preview = upload(editor_client, "name\nAda Quill\nBo Reed\n")
    save = Source.save

    def fail_at_second(source, *args, **kwargs):
        if source.name == "Bo Reed":
            raise DatabaseError
        save(source, *args, **kwargs)

    monkeypatch.setattr(Source, "save", fail_at_second)
    response = confirm(editor_client, preview)
    assert "Nothing was imported" in read_text(response)
    assert read_plan(response) == {2: "New", 3: "New"}
    assert not Source.objects.exists()
    monkeypatch.undo()
    assert confirm(editor_client, response).status_code == 302
    assert Source.objects.count() == 2


@pytest.mark.parametrize(
    "content",
    [
        "\ufeffname;kind\nAda; person\n",
        "Name,Kind\r\n\r\n Ada ,PERSON\r\n",
        'kind;name\nPerson;"Ada"\n',
        "name,kind,,\nAda,person,,\n",
    ],
)
def test_files_as_programs_write_them(content):
    """With or without a byte order mark, with either delimiter, with empty rows and
    columns, with a label in the place of a code."""
    (row,) = plan_rows(read_file(content.encode()))
    assert (row.state, row.source.name, row.source.kind) == ("new", "Ada", "person")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "The file is empty."),
        (b" \r\n ", "The file is empty."),
        (b"name\n", "The file has a heading but no rows."),
        ("name\nРіка\n".encode("cp1251"), "The file is not in UTF-8."),
        ("name\nAda\n".encode("utf-16"), "The file is not in UTF-8."),
        (b"name\nA\0da\n", "it has NUL bytes"),
        (b"PK\x03\x04\xff\xfe", "The file is not in UTF-8."),
        (b"kind,role\nperson,x\n", "There is no column “name”."),
        (b"name,shoe size,age\nAda,38,4\n", "Unknown columns: shoe_size, age."),
        (b"name,Reliability\nAda,A\n", "reliability: only for the newsroom"),
        (b"name,Identity known to\nAda,x\n", "identity_known_to: only for"),
        (b"name,name\nAda,Bo\n", "These columns are there twice: name."),
        (b"name,role\nAda,a,b\n", "Row 2 has more cells than the heading."),
        (b'name\n"Ada\n', "Row 2 cannot be read"),
        (b"name\n" + b"a" * 140_000, "Row 2 cannot be read"),
        (b"name\n" + b"a" * 1_000_000, "The file is larger than 1 MB."),
        (b"name\n" + b"a\n" * (MAX_ROWS + 1), "at most 2000 are imported at once"),
    ],
)
def test_unreadable_file_is_told(editor_client, content, message):
    """What is wrong and what to do; never an error page."""
    assert message in read_text(upload(editor_client, content))


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("person,,,", "Public name: This field cannot be blank."),
        (f"person,{'a' * 201},,", "Public name: Ensure this value has at most 200"),
        ("person,Ada,ftp://example.org,", "Link: Enter"),
        ("person,Ada,,icq:ada", "“icq:ada”: write a handle as platform:handle"),
        ("person,Ada,,ada", "“ada”: write a handle as platform:handle"),
        ("person,Ada,,x:", "“x:”: There is no name in this address."),
        ("person,Ada,,x:a+b", "“x:a+b”: This cannot be a name on this platform."),
        ("person,Ada,,telegram:t.me/+AbC", "“telegram:t.me/+AbC”: This link is an inv"),
        (f"person,Ada,,facebook:{'a' * 201}", "A handle is too long."),
        ("person,Ada,,x:one;x:two", "More than one source fits: One ("),
        ("anonymous,A guard,,x:guard", "A handle would lead to who this is."),
        ("anonymous,A guard,https://example.org/me,", "A link would lead to who"),
        ("anonymous,One,,x:one", "can neither name an anonymous source nor"),
        ("person,A\x07da,,", "has characters that cannot be printed"),
    ],
)
def test_rows_with_errors_say_what_is_wrong(editor_client, row, message):
    """Each at its row, while the others can be imported."""
    source_with(("x", "one"), name="One")
    source_with(("x", "two"), name="Two")
    cells = row.split(",")
    heading = "kind;name;url;handles\n"
    line = ";".join([*cells[:3], f'"{cells[3]}"'])
    plan = read_plan(upload(editor_client, f"{heading}{line}\nperson;Bo;;\n"))
    assert message in plan[2]
    assert plan[3] == "New"


def test_same_source_twice_in_one_file(editor_client):
    """By handle, by name, or because both rows fit one that is known."""
    source_with(("x", "wire"), name="River Wire", kind="channel")
    rows = "name,kind,handles\nAda,person,\nAda,person,\nBo,person,x:bo\n"
    rows += "Bob,person,x:BO\nWire,,x:wire\nRiver Wire,channel,\n"
    plan = read_plan(upload(editor_client, rows))
    assert plan[3] == "Error The same source as in row 2."
    assert plan[5] == "Error The same source as in row 4."
    assert plan[7] == "Error The same source as in row 6."
    assert plan[6] == "Updates “River Wire”: Public name"


def test_large_file_costs_few_queries():
    """Planning 2,000 rows asks the database no more than planning 20."""

    def count(number):
        rows = "".join(f"Name {n},x:name{n}\n" for n in range(number))
        with CaptureQueriesContext(connection) as queries:
            plan = plan_rows(read_file(f"name,handles\n{rows}".encode()))
        assert {row.state for row in plan} <= {"new", "unchanged"}
        return len(queries)

    for number in range(30):
        source_with(("x", f"name{number}"), name=f"Name {number}", role="")
    assert count(MAX_ROWS) - count(20) <= MAX_ROWS / 500


def test_preview_cannot_be_forged(editor_client):
    """What was not signed here is refused with a message."""
    response = editor_client.post(url("import"), {"rows": "x:y:z"})
    assert "Upload the file again." in read_text(response)
    assert "This field is required." in read_text(editor_client.post(url("import")))


def test_writer_may_not_import(writer, editor_client):
    """Importing may change sources: it needs that right."""
    client = Client()
    client.force_login(writer)
    assert client.get(url("import")).status_code == 302
    assert client.post(url("import")).status_code == 302
    assert url("import") not in client.get(url("list")).content.decode()
    assert url("import") in editor_client.get(url("list")).content.decode()
    assert not SourceHandle.objects.exists()

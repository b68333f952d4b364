"""The form of a source in the admin."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group

from tests.factories import UserFactory
from tests.sources import form_data, source_with, url
from wagtail_liveconflict.models import Source, SourceAssessment, SourceHandle

pytestmark = pytest.mark.django_db


def read_errors(response):
    """Messages in the form, by the name of the field they stand at."""
    soup = BeautifulSoup(response.content, "html.parser")
    found = {}
    for message in soup.select("[id^=panel-child] .error-message, .w-field__errors"):
        field = message.find_parent(class_="w-panel__wrapper") or message.parent
        control = field.find(["input", "select", "textarea"], attrs={"name": True})
        if control and message.get_text(strip=True):
            found[control["name"]] = message.get_text(" ", strip=True)
    return found


def test_anonymous_source_has_no_handle_and_no_link(editor_client):
    """Each would lead to who it is; the message stands at the field."""
    data = form_data(
        ("telegram", "riverwire"), kind="anonymous", url="https://example.org/me"
    )
    response = editor_client.post(url("add"), data)
    errors = read_errors(response)
    assert "would lead to who this is" in errors["handles-0-handle"]
    assert "would lead to who this is" in errors["url"]
    assert not Source.objects.exists()


def test_source_that_becomes_anonymous_gives_up_its_handles(editor_client):
    """A named source with a handle cannot be made anonymous and keep it."""
    source = source_with(("telegram", "riverwire"), name="River Wire", kind="channel")
    handle = source.handles.get()
    row = {"id": handle.pk, "platform": "telegram", "handle": "riverwire", "url": ""}
    data = form_data((row, ""), initial=1, kind="anonymous")
    response = editor_client.post(url("edit", source.pk), data)
    assert "would lead to who" in read_errors(response)["handles-0-handle"]
    data["handles-0-DELETE"] = "1"
    assert editor_client.post(url("edit", source.pk), data).status_code == 302
    assert Source.objects.get().is_anonymous
    assert not SourceHandle.objects.exists()


def test_duplicate_handle_names_the_other_source(editor_client):
    """However it is written; the message stands at the handle, once."""
    source_with(("telegram", "riverwire"), name="The old record")
    response = editor_client.post(
        url("add"), form_data(("telegram", "https://t.me/RiverWire"))
    )
    errors = read_errors(response)
    assert errors["handles-0-handle"].count("“The old record” has this handle") == 1
    assert "Another source has this handle" not in response.content.decode()
    assert Source.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("https://t.me/+AbCd", "shows who let you in"),
        ("t.me/c/12345", "shows who had access"),
        ("+abcd", "cannot be a name on this platform"),
    ],
)
def test_invitation_is_no_handle(editor_client, typed, message):
    """Readers would be shown it, and no public post would be found by it."""
    data = form_data(("telegram", typed))
    errors = read_errors(editor_client.post(url("add"), data))
    assert message in errors["handles-0-handle"]
    assert not Source.objects.exists()


def test_same_handle_twice_in_one_form(editor_client):
    """Two spellings of one handle are one handle."""
    data = form_data(("telegram", "riverwire"), ("telegram", "@RiverWire"))
    errors = read_errors(editor_client.post(url("add"), data))
    assert "in the list already" in errors["handles-1-handle"]


def test_own_handle_is_no_duplicate(editor_client):
    """Saving a source anew does not meet itself."""
    source = source_with(("telegram", "riverwire"), name="River Wire", kind="channel")
    handle = source.handles.get()
    row = {"id": handle.pk, "platform": "telegram", "handle": "riverwire", "url": ""}
    data = form_data((row, ""), initial=1, name="River Wire 2")
    assert editor_client.post(url("edit", source.pk), data).status_code == 302
    assert Source.objects.get().name == "River Wire 2"


def test_assessment_is_kept_apart(editor_client, editor):
    """Saved from the same form, read into it again, changed, and not on the source."""
    internal = {
        "reliability": "B",
        "internal_notes": "Met twice.",
        "identity_known_to": str(editor.pk),
    }
    editor_client.post(url("add"), form_data(**internal))
    source = Source.objects.get()
    assessment = SourceAssessment.objects.get(source=source)
    assert (assessment.reliability, assessment.notes) == ("B", "Met twice.")
    assert assessment.identity_known_to == editor
    html = editor_client.get(url("edit", source.pk)).content.decode()
    assert "Met twice." in html
    internal["reliability"] = ""
    editor_client.post(url("edit", source.pk), form_data(**internal))
    assessment.refresh_from_db()
    assert (assessment.reliability, assessment.notes) == ("", "Met twice.")


def test_reliability_is_in_the_words_of_the_admiralty_scale(editor_client):
    """Colleagues elsewhere grade by the same words, so ours mean the same."""
    soup = BeautifulSoup(editor_client.get(url("add")).content, "html.parser")
    options = soup.find("select", {"name": "reliability"}).find_all("option")
    assert {each["value"]: each.text for each in options if each["value"]} == {
        "A": "A: completely reliable",
        "B": "B: usually reliable",
        "C": "C: fairly reliable",
        "D": "D: not usually reliable",
        "E": "E: unreliable",
        "F": "F: reliability cannot be judged",
    }


def test_what_was_typed_stays_when_saving_fails(editor_client, editor):
    """Also what only the newsroom may know; nothing is saved."""
    source = source_with(name="River Wire", kind="channel")
    SourceAssessment.objects.create(source=source, reliability="A", notes="Old.")
    data = form_data(
        name="",
        reliability="D",
        internal_notes="New words.",
        identity_known_to=str(editor.pk),
    )
    response = editor_client.post(url("edit", source.pk), data)
    soup = BeautifulSoup(response.content, "html.parser")
    assert "New words." in soup.find("textarea", {"name": "internal_notes"}).text
    for name, value in (("reliability", "D"), ("identity_known_to", str(editor.pk))):
        chosen = soup.find("select", {"name": name}).find("option", selected=True)
        assert chosen["value"] == value
    assert SourceAssessment.objects.get().notes == "Old."


def test_colleagues_are_those_who_may_access_the_admin(editor_client, editor, admin):
    """Neither readers with an account nor who has left; but who is named already
    stays named, also after leaving."""
    UserFactory(username="reader-with-account")
    UserFactory(username="who-left", groups=["Moderators"], is_active=False)
    known_to = UserFactory(username="knows-and-left", is_active=False)
    Group.objects.create(name="Friends").user_set.add(UserFactory(username="friend"))
    source = source_with(name="A guard", kind="anonymous")
    SourceAssessment.objects.create(source=source, identity_known_to=known_to)

    def listed(address):
        soup = BeautifulSoup(editor_client.get(address).content, "html.parser")
        options = soup.find("select", {"name": "identity_known_to"}).find_all("option")
        return {option["value"] for option in options if option["value"]}

    colleagues = {str(editor.pk), str(admin.pk)}
    assert listed(url("add")) == colleagues
    assert listed(url("edit", source.pk)) == {*colleagues, str(known_to.pk)}
    data = form_data(
        name="A guard", kind="anonymous", identity_known_to=str(known_to.pk)
    )
    assert editor_client.post(url("edit", source.pk), data).status_code == 302
    assert SourceAssessment.objects.get().identity_known_to == known_to

"""The admin section of the glossary."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from wagtail_liveconflict.models import ContestedName, HouseForm

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(
        f"wagtailsnippets_wagtail_liveconflict_contestedname:{name}", args=args
    )


def entry(*house_forms, other_forms="", term="Ternwell", **fields):
    """Form data; a house form is (language, form, other forms)."""
    rows = [
        {"language": language, "form": form, "other_forms": others}
        for language, form, others in house_forms
    ]
    return nested_form_data(
        {
            "term": term,
            "reason": "The town council writes it so.",
            "other_forms": other_forms,
            "is_active": "on",
            "house_forms": inline_formset(rows),
            **fields,
        }
    )


def add(client, *house_forms, **fields):
    return client.post(url("add"), entry(*house_forms, **fields))


def get_errors(response):
    """Errors of the form and of its rows: field -> messages."""
    assert response.status_code == 200
    form = response.context["form"]
    return form.errors, [row.errors for row in form.formsets["house_forms"].forms]


def test_editor_adds_and_changes_an_entry(editor_client):
    """Lines are put in order: no empty ones, outer spaces or repetitions."""
    response = add(
        editor_client,
        ("en", " Ternwell ", "Ternvel\n\n  Ternvel \r\nOld  Ternvel\n"),
        ("uk", "Тернвел", ""),
        other_forms="Terneville\n\n",
    )
    assert response.status_code == 302
    name = ContestedName.objects.get()
    assert name.other_forms == "Terneville"
    first, second = name.house_forms.all()
    assert (first.form, first.other_forms) == ("Ternwell", "Ternvel\nOld Ternvel")
    assert second.form == "Тернвел"
    # Saved again as it is, it does not contradict itself.
    data = entry(
        ("en", "Ternwell", "Ternvel"), ("uk", "Тернвел", ""), other_forms="Terneville"
    )
    for number, row in enumerate((first, second)):
        data[f"house_forms-{number}-id"] = row.pk
    data["house_forms-INITIAL_FORMS"] = 2
    response = editor_client.post(url("edit", name.pk), data)
    assert response.status_code == 302
    assert name.house_forms.count() == 2


def test_entry_needs_a_house_form_and_a_reason(editor_client):
    """Without them there is nothing to say to whoever writes it otherwise."""
    response = add(editor_client, reason="")
    form = response.context["form"]
    assert set(form.errors) == {"reason"}
    assert form.formsets["house_forms"].non_form_errors()
    assert not ContestedName.objects.exists()


@pytest.mark.parametrize("same", ["Ternwell", "  Ternwell  ", "ternwell"])
def test_house_form_cannot_be_warned_of(editor_client, same):
    """Neither in its language nor in all; a form in small letters is found in
    capitals as well, and would be the same."""
    _form, rows = get_errors(add(editor_client, ("en", "Ternwell", same)))
    assert "is the house form" in rows[0]["other_forms"][0]
    form, _rows = get_errors(
        add(editor_client, ("en", "Ternwell", ""), other_forms=f"Ternvel\n{same}")
    )
    assert "is the house form" in form["other_forms"][0]


def test_other_capitals_can_be_warned_of(editor_client):
    """“TernWell” is another form than “Ternwell”."""
    assert add(editor_client, ("en", "Ternwell", "TernWell")).status_code == 302


@pytest.fixture
def known(db):
    name = ContestedName.objects.create(
        term="The known one", reason="x", other_forms="Ternevil"
    )
    HouseForm.objects.create(
        contested_name=name, language="en", form="Ternwell", other_forms="Ternvel"
    )


@pytest.mark.parametrize("form", ["Ternvel", "ternvel", "Ternevil", "Ternwell"])
def test_form_of_another_entry_is_refused(editor_client, known, form):
    """In the same language, with the name of the other entry; a house form of
    another entry could otherwise not be written without a warning."""
    _form, rows = get_errors(add(editor_client, ("en", "Orm", form)))
    assert "The known one" in rows[0]["other_forms"][0]
    shared, _rows = get_errors(add(editor_client, ("en", "Orm", ""), other_forms=form))
    assert "The known one" in shared["other_forms"][0]
    assert add(editor_client, ("de", "Orm", form)).status_code == 302


def test_house_form_that_another_entry_warns_of_is_refused(editor_client, known):
    """At the house form's own field."""
    _form, rows = get_errors(add(editor_client, ("en", "Ternvel", "")))
    assert "The known one" in rows[0]["form"][0]


def test_two_house_forms_of_one_language_are_refused(editor_client):
    """One name, one house form in each language."""
    response = add(editor_client, ("en", "Ternwell", ""), ("en", "Orm", ""))
    assert response.status_code == 200
    assert not ContestedName.objects.exists()


def test_list_shows_and_finds_entries(editor_client, known):
    """With their house forms; by any part of a name, a form or a reason."""
    content = editor_client.get(url("list")).content.decode()
    assert "The known one" in content
    assert "Ternwell (en)" in content
    for query, is_found in (("known", True), ("nevil", True), ("mill", False)):
        response = editor_client.get(url("list_results"), {"q": query})
        assert ("The known one" in response.content.decode()) is is_found


def test_list_is_filtered_by_language(editor_client, known):
    """An entry is listed once."""
    address = url("list_results")
    found = editor_client.get(address, {"house_forms__language": "en"})
    assert found.content.decode().count("The known one") >= 1
    found = editor_client.get(address, {"house_forms__language": "uk"})
    assert "The known one" not in found.content.decode()


def test_rights_are_those_of_the_newsrooms_records(client, writer, editor, known):
    """Whoever may write updates adds entries; who may publish them changes them;
    deleting takes Django's own permission."""
    pk = ContestedName.objects.get().pk
    client.force_login(writer)
    assert client.get(url("add")).status_code == 200
    assert client.get(url("edit", pk)).status_code == 302
    client.force_login(editor)
    assert client.get(url("edit", pk)).status_code == 200
    assert client.get(url("delete", pk)).status_code == 302
    client.logout()
    assert client.get(url("list")).status_code == 302
    assert "Contested names" not in client.get("/admin/login/").content.decode()

"""The screen of the cookie notice among Wagtail's settings."""

import pytest
from django.contrib.auth.models import Permission
from wagtail.models import Site
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from wagtail_liveconflict.models import CookieNotice
from wagtail_liveconflict.models.cookie_purpose import SHIPPED_PURPOSES

pytestmark = pytest.mark.django_db


@pytest.fixture
def address():
    site = Site.objects.get()
    return f"/admin/settings/wagtail_liveconflict/cookienotice/{site.pk}/"


def build_form(purposes=(), texts=(), **fields):
    """What the screen sends."""
    return nested_form_data(
        {
            "mode": "consent",
            "privacy_page": "",
            "revision": "1",
            "months": "6",
            "proof_months": "12",
            "texts": inline_formset(list(texts)),
            "purposes": inline_formset(
                [
                    {"code": code, "texts": inline_formset(list(words))}
                    for code, words in purposes
                ]
            ),
            **fields,
        }
    )


def test_everything_is_saved_in_one_form(admin_client, address):
    """Words of the notice, purposes, and words of a purpose."""
    data = build_form(
        purposes=[
            ("statistics", []),
            ("maps", [{"language": "en", "name": "Maps", "description": "Where."}]),
        ],
        texts=[{"language": "en", "text": "Biscuits.", "privacy_label": ""}],
        revision="3",
    )
    assert admin_client.post(address, data).status_code == 302
    notice = CookieNotice.objects.get()
    assert (notice.mode, notice.revision) == ("consent", 3)
    assert notice.get_purpose_codes() == ["statistics", "maps"]
    names = [purpose.get_name() for purpose in notice.purposes.all()]
    assert names == ["Statistics", "Maps"]
    assert notice.get_words("text", "en") == "Biscuits."


@pytest.mark.parametrize("code", ["Statistics", "two words", "necessary", "1st", "ä"])
def test_a_code_is_checked_at_its_field(admin_client, address, code):
    """Templates and cookies carry it."""
    response = admin_client.post(address, build_form(purposes=[(code, [])]))
    assert response.status_code == 200
    (form,) = response.context["form"].formsets["purposes"].forms
    assert "Lower-case Latin letters" in form.errors["code"][0]
    assert not CookieNotice.objects.get().purposes.exists()


@pytest.mark.parametrize(
    "data",
    [
        build_form(purposes=[("statistics", []), ("statistics", [])]),
        build_form(texts=[{"language": "en", "text": "A"}] * 2),
        build_form(purposes=[("maps", [{"language": "en", "name": "M"}] * 2)]),
        build_form(revision="0"),
        build_form(months="13"),
        build_form(mode="loud"),
        build_form(texts=[{"language": "xx", "text": "A"}]),
    ],
)
def test_what_makes_no_sense_is_refused(admin_client, address, data):
    """With a message, and nothing of it saved."""
    response = admin_client.post(address, data)
    assert response.status_code == 200
    assert "could not be saved due to errors" in response.content.decode()
    assert CookieNotice.objects.get().mode == "off"


def test_it_takes_a_permission(editor_client, editor, address):
    """Of its own: a moderator who has it not sees nothing of it."""
    assert editor_client.get(address).status_code == 302
    editor.user_permissions.add(Permission.objects.get(codename="change_cookienotice"))
    assert editor_client.get(address).status_code == 200


def preview(client, address, data, mode):
    where = f"{address}preview/"
    assert client.post(where, data).json()["is_valid"]
    return client.get(where, {"mode": mode}).content.decode()


def test_it_is_previewed_as_it_is_being_edited(admin_client, address):
    """In each language of the site, on a page of the site; nothing is saved."""
    data = build_form(
        purposes=[("marketing", [])],
        texts=[{"language": "en", "text": "Biscuits.", "privacy_label": ""}],
    )
    html = preview(admin_client, address, data, "en")
    assert "Biscuits." in html
    assert "data-preview" in html
    assert 'value="marketing"' in html
    html = preview(admin_client, address, data, "uk")
    assert "Biscuits." not in html
    assert 'lang="uk"' in html
    assert CookieNotice.objects.get().mode == "off"


def test_the_purposes_with_words_are_named_in_the_help():
    """Who reads it knows which need no name."""
    help_text = CookieNotice.purposes.rel.related_model._meta.get_field(
        "code"
    ).help_text
    assert all(code in str(help_text) for code in SHIPPED_PURPOSES)

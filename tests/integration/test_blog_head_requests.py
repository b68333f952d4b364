"""What the desk's form of headline, standfirst and summary is asked: by whom, with
what; and the blog's own controls."""

import pytest
from bs4 import BeautifulSoup

from tests.blog_heads import (
    edit,
    fill,
    get,
    make_page,
)
from tests.desk_forms import url
from tests.factories import LiveBlogPageFactory
from tests.roles import CONTRIBUTOR, EDITOR, make_colleague, sign_in
from wagtail_liveconflict.exceptions import NotAllowed
from wagtail_liveconflict.head_exceptions import (
    TitleRequired,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return make_page()


@pytest.fixture
def client_of_editor(page):
    return sign_in(make_colleague(page, EDITOR, first_name="Olena"))


@pytest.mark.parametrize("method", ["get", "post"])
def test_only_who_may_publish(page, method):
    """A contributor, and an editor of another blog, get neither form nor change."""
    other = LiveBlogPageFactory()
    for user in (make_colleague(page, CONTRIBUTOR), make_colleague(other, EDITOR)):
        response = getattr(sign_in(user), method)(
            url("head", page.pk), {"head-title": "Mine"}
        )
        assert response.status_code in (302, 403)
        assert "/desk/" not in response.headers.get("Location", "")
        with pytest.raises(NotAllowed):
            edit(page, user, title="Mine")
    assert get(page).title == page.title


def test_another_page_is_not_found(client_of_editor, page):
    """Only live blogs have a head of this kind."""
    assert client_of_editor.get(url("head", page.get_parent().pk)).status_code == 404


@pytest.mark.parametrize("title", ["", "  ", "\x00", "a" * 256])
def test_a_bad_headline_is_refused_at_its_field(client_of_editor, page, title):
    """And what else was typed is still there."""
    data = fill(page, ("known", "My words."), **{"head-title": title})
    response = client_of_editor.post(url("head", page.pk), data)
    soup = BeautifulSoup(response.content, "html.parser")
    field = soup.select_one("[name=head-title]")
    assert field["aria-invalid"] == "true"
    assert "My words." in response.content.decode()
    assert get(page).title == page.title


def test_a_headline_of_control_characters_is_none(client_of_editor, page):
    """What is left after cleaning counts."""
    with pytest.raises(TitleRequired):
        edit(page, title="\u202e\x07")
    data = fill(page, **{"head-title": "\u202e"})
    response = client_of_editor.post(url("head", page.pk), data)
    assert "A live blog needs a headline." in response.content.decode()


@pytest.mark.parametrize(
    "damage",
    [
        {"head-summary-count": "many"},
        {"head-summary-count": "1", "head-summary-0-type": "table"},
        {"head-summary-count": "1", "head-summary-0-type": "known"},
        {"head-version": "\x00"},
    ],
)
def test_damaged_input_changes_nothing(client_of_editor, page, damage):
    """The form comes back and says so."""
    data = {**fill(page, **{"head-title": "Mine"}), **damage}
    response = client_of_editor.post(url("head", page.pk), data)
    assert response.status_code == 200
    assert BeautifulSoup(response.content, "html.parser").select(
        ".error-message, [role=alert]:not(:empty), [data-block]"
    )
    assert get(page).title == page.title


def test_nothing_posted_changes_nothing(client_of_editor, page):
    """Fields that are not there are not taken for empty ones."""
    response = client_of_editor.post(url("head", page.pk), {})
    assert response.status_code == 200
    assert get(page).title == page.title


def test_the_page_works_without_the_desk(client_of_editor, page):
    """A page of its own with what the summary's fields need."""
    soup = BeautifulSoup(
        client_of_editor.get(url("head", page.pk)).content, "html.parser"
    )
    scripts = {script.get("src", "").split("?")[0] for script in soup.select("script")}
    assert any(src.endswith("telepath/blocks.js") for src in scripts)
    assert soup.select_one("[name=head-title]")["value"] == page.title
    assert soup.find("a", string="Back to the desk")["href"] == url("desk", page.pk)


def test_controls_come_with_the_answer(client_of_editor, page):
    """Also where the verb could not be done: a colleague was quicker."""
    post = {"headers": {"X-Liveconflict-Stream": "1"}}
    answer = client_of_editor.post(url("blog_verb", page.pk, "start"), **post).json()
    assert answer["message"] == "The live blog is on air."
    assert get_verbs(answer["controls"]) == ["pause", "end", "head"]
    response = client_of_editor.post(url("blog_verb", page.pk, "start"), **post)
    assert response.status_code == 409
    assert get_verbs(response.json()["controls"]) == ["pause", "end", "head"]
    answer = client_of_editor.post(url("blog_verb", page.pk, "end"), **post).json()
    assert get_verbs(answer["controls"]) == ["resume", "head"]


def test_who_may_not_publish_is_offered_no_controls(page):
    """The state, and nothing to press."""
    client = sign_in(make_colleague(page, CONTRIBUTOR))
    html = client.get(url("desk", page.pk)).content
    controls = BeautifulSoup(html, "html.parser").select_one(".wlc-controls")
    assert get_verbs(str(controls)) == []


def get_verbs(html):
    found = BeautifulSoup(html, "html.parser").select("[data-wlc-verb]")
    return [each["data-wlc-verb"] for each in found]

"""Who reads the editors' handbook, where it is found, and in which language."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import GroupApprovalTask
from wagtail.users.models import UserProfile

from tests.factories import UserFactory
from tests.roles import CONTRIBUTOR, make_colleague, sign_in
from wagtail_liveconflict.desk.composer import get_desk_url
from wagtail_liveconflict.desk.handbook import CHAPTERS, LANGUAGES

pytestmark = pytest.mark.django_db

URL = "/admin/live-handbook/"


@pytest.fixture
def outsider(db):
    """Somebody who works in the admin, and not with pages."""
    user = UserFactory()
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return user


@pytest.fixture
def contributor(live_blog):
    return make_colleague(live_blog, CONTRIBUTOR)


def choose_language(user, language):
    UserProfile.objects.update_or_create(
        user=user, defaults={"preferred_language": language}
    )


def read(client, url=URL):
    response = client.get(url)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_whoever_may_write_may_read_it(contributor):
    """A right to write in one live blog is enough."""
    page = read(sign_in(contributor))
    headings = [section.h2["id"] for section in page.select(".wlc-handbook__chapter")]
    assert tuple(headings) == CHAPTERS
    links = [link["href"] for link in page.select(".wlc-handbook__contents a")]
    assert links == [f"#{name}" for name in CHAPTERS]


def test_whoever_approves_may_read_it(outsider):
    """A workflow may ask people who have no right to any page."""
    group = Group.objects.create(name="Approvers")
    outsider.groups.add(group)
    task = GroupApprovalTask.objects.create(name="Second look")
    task.groups.add(group)
    assert sign_in(outsider).get(URL).status_code == 200


def test_others_may_not(outsider, client):
    """Nor are they offered it; who is signed out is asked to sign in."""
    signed_in = sign_in(outsider)
    assert signed_in.get(URL).status_code == 302
    assert URL not in signed_in.get("/admin/").content.decode()
    assert client.get(URL).url.startswith("/admin/login/")


@pytest.mark.parametrize(
    ("chosen", "shown"), [("ru", "ru"), ("uk", "uk"), ("en-gb", "en"), ("fr", "en")]
)
def test_it_comes_in_the_language_of_the_admin(contributor, settings, chosen, shown):
    """Of the user's; in English where it is not written in that."""
    settings.WAGTAILADMIN_PERMITTED_LANGUAGES = [(chosen, chosen)]
    choose_language(contributor, chosen)
    page = read(sign_in(contributor))
    (handbook,) = page.select(".wlc-handbook")
    assert handbook["lang"] == shown
    (current,) = page.select(".wlc-handbook__languages [aria-current]")
    assert current.text == LANGUAGES[shown]


def test_another_language_is_one_press_away(contributor):
    """And its labels are those of the buttons in that language."""
    client = sign_in(contributor)
    links = read(client).select(".wlc-handbook__languages a")
    addresses = {link["hreflang"]: link["href"] for link in links}
    assert list(addresses) == list(LANGUAGES)
    page = read(client, addresses["uk"])
    labels = {label.text for label in page.select(".wlc-handbook__label")}
    assert {"Опублікувати", "Відкликати…", "Більше не притримувати"} <= labels
    keys = page.select_one(".wlc-handbook__chapter--keys").text
    assert "Додати цитату" in keys


def test_a_language_it_is_not_written_in_is_not_there(contributor):
    client = sign_in(contributor)
    assert client.get(f"{URL}fr/").status_code == 404
    assert client.get(f"{URL}../").status_code == 404


def test_it_reads_from_the_left_in_an_admin_that_reads_from_the_right(
    contributor, settings
):
    """English text in an Arabic page keeps its direction."""
    settings.WAGTAILADMIN_PERMITTED_LANGUAGES = [("ar", "ar")]
    choose_language(contributor, "ar")
    page = read(sign_in(contributor))
    assert page.html["dir"] == "rtl"
    (handbook,) = page.select(".wlc-handbook")
    assert (handbook["lang"], handbook["dir"]) == ("en", "ltr")


def test_every_picture_has_its_size_and_its_words(contributor):
    """So that nothing moves while it loads, and nobody is left out."""
    for image in read(sign_in(contributor)).select(".wlc-handbook img"):
        assert int(image["width"]) > 100
        assert int(image["height"]) > 20
        assert len(image["alt"]) > 20


def test_it_is_found_from_the_desk_and_from_help(contributor, live_blog):
    """In the menu of help, over the stream, and in the list of keys."""
    client = sign_in(contributor)
    assert URL in client.get("/admin/").content.decode()
    response = client.get(get_desk_url(live_blog.pk))
    page = BeautifulSoup(response.content, "html.parser")
    (link,) = page.select(f".wlc-controls a[href='{URL}']")
    # What is being written stays where it is.
    assert link["target"] == "_blank"
    assert f'href="{URL}#keys" target="_blank"' in response.content.decode()


def test_its_address_is_that_of_the_admin():
    assert reverse("liveconflict_handbook") == URL

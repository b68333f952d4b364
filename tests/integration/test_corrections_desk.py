"""Correcting at the desk."""

import pytest
from bs4 import BeautifulSoup

from tests.desk_forms import url
from tests.factories import LiveUpdateFactory, PublishedUpdateFactory
from wagtail_liveconflict import editorial
from wagtail_liveconflict.models import Correction, LiveUpdate

pytestmark = pytest.mark.django_db


def find_verb(client, page):
    soup = BeautifulSoup(client.get(url("desk", page.pk)).content, "html.parser")
    return soup.find("a", attrs={"data-wlc-verb": "correct"})


def test_a_published_update_is_corrected_from_the_stream(editor_client, live_blog):
    """A link, a form, and back at the desk; the audit log knows who."""
    update = PublishedUpdateFactory(page=live_blog)
    address = find_verb(editor_client, live_blog)["href"]
    assert editor_client.get(address).status_code == 200
    response = editor_client.post(address, {"text": "It was eleven."})
    assert response["Location"] == url("desk", live_blog.pk)
    assert update.corrections.get().text == "It was eleven."
    assert "It was eleven." in editor_client.get(address).text
    history = editor_client.get(url("history", update.pk)).text
    assert "Added a correction" in history


def test_what_is_not_on_air_has_no_such_link(editor_client, live_blog):
    """Neither drafts nor what was withdrawn."""
    LiveUpdateFactory(page=live_blog)
    withdrawn = PublishedUpdateFactory(page=live_blog)
    editorial.withdraw_update(withdrawn, None, "Wrong.")
    assert find_verb(editor_client, live_blog) is None


@pytest.mark.parametrize("words", ["", "  ", "x" * 501])
def test_without_words_nothing_happens(editor_client, live_blog, words):
    """The form comes back, with what is wrong; also when there are too many."""
    update = PublishedUpdateFactory(page=live_blog)
    response = editor_client.post(url("correct", update.pk), {"text": words})
    assert response.status_code == 200
    assert response.context["form"].errors["text"]
    assert not Correction.objects.exists()


def test_withdrawn_meanwhile(editor_client, live_blog):
    """The form says so."""
    update = PublishedUpdateFactory(page=live_blog)
    editorial.withdraw_update(update, None, "Wrong.")
    response = editor_client.post(url("correct", update.pk), {"text": "Eleven."})
    assert "has been withdrawn" in str(response.context["form"].errors)
    assert not Correction.objects.exists()


def test_who_may_not_publish_may_not_correct(client, writer, live_blog):
    """By its address either."""
    update = PublishedUpdateFactory(page=live_blog)
    client.force_login(writer)
    assert find_verb(client, live_blog) is None
    client.post(url("correct", update.pk), {"text": "Eleven."})
    assert not Correction.objects.exists()


@pytest.mark.parametrize("is_ours", [False, True])
def test_a_withdrawal_is_listed_where_it_was_our_error(
    editor_client, live_blog, is_ours
):
    """As the box says."""
    update = PublishedUpdateFactory(page=live_blog)
    data = {"reason": "Wrong river.", **({"is_our_error": "on"} if is_ours else {})}
    editor_client.post(url("withdraw", update.pk), data)
    update = LiveUpdate.objects.get(pk=update.pk)
    assert update.is_withdrawn
    listed = Correction.objects.filter(text="Wrong river.", at=update.withdrawn_at)
    assert listed.exists() is is_ours

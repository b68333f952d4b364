"""The verbs of the stream: which are shown, who may do them, and how they are asked."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.desk_forms import url
from tests.factories import (
    LiveBlogPageFactory,
    LiveUpdateFactory,
    PublishedUpdateFactory,
)
from tests.roles import CONTRIBUTOR, EDITOR, make_colleague, sign_in
from wagtail_liveconflict import editorial
from wagtail_liveconflict.models import Change, Correction, LiveFeed, LiveUpdate

pytestmark = pytest.mark.django_db

IN_DIALOG = {"X-Liveconflict-Dialog": "1"}
#: Those with a form, and what is posted to it.
ASKED = ("withdraw", "correct", "hold", "schedule", "move", "translate")
BUTTONS = (
    "pin",
    "unpin",
    "key-event",
    "not-key-event",
    "release",
    "unschedule",
    "duplicate",
)


def tell(other):
    """What every form of a verb may ask."""
    at = timezone.localtime() + timedelta(hours=2)
    return {
        "reason": "Wrong river.",
        "text": "It is the north quay.",
        "until": f"{at:%Y-%m-%dT%H:%M}",
        "go_live_at": f"{at:%Y-%m-%dT%H:%M}",
        "page": other.pk,
    }


def get_verbs(client, update):
    """Names of the verbs that the stream offers for an update."""
    html = client.get(url("desk", update.page_id)).content
    soup = BeautifulSoup(html, "html.parser")
    entry = soup.find(attrs={"data-update-id": str(update.pk)})
    return {control["data-wlc-verb"] for control in entry.select("[data-wlc-verb]")}


def get_state():
    """Everything that a verb could have changed."""
    return (
        list(LiveUpdate.objects.order_by("pk").values()),
        list(Change.objects.order_by("pk").values()),
        list(Correction.objects.values()),
        list(LiveUpdate.objects.values_list("_revisions__approved_go_live_at")),
    )


ON_AIR = {"pin", "key-event", "correct", "withdraw", "copy-link", "duplicate", "move"}


def test_verbs_by_state(editor_client, live_blog, editor):
    """Each where it can be done, for who may publish."""
    update = PublishedUpdateFactory(page=live_blog)
    assert get_verbs(editor_client, update) == ON_AIR
    editorial.pin_update(update)
    editorial.mark_key_event(update)
    update = LiveUpdate.objects.get(pk=update.pk)
    update.save_revision()
    assert get_verbs(editor_client, update) == (
        (ON_AIR - {"pin", "key-event"}) | {"unpin", "not-key-event", "schedule"}
    )
    draft = LiveUpdateFactory(page=live_blog)
    draft.save_revision()
    as_draft = {"schedule", "hold", "duplicate", "move", "delete"}
    assert get_verbs(editor_client, draft) == as_draft
    at = timezone.now() + timedelta(hours=2)
    editorial.schedule_update(draft, editor, at)
    assert get_verbs(editor_client, draft) == as_draft - {"schedule"} | {"unschedule"}
    editorial.unschedule_update(draft, editor)
    editorial.hold_update(draft, editor, at)
    assert get_verbs(editor_client, draft) == as_draft | {"release"}
    editorial.withdraw_update(update, editor, "Wrong river.")
    assert get_verbs(editor_client, update) == set()


def test_verbs_by_right(live_blog):
    """A contributor holds, moves and deletes her own drafts, and copies what she may
    see."""
    user = make_colleague(live_blog, CONTRIBUTOR)
    client = sign_in(user)
    own = LiveUpdateFactory(page=live_blog, owner=user)
    published = PublishedUpdateFactory(page=live_blog)
    assert get_verbs(client, own) == {"hold", "duplicate", "move", "delete"}
    assert get_verbs(client, published) == {"copy-link", "duplicate"}


def test_keys_are_told_apart(editor_client, live_blog):
    """In one entry no two controls have the same."""
    PublishedUpdateFactory(page=live_blog)
    LiveUpdateFactory(page=live_blog)
    html = editor_client.get(url("desk", live_blog.pk)).content
    for entry in BeautifulSoup(html, "html.parser").select("[data-update-id]"):
        keys = [control["data-wlc-key"] for control in entry.select("[data-wlc-key]")]
        assert len(keys) == len(set(keys)) > 2


@pytest.mark.parametrize("verb", [*ASKED, *BUTTONS])
@pytest.mark.parametrize("who", ["anonymous", "outsider", "contributor"])
def test_who_may_not(live_blog, root_page, settings, who, verb):
    """Nothing changes by any address, for an update on air and for a colleague's
    draft. (What a contributor may is tested with each verb.)"""
    other = LiveBlogPageFactory(parent=root_page)
    updates = [
        PublishedUpdateFactory(page=live_blog),
        LiveUpdateFactory(page=live_blog, headline="Secret"),
    ]
    client = {
        "anonymous": Client,
        "outsider": lambda: sign_in(make_colleague(other, EDITOR)),
        "contributor": lambda: sign_in(make_colleague(live_blog, CONTRIBUTOR)),
    }[who]()
    may_copy = who == "contributor" and verb == "duplicate"
    before = get_state()
    for update in updates[may_copy:]:
        is_asked = verb in ASKED
        address = (
            url(verb, update.pk) if is_asked else url("update_verb", update.pk, verb)
        )
        for headers in ({}, IN_DIALOG):
            response = client.post(address, tell(other), headers=headers)
            if verb == "translate" and who == "contributor" and update.live:
                # She may ask, and there is no such live blog.
                assert response.context["form"].errors["page"]
                continue
            assert response.status_code == 302
            login = reverse("wagtailadmin_login")
            place = login if who == "anonymous" else reverse("wagtailadmin_home")
            assert response["Location"].startswith(place)
        if is_asked:
            assert "Secret" not in client.get(address).content.decode()
    assert get_state() == before


@pytest.mark.parametrize("verb", BUTTONS)
def test_buttons_are_posted(editor_client, live_blog, verb):
    """A link does nothing."""
    update = PublishedUpdateFactory(page=live_blog)
    before = get_state()
    assert editor_client.get(url("update_verb", update.pk, verb)).status_code == 405
    assert get_state() == before


@pytest.mark.parametrize("verb", ASKED)
def test_what_is_not_there(editor_client, verb):
    """No such update, no such page."""
    assert editor_client.get(url(verb, 987654)).status_code == 404


@pytest.mark.parametrize("verb", ASKED[:-1])
def test_asked_in_a_dialog(editor_client, live_blog, root_page, verb):
    """The form alone, with its errors; and when it is done the stream as it is then,
    in the part that was looked at."""
    other = LiveBlogPageFactory(parent=root_page)
    is_draft = verb in ("hold", "schedule")
    make = LiveUpdateFactory if is_draft else PublishedUpdateFactory
    update = make(page=live_blog, headline="Quay closed")
    address = url(verb, update.pk)
    response = editor_client.get(address, headers=IN_DIALOG)
    assert response["X-Liveconflict-Dialog"] == "1"
    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.find("html") is None
    assert soup.find("form")["action"] == address
    response = editor_client.post(address, {}, headers=IN_DIALOG)
    assert response["X-Liveconflict-Dialog"] == "1"
    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.select(".error-message")
    assert soup.find(attrs={"aria-invalid": "true"})
    response = editor_client.post(f"{address}?q=quay", tell(other), headers=IN_DIALOG)
    answer = response.json()
    assert answer["message"]
    assert ("Quay closed" in answer["html"]) is (verb != "move")
    # A message that waits would be shown on some later page.
    assert "messages" not in editor_client.session


def test_a_page_of_its_own_leads_back_to_where_one_was(editor_client, live_blog):
    """Also what was filtered."""
    update = PublishedUpdateFactory(page=live_blog)
    address = url("withdraw", update.pk) + "?state=live"
    soup = BeautifulSoup(editor_client.get(address).content, "html.parser")
    back = url("desk", live_blog.pk) + "?state=live"
    assert soup.find("a", href=back)
    action = soup.select_one("form[method=post][action*=withdraw]")["action"]
    response = editor_client.post(action, {"reason": "Wrong river."})
    assert response["Location"] == back


def test_a_refused_button_says_why(editor_client, live_blog):
    """And shows the stream as it is."""
    update = LiveUpdateFactory(page=live_blog)
    address = url("update_verb", update.pk, "pin")
    response = editor_client.post(address, headers={"X-Liveconflict-Stream": "1"})
    assert response.status_code == 409
    assert response.json()["message"].startswith("Only a published update")


def test_the_link_is_absolute(editor_client, live_blog):
    """To be pasted anywhere."""
    update = PublishedUpdateFactory(page=live_blog)
    html = editor_client.get(url("desk", live_blog.pk)).content
    link = BeautifulSoup(html, "html.parser").select_one("[data-wlc-verb=copy-link]")
    assert link["href"] == f"{live_blog.full_url}updates/{update.pk}/"


def test_correction_and_new_version_in_one_go(live_blog, editor, reader):
    """Both reach readers, or neither."""
    update = PublishedUpdateFactory(page=live_blog, headline="5 hurt")
    update.headline = "7 hurt"
    revision = update.save_revision(user=editor)
    editorial.correct_update(update, editor, "Seven, not five.", revision=revision)
    content = reader.get(live_blog.url).content.decode()
    assert "7 hurt" in content
    assert "Seven, not five." in content
    update = LiveUpdate.objects.get(pk=update.pk)
    update.headline, update.body = "", []
    revision = update.save_revision()
    with pytest.raises(Exception, match="needs a headline"):
        editorial.correct_update(update, editor, "Nobody.", revision=revision)
    assert Correction.objects.count() == 1


def test_an_old_button_leaves_what_a_colleague_has_pinned(editor_client, live_blog):
    """Who has not seen yet that another is pinned takes down only the one they see."""
    old, new = (PublishedUpdateFactory(page=live_blog) for _ in range(2))
    editorial.pin_update(old)
    editorial.pin_update(new)
    editor_client.post(url("update_verb", old.pk, "unpin"))
    assert new.pk in LiveFeed.objects.values_list("pinned_update", flat=True)
    editor_client.post(url("update_verb", new.pk, "unpin"))
    assert list(LiveFeed.objects.values_list("pinned_update", flat=True)) == [None]

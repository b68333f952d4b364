"""Changing a claim's status in the admin."""

import json
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.utils import timezone

from tests.claim_forms import client_of, status_data, url
from tests.claims import equip, reach, step_to
from tests.factories import ClaimFactory, PublishedUpdateFactory, verification
from wagtail_liveconflict.editorial import change_status
from wagtail_liveconflict.models import (
    Claim,
    ClaimDossier,
    ClaimStatusChange,
    NewsroomSettings,
    StatusChangeRequest,
)
from wagtail_liveconflict.verification import Status
from wagtail_liveconflict.verification.transitions import get_next_statuses

pytestmark = pytest.mark.django_db
IN_DIALOG = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}


def open_page(client, claim):
    response = client.get(url("status", claim.pk))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def read_choices(soup):
    """What stands at each status that may follow."""
    return {
        choice.find("input")["value"]: choice.get_text(" ", strip=True)
        for choice in soup.select(".wlc-next__choice")
    }


@pytest.mark.parametrize("status", Status.values)
def test_only_what_may_follow_is_offered(editor_client, status):
    """In the order of the vocabulary; where a second editor has to agree it says so."""
    claim = ClaimFactory(status=status)
    choices = read_choices(open_page(editor_client, claim))
    allowed = get_next_statuses(status)
    assert list(choices) == [each.after for each in allowed]
    for each in allowed:
        asks = "Another editor has to approve it." in choices[each.after]
        assert asks == each.needs_second_person


def test_each_says_what_it_still_lacks(editor_client):
    """All of it at once, and nothing where nothing is missing."""
    claim = reach(ClaimFactory(), "checking")
    claim._evidence.all().delete()
    claim.support.all().delete()
    choices = read_choices(open_page(editor_client, claim))
    assert "Add evidence, or name our own witness." in choices["verified"]
    assert "Say who supports it, and what exactly of it." in choices["corroborated"]
    assert "Add the evidence that shows it." in choices["false"]
    assert "Still missing" not in choices["disputed"]
    # It is chosen in the same form.
    assert "finding" not in choices["false"]


def test_changed_at_once(editor_client, editor):
    """Where nobody else is needed; with what readers are told."""
    claim = equip(ClaimFactory())
    data = status_data(claim, "corroborated", as_of="2026-11-20T10:30")
    response = editor_client.post(url("status", claim.pk), data, follow=True)
    assert "The status is now “Corroborated”." in response.content.decode()
    claim.refresh_from_db()
    step = ClaimStatusChange.objects.get()
    assert claim.status == "corroborated"
    assert timezone.localtime(claim.as_of).strftime("%d %H:%M") == "20 10:30"
    assert (step._actor_id, step.note) == (editor.pk, "Somebody has looked.")


def test_waits_for_another_editor(editor_client, editor, admin_client):
    """Superusers pass the same gate: nothing is changed, and a request waits."""
    claim = reach(ClaimFactory(), "checking")
    for client in (editor_client, admin_client):
        response = client.post(
            url("status", claim.pk), status_data(claim, "false"), follow=True
        )
        assert "“False” waits for another editor." in response.content.decode()
        assert Claim.objects.get().status == "checking"
    waiting = StatusChangeRequest.objects.filter(state="waiting").get()
    assert (waiting.after, waiting.finding) == ("false", "staged")
    assert "Whatever you do here takes its place." in str(
        open_page(editor_client, claim)
    )


@pytest.mark.parametrize(
    ("after", "fields", "field", "message"),
    [
        ("verified", {}, "after", "Say who checked it."),
        ("false", {"finding": ""}, "finding", "choose a finding"),
        ("disputed", {"note": " "}, "note", "tell them why"),
        ("disputed", {"reason": ""}, "reason", "This field is required."),
        ("disputed", {"as_of": "2999-01-01T10:00"}, "as_of", "still to come"),
        ("unverified", {}, "after", "This status cannot follow"),
        ("", {}, "after", "This field is required."),
    ],
)
def test_what_is_wrong_stands_at_its_field(
    editor_client, live_blog, after, fields, field, message
):
    """What was typed stays; nothing is changed and nothing waits."""
    claim = reach(ClaimFactory(), "checking")
    PublishedUpdateFactory(page=live_blog, body=[verification(claim)])
    if after == "verified":
        ClaimDossier.objects.update(checked_by=None)
    data = {"note": "typed words", **fields}
    response = editor_client.post(
        url("status", claim.pk), status_data(claim, after, **data)
    )
    assert any(message in each for each in response.context["form"].errors[field])
    soup = BeautifulSoup(response.content, "html.parser")
    assert message in soup.get_text(" ", strip=True)
    if "note" not in fields:
        assert soup.find("textarea", {"name": "note"}).text.strip() == "typed words"
    assert Claim.objects.get().status == "checking"
    assert not StatusChangeRequest.objects.exists()


def test_a_colleague_was_faster(editor_client):
    """The form was opened for another status: nothing is changed, and what may follow
    now is shown."""
    claim = equip(ClaimFactory())
    data = status_data(claim, "disputed")
    change_status(claim, None, step_to("corroborated"))
    response = editor_client.post(url("status", claim.pk), data)
    html = response.content.decode()
    assert "A colleague has changed the status in the meantime" in html
    assert Claim.objects.get().status == "corroborated"
    soup = BeautifulSoup(html, "html.parser")
    assert [each["value"] for each in soup.select("input[name=before]")] == [
        "corroborated"
    ]
    assert "verified" in read_choices(soup)


def test_override_is_for_who_may(editor, editor_client, admin_client):
    """With the permission, a written reason takes the place of the second editor, and
    is logged; without it the field is not there, and posting it changes nothing."""
    claim = reach(ClaimFactory(), "checking")
    data = status_data(claim, "verified", override_reason="Nobody else is awake.")
    assert "override_reason" not in str(open_page(editor_client, claim))
    editor_client.post(url("status", claim.pk), data)
    assert Claim.objects.get().status == "checking"
    editor.user_permissions.add(
        Permission.objects.get(codename="override_verification")
    )
    client = client_of(type(editor).objects.get(pk=editor.pk))
    assert "override_reason" in str(open_page(client, claim))
    client.post(url("status", claim.pk), data)
    assert Claim.objects.get().status == "verified"
    step = ClaimStatusChange.objects.order_by("number").last()
    assert step.is_override
    assert step._override_reason == "Nobody else is awake."


def test_newsroom_of_one(editor_client, live_blog):
    """With the second person switched off nothing is asked of anybody."""
    NewsroomSettings.objects.create(
        site=live_blog.get_site(), needs_second_person=False
    )
    claim = reach(ClaimFactory(), "checking")
    assert "Another editor" not in str(open_page(editor_client, claim))
    editor_client.post(url("status", claim.pk), status_data(claim, "verified"))
    assert Claim.objects.get().status == "verified"


def test_in_a_dialog(editor_client):
    """The same form as JSON for Wagtail's dialog; done, it says where to go, and
    never to another site."""
    claim = equip(ClaimFactory())
    answer = editor_client.get(url("status", claim.pk), **IN_DIALOG)
    opened = json.loads(answer.content)
    assert opened["step"] == "claim"
    assert list(read_choices(BeautifulSoup(opened["html"], "html.parser")))
    for after, next_url, expected in (
        ("", "/admin/", None),
        ("checking", "/admin/", "/admin/"),
        ("disputed", "https://example.org/", url("edit", claim.pk)),
    ):
        claim.refresh_from_db()
        data = status_data(claim, after, next=next_url)
        answer = editor_client.post(url("status", claim.pk), data, **IN_DIALOG)
        result = json.loads(answer.content)
        assert result["step"] == ("done" if expected else "claim")
        assert result.get("next") == expected


def test_a_withdrawn_claim_has_no_next_status(editor_client):
    """It says so, and nothing can be posted."""
    claim = ClaimFactory(withdrawn_at=timezone.now() - timedelta(hours=1))
    assert read_choices(open_page(editor_client, claim)) == {}
    response = editor_client.post(
        url("status", claim.pk), status_data(claim, "disputed")
    )
    assert "has been withdrawn" in response.content.decode()
    assert Claim.objects.get().status == "unverified"

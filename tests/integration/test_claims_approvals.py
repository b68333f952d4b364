"""A second editor approves or declines a change of status."""

import threading

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.claim_forms import client_of, url
from tests.claims import reach, step_to
from tests.desk_forms import url as desk_url
from tests.factories import (
    ClaimFactory,
    PublishedUpdateFactory,
    UserFactory,
    verification,
)
from wagtail_liveconflict.desk.claim_approvals import find_waiting
from wagtail_liveconflict.editorial import request_status
from wagtail_liveconflict.editorial.verify import check_second_editor
from wagtail_liveconflict.exceptions import NotYourself
from wagtail_liveconflict.models import (
    Claim,
    ClaimDossier,
    ClaimStatusChange,
    StatusChangeRequest,
)

pytestmark = pytest.mark.django_db


def colleague(name):
    return UserFactory(username=name, first_name=name, groups=["Moderators"])


def ask(user, after="verified", **fields):
    claim = reach(ClaimFactory(**fields), "checking")
    return request_status(claim, user, step_to(after, note="It was seen."))


@pytest.fixture
def asked(editor, live_blog):
    """A request of a colleague for a claim that the live blog shows."""
    request = ask(colleague("Ada"))
    PublishedUpdateFactory(page=live_blog, body=[verification(request.claim)])
    return request


def read_requests(client, address):
    """What each place lists: the claims, and which buttons stand at them."""
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    for form in soup.select(".wlc-request form"):
        assert form.find("input", {"name": "csrfmiddlewaretoken"}), address
    return {
        int(each["data-request-id"]): [
            button.find(string=True, recursive=False).strip()
            for button in each.select("button, .wlc-request__verbs a")
        ]
        for each in soup.select(".wlc-request")
    }


def get_places(request, live_blog):
    return [
        url("approvals"),
        url("edit", request.claim_id),
        reverse("wagtailadmin_home"),
        desk_url("claims", live_blog.pk),
    ]


def test_approve_and_decline_are_in_four_places(editor_client, asked, live_blog):
    """The page of approvals, the claim's page, Wagtail's home page and the desk."""
    for place in get_places(asked, live_blog):
        assert read_requests(editor_client, place) == {
            asked.pk: ["Approve", "Decline…"]
        }, place


def test_who_asked_sees_that_it_waits(asked, live_blog):
    """And may take it back, but not approve it."""
    client = client_of(asked.requested_by)
    for place in get_places(asked, live_blog):
        assert read_requests(client, place) == {asked.pk: ["Take back…"]}, place
        assert "Waits for another editor." in client.get(place).content.decode()


@pytest.mark.parametrize("role", ["checked_by", "last_edited_by"])
def test_not_offered_to_who_checked_or_edited_last(asked, role):
    """And refused all the same when it is posted."""
    involved = colleague("Bo")
    ClaimDossier.objects.filter(claim=asked.claim).update(**{role: involved})
    client = client_of(involved)
    assert read_requests(client, url("approvals")) == {asked.pk: []}
    response = client.post(url("approve", asked.pk), follow=True)
    assert str(NotYourself.message) in response.content.decode()
    assert Claim.objects.get().status == "checking"


def test_what_is_offered_is_what_the_verb_allows(asked, editor, admin):
    """For everybody who has anything to do with it."""
    checker, last = colleague("Bo"), colleague("Cy")
    ClaimDossier.objects.filter(claim=asked.claim).update(
        checked_by=checker, last_edited_by=last
    )
    for user in (asked.requested_by, checker, last, editor, admin):
        (waiting,) = find_waiting(user)
        try:
            check_second_editor(asked, user)
        except NotYourself:
            assert not waiting.is_mine_to_approve
        else:
            assert waiting.is_mine_to_approve


def test_mine_to_approve_come_first(editor):
    """Each group by age."""
    ada = colleague("Ada")
    mine, theirs, later = ask(editor), ask(ada), ask(ada)
    listed = [each.request for each in find_waiting(editor)]
    assert listed == [theirs, later, mine]


def test_approve(editor_client, editor, asked):
    """The change is made with both names, and the answer goes back to the place."""
    home = reverse("wagtailadmin_home")
    response = editor_client.post(url("approve", asked.pk), {"next": home}, follow=True)
    assert response.redirect_chain[-1][0] == home
    assert "Approved. The status is now “Verified”." in response.content.decode()
    step = ClaimStatusChange.objects.order_by("number").last()
    assert (step._actor_id, step._approver_id) == (asked.requested_by_id, editor.pk)
    assert read_requests(editor_client, home) == {}


def test_decline_needs_a_reason_which_who_asked_reads(editor_client, editor, asked):
    """The status stays."""
    refused = editor_client.post(url("decline", asked.pk), {"note": " "})
    assert "This field is required." in refused.content.decode()
    response = editor_client.post(
        url("decline", asked.pk), {"note": "The shadow is wrong."}, follow=True
    )
    assert "Declined. The status stays “Being checked”." in response.content.decode()
    asked.refresh_from_db()
    assert (asked.state, asked.decided_by) == ("declined", editor)
    html = client_of(asked.requested_by).get(url("edit", asked.claim_id))
    words = " ".join(BeautifulSoup(html.content, "html.parser").get_text().split())
    assert f"“Verified” was declined by {editor.get_full_name()}" in words
    assert "The shadow is wrong." in words


@pytest.mark.parametrize("verb", ["approve", "decline"])
def test_the_second_of_two_is_told(editor_client, admin_client, asked, verb):
    """Somebody was faster: a clear message, and no second change."""
    admin_client.post(url("approve", asked.pk))
    response = editor_client.post(url(verb, asked.pk), {"note": "No."}, follow=True)
    assert "Somebody has already decided this." in response.content.decode()
    assert ClaimStatusChange.objects.filter(after="verified").count() == 1


def test_changed_since_it_was_asked(editor_client, asked):
    """What would be approved is not what was asked about."""
    asked.claim.sentence = "Another sentence."
    asked.claim.save()
    response = editor_client.post(url("approve", asked.pk), follow=True)
    assert "was changed since approval was asked for" in response.content.decode()
    assert Claim.objects.get().status == "checking"


def test_gates_still_stand_when_it_is_approved(editor_client, asked):
    """What was there when it was asked may be gone: the second editor would agree to
    something else."""
    asked.claim.aspects.all().delete()
    response = editor_client.post(url("approve", asked.pk), follow=True)
    assert "was changed since approval was asked for" in response.content.decode()
    assert Claim.objects.get().status == "checking"


def test_approved_by_a_post_only(editor_client, asked):
    """A link somebody sends approves nothing."""
    assert editor_client.get(url("approve", asked.pk)).status_code == 405
    assert editor_client.post(url("approve", 999)).status_code == 404


def test_home_is_quiet_without_requests(editor_client, writer):
    """No empty panel; and none for who may not change claims."""
    home = reverse("wagtailadmin_home")
    assert "second editor" not in editor_client.get(home).content.decode()
    ask(colleague("Ada"))
    assert "second editor" in editor_client.get(home).content.decode()
    assert "second editor" not in client_of(writer).get(home).content.decode()


def test_list_costs_the_same_at_any_length(editor_client, editor):
    """However many wait."""

    def count():
        with CaptureQueriesContext(connection) as queries:
            editor_client.get(url("approvals"))
        return len(queries)

    ask(editor)
    count()
    few = count()
    for _number in range(4):
        ask(colleague(f"Ada {_number}"))
    assert count() == few


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_press_at_once(asked):
    """One of them approves, the other is told; the log has one step."""
    clients = [client_of(colleague("Bo")), client_of(colleague("Cy"))]
    start, pages = threading.Barrier(2), []

    def press(client):
        start.wait(timeout=10)
        pages.append(client.post(url("approve", asked.pk), follow=True))
        connection.close()

    threads = [threading.Thread(target=press, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    words = "".join(page.content.decode() for page in pages)
    assert words.count("Approved. The status is now") == 1
    assert words.count("Somebody has already decided this.") == 1
    assert ClaimStatusChange.objects.filter(after="verified").count() == 1
    assert StatusChangeRequest.objects.get().state == "approved"

"""Who may do what with claims, and that a published one is never deleted."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import timezone

from tests.claim_forms import chooser_url, client_of, form_data, status_data, url
from tests.claims import reach, step_to
from tests.desk_forms import url as desk_url
from tests.factories import (
    ClaimFactory,
    PublishedUpdateFactory,
    UserFactory,
    verification,
)
from wagtail_liveconflict.desk.record_deletion import DeleteRecords
from wagtail_liveconflict.editorial import request_status
from wagtail_liveconflict.exceptions import ClaimPublished
from wagtail_liveconflict.models import Claim
from wagtail_liveconflict.permissions import ClaimPermissionPolicy

pytestmark = pytest.mark.django_db
HOME = reverse("wagtailadmin_home")


@pytest.fixture
def claim():
    return reach(ClaimFactory(), "checking")


@pytest.fixture
def asked(claim):
    return request_status(
        claim, UserFactory(groups=["Moderators"]), step_to("verified")
    )


@pytest.fixture
def outsider():
    """May access the admin, and nothing else."""
    user = UserFactory(username="outsider")
    group = Group.objects.create(name="Archive")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user.groups.add(group)
    return client_of(user)


def ask_everything(client, claim, asked, live_blog):
    """Everything that changes a claim, or shows what only the newsroom knows."""
    return [
        client.get(url("edit", claim.pk)),
        client.post(url("edit", claim.pk), form_data(claim, sentence="Mine now.")),
        client.get(url("status", claim.pk)),
        client.post(url("status", claim.pk), status_data(claim, "disputed")),
        client.get(url("withdraw", claim.pk)),
        client.post(url("withdraw", claim.pk), {"reason": "Gone."}),
        client.get(url("overtake", claim.pk)),
        client.post(url("overtake", claim.pk), {"newer": ClaimFactory().pk}),
        client.get(url("approvals")),
        client.post(url("approve", asked.pk)),
        client.get(url("decline", asked.pk)),
        client.post(url("decline", asked.pk), {"note": "No."}),
        client.get(url("delete", claim.pk)),
        client.post(url("delete", claim.pk)),
    ]


def assert_refused(responses):
    for response in responses:
        # Wagtail sends those without the right to the home page of the admin.
        assert response.status_code == 302, response.request["PATH_INFO"]
        assert response["Location"] == HOME, response.request["PATH_INFO"]


def test_without_rights(outsider, claim, asked, live_blog):
    """Every address refuses, and nothing is changed."""
    assert_refused(
        [
            *ask_everything(outsider, claim, asked, live_blog),
            outsider.get(url("list")),
            outsider.get(url("add")),
            outsider.post(url("add"), form_data()),
            outsider.get(url("near"), {"q": "a ferry reached the bank"}),
            outsider.post(chooser_url("create"), {"sentence": "Mine."}),
            outsider.get(desk_url("claims", live_blog.pk)),
        ]
    )
    assert_unchanged(claim, asked)


def test_a_writer_makes_claims_and_changes_none(writer, claim, asked, live_blog):
    """Whoever may write updates but not publish them."""
    client = client_of(writer)
    assert_refused(ask_everything(client, claim, asked, live_blog))
    assert client.get(url("add")).status_code == 200
    assert client.get(url("near"), {"q": "a ferry"}).status_code == 200
    assert client.get(desk_url("claims", live_blog.pk)).status_code == 200
    assert_unchanged(claim, asked)


def test_who_is_not_signed_in(client, claim, asked, live_blog):
    """Is sent to the login, everywhere."""
    for response in ask_everything(client, claim, asked, live_blog):
        assert response["Location"].startswith(reverse("wagtailadmin_login"))
    assert_unchanged(claim, asked)


def assert_unchanged(claim, asked):
    again = Claim.objects.get(pk=claim.pk)
    assert (again.sentence, again.status) == (claim.sentence, "checking")
    assert again.withdrawn_at is None
    asked.refresh_from_db()
    assert asked.state == "waiting"


def seen(live_blog):
    claim = ClaimFactory()
    PublishedUpdateFactory(page=live_blog, body=[verification(claim)])
    return Claim.objects.get(pk=claim.pk)


@pytest.fixture(params=["published", "with a log"])
def kept(request, live_blog):
    if request.param == "published":
        return seen(live_blog)
    return reach(ClaimFactory(), "checking")


def test_not_deleted_by_its_address(admin_client, kept):
    """Superusers neither: they are told what to do instead, and see no button."""
    html = admin_client.get(url("edit", kept.pk)).content.decode()
    assert url("delete", kept.pk) not in html
    assert url("withdraw", kept.pk) in html
    for method in (admin_client.get, admin_client.post):
        response = method(url("delete", kept.pk), follow=True)
        assert str(ClaimPublished.message) in response.content.decode()
    assert Claim.objects.count() == 1


def get_bulk_url(*claims):
    address = reverse(
        "wagtail_bulk_action", args=("wagtail_liveconflict", "claim", "delete")
    )
    return f"{address}?next={url('list')}{''.join(f'&id={each.pk}' for each in claims)}"


def test_not_deleted_in_bulk(admin_client, kept):
    """Those that nobody has seen go, the others stay."""
    fresh = ClaimFactory()
    page = admin_client.get(get_bulk_url(kept, fresh)).content.decode()
    assert "permission" in page
    admin_client.post(get_bulk_url(kept, fresh))
    assert list(Claim.objects.all()) == [kept]


@pytest.mark.parametrize("way", ["address", "bulk"])
def test_published_while_it_is_being_deleted(admin_client, live_blog, monkeypatch, way):
    """The receivers refuse as well, and that is no server error."""
    monkeypatch.setattr(
        ClaimPermissionPolicy,
        "user_has_permission_for_instance",
        lambda *args: True,
    )
    claim = seen(live_blog)
    address = url("delete", claim.pk) if way == "address" else get_bulk_url(claim)
    response = admin_client.post(address, follow=True)
    assert response.status_code == 200
    words = {
        "address": str(ClaimPublished.message),
        "bulk": "Deleted: 0. Readers need the others.",
    }
    assert words[way] in response.content.decode()
    assert Claim.objects.count() == 1


def test_what_nobody_has_seen_is_deleted(admin_client):
    """With Wagtail's own page, one or many."""
    one, two, three = (ClaimFactory() for _number in range(3))
    assert (
        url("delete", one.pk) in admin_client.get(url("edit", one.pk)).content.decode()
    )
    admin_client.post(url("delete", one.pk))
    admin_client.post(get_bulk_url(two, three))
    assert not Claim.objects.exists()
    assert Claim in DeleteRecords.models


def test_withdraw(editor_client, live_blog):
    """With a public reason, after which nothing can be done with it."""
    claim = seen(live_blog)
    refused = editor_client.post(url("withdraw", claim.pk), {"reason": " "})
    assert "This field is required." in refused.content.decode()
    page = editor_client.post(
        url("withdraw", claim.pk), {"reason": "We misread it."}, follow=True
    ).content.decode()
    assert "Withdrawn. Readers see the reason." in page
    assert "We misread it." in page
    for name in ("status", "withdraw", "overtake"):
        assert f'href="{url(name, claim.pk)}' not in page
    again = editor_client.post(url("withdraw", claim.pk), {"reason": "Once more."})
    assert "has been withdrawn" in again.content.decode()


def test_overtake_and_take_it_back(editor_client, live_blog):
    """What is not possible is said at the field."""
    claim, newer = seen(live_blog), seen(live_blog)
    address = url("overtake", claim.pk)
    assert address not in editor_client.get(url("edit", claim.pk)).content.decode()
    for value, message in (
        (newer.pk, "Only what was corroborated or verified"),
        ("x", "Select a valid choice"),
        ("", "This field is required."),
    ):
        response = editor_client.post(address, {"newer": value})
        assert message in str(response.context["form"].errors["newer"])
    reach(claim, "verified")
    assert address in editor_client.get(url("edit", claim.pk)).content.decode()
    page = editor_client.post(address, {"newer": newer.pk}, follow=True)
    assert "Marked as overtaken." in page.content.decode()
    assert Claim.objects.get(pk=claim.pk).overtaken_by == newer
    page = editor_client.post(address, {"newer": ""}, follow=True)
    assert "No longer marked as overtaken." in page.content.decode()
    assert Claim.objects.get(pk=claim.pk).overtaken_by is None


def test_list_leads_to_a_change_of_status(editor_client, kept):
    """In a dialog; not for what is withdrawn."""
    gone = ClaimFactory(withdrawn_at=timezone.now())
    html = editor_client.get(url("list")).content.decode()
    assert f"{url('status', kept.pk)}?next=" in html
    assert url("status", gone.pk) not in html

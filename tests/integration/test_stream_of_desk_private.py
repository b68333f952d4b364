"""Who sees a draft: its author, those who may publish it, and those whom a workflow
asks to approve it."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    Workflow,
    WorkflowTask,
)

from tests.desk_forms import compose, url, words
from tests.factories import (
    LiveUpdateFactory,
    PublishedUpdateFactory,
    UserFactory,
    edit,
    text,
)
from tests.integration.test_stream_of_desk import STREAM
from wagtail_liveconflict.editorial import withdraw_update
from wagtail_liveconflict.models import LiveUpdate
from wagtail_liveconflict.permissions import get_policy, may

pytestmark = pytest.mark.django_db

SECRET = "Informant"


def make_group(page, name, *codenames):
    group = Group.objects.create(name=name)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in codenames:
        permission = Permission.objects.get(
            content_type__app_label="wagtailcore", codename=codename
        )
        GroupPagePermission.objects.create(
            group=group, page=page, permission=permission
        )
    return group


def sign_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture(params=[("add_page",), ("add_page", "change_page")], ids=" ".join)
def contributor(request, live_blog):
    """One who writes and does not publish, with fewer and with more rights."""
    user = UserFactory(username="contributor")
    user.groups.add(make_group(live_blog, "Contributors", *request.param))
    return user


@pytest.fixture
def drafts(live_blog, editor, django_capture_on_commit_callbacks):
    """A colleague's words that readers do not have: never published, of a live
    update, and taken off the page."""
    make = {"page": live_blog, "owner": editor}
    with django_capture_on_commit_callbacks(execute=True):
        draft = LiveUpdateFactory(
            **make,
            headline=f"{SECRET} at pier one",
            body=[text(f"{SECRET} at pier two")],
        )
        draft.save_revision(user=editor)
        changed = PublishedUpdateFactory(**make, headline="Ferry runs again")
        changed.headline = f"{SECRET} at pier three"
        changed.save_revision(user=editor)
        gone = PublishedUpdateFactory(**make, headline="Quay closed")
        gone.unpublish()
        gone.headline = f"{SECRET} at pier four"
        gone.save()
    return draft, changed, gone


QUERIES = (
    {},
    {"q": SECRET},
    {"q": SECRET[:4]},
    *({"state": state} for state in ("draft", "changed", "unpublished")),
)


@pytest.mark.parametrize("query", QUERIES, ids=str)
def test_drafts_of_others(contributor, live_blog, drafts, query):
    """Their words are nowhere in a contributor's desk, stream and listing."""
    client = sign_in(contributor)
    for address in (
        url("desk", live_blog.pk),
        url("stream", live_blog.pk),
        url("list"),
        url("list_results"),
    ):
        response = client.get(address, query, headers=STREAM)
        assert response.status_code == 200
        # The word that was searched for is repeated, the drafts' own are not.
        assert "at pier" not in response.content.decode(), address


def test_drafts_of_others_in_the_chooser(contributor, live_blog, drafts):
    """Nor can they be chosen, or asked for by their number."""
    client = sign_in(contributor)
    name = "wagtailsnippetchoosers_wagtail_liveconflict_liveupdate"
    draft = drafts[0].pk
    for address, status in (
        (reverse(f"{name}:choose"), 200),
        (reverse(f"{name}:choose_results") + f"?q={SECRET}", 200),
        (reverse(f"{name}:chosen", args=[draft]), 404),
        (reverse(f"{name}:chosen_multiple") + f"?id={draft}", 200),
    ):
        response = client.get(address)
        assert response.status_code == status
        assert "at pier" not in response.content.decode()
    shown = client.get(reverse(f"{name}:choose")).json()["html"]
    assert "Ferry runs again" in shown


def test_drafts_of_others_by_their_address(contributor, live_blog, drafts):
    """None of the views of one update opens them."""
    client = sign_in(contributor)
    for update in (drafts[0], drafts[2]):
        revision = update.latest_revision_id or drafts[0].latest_revision_id
        responses = [
            client.get(url(name, update.pk))
            for name in ("edit", "history", "usage", "delete", "preview_on_edit")
        ]
        responses += [
            client.get(url("revisions_view", update.pk, revision)),
            client.get(url("revisions_compare", update.pk, "earliest", "latest")),
            client.post(url("edit", update.pk), compose(live_blog, words("Mine"))),
            client.post(url("lock", update.pk)),
        ]
        for response in responses:
            assert response.status_code == 302, response.request["PATH_INFO"]
            assert response["Location"] == reverse("wagtailadmin_home")
        assert not may(contributor, "view", update)
        policy = get_policy()
        users = policy.users_with_any_permission_for_instance({"change"}, update)
        assert contributor not in users
    assert not LiveUpdate.objects.filter(headline="The ferry runs").exists()


def test_what_a_contributor_sees(contributor, live_blog, editor, drafts):
    """Her own drafts, to be gone on with, and everything that readers have; without
    the right to edit the live blog no verb and no way to edit."""
    withdraw_update(
        PublishedUpdateFactory(page=live_blog, headline="Mill burned"), editor, "No."
    )
    LiveUpdateFactory(page=live_blog, headline="My own", owner=contributor)
    client = sign_in(contributor)
    stream = client.get(url("desk", live_blog.pk)).context["stream"]
    seen = {entry.update.headline: entry for entry in stream.object_list}
    assert seen.keys() == {"My own", "Mill burned", "Ferry runs again"}
    assert seen["My own"].can_change
    assert not any(entry.can_publish for entry in seen.values())
    may_edit = contributor.groups.filter(
        page_permissions__permission__codename="change_page"
    ).exists()
    assert seen["Ferry runs again"].can_change == may_edit
    listing = client.get(url("list")).content.decode()
    assert "My own" in listing
    assert "Ferry runs again" in listing


def test_who_may_publish_sees_all(editor_client, live_blog, drafts):
    """An editor sees every colleague's drafts, by search as well."""
    for query in ({}, {"q": SECRET}):
        response = editor_client.get(url("stream", live_blog.pk), query, headers=STREAM)
        assert f"{SECRET} at pier one" in response.json()["html"]


def test_who_is_asked_to_approve_sees_it(live_blog, writer):
    """A moderator who may not publish the live blog sees what a workflow asks her to
    approve, in the stream and in the composer; nobody else's, and not any more when
    it is decided."""
    desk = make_group(live_blog, "Fact checkers", "add_page")
    checker = UserFactory(username="checker")
    checker.groups.add(desk)
    task = GroupApprovalTask.objects.create(name="Facts")
    task.groups.add(desk)
    workflow = Workflow.objects.create(name="Facts")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    asked = LiveUpdateFactory(page=live_blog, headline="Wells reopened", owner=writer)
    asked.save_revision(user=writer)
    LiveUpdateFactory(page=live_blog, headline="Private", owner=writer)
    state = workflow.start(asked, writer)
    client = sign_in(checker)

    def see():
        stream = client.get(url("desk", live_blog.pk)).context["stream"]
        return [(e.update.headline, e.state) for e in stream.object_list]

    assert see() == [("Wells reopened", "awaiting")]
    state.cancel(user=writer)
    assert see() == []


def test_presence_on_a_draft_of_others(contributor, live_blog, editor, drafts):
    """A contributor is not told that a colleague writes a draft that she may not see."""
    sign_in(editor).get(url("edit", drafts[0].pk))
    client = sign_in(contributor)
    html = client.get(url("stream", live_blog.pk), headers=STREAM).json()["html"]
    assert "is writing" not in html


def test_published_again_it_is_everybodys(contributor, live_blog, drafts):
    """What was private is seen once readers have it."""
    edit(drafts[0], headline="Wells reopened")
    client = sign_in(contributor)
    html = client.get(url("stream", live_blog.pk), headers=STREAM).json()["html"]
    assert "Wells reopened" in html

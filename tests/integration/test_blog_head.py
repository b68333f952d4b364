"""Headline, standfirst and summary of a live blog, edited from the desk, and the
blog's own controls."""

import json
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import (
    GroupApprovalTask,
    PageLogEntry,
    Revision,
    Workflow,
    WorkflowTask,
)

from tests.blog_heads import (
    IN_DIALOG,
    edit,
    fill,
    get,
    headers_since,
    make_page,
    newest_number,
)
from tests.desk_forms import url
from tests.factories import LiveBlogPageFactory, UserFactory
from tests.roles import EDITOR, make_colleague, sign_in
from wagtail_liveconflict import editorial
from wagtail_liveconflict.head_exceptions import (
    HeadOvertaken,
    PageAwaitsApproval,
    PageIsAlias,
    PageLocked,
    PageScheduled,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return make_page()


@pytest.fixture
def client_of_editor(page):
    return sign_in(make_colleague(page, EDITOR, first_name="Olena"))


def test_readers_get_it_at_once(client_of_editor, page, client):
    """All three are live, in one change for readers, logged; the address stays."""
    before = newest_number(page)
    data = fill(
        page,
        ("known", "The ferry runs again."),
        ("unknown", "Who closed it."),
        **{"head-title": "Crossing open", "head-standfirst": "After two days."},
    )
    response = client_of_editor.post(url("head", page.pk), data)
    assert response.status_code == 302
    now = get(page)
    assert (now.title, now.standfirst) == ("Crossing open", "After two days.")
    assert [block.block_type for block in now.summary] == ["known", "unknown"]
    assert now.slug == page.slug
    assert not now.has_unpublished_changes
    assert headers_since(before, page) == ["header"]
    entry = PageLogEntry.objects.get(page=page.pk, action="liveconflict.head")
    assert entry.user.first_name == "Olena"
    assert entry.data["fields"] == ["title", "standfirst", "summary"]
    html = client.get(now.get_url()).content.decode()
    assert "Crossing open" in html
    assert "Who closed it." in html


def test_answer_in_the_dialog(client_of_editor, page):
    """What is said, and the controls as they are now."""
    data = fill(page, **{"head-title": "Crossing open"})
    response = client_of_editor.post(url("head", page.pk), data, headers=IN_DIALOG)
    answer = response.json()
    assert answer["message"] == "Saved. Readers see it."
    assert "Crossing open" in answer["controls"]


def test_a_draft_under_way_is_neither_published_nor_lost(page):
    """It is the newest draft again, with what was changed here; what a colleague has
    drafted of the rest of the head stays drafted."""
    draft = get(page)
    draft.standfirst = "Drafted words"
    draft.time_zone = "Europe/Kyiv"
    drafted = draft.save_revision(user=UserFactory())
    edit(page, title="Crossing open")
    now = get(page)
    assert (now.title, now.time_zone) == ("Crossing open", "")
    assert now.standfirst == page.standfirst
    assert now.has_unpublished_changes
    assert now.draft_title == "Crossing open"
    newest = now.get_latest_revision()
    assert newest.pk not in (drafted.pk, now.live_revision_id)
    newest = newest.as_object()
    assert (newest.title, newest.standfirst) == ("Crossing open", "Drafted words")
    assert newest.time_zone == "Europe/Kyiv"


def test_an_unfinished_draft_does_not_stand_in_the_way(page):
    """A draft that could not be published is carried on as it is."""
    draft = get(page)
    draft.time_zone = "Nowhere/At all"
    draft.save_revision(clean=False)
    edit(page, title="Crossing open")
    assert get(page).title == "Crossing open"
    assert get(page).get_latest_revision_as_object().time_zone == "Nowhere/At all"


def test_a_page_that_is_not_published_is_not_published_by_it():
    """It gets a draft, and the desk shows the new headline."""
    page = LiveBlogPageFactory(title="The river crossing", live=False)
    edit(page, title="Crossing open")
    now = get(page)
    assert (now.live, now.title) == (False, "Crossing open")
    assert now.get_latest_revision_as_object().title == "Crossing open"
    assert edit(now, standfirst="After two days.").live is False
    newest = get(page).get_latest_revision_as_object()
    assert (newest.title, newest.standfirst) == ("Crossing open", "After two days.")


def test_what_is_the_same_makes_no_version(page):
    """Pressed twice, or without a change: nothing is published or logged again."""
    before = (Revision.objects.count(), newest_number(page))
    old = editorial.get_head_version(page)
    edit(page)
    assert (Revision.objects.count(), newest_number(page)) == before
    edit(page, title="Crossing open", expected=old)
    once = Revision.objects.count()
    # The answer was lost: the same again, by the version it was opened with.
    edit(get(page), title="Crossing open", expected=old)
    assert Revision.objects.count() == once


def test_newer_words_are_not_written_over(client_of_editor, page):
    """Both versions are shown, and nothing typed is lost; a second press puts it in
    place."""
    data = fill(page, ("known", "My words."), **{"head-title": "My headline"})
    theirs = json.dumps([{"type": "unknown", "value": "<p>Their question.</p>"}])
    edit(page, UserFactory(is_superuser=True, first_name="Ihor"), title="Theirs")
    now = get(page)
    now.summary = theirs
    now.save_revision().publish()
    response = client_of_editor.post(url("head", page.pk), data, headers=IN_DIALOG)
    assert response["X-Liveconflict-Dialog"] == "1"
    soup = BeautifulSoup(response.content, "html.parser")
    shown = soup.select_one(".wlc-head__theirs").get_text()
    assert "Theirs" in shown
    assert "Their question." in shown
    assert soup.select_one("[name=head-title]")["value"] == "My headline"
    assert "My words." in str(soup.select_one("[data-controller=w-block]"))
    assert "changed since you opened it" in soup.select_one("[role=alert]").text
    assert get(page).title == "Theirs"
    data["head-version"] = soup.select_one("[name=head-version]")["value"]
    client_of_editor.post(url("head", page.pk), data, headers=IN_DIALOG)
    assert get(page).title == "My headline"


def test_overtaken_for_code(page):
    """Only where a version is named."""
    old = editorial.get_head_version(page)
    edit(page, title="Theirs")
    with pytest.raises(HeadOvertaken):
        edit(get(page), title="Mine", expected=old)
    edit(get(page), title="Mine")
    assert get(page).title == "Mine"


def test_a_locked_page_is_refused_to_others(page):
    """Whoever has locked it may go on."""
    owner = make_colleague(page, EDITOR)
    page.locked, page.locked_by = True, owner
    page.locked_at = timezone.now()
    page.save()
    with pytest.raises(PageLocked):
        edit(page, make_colleague(page, EDITOR), title="Crossing open")
    edit(page, owner, title="Crossing open")
    assert get(page).title == "Crossing open"


def test_an_approval_under_way_goes_on(client_of_editor, page, rf):
    """What is awaiting approval is neither cancelled nor published."""
    workflow = Workflow.objects.create(name="Desk of the day")
    task = GroupApprovalTask.objects.create(name="Head of news")
    task.groups.add(Group.objects.get(name="Moderators"))
    WorkflowTask.objects.create(workflow=workflow, task=task)
    draft = get(page)
    draft.standfirst = "Submitted words"
    draft.save_revision()
    workflow.start(draft, UserFactory())
    with pytest.raises(PageAwaitsApproval):
        edit(page, UserFactory(is_superuser=True), title="Crossing open")
    data = fill(page, **{"head-title": "Crossing open"})
    response = client_of_editor.post(url("head", page.pk), data)
    assert "awaiting approval" in response.content.decode()
    assert "Crossing open" in response.content.decode()
    now = get(page)
    assert now.workflow_in_progress
    assert (now.title, now.standfirst) == (page.title, page.standfirst)


def test_a_scheduled_version_stays_scheduled(page):
    """It would put the old words back; it is neither dropped nor published."""
    draft = get(page)
    draft.go_live_at = timezone.now() + timedelta(hours=5)
    draft.save_revision().publish()
    with pytest.raises(PageScheduled):
        edit(page, title="Crossing open")
    assert get(page).scheduled_revision is not None


def test_an_alias_is_refused(page):
    """Its words are those of another page."""
    alias = page.create_alias(update_slug="copy")
    with pytest.raises(PageIsAlias):
        edit(alias.specific, title="Crossing open")

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
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from tests.desk_forms import url
from tests.factories import LiveBlogPageFactory, UserFactory
from tests.roles import CONTRIBUTOR, EDITOR, make_colleague, sign_in
from wagtail_liveconflict import editorial
from wagtail_liveconflict.exceptions import NotAllowed
from wagtail_liveconflict.head_exceptions import (
    HeadOvertaken,
    PageAwaitsApproval,
    PageIsAlias,
    PageLocked,
    PageScheduled,
    TitleRequired,
)
from wagtail_liveconflict.models import Change, LiveBlogPage

pytestmark = pytest.mark.django_db

IN_DIALOG = {"X-Liveconflict-Dialog": "1"}


@pytest.fixture
def page():
    page = LiveBlogPageFactory(
        title="The river crossing",
        summary=json.dumps([{"type": "known", "value": "<p>The ferry stopped.</p>"}]),
    )
    page.save_revision().publish()
    return get(page)


@pytest.fixture
def client_of_editor(page):
    return sign_in(make_colleague(page, EDITOR, first_name="Olena"))


def get(page):
    return LiveBlogPage.objects.get(pk=page.pk)


def edit(page, user=None, **head):
    present = {name: getattr(page, name) for name in editorial.head.FIELDS}
    return editorial.edit_head(page, user, **{**present, **head})


def fill(page, *blocks, **fields):
    """What the form posts; a block is (type, words)."""
    return nested_form_data(
        {
            "head-version": editorial.get_head_version(page),
            "head-title": page.title,
            "head-standfirst": page.standfirst,
            "head-summary": streamfield(
                [(kind, rich_text(f"<p>{words}</p>")) for kind, words in blocks]
            ),
            **fields,
        }
    )


def headers_since(number, page):
    changes = Change.objects.filter(page=page, number__gt=number)
    return list(changes.values_list("kind", flat=True))


def newest_number(page):
    return Change.objects.filter(page=page).order_by("-number").first().number


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

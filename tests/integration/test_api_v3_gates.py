"""What keeps an update from being written or published at the desk keeps a program
from it as well."""

import datetime as dt

import pytest
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Workflow, WorkflowPage, WorkflowTask

pytest.importorskip("wagtail.api.v3")

from tests.bots import Bot, get_errors, text
from tests.factories import UserFactory, edit
from wagtail_liveconflict import editorial
from wagtail_liveconflict.models import (
    ContestedName,
    Correction,
    HouseForm,
    LiveUpdate,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def bot(editor):
    return Bot(editor)


@pytest.fixture
def live(live_blog, bot):
    return bot.write(live_blog, body=[text("Three boats.")], action="publish")


def fetch(draft):
    return LiveUpdate.objects.get(pk=draft["id"])


def test_a_change_of_an_older_version_is_refused_with_the_newer_one(live_blog, bot):
    """409; nothing is written over, and the answer has what to start from."""
    draft = bot.write(live_blog, headline="First")
    newer = bot.edit(draft, headline="A colleague's")
    for answer in (
        bot.edit(draft, status=409, headline="Late"),
        bot.do(draft, "publish", {"based_on": draft["revision"]}, status=409),
    ):
        assert get_errors(answer) == [("overtaken", "based_on")]
        assert answer["current"] == newer
    assert fetch(draft).get_latest_revision_as_object().headline == "A colleague's"
    mended = bot.edit(newer, headline="Both")
    assert mended["headline"] == "Both"


def test_a_locked_update_is_not_changed(live_blog, bot, admin):
    """Who holds the lock is a colleague."""
    draft = bot.write(live_blog)
    LiveUpdate.objects.filter(pk=draft["id"]).update(
        locked=True, locked_by=admin, locked_at=timezone.now()
    )
    answer = bot.edit(draft, status=403, headline="Mine")
    assert "locked" in answer["detail"]
    bot.do(draft, "publish", {"based_on": draft["revision"]}, status=403)
    assert not fetch(draft).live
    assert bot.get(f"live_updates/{draft['id']}/draft/").json()["is_locked"]


def test_an_update_on_hold_is_not_published(live_blog, bot, editor):
    """Until then; it says until when."""
    draft = bot.write(live_blog)
    until = timezone.now().replace(microsecond=0) + dt.timedelta(hours=2)
    editorial.hold_update(fetch(draft), editor, until)
    answer = bot.do(draft, "publish", {"based_on": draft["revision"]}, status=422)
    assert "on hold until" in answer["errors"][0]["msg"]
    assert not fetch(draft).live
    told = bot.get(f"live_updates/{draft['id']}/draft/").json()
    assert dt.datetime.fromisoformat(told["hold_until"]) == until


def test_a_schedule_is_kept(live_blog, bot):
    """Published later is not published now."""
    later = (timezone.now() + dt.timedelta(hours=1)).isoformat()
    planned = bot.write(live_blog, go_live_at=later, action="publish")
    assert planned["state"] == "scheduled"
    assert not fetch(planned).live


@pytest.fixture
def workflow(live_blog, admin):
    approvers = UserFactory(groups=["Moderators"]).groups.get()
    workflow = Workflow.objects.create(name="Four eyes")
    task = GroupApprovalTask.objects.create(name="A second look")
    task.groups.add(approvers)
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.create(workflow=workflow, page=live_blog)
    return workflow


def test_a_draft_is_submitted_to_the_workflow(live_blog, bot, writer, workflow):
    """By a user who may not publish; approved, it is what was submitted. Meanwhile it
    is not hers to change."""
    drafting = Bot(writer)
    draft = drafting.write(live_blog, action="submit")
    assert draft["in_workflow"]
    drafting.edit(draft, status=403, headline="Mine")
    update = fetch(draft)
    task = update.current_workflow_task_state
    task.task.specific.on_action(task, bot.user, "approve")
    assert fetch(draft).live


def test_without_a_workflow_nothing_is_submitted(live_blog, bot, settings):
    """The reason stands at the action, and no draft is left behind."""
    settings.WAGTAIL_WORKFLOW_ENABLED = True
    WorkflowPage.objects.all().delete()
    answer = bot.write(live_blog, status=422, action="submit")
    assert get_errors(answer) == [("no_workflow", "action")]
    assert not LiveUpdate.objects.exists()


def test_what_is_worth_a_second_look_is_asked_once(live_blog, bot):
    """Published with what was to be confirmed, and not without it."""
    name = ContestedName.objects.create(
        term="Ternwell", other_forms="Rivertown", reason="The town says so."
    )
    HouseForm.objects.create(contested_name=name, language="en", form="Ternwell")
    fields = {"headline": "Boats at Rivertown", "action": "publish"}
    answer = bot.write(live_blog, status=422, **fields)
    assert ("warning", "headline") in get_errors(answer)
    assert answer["confirm"]
    assert not LiveUpdate.objects.exists()
    live = bot.write(live_blog, confirmed=answer["confirm"], **fields)
    assert live["state"] == "live"


def test_readers_are_told_what_was_said_otherwise(live_blog, bot):
    """A published number that changes asks for a correction, or for the word that there
    is none."""
    live = bot.write(live_blog, body=[text("There were 12 boats.")], action="publish")
    body = [{**live["body"][0], "value": "<p>There were 14 boats.</p>"}]
    answer = bot.edit(live, status=422, body=body, action="publish")
    assert "correction" in {code for code, _place in get_errors(answer)}
    assert any("12" in error["msg"] for error in answer["errors"])
    note = "There were 14 boats, not 12."
    again = bot.edit(live, body=body, action="publish", correction=note)
    assert again["state"] == "live"
    assert Correction.objects.get(update_id=live["id"]).text == note


def test_a_correction_does_not_go_out_before_the_words(live_blog, bot):
    """With a version that is published later it is refused: readers would be told of
    it now. Nothing is saved."""
    live = bot.write(live_blog, body=[text("There were 12 boats.")], action="publish")
    later = (timezone.now() + dt.timedelta(days=1)).isoformat()
    planned = {"go_live_at": later, "correction": "There were 14 boats, not 12."}
    answer = bot.edit(live, status=422, action="publish", **planned)
    assert get_errors(answer) == [("correction_note", "correction")]
    assert fetch(live).latest_revision_id == live["revision"]
    draft = bot.edit(live, go_live_at=later)
    publish = {"based_on": draft["revision"], "correction": planned["correction"]}
    answer = bot.do(draft, "publish", publish, status=422)
    assert get_errors(answer) == [("correction_note", "correction")]
    assert not Correction.objects.exists()
    assert not fetch(live).approved_schedule
    publish["correction"] = ""
    assert bot.do(draft, "publish", publish)["has_unpublished_changes"]


def test_corrected_and_withdrawn(live, bot, live_blog, reader):
    """As at the desk: a note for readers, and a tombstone with the reason."""
    bot.do(live, "correct", {"text": "There were four."})
    assert "There were four." in reader.get(live_blog.url).text
    assert get_errors(bot.do(live, "correct", {"text": " "}, status=422)) == [
        ("correction_empty", "text")
    ]
    answer = bot.do(live, "withdraw", {"reason": "  "}, status=422)
    assert get_errors(answer) == [("reason_required", "reason")]
    gone = bot.do(live, "withdraw", {"reason": "It was wrong.", "is_our_error": True})
    assert gone["state"] == "withdrawn"
    html = reader.get(live_blog.url).text
    assert "It was wrong." in html
    assert "Three boats." not in html
    answer = bot.do(live, "withdraw", {"reason": "Again."}, status=409)
    assert get_errors(answer) == [("update_withdrawn", "")]
    bot.do(live, "publish", {"based_on": gone["revision"]}, status=422)


def test_pinned_and_marked(live, bot):
    """And taken back; no other verb has an address."""
    assert bot.do(live, "pin")["is_pinned"]
    assert bot.do(live, "key-event")["is_key_event"]
    assert not bot.do(live, "unpin")["is_pinned"]
    assert not bot.do(live, "not-key-event")["is_key_event"]
    bot.do(live, "duplicate", status=422)


def test_unpinned_is_only_the_update_that_is_named(live, bot, live_blog):
    """What a colleague has pinned since stays on top."""
    other = bot.write(live_blog, action="publish")
    bot.do(other, "pin")
    assert not bot.do(live, "unpin")["is_pinned"]
    assert bot.get(f"live_updates/{other['id']}/draft/").json()["is_pinned"]


def test_what_is_not_on_air_is_neither_pinned_nor_corrected(live_blog, bot):
    """It is in the wrong state for that: 409."""
    draft = bot.write(live_blog)
    for verb, body in (
        ("pin", None),
        ("key-event", None),
        ("correct", {"text": "Four."}),
        ("withdraw", {"reason": "Wrong."}),
    ):
        answer = bot.do(draft, verb, body, status=409)
        assert get_errors(answer) == [("update_not_live", "")]


def test_a_draft_of_a_published_update_stays_a_draft(live, bot, live_blog, reader):
    """Readers keep the words they have."""
    changed = bot.edit(live, headline="Secret")
    assert changed["has_unpublished_changes"]
    assert "Secret" not in reader.get(live_blog.url).text
    assert bot.get(f"live_updates/{live['id']}/").json()["headline"] != "Secret"


def test_an_edit_by_a_colleague_in_the_shell_is_seen(live, bot):
    """Whatever made the newer version."""
    newer = edit(fetch(live), headline="By hand")
    answer = bot.edit(live, status=409, headline="Mine")
    assert answer["current"]["revision"] == newer.latest_revision_id

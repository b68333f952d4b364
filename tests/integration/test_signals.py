"""What a site's own code is told, whichever way it happened."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import (
    GroupApprovalTask,
    Workflow,
    WorkflowContentType,
    WorkflowTask,
)

from tests.claims import equip, reach, step_to
from tests.desk_forms import publish as publish_form, url
from tests.factories import (
    ClaimFactory,
    LiveUpdateFactory,
    PublishedUpdateFactory,
    edit,
    quote,
    verification,
)
from tests.sources import source_with
from wagtail_liveconflict import editorial, signals
from wagtail_liveconflict.editorial.merge import merge_sources
from wagtail_liveconflict.models import Claim, LiveUpdate

pytestmark = pytest.mark.django_db
NAMES = sorted(signals.PUBLIC)


@pytest.fixture
def told(monkeypatch):
    """Pairs of the signal's name and its payload, in order."""
    heard, receivers = [], []
    for name, signal in signals.PUBLIC.items():

        def receive(sender, signal, name=name, **payload):
            heard.append((name, {"sender": sender, **payload}))

        receivers.append((signal, receive))
        signal.connect(receive)
    yield heard
    for signal, receive in receivers:
        signal.disconnect(receive)


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def draft(live_blog):
    update = LiveUpdateFactory(page=live_blog, headline="Ferry at seven")
    update.save_revision()
    return LiveUpdate.objects.get(pk=update.pk)


def at_the_desk(draft, editor, client):
    form = publish_form(draft.page, headline="From the desk")
    assert client.post(url("desk", draft.page_id), form).status_code == 302


def in_a_shell(draft, editor, client):
    draft.latest_revision.publish(user=editor)


def by_the_verb(draft, editor, client):
    editorial.publish_update(draft, editor)


def by_a_workflow(draft, editor, client):
    task = GroupApprovalTask.objects.create(name="Desk")
    task.groups.set(editor.groups.all())
    workflow = Workflow.objects.create(name="Approval")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowContentType.objects.all().delete()
    workflow.start(draft, editor).current_task_state.approve(user=editor)


def by_the_schedule(draft, editor, client):
    editorial.schedule_update(draft, editor, timezone.now() + timedelta(hours=1))
    past = timezone.now() - timedelta(minutes=1)
    for revision in draft.revisions.filter(approved_go_live_at__isnull=False):
        content = {**revision.content, "go_live_at": past}
        draft.revisions.filter(pk=revision.pk).update(
            content=content, approved_go_live_at=past
        )
    call_command("publish_scheduled")


def with_others(draft, editor, client):
    with transaction.atomic():
        for update in LiveUpdate.objects.filter(pk=draft.pk):
            editorial.publish_update(update, editor)


@pytest.mark.parametrize(
    "way",
    [
        at_the_desk,
        in_a_shell,
        by_the_verb,
        by_a_workflow,
        by_the_schedule,
        with_others,
    ],
)
def test_a_publication_is_told_once(told, committed, draft, editor, editor_client, way):
    """With the update as readers have it; the schedule publishes for nobody."""
    with committed():
        way(draft, editor, editor_client)
        assert told == []
    ((name, payload),) = told
    update = payload["update"]
    assert (name, payload["sender"]) == ("update_published", LiveUpdate)
    assert payload["is_first"] is True
    assert payload["user"] == (None if way is by_the_schedule else editor)
    assert update.live
    assert update.ordinal == 1
    told.clear()
    with committed():
        edit(update, editor, headline="Ferry at eight")
    ((_name, payload),) = told
    assert payload["is_first"] is False
    assert payload["update"].headline == "Ferry at eight"


def test_what_is_no_publication_is_not_told(told, committed, draft, editor):
    """A draft, a schedule, a mark, a move, taking off the page, deleting."""
    with committed():
        draft.save_revision(user=editor)
        editorial.schedule_update(draft, editor, timezone.now() + timedelta(hours=1))
    assert told == []
    with committed():
        editorial.unschedule_update(draft, editor)
        editorial.publish_update(draft, editor)
    told.clear()
    update = LiveUpdate.objects.get(pk=draft.pk)
    with committed():
        editorial.mark_key_event(update, editor)
        editorial.pin_update(update, editor)
        update.unpublish()
        update.delete()
    assert told == []


def test_nothing_is_told_of_what_was_not_committed(told, committed, draft, editor):
    """An error later in the transaction takes it back."""
    with committed(), transaction.atomic():
        editorial.publish_update(draft, editor)
        transaction.set_rollback(True)
    assert told == []


def test_a_receiver_that_raises_harms_nobody(told, committed, draft, editor, caplog):
    """The update is published, the others are told, and the error is in the log."""

    def fail(**payload):
        raise ValueError("the site's own mistake")

    signals.update_published.connect(fail)
    try:
        with committed():
            editorial.publish_update(draft, editor)
    finally:
        signals.update_published.disconnect(fail)
    assert [name for name, _payload in told] == ["update_published"]
    assert LiveUpdate.objects.get(pk=draft.pk).live
    assert "the site's own mistake" in caplog.text


def test_a_correction_is_told(told, committed, live_blog, editor):
    """Mended words are a publication as well."""
    update = PublishedUpdateFactory(page=live_blog)
    with committed():
        correction = editorial.correct_update(update, editor, "It was seven.")
    ((name, payload),) = told
    assert (name, payload["update"]) == ("update_corrected", update)
    assert (payload["correction"], payload["user"]) == (correction, editor)
    told.clear()
    with committed():
        update.headline = "Mended"
        editorial.correct_update(
            update, editor, "It was eight.", revision=update.save_revision()
        )
    assert [name for name, _p in told] == ["update_published", "update_corrected"]
    assert told[1][1]["update"].headline == "Mended"


@pytest.mark.parametrize("is_our_error", [False, True])
def test_a_withdrawal_is_told(told, committed, live_blog, editor, is_our_error):
    """Where we were wrong it is a correction too."""
    update = PublishedUpdateFactory(page=live_blog)
    with committed():
        editorial.withdraw_update(
            update, editor, "A mix-up.", is_our_error=is_our_error
        )
    names = ["update_corrected"] * is_our_error + ["update_withdrawn"]
    assert [name for name, _payload in told] == names
    payload = told[-1][1]
    assert payload["update"].withdrawn_reason == "A mix-up."
    assert (payload["is_our_error"], payload["user"]) == (is_our_error, editor)


def test_a_change_of_status_is_told(told, committed, editor):
    """With the step in the claim's log."""
    claim = equip(ClaimFactory())
    with committed():
        editorial.change_status(claim, editor, step_to("checking"))
    ((name, payload),) = told
    assert (name, payload["sender"]) == ("claim_status_changed", Claim)
    assert payload["claim"].status == "checking"
    assert (payload["change"].before, payload["change"].after) == (
        "unverified",
        "checking",
    )
    assert (payload["user"], payload["approver"]) == (editor, None)


def test_a_second_editor_is_told(told, committed, editor, admin):
    """Once, when she agrees; not when she is asked."""
    claim = reach(ClaimFactory(), "corroborated")
    with committed():
        request = editorial.request_status(claim, editor, step_to("verified"))
    assert told == []
    with committed():
        editorial.approve_status(request, admin)
    ((_name, payload),) = told
    assert (payload["user"], payload["approver"]) == (editor, admin)


def test_a_claim_that_is_reopened_is_told(told, committed, live_blog):
    """The app itself takes a status back when the sentence is another."""
    claim = reach(ClaimFactory(), "verified")
    PublishedUpdateFactory(page=live_blog, body=[verification(claim)])
    with committed():
        claim.sentence = "Another sentence."
        claim.save()
    ((name, payload),) = told
    assert name == "claim_status_changed"
    assert payload["change"].after == payload["claim"].status == "checking"


def test_a_merge_of_sources_tells_of_nothing_else(told, committed, live_blog, editor):
    """What updates say stays what it is."""
    kept = source_with(("x", "riverwire"), name="River Wire", kind="channel")
    other = source_with(("telegram", "riverwire"), name="Riverwire", kind="channel")
    PublishedUpdateFactory(page=live_blog, body=[quote("A.", source=other)])
    with committed():
        merge_sources(kept, other, editor)
    assert told == []


def test_the_end_of_the_coverage_is_told(told, committed, live_blog, editor):
    """No other state is."""
    with committed():
        editorial.pause_blog(live_blog, editor)
        editorial.end_blog(live_blog, editor)
        editorial.resume_blog(live_blog, editor)
    ((name, payload),) = told
    assert (name, payload["sender"]) == ("live_blog_ended", type(live_blog))
    assert (payload["page"], payload["user"]) == (live_blog, editor)


def test_without_receivers_nothing_is_asked(
    committed, draft, editor, django_assert_num_queries
):
    """Most sites connect nothing."""
    with committed() as callbacks:
        editorial.publish_update(draft, editor)
    ours = [call for call in callbacks if "function _send at" in repr(call)]
    assert len(ours) == 1
    with django_assert_num_queries(0):
        ours[0]()

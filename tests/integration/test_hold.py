"""An embargo: nobody publishes an update before its time, by whatever way."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import (
    GroupApprovalTask,
    Workflow,
    WorkflowContentType,
    WorkflowTask,
)

from tests.desk_forms import publish, url, words
from tests.factories import LiveUpdateFactory, PublishedUpdateFactory
from wagtail_liveconflict import editorial, exceptions
from wagtail_liveconflict.models import LiveUpdate

pytestmark = pytest.mark.django_db


def after(**kwargs):
    return timezone.now() + timedelta(**kwargs)


def set_past(update, **fields):
    """Time has passed since."""
    past = timezone.now() - timedelta(minutes=1)
    LiveUpdate.objects.filter(pk=update.pk).update(**dict.fromkeys(fields, past))


@pytest.fixture
def held(live_blog, writer):
    live_blog.time_zone = "Asia/Tbilisi"
    live_blog.save()
    update = LiveUpdateFactory(page=live_blog, headline="Report leaked", owner=writer)
    update.save_revision(user=writer)
    editorial.hold_update(update, None, after(hours=2), "Embargo of the court")
    return LiveUpdate.objects.get(pk=update.pk)


def is_live(update):
    return LiveUpdate.objects.get(pk=update.pk).live


@pytest.mark.parametrize(
    "do",
    [
        lambda update, user: editorial.publish_update(update, user),
        lambda update, user: update.latest_revision.publish(),
        lambda update, user: update.latest_revision.publish(
            user=user, skip_permission_checks=True
        ),
        lambda update, user: update.publish(update.save_revision(), user=user),
        lambda update, user: editorial.schedule_update(update, user, after(hours=1)),
    ],
    ids=["verb", "revision", "without checks of rights", "model", "schedule"],
)
def test_code_does_not_publish_it(held, admin, do):
    """Neither for a superuser nor for nobody; the message names the time in the zone
    of the live blog."""
    with pytest.raises(exceptions.UpdateHeld, match=r"until .+ \+04"):
        do(held, admin)
    assert not is_live(held)


def test_the_composer_does_not_publish_it(held, admin_client, live_blog):
    """What was typed comes back with the reason, and nothing is published."""
    data = publish(live_blog, words("The court says no."), headline="Report leaked")
    response = admin_client.post(url("edit", held.pk), data)
    assert response.status_code == 200
    assert "on hold until" in str(response.context["form"].non_field_errors())
    assert not is_live(held)


def test_a_schedule_for_before_is_refused_at_its_field(held, admin_client, live_blog):
    """In the composer and in the form of its own; for the end of it, it is taken."""
    early, late = (timezone.localtime(after(hours=n)) for n in (1, 3))
    data = publish(
        live_blog, words("The court says no."), go_live_at=f"{early:%Y-%m-%d %H:%M}"
    )
    response = admin_client.post(url("edit", held.pk), data)
    assert "on hold until" in str(response.context["form"].errors["go_live_at"])
    zone = live_blog.specific_class.objects.get(pk=live_blog.pk).zone
    asked = url("schedule", held.pk)
    response = admin_client.post(
        asked, {"go_live_at": f"{early.astimezone(zone):%Y-%m-%dT%H:%M}"}
    )
    assert "on hold until" in str(response.context["form"].errors["go_live_at"])
    assert not LiveUpdate.objects.get(pk=held.pk).scheduled_revision
    response = admin_client.post(
        asked, {"go_live_at": f"{late.astimezone(zone):%Y-%m-%dT%H:%M}"}
    )
    assert response.status_code == 302
    at = LiveUpdate.objects.get(pk=held.pk).scheduled_revision.approved_go_live_at
    assert at == late.replace(second=0, microsecond=0)


def test_an_approval_does_not_publish_it(held, writer, editor):
    """The workflow's last step raises, and the update waits on."""
    task = GroupApprovalTask.objects.create(name="Desk")
    task.groups.set(editor.groups.all())
    workflow = Workflow.objects.create(name="Approval")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowContentType.objects.all().delete()
    state = workflow.start(held, writer)
    with pytest.raises(exceptions.UpdateHeld):
        state.current_task_state.approve(user=editor)
    assert not is_live(held)


def test_a_schedule_that_is_due_waits_for_the_hold(live_blog, editor):
    """A hold that was set after the schedule: Wagtail's command does not fail, goes on
    with what else is due, and publishes it once the hold is over."""
    held = LiveUpdateFactory(page=live_blog, headline="Report leaked")
    other = LiveUpdateFactory(page=live_blog, headline="Ferry runs")
    for update in (held, other):
        editorial.schedule_update(update, editor, after(hours=1))
        past = {"approved_go_live_at": timezone.now() - timedelta(minutes=1)}
        revision = LiveUpdate.objects.get(pk=update.pk).latest_revision
        content = {**revision.content, "go_live_at": past["approved_go_live_at"]}
        update.revisions.update(**past, content=content)
    editorial.hold_update(held, editor, after(hours=2))
    call_command("publish_scheduled")
    assert not is_live(held)
    assert is_live(other)
    assert LiveUpdate.objects.get(pk=held.pk).scheduled_revision
    set_past(held, hold_until=True)
    call_command("publish_scheduled")
    assert is_live(held)


def test_when_it_is_over_it_is_published_like_any_other(held, editor):
    """Nobody has to end it."""
    set_past(held, hold_until=True)
    editorial.publish_update(LiveUpdate.objects.get(pk=held.pk), editor)
    assert is_live(held)


def test_released_before_its_time(held, editor, editor_client):
    """By who may publish; the history knows who set it and who ended it."""
    editorial.release_update(held, editor)
    # Twice is once.
    editorial.release_update(held, editor)
    editorial.publish_update(LiveUpdate.objects.get(pk=held.pk), editor)
    assert is_live(held)
    history = editor_client.get(url("history", held.pk)).text
    assert "Put the update on hold" in history
    assert history.count("Ended the hold") == 1


def test_an_author_holds_her_draft_and_does_not_release_it(held, writer):
    """She may make it longer, and not shorter."""
    editorial.hold_update(held, writer, after(hours=3))
    with pytest.raises(exceptions.NotAllowed):
        editorial.hold_update(held, writer, after(hours=1))
    with pytest.raises(exceptions.NotAllowed):
        editorial.release_update(held, writer)
    held = LiveUpdate.objects.get(pk=held.pk)
    assert held.hold_until > after(hours=2)


def test_what_readers_see_is_not_held(live_blog, editor):
    """Neither what they see nor what was taken back."""
    update = PublishedUpdateFactory(page=live_blog)
    with pytest.raises(exceptions.SeenByReaders):
        editorial.hold_update(update, editor, after(hours=1))
    editorial.withdraw_update(update, editor, "Wrong river.")
    with pytest.raises(exceptions.UpdateWithdrawn):
        editorial.hold_update(update, editor, after(hours=1))


@pytest.mark.parametrize(
    "until", ["", "tomorrow", "2001-01-01T10:00", "9999-12-31T23:59"]
)
def test_a_time_that_is_none_is_refused_at_its_field(editor_client, live_blog, until):
    """Past, far too late, or no time at all."""
    update = LiveUpdateFactory(page=live_blog)
    response = editor_client.post(url("hold", update.pk), {"until": until})
    assert response.status_code == 200
    assert response.context["form"].errors["until"]
    assert LiveUpdate.objects.get().hold_until is None


def test_its_reason_stays_in_the_newsroom(held, editor, reader, live_blog):
    """Readers get it from nowhere, also when the update is published."""
    editorial.release_update(held, editor)
    editorial.hold_update(held, editor, after(hours=1), "Embargo of the court")
    set_past(held, hold_until=True)
    editorial.publish_update(LiveUpdate.objects.get(pk=held.pk), editor)
    for address in (
        live_blog.url,
        f"{live_blog.url}updates/{held.pk}/",
        f"/live/{live_blog.pk}/changes/0/",
    ):
        content = reader.get(address).content.decode()
        assert "Report leaked" in content
        assert "Embargo" not in content


def test_a_draft_saved_while_it_was_put_on_hold_does_not_end_it(
    held, editor_client, live_blog
):
    """The hold is the update's, whatever an older form says of it."""
    revision = held.latest_revision
    assert revision.content["hold_until"] is None
    as_drafted = revision.as_object()
    as_drafted.headline = "Report leaked, says the court"
    as_drafted.save_revision()
    with pytest.raises(exceptions.UpdateHeld):
        editorial.publish_update(LiveUpdate.objects.get(pk=held.pk))


def test_who_may_not_change_it_may_not_hold_it(held, live_blog):
    """Not signed in, by the address of the form."""
    response = Client().post(url("hold", held.pk), {"until": "2199-01-01T10:00"})
    assert "/login/" in response["Location"]

"""An update is published at a time ahead, and that is taken back."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.utils import timezone

from tests.desk_forms import url
from tests.factories import LiveUpdateFactory, PublishedUpdateFactory, quote
from wagtail_liveconflict import editorial, exceptions
from wagtail_liveconflict.models import Change, LiveUpdate

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(live_blog):
    update = LiveUpdateFactory(page=live_blog, headline="Ferry at seven")
    update.save_revision()
    return LiveUpdate.objects.get(pk=update.pk)


@pytest.fixture
def at():
    return (timezone.now() + timedelta(hours=3)).replace(second=0, microsecond=0)


def fetch(update):
    return LiveUpdate.objects.get(pk=update.pk)


def make_due(update):
    past = timezone.now() - timedelta(minutes=1)
    update.revisions.filter(approved_go_live_at__isnull=False).update(
        approved_go_live_at=past
    )
    for revision in update.revisions.all():
        if revision.content["go_live_at"]:
            content = {**revision.content, "go_live_at": past}
            update.revisions.filter(pk=revision.pk).update(content=content)


def test_scheduled_it_is_published_then(draft, editor, at):
    """The newest version, by Wagtail's own command; nothing reaches readers before."""
    as_drafted = draft.latest_revision.as_object()
    as_drafted.headline = "Ferry at eight"
    as_drafted.save_revision()
    editorial.schedule_update(fetch(draft), editor, at)
    assert fetch(draft).scheduled_revision.approved_go_live_at == at
    assert not Change.objects.filter(update=draft).exists()
    call_command("publish_scheduled")
    assert not fetch(draft).live
    make_due(draft)
    call_command("publish_scheduled")
    assert (fetch(draft).live, fetch(draft).headline) == (True, "Ferry at eight")


def test_a_newer_version_of_what_readers_see(live_blog, editor, at):
    """Readers keep theirs until then."""
    update = PublishedUpdateFactory(page=live_blog, headline="Ferry at seven")
    with pytest.raises(exceptions.NothingToSchedule):
        editorial.schedule_update(update, editor, at)
    update.headline = "Ferry at eight"
    update.save_revision()
    editorial.schedule_update(fetch(update), editor, at)
    assert (fetch(update).live, fetch(update).headline) == (True, "Ferry at seven")
    make_due(update)
    call_command("publish_scheduled")
    assert fetch(update).headline == "Ferry at eight"


def test_taken_back_it_is_a_draft_that_publish_publishes_at_once(draft, editor, at):
    """No time is left in it."""
    editorial.schedule_update(draft, editor, at)
    assert editorial.unschedule_update(draft, editor) == at
    assert fetch(draft).scheduled_revision is None
    editorial.publish_update(fetch(draft), editor)
    assert fetch(draft).live
    assert editorial.unschedule_update(draft, editor) is None


def test_the_form_offers_the_earlier_time_again(draft, editor_client, live_blog, at):
    """In the zone of the live blog, which it names; that undoes the undoing."""
    live_blog.time_zone = "Asia/Tbilisi"
    live_blog.save()
    address = url("schedule", draft.pk)
    typed = at.astimezone(live_blog.zone).strftime("%Y-%m-%dT%H:%M")
    assert editor_client.post(address, {"go_live_at": typed}).status_code == 302
    assert fetch(draft).scheduled_revision.approved_go_live_at == at
    editor_client.post(url("update_verb", draft.pk, "unschedule"))
    assert fetch(draft).scheduled_revision is None
    soup = BeautifulSoup(editor_client.get(address).content, "html.parser")
    field = soup.find("input", attrs={"name": "go_live_at"})
    assert field["value"] == typed
    assert "Asia/Tbilisi" in soup.text


@pytest.mark.parametrize("at", ["", "soon", "2001-01-01T10:00", "9999-12-31T23:59"])
def test_a_time_that_is_none_is_refused_at_its_field(draft, editor_client, at):
    """Past, far too late, or no time at all."""
    response = editor_client.post(url("schedule", draft.pk), {"go_live_at": at})
    assert response.status_code == 200
    assert response.context["form"].errors["go_live_at"]
    assert fetch(draft).scheduled_revision is None


def test_what_may_not_be_published_is_not_scheduled(live_blog, editor_client, at):
    """The form says what is missing, though it has no such field."""
    update = LiveUpdateFactory(page=live_blog, body=[quote("Yes.", name="")])
    typed = at.strftime("%Y-%m-%dT%H:%M")
    response = editor_client.post(url("schedule", update.pk), {"go_live_at": typed})
    assert response.status_code == 200
    assert "Choose a source" in str(response.context["form"].non_field_errors())
    assert fetch(update).scheduled_revision is None

"""What a site may put in between, by Wagtail's hooks."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError
from django.utils import timezone
from wagtail import hooks
from wagtail.models import ModelLogEntry

from tests.desk_forms import publish as publish_form, url, words
from tests.factories import LiveUpdateFactory
from wagtail_liveconflict import editorial
from wagtail_liveconflict.editorial.warnings import UpdateWarning, find_warnings
from wagtail_liveconflict.exceptions import LiveConflictError
from wagtail_liveconflict.models import LiveUpdate

pytestmark = pytest.mark.django_db


def ask_for_byline(update, user):
    if not update.byline_text:
        raise LiveConflictError("Who wrote this?", field="byline_names")


@pytest.fixture
def house_rule():
    with hooks.register_temporarily("before_publish_live_update", ask_for_byline):
        yield


def is_live(update):
    return LiveUpdate.objects.get(pk=update.pk).live


def test_a_rule_of_the_house_keeps_an_update_back(house_rule, live_blog, editor):
    """On the ways that code takes it is an error; with a byline it goes out."""
    update = LiveUpdateFactory(page=live_blog, byline_names="")
    with pytest.raises(LiveConflictError, match="Who wrote this"):
        editorial.publish_update(update, editor)
    assert not is_live(update)
    update = LiveUpdate.objects.get(pk=update.pk)
    update.byline_names = "Ida Marsh"
    update.save_revision().publish(user=editor)
    assert is_live(update)


def test_the_editor_reads_the_rule_at_the_field(house_rule, editor_client, live_blog):
    """At the desk."""
    form = publish_form(live_blog, words("It runs."), byline_names="")
    response = editor_client.post(url("desk", live_blog.pk), form)
    assert response.status_code == 200
    assert "Who wrote this?" in response.content.decode()
    assert not LiveUpdate.objects.filter(live=True).exists()


def schedule(live_blog, editor, *, minutes=1, **changed):
    """An update that is due since then, and whose version is another by now."""
    update = LiveUpdateFactory(page=live_blog, byline_names="Ida Marsh")
    editorial.schedule_update(update, editor, timezone.now() + timedelta(hours=1))
    past = timezone.now() - timedelta(minutes=minutes)
    for revision in update.revisions.filter(approved_go_live_at__isnull=False):
        content = {**revision.content, "go_live_at": past, **changed}
        update.revisions.filter(pk=revision.pk).update(
            content=content, approved_go_live_at=past
        )
    return update


def test_a_schedule_that_meets_the_rule_is_given_up(house_rule, live_blog, editor):
    """The site's other schedules go on."""
    update = schedule(live_blog, editor, byline_names="")
    call_command("publish_scheduled")
    fresh = LiveUpdate.objects.get(pk=update.pk)
    assert not fresh.live
    assert fresh.scheduled_revision is None


def test_a_rule_that_breaks_keeps_no_other_schedule_back(live_blog, editor, caplog):
    """It is in the site's log. Whoever publishes by hand sees the error as ever."""
    first = schedule(live_blog, editor, minutes=2, headline="Broken")
    second = schedule(live_blog, editor)

    def break_down(update, user):
        if update.headline == "Broken":
            LiveUpdate.objects.create(pk=update.pk, page=live_blog)

    with hooks.register_temporarily("before_publish_live_update", break_down):
        call_command("publish_scheduled")
        assert (is_live(first), is_live(second)) == (False, True)
        with pytest.raises(IntegrityError):
            editorial.publish_update(LiveUpdate.objects.get(pk=first.pk), editor)
    assert LiveUpdate.objects.get(pk=first.pk).scheduled_revision is None
    entry = ModelLogEntry.objects.get(action="liveconflict.not_published")
    assert "IntegrityError" in entry.data["reason"]
    assert "before_publish_live_update" in caplog.text


def test_a_warning_of_the_house_is_asked_about(editor_client, live_blog):
    """Once; who publishes again means it."""

    def mind_capitals(warnings, texts, body, page):
        assert page.specific == live_blog
        if texts["headline"].isupper():
            warnings.append(
                UpdateWarning((), "headline", "house:capitals", "No capitals, please.")
            )

    with hooks.register_temporarily("construct_live_update_warnings", mind_capitals):
        update = LiveUpdateFactory(page=live_blog, headline="FERRY RUNS")
        assert [w.message for w in find_warnings(update)] == ["No capitals, please."]
        update.headline = "Ferry runs"
        assert find_warnings(update) == []
        form = publish_form(live_blog, words("It runs."), headline="FERRY RUNS")
        response = editor_client.post(url("desk", live_blog.pk), form)
        assert "No capitals, please." in response.content.decode()
        assert not LiveUpdate.objects.filter(live=True).exists()

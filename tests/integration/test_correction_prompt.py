"""Whoever changes what readers have been told is asked for a correction, once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.desk_forms import JSON, compose, publish, url, words
from tests.factories import LiveUpdateFactory, PublishedUpdateFactory, text
from wagtail_liveconflict.models import Correction, LiveUpdate

pytestmark = pytest.mark.django_db


@pytest.fixture
def update(live_blog):
    return PublishedUpdateFactory(
        page=live_blog, headline="Two hurt", body=[text("At 12:40, 2 men were hurt.")]
    )


def press_publish(client, update, said, **extra):
    form = publish(update.page, words(said), headline="Two hurt", **extra)
    return client.post(url("edit", update.pk), form)


def get_published(update):
    return str(LiveUpdate.objects.get(pk=update.pk).body[0].value)


def test_another_number_is_asked_about_once(editor_client, update):
    """The first press publishes nothing, says what readers have been told otherwise
    and has a field for the correction; the second publishes both together."""
    response = press_publish(editor_client, update, "At 12:40, 3 men were hurt.")
    content = response.content.decode()
    assert "Not published yet: readers have been told otherwise." in content
    assert 'name="correction-note"' in content
    assert "2 men" in get_published(update)
    note = {"correction-note": "Three men were hurt, not two."}
    response = press_publish(
        editor_client, update, "At 12:40, 3 men were hurt.", **note
    )
    assert response.status_code == 302
    assert "3 men" in get_published(update)
    correction = Correction.objects.get()
    assert correction.text == "Three men were hurt, not two."
    assert correction.update_id == update.pk


def test_an_empty_answer_publishes_without(editor_client, update):
    """Where nothing was wrong, the field stays empty."""
    answer = {"correction-note": "  "}
    response = press_publish(editor_client, update, "At 12:41, 2 men fell.", **answer)
    assert response.status_code == 302
    assert "12:41" in get_published(update)
    assert not Correction.objects.exists()


def test_too_long_a_correction_is_refused_and_kept(editor_client, update):
    """What was typed stays in the field, and nothing is published."""
    note = "Three men. " * 400
    response = press_publish(
        editor_client, update, "3 men.", **{"correction-note": note}
    )
    assert response.status_code == 200
    assert note.strip()[:50] in response.content.decode()
    assert "2 men" in get_published(update)


def test_what_is_added_is_not_asked_about(editor_client, update):
    """More is no correction; nor is anything in a draft, or a new update."""
    more = "At 12:40, 2 men were hurt. At 13:05 they were in hospital."
    assert press_publish(editor_client, update, more).status_code == 302
    form = compose(update.page, words("3 men."), headline="Three hurt")
    edit = url("edit", update.pk)
    answer = editor_client.post(edit, form, headers=JSON).json()
    assert answer["success"] is True
    draft = LiveUpdateFactory(page=update.page, body=[text("2 men.")])
    draft.save_revision()
    assert press_publish(editor_client, draft, "3 men.").status_code == 302


def test_what_is_scheduled_is_not_asked_about(editor_client, update):
    """There is nothing to correct before readers have the new words."""
    later = timezone.localtime(timezone.now() + timedelta(days=1))
    response = press_publish(
        editor_client, update, "3 men.", go_live_at=later.strftime("%Y-%m-%d %H:%M")
    )
    assert response.status_code == 302


def test_a_note_is_not_published_before_the_words(editor_client, update):
    """Who fills it in and sets a time afterwards is told so; readers get neither, and
    what was typed stays."""
    later = timezone.localtime(timezone.now() + timedelta(days=1))
    fields = {"go_live_at": later.strftime("%Y-%m-%d %H:%M")}
    note = {"correction-note": "Three men were hurt, not two."}
    response = press_publish(editor_client, update, "3 men.", **fields, **note)
    assert response.status_code == 200
    assert note["correction-note"] in response.content.decode()
    assert "Readers would get the correction now" in response.content.decode()
    assert not Correction.objects.exists()
    assert not LiveUpdate.objects.get(pk=update.pk).approved_schedule

"""What is worth a second look: asked once when publishing, listed on the preview."""

import pytest

from tests.desk_forms import JSON, compose, publish, url, words
from tests.factories import (
    ImageFactory,
    LiveUpdateFactory,
    PublishedUpdateFactory,
    text,
)
from wagtail_liveconflict.editorial.publish import publish_update
from wagtail_liveconflict.models import ContestedName, HouseForm, LiveUpdate

pytestmark = pytest.mark.django_db

MESSAGE = "“Ternvel”: the house form is “Ternwell”. The town writes it so."


@pytest.fixture(autouse=True)
def ternwell(db):
    name = ContestedName.objects.create(
        term="Ternwell", reason="The town writes it so.", other_forms="Terneville"
    )
    HouseForm.objects.create(
        contested_name=name, language="en", form="Ternwell", other_forms="Ternvel"
    )
    HouseForm.objects.create(
        contested_name=name, language="uk", form="Тернвел", other_forms="Ternwell"
    )
    return name


def admitted(**fields):
    return "quote", {
        "text": "We were late.",
        "name": "Ada Quill",
        "verb": "admitted",
        "kind": "direct",
        "said_precision": "unknown",
        **fields,
    }


def test_warning_is_asked_once(editor_client, live_blog):
    """The first press shows each warning at its field and publishes nothing; the same
    form with what was shown goes through."""
    data = publish(
        live_blog, words(""), words("To Ternvel."), admitted(), headline="In Ternvel"
    )
    response = editor_client.post(url("desk", live_blog.pk), data)
    assert response.status_code == 200
    form = response.context["form"]
    assert form.errors["headline"] == [MESSAGE]
    errors = form.errors["body"].as_data()[0].block_errors
    # The empty text in front is still in the form: the numbers are the form's.
    assert errors[1].messages == [MESSAGE]
    assert set(errors) == {1, 2}
    assert set(errors[2].block_errors) == {"verb"}
    content = response.content.decode()
    assert "Not published yet" in content
    assert not LiveUpdate.objects.exists()

    data["warnings-seen"] = form.warnings_seen
    assert f'name="warnings-seen" value="{form.warnings_seen}"' in content
    response = editor_client.post(url("desk", live_blog.pk), data)
    assert response.status_code == 302
    update = LiveUpdate.objects.get()
    assert update.live
    assert update.headline == "In Ternvel"


def ask(client, live_blog, *blocks, seen="", **extra):
    data = publish(live_blog, *blocks, **extra)
    response = client.post(url("desk", live_blog.pk), {**data, "warnings-seen": seen})
    return response.context["form"] if response.status_code == 200 else None


def test_moved_block_is_not_asked_about_again(editor_client, live_blog):
    """What was shown stays seen wherever its block goes; what is new is asked."""
    seen = ask(editor_client, live_blog, admitted()).warnings_seen
    again = ask(
        editor_client,
        live_blog,
        words("To Ternvel."),
        admitted(),
        seen=seen,
    )
    assert [warning.code for warning in again.warnings] == ["contested:ternvel"]
    assert set(seen.split()) < set(again.warnings_seen.split())
    # One more of the same kind is a new question.
    seen = again.warnings_seen
    more = ask(
        editor_client,
        live_blog,
        words("To Ternvel."),
        admitted(),
        admitted(text="It was raining."),
        seen=seen,
    )
    assert [warning.code for warning in more.warnings] == ["loaded_verb"] * 2
    assert (
        ask(editor_client, live_blog, admitted(), words("To Ternvel."), seen=seen)
        is None
    )


def test_errors_and_warnings_are_shown_together(editor_client, live_blog):
    """Also at one field; the notice does not promise that publishing again helps."""
    form = ask(
        editor_client,
        live_blog,
        admitted(text="“Well well”", context_note="Ternvel", name=""),
    )
    errors = form.errors["body"].as_data()[0].block_errors[0].block_errors
    assert set(errors) == {"text", "source", "verb", "context_note"}
    assert len(errors["text"].messages) == 2
    assert "Remove the quotation marks" in errors["text"].messages[0]
    assert "doubled" in errors["text"].messages[1]
    assert form.is_only_asked is False
    assert form.warnings


def test_warned_picture_says_it_at_its_field(editor_client, live_blog):
    """A picture's alternative text is a field of a block in a block."""
    image = ImageFactory()
    value = {
        "image-image": str(image.pk),
        "image-alt_text": "The quay of Ternvel",
        "sensitivity": "none",
        "caption": "",
        "credit": "",
    }
    form = ask(editor_client, live_blog, ("image", value))
    error = form.errors["body"].as_data()[0].block_errors[0]
    assert error.block_errors["image"].block_errors["alt_text"].messages == [MESSAGE]


@pytest.mark.parametrize("headers", [{}, JSON], ids=["form", "autosave"])
def test_saving_a_draft_asks_nothing(editor_client, live_blog, headers):
    """Drafts may be anything."""
    data = compose(live_blog, words("To Ternvel."), admitted())
    response = editor_client.post(url("desk", live_blog.pk), data, headers=headers)
    assert response.status_code == (200 if headers else 302)
    assert LiveUpdate.objects.count() == 1


def test_publishing_by_script_is_refused_until_it_has_seen(editor_client, live_blog):
    """A request for JSON has no fields to show anything at, and is refused."""
    data = publish(live_blog, words("To Ternvel."))
    response = editor_client.post(url("desk", live_blog.pk), data, headers=JSON)
    assert response.status_code == 400
    assert response.json()["error_code"] == "validation_error"
    assert not LiveUpdate.objects.filter(live=True).exists()


def test_other_ways_of_publishing_ask_nobody(live_blog, editor):
    """Code, workflows and schedules have no editor in front of them."""
    update = LiveUpdateFactory(page=live_blog, body=[text("To Ternvel.")])
    assert publish_update(update, editor).live


def test_published_update_is_asked_about_too(editor_client, live_blog):
    """An edit of an update is asked about in its form."""
    update = PublishedUpdateFactory(page=live_blog)
    data = publish(live_blog, words("To Ternvel."))
    response = editor_client.post(url("edit", update.pk), data)
    form = response.context["form"]
    assert [warning.message for warning in form.warnings] == [MESSAGE]
    data["warnings-seen"] = form.warnings_seen
    assert editor_client.post(url("edit", update.pk), data).status_code == 302
    update.refresh_from_db()
    assert "Ternvel" in str(update.body[0].value)
    # What was published in spite of a warning is not asked about at every edit;
    # what is new is.
    again = publish(live_blog, words("To Ternvel at noon."))
    assert editor_client.post(url("edit", update.pk), again).status_code == 302
    more = publish(live_blog, words("To Ternvel."), words("By Ternvel."))
    response = editor_client.post(url("edit", update.pk), more)
    assert len(response.context["form"].warnings) == 2


@pytest.mark.parametrize("seen", ["", "nonsense " * 500, "\x00", "é"])
def test_what_was_seen_may_be_anything(editor_client, live_blog, seen):
    """A forged list asks again, and breaks nothing."""
    assert ask(editor_client, live_blog, words("Ternvel"), seen=seen).warnings

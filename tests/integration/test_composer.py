"""The composer's own answers: in place, overtaken, restored, posted twice."""

import pytest
from django.utils import timezone
from wagtail.models import Workflow, WorkflowPage, WorkflowTask

from tests.desk_forms import JSON, compose, publish, url, words
from tests.factories import (
    ImageFactory,
    LiveUpdateFactory,
    PublishedUpdateFactory,
    SourceFactory,
    UserFactory,
    quote,
    text,
)
from wagtail_liveconflict.desk.composer import IN_PLACE
from wagtail_liveconflict.models import Change, LiveUpdate

pytestmark = pytest.mark.django_db
HERE = {**JSON, IN_PLACE: "1", "X-Requested-With": "XMLHttpRequest"}
KEY = "5a1bd7f4-4f1a-4c0a-9a35-3a6a7e5d8a01"


def count_publications():
    return Change.objects.filter(kind__in=("published", "edited")).count()


def loaded(update):
    """What the form of an update says of when it was opened."""
    newest = update.latest_revision
    return {
        "loaded_revision_id": str(newest.pk),
        "loaded_revision_created_at": newest.created_at.isoformat(),
    }


def test_in_place_success_is_json_and_leaves_no_message(editor_client, live_blog):
    """Published in place: the answer says so, and no message waits for a page that
    will never be loaded."""
    desk = url("desk", live_blog.pk)
    response = editor_client.post(desk, publish(live_blog), headers=HERE)
    answer = response.json()
    assert answer["success"] is True
    assert answer["is_composed"] is True
    assert "The ferry runs" in answer["message"]
    page = editor_client.get(desk)
    assert list(page.context["messages"]) == []


def test_in_place_errors_are_the_form(editor_client, live_blog):
    """What cannot be published comes back as the page, with what was typed and its
    errors; the stream is not rendered with it."""
    PublishedUpdateFactory(page=live_blog, headline="In the stream")
    response = editor_client.post(
        url("desk", live_blog.pk), publish(live_blog, headline=""), headers=HERE
    )
    assert response.status_code == 200
    assert response.context["form"].errors
    content = response.content.decode()
    assert "data-edit-form" in content
    assert "In the stream" not in content


def test_signed_out_is_refused_in_place(reader, live_blog):
    """Without a session there is no form to sign in that would be taken for the
    answer, but a refusal."""
    desk = url("desk", live_blog.pk)
    assert reader.post(desk, publish(live_blog), headers=HERE).status_code == 403
    assert LiveUpdate.objects.count() == 0


@pytest.mark.parametrize("action", ["action-publish", ""], ids=["publish", "save"])
def test_newer_version_is_not_written_over(editor_client, live_blog, action):
    """A form that was opened before a colleague's version is refused with both
    versions shown, also without scripts; the same form posted again, now opened
    after it, goes through, and the colleague's stays in the history."""
    update = LiveUpdateFactory(page=live_blog, headline="Two hurt")
    update.save_revision()
    opened = loaded(update)
    colleague = UserFactory(first_name="Olena", last_name="Hrab", groups=["Moderators"])
    update.headline = "Two killed"
    update.save_revision(user=colleague)
    form = compose(live_blog, words("At noon."), headline="Two slightly hurt")
    if action:
        form[action] = "1"
    response = editor_client.post(url("edit", update.pk), {**form, **opened})
    content = response.content.decode()
    assert "Olena Hrab has saved a newer version" in content
    assert "killed" in content
    assert "slightly hurt" in content
    assert response.context["autosave_enabled"] is False
    row = LiveUpdate.objects.get(pk=update.pk)
    assert row.get_latest_revision_as_object().headline == "Two killed"
    assert not row.live
    response = editor_client.post(url("edit", update.pk), {**form, **loaded(row)})
    assert response.status_code == 302
    row.refresh_from_db()
    assert row.get_latest_revision_as_object().headline == "Two slightly hurt"
    assert row.live == bool(action)
    assert "Two killed" in [one.as_object().headline for one in row.revisions.all()]


def test_colleague_saves_while_the_form_is_looked_at(
    editor_client, live_blog, monkeypatch
):
    """Between the look at the form and the lock of the row: refused all the same."""
    from wagtail_liveconflict.desk.views import UpdateView

    update = LiveUpdateFactory(page=live_blog, headline="Two hurt")
    update.save_revision()
    look = UpdateView.is_valid

    def look_and_wait(view, form):
        is_valid = look(view, form)
        newer = LiveUpdate.objects.get(pk=update.pk)
        newer.headline = "Two killed"
        newer.save_revision()
        return is_valid

    monkeypatch.setattr(UpdateView, "is_valid", look_and_wait)
    form = publish(live_blog, headline="Two slightly hurt")
    response = editor_client.post(
        url("edit", update.pk), {**form, **loaded(update)}, headers=HERE
    )
    assert response.context["overtaken"] is not None
    assert "killed" in response.content.decode()
    row = LiveUpdate.objects.get(pk=update.pk)
    assert row.get_latest_revision_as_object().headline == "Two killed"


def test_autosave_of_an_older_form_is_refused_as_wagtail_does(editor_client, live_blog):
    """Autosave gets Wagtail's own answer, which switches it off."""
    update = LiveUpdateFactory(page=live_blog)
    update.save_revision()
    opened = loaded(update)
    update.save_revision()
    form = {**compose(live_blog), **opened}
    response = editor_client.post(url("edit", update.pk), form, headers=JSON)
    assert response.status_code == 400
    assert response.json()["error_code"] == "invalid_revision"


@pytest.mark.parametrize("kind", ["words", "quote", "picture"])
def test_publishing_twice_what_was_published_changes_nothing(
    editor_client, live_blog, kind
):
    """The same composition posted again after its answer was lost is no second
    publication, whatever was copied into it when it was published."""
    blocks = {
        "words": words("Every hour."),
        "quote": ("quote", quote_form(SourceFactory(name="Ada Quill"))),
        "picture": ("image", picture_form(ImageFactory())),
    }
    form = publish(live_blog, blocks[kind], composition=KEY)
    desk = url("desk", live_blog.pk)
    for _attempt in range(2):
        response = editor_client.post(desk, form, headers=HERE)
        assert response.json()["success"] is True
    assert LiveUpdate.objects.get().revisions.count() == 1
    assert count_publications() == 1
    form["headline"] = "The ferry runs again"
    assert editor_client.post(desk, form, headers=HERE).json()["success"] is True
    assert LiveUpdate.objects.get().headline == "The ferry runs again"
    assert count_publications() == 2


def quote_form(source):
    fields = {"text": "Words.", "source": str(source.pk), "name": "", "kind": "direct"}
    return fields | {"verb": "said", "said_precision": "unknown", "copied_from": ""}


def picture_form(image):
    image = {"image": str(image.pk), "alt_text": "A quay"}
    return {"image": image, "sensitivity": "none", "caption": ""}


def test_edit_published_twice_is_one_change(editor_client, live_blog):
    """The same for an update that was edited, with the draft that autosave had made
    of it."""
    source = SourceFactory(name="Ada Quill")
    update = PublishedUpdateFactory(
        page=live_blog,
        headline="The ferry runs",
        body=[text("Before."), quote("Words.", source=source)],
    )
    form = compose(live_blog, words("After."), ("quote", quote_form(source)))
    edit = url("edit", update.pk)
    draft = editor_client.post(edit, {**form, **loaded(update)}, headers=JSON).json()
    form |= {"action-publish": "1", "overwrite_revision_id": str(draft["revision_id"])}
    before = count_publications()
    for _attempt in range(2):
        assert editor_client.post(edit, form, headers=HERE).json()["success"] is True
    assert count_publications() == before + 1


def test_restoring_shows_what_was_kept_and_saves_nothing(editor_client, live_blog):
    """What a browser has kept is shown in the form, blocks and all, without errors
    that nobody has asked for; nothing is saved yet."""
    form = compose(live_blog, words("Kept words."), headline="", composition=KEY)
    form["action-restore"] = "1"
    response = editor_client.post(url("desk", live_blog.pk), form, headers=HERE)
    assert "Kept words." in response.content.decode()
    assert not response.context["form"].errors
    assert LiveUpdate.objects.count() == 0


def test_restoring_what_has_arrived_names_it(editor_client, live_blog):
    """A composition that the server has is opened, not written again."""
    desk = url("desk", live_blog.pk)
    form = compose(live_blog, words("Kept words."), composition=KEY)
    editor_client.post(desk, form, headers=JSON)
    form["action-restore"] = "1"
    answer = editor_client.post(desk, form, headers=HERE).json()
    assert answer == {"url": url("edit", LiveUpdate.objects.get().pk), "is_live": False}


def test_restoring_an_older_text_of_an_update_shows_both(editor_client, live_blog):
    """A colleague has saved since: both are shown, and autosave does not write over
    the newer by itself."""
    update = LiveUpdateFactory(page=live_blog, headline="Two hurt")
    update.save_revision()
    opened = loaded(update)
    update.headline = "Two killed"
    update.save_revision()
    form = compose(live_blog, headline="Two slightly hurt", **{"action-restore": "1"})
    response = editor_client.post(
        url("edit", update.pk), {**form, **opened}, headers=HERE
    )
    assert response.context["overtaken"] is not None
    assert response.context["autosave_enabled"] is False


def test_writer_submits_what_is_not_saved_yet(writer, reader, live_blog):
    """Where the live blog has a workflow, whoever may not publish is offered to submit
    from the empty composer; the update waits for approval under that workflow."""
    workflow = Workflow.objects.create(name="Second pair of eyes", active=True)
    task = make_task()
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(page=live_blog, workflow=workflow)
    reader.force_login(writer)
    desk = url("desk", live_blog.pk)
    content = reader.get(desk).content.decode()
    assert "Submit to Second pair of eyes" in content
    assert 'name="action-publish"' not in content
    form = compose(live_blog, words("At noon."), **{"action-submit": "1"})
    assert reader.post(desk, form, headers=HERE).json()["is_composed"] is True
    update = LiveUpdate.objects.get()
    assert update.current_workflow_state.workflow == workflow
    assert not update.live


def make_task():
    from django.contrib.auth.models import Group
    from wagtail.models import GroupApprovalTask

    task = GroupApprovalTask.objects.create(name="Look again", active=True)
    task.groups.add(Group.objects.get(name="Moderators"))
    return task


def test_scheduled_in_place(editor_client, live_blog):
    """A time in the future schedules, and the composer is free for the next one."""
    later = timezone.localtime(timezone.now() + timezone.timedelta(days=1))
    form = publish(live_blog, go_live_at=later.strftime("%Y-%m-%d %H:%M"))
    answer = editor_client.post(url("desk", live_blog.pk), form, headers=HERE).json()
    assert answer["is_composed"] is True
    assert not LiveUpdate.objects.get().live

"""Nothing is published of which nobody has said whether it is sensitive."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Revision

from tests.desk_forms import url
from tests.factories import (
    ImageFactory,
    LiveUpdateFactory,
    PublishedUpdateFactory,
    edit,
    gallery,
    picture,
    text,
)
from tests.videos import video
from wagtail_liveconflict import editorial
from wagtail_liveconflict.media_exceptions import SensitivityNotStated
from wagtail_liveconflict.models import LiveUpdate

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def unanswered(**fields):
    return picture(ImageFactory(), sensitivity="", caption="The quay", **fields)


def make_draft(page, *blocks, **fields):
    update = LiveUpdateFactory(page=page, headline="Ferry", body=list(blocks), **fields)
    update.save_revision()
    update.refresh_from_db()
    return update


def make_old(page, *blocks, value):
    """A published update from before there was the question."""
    update = PublishedUpdateFactory(page=page, body=list(blocks))
    body = list(update.body.raw_data)
    for child in body:
        if child["type"] != "text":
            del child["value"]["sensitivity"]
            child["value"] |= value
    stored = json.dumps(body)
    # As it was then: past the code that knows the question.
    LiveUpdate.objects.filter(pk=update.pk).update(body=stored)
    for revision in update.revisions.all():
        content = {**revision.content, "body": stored}
        Revision.objects.filter(pk=revision.pk).update(content=content)
    return LiveUpdate.objects.get(pk=update.pk)


@pytest.mark.parametrize(
    "block",
    [
        unanswered,
        lambda: gallery(ImageFactory(), ImageFactory(), sensitivity=None),
        lambda: video(
            link="https://www.youtube.com/watch?v=aaaaaaaaaaa", sensitivity=""
        ),
    ],
    ids=["picture", "gallery", "video"],
)
def test_no_way_of_publishing_leaves_it_out(live_blog, editor, block):
    """The verb, the schedule, and a version that is published by code."""
    draft = make_draft(live_blog, text("The quay."), block())
    for publish in (
        lambda: editorial.publish_update(draft, editor),
        lambda: editorial.schedule_update(
            draft, editor, timezone.now() + timedelta(hours=1)
        ),
        lambda: draft.latest_revision.publish(user=editor),
    ):
        with pytest.raises(SensitivityNotStated) as refused:
            publish()
        assert refused.value.field == "body"
    draft.refresh_from_db()
    assert not draft.live
    assert draft.scheduled_revision is None


def test_the_message_names_the_picture(live_blog):
    draft = make_draft(live_blog, picture(ImageFactory()), unanswered())
    with pytest.raises(SensitivityNotStated, match=r": Image: The quay\.$"):
        editorial.publish_update(draft)


def test_the_desk_tells_who_schedules_it(live_blog, editor_client):
    """Where the time was to be given; nothing is scheduled."""
    draft = make_draft(live_blog, unanswered())
    at = timezone.localtime() + timedelta(hours=2)
    typed = {"go_live_at": at.strftime("%Y-%m-%d %H:%M")}
    response = editor_client.post(url("schedule", draft.pk), typed)
    assert response.status_code == 200
    assert "Image: The quay" in response.text
    draft.refresh_from_db()
    assert draft.scheduled_revision is None


@pytest.mark.parametrize("value", [{}, {"sensitivity": None}, {"sensitivity": ""}])
def test_what_is_older_than_the_question_is_shown(live_blog, reader, value):
    """As it was, and other words of the update can be published."""
    old_image = ImageFactory()
    name = old_image.file.name.rpartition("/")[2].partition(".")[0]
    old = make_old(live_blog, text("Before."), picture(old_image), value=value)
    html = reader.get(live_blog.url).text
    assert name in html
    assert "liveconflict-cover" not in html.replace("covers", "")
    words = [{**old.body.raw_data[0], "value": "<p>After.</p>"}, old.body.raw_data[1]]
    edit(old, body=words)
    assert "After." in reader.get(live_blog.url).text


def test_another_picture_in_an_old_place_is_asked_for(live_blog):
    """Also where the block is the same."""
    old = make_old(live_blog, picture(ImageFactory()), value={})
    block = old.body.raw_data[0]
    other = {**block["value"], "image": {"image": ImageFactory().pk, "alt_text": "A"}}
    with pytest.raises(SensitivityNotStated):
        edit(old, body=[{**block, "value": other}])


def test_an_old_draft_is_asked_for(live_blog):
    """Readers have not seen it."""
    old = make_old(live_blog, picture(ImageFactory()), value={})
    old.unpublish()
    with pytest.raises(SensitivityNotStated):
        editorial.publish_update(LiveUpdate.objects.get(pk=old.pk))


def test_a_schedule_that_is_due_is_kept(live_blog):
    """It was given before there was the question, and nobody is there to answer."""
    draft = make_draft(live_blog, unanswered())
    revision = draft.latest_revision
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.save(update_fields=["approved_go_live_at"])
    revision.publish()
    draft.refresh_from_db()
    assert draft.live

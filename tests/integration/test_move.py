"""An update goes to another live blog, with all that belongs to it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.desk_forms import url
from tests.factories import (
    ClaimFactory,
    LiveBlogPageFactory,
    LiveUpdateFactory,
    PublishedUpdateFactory,
    publish,
)
from tests.roles import CONTRIBUTOR, EDITOR, make_colleague, sign_in
from wagtail_liveconflict import editorial, exceptions
from wagtail_liveconflict.models import Change, Correction, LiveFeed, LiveUpdate
from wagtail_liveconflict.reader import rendered

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(root_page):
    page = LiveBlogPageFactory(parent=root_page, title="The far bank")
    editorial.start_blog(page)
    PublishedUpdateFactory(page=page, headline="Mill closed")
    return page


@pytest.fixture
def update(live_blog):
    PublishedUpdateFactory(page=live_blog, headline="Ferry runs")
    return PublishedUpdateFactory(page=live_blog, headline="Quay closed")


def fetch(update):
    return LiveUpdate.objects.get(pk=update.pk)


def read_delta(reader, page, cursor):
    return reader.get(f"/live/{page.pk}/changes/{cursor}/").json()


def test_readers_of_both_see_it_move(
    live_blog, other, update, editor, reader, cursor_of
):
    """It leaves open pages of the one without a tombstone, is the newest in the other,
    and its old address leads to the new one."""
    old_address = f"{live_blog.url}updates/{update.pk}/"
    here, there = cursor_of(live_blog), cursor_of(other)
    editorial.move_update(update, editor, other)
    (entry,) = read_delta(reader, live_blog, here)["updates"]
    assert entry == {"id": update.pk, "ordinal": 2, "state": "removed"}
    (entry,) = read_delta(reader, other, there)["updates"]
    assert (entry["id"], entry["ordinal"], entry["state"]) == (update.pk, 2, "live")
    assert "Quay closed" not in reader.get(live_blog.url).content.decode()
    content = reader.get(other.url).content.decode()
    assert content.index("Quay closed") < content.index("Mill closed")
    response = reader.get(old_address)
    assert response.status_code == 302
    assert response["Location"].endswith(f"{other.url}updates/{update.pk}/")
    assert "Quay closed" in reader.get(response["Location"]).content.decode()


def test_it_is_rendered_for_where_it_is(
    live_blog, other, update, monkeypatch, django_capture_on_commit_callbacks
):
    """Not once more for the live blog it has left."""
    pages = []
    render = rendered.render_update

    def note_and_render(update, page, **kwargs):
        pages.append(page.pk)
        return render(update, page, **kwargs)

    monkeypatch.setattr(rendered, "render_update", note_and_render)
    with django_capture_on_commit_callbacks(execute=True):
        editorial.move_update(update, None, other)
    assert set(pages) == {other.pk}


def test_an_address_that_was_never_here_leads_nowhere(live_blog, other, reader):
    """Nor does that of what was moved to where not everybody may read."""
    elsewhere = PublishedUpdateFactory(page=other)
    assert reader.get(f"{live_blog.url}updates/{elsewhere.pk}/").status_code == 404
    editorial.move_update(elsewhere, None, live_blog)
    live_blog.unpublish()
    assert reader.get(f"{other.url}updates/{elsewhere.pk}/").status_code == 404


def test_it_can_be_moved_back(live_blog, other, update, editor, reader):
    """As the newest again."""
    editorial.move_update(update, editor, other)
    editorial.move_update(update, editor, live_blog)
    assert fetch(update).ordinal == 3
    assert reader.get(f"{live_blog.url}updates/{update.pk}/").status_code == 200
    assert reader.get(f"{other.url}updates/{update.pk}/").status_code == 302


def test_what_belongs_to_it_goes_with_it(
    live_blog, other, update, editor, reader, cursor_of
):
    """Corrections, also on open pages, claims and drafts. The pin stays behind."""
    claim = ClaimFactory(status="disputed")
    update = publish_with(update, claim)
    editorial.pin_update(update)
    editorial.correct_update(update, editor, "It is the north quay.")
    update.headline = "Both quays closed"
    update.save_revision()
    there = cursor_of(other)
    editorial.move_update(update, editor, other)
    assert "the north quay" in str(read_delta(reader, other, there)["blog"])
    assert LiveFeed.objects.get(page=live_blog).pinned_update is None
    assert Correction.objects.get().page_id == other.pk
    for page, is_there in ((live_blog, False), (other, True)):
        content = reader.get(page.url).content.decode()
        assert ("It is the north quay." in content) is is_there
        board = reader.get(f"{page.url}claims/").content.decode()
        assert (claim.sentence in board) is is_there
    editorial.publish_update(fetch(update), editor)
    assert (fetch(update).page_id, fetch(update).headline) == (
        other.pk,
        "Both quays closed",
    )


def publish_with(update, claim):
    update.body = [("verification", {"claim": claim, "note": ""})]
    return publish(update)


def test_a_draft_only_changes_its_live_blog(live_blog, other, writer):
    """Its author, who does not publish, moves it; no reader is told anything."""
    draft = LiveUpdateFactory(page=live_blog, owner=writer)
    draft.save_revision(user=writer)
    number = Change.objects.count()
    moved = editorial.move_update(draft, writer, other)
    assert (moved.page_id, moved.ordinal, moved.live) == (other.pk, None, False)
    assert Change.objects.count() == number


def test_what_was_taken_off_the_page_stays_off(live_blog, other, update, editor):
    """And is not deleted in the other live blog either: readers have seen it."""
    update.unpublish()
    editorial.move_update(fetch(update), editor, other)
    assert not fetch(update).live
    assert fetch(update).ordinal is not None
    assert editorial.publish_update(fetch(update), editor).live


def test_rights_in_both(live_blog, other, update):
    """To publish in the one or the other is not enough, nor to write in both; for
    one's own draft writing is, unless it is scheduled."""
    here = make_colleague(live_blog, EDITOR)
    there = make_colleague(other, EDITOR)
    for user in (here, there):
        with pytest.raises(exceptions.NotAllowed):
            editorial.move_update(update, user, other)
    own = LiveUpdateFactory(page=live_blog, owner=here)
    with pytest.raises(exceptions.NotAllowed):
        editorial.move_update(own, here, other)
    root = live_blog.get_parent()
    contributor = make_colleague(root, CONTRIBUTOR)
    for refused in (update, own):
        with pytest.raises(exceptions.NotAllowed):
            editorial.move_update(refused, contributor, other)
    own = LiveUpdateFactory(page=live_blog, owner=contributor)
    at = timezone.now() + timedelta(hours=1)
    editorial.schedule_update(own, None, at)
    with pytest.raises(exceptions.NotAllowed):
        editorial.move_update(own, contributor, other)
    editorial.unschedule_update(own, None)
    assert editorial.move_update(own, contributor, other).page_id == other.pk


def test_where_it_cannot_go(live_blog, other, update, editor, root_page):
    """To where it is, to what is no live blog; and not when it was withdrawn."""
    number = Change.objects.count()
    assert editorial.move_update(update, editor, live_blog).ordinal == 2
    assert Change.objects.count() == number
    with pytest.raises(exceptions.NotALiveBlog):
        editorial.move_update(update, editor, root_page)
    editorial.withdraw_update(update, editor, "Wrong river.")
    with pytest.raises(exceptions.UpdateWithdrawn):
        editorial.move_update(update, editor, other)
    assert fetch(update).page_id == live_blog.pk


def test_the_form_offers_where_one_may(live_blog, other, update, root_page):
    """Another page posted all the same is refused at the field; the right one leads
    back to the desk, and the history knows it."""
    third = LiveBlogPageFactory(parent=root_page, title="Kitchen news")
    user = make_colleague(live_blog, EDITOR)
    user.groups.add(*make_colleague(other, EDITOR).groups.all())
    client = sign_in(user)
    address = url("move", update.pk)
    page = client.get(address).text
    assert "The far bank" in page
    assert "Kitchen news" not in page
    for wrong in (third.pk, live_blog.pk, root_page.pk, "x", ""):
        response = client.post(address, {"page": wrong})
        assert response.context["form"].errors["page"], wrong
    assert fetch(update).page_id == live_blog.pk
    response = client.post(address, {"page": other.pk})
    assert response["Location"] == url("desk", live_blog.pk)
    assert "Moved to “The far bank”." in client.get(response["Location"]).text
    assert "Moved from another live blog" in client.get(url("history", update.pk)).text


def test_a_workflow_of_the_one_is_not_one_of_the_other(
    live_blog, other, writer, editor
):
    """What awaited approval is a draft there."""
    from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

    task = GroupApprovalTask.objects.create(name="Desk")
    task.groups.set(editor.groups.all())
    workflow = Workflow.objects.create(name="Approval")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    draft = LiveUpdateFactory(page=live_blog, owner=writer)
    draft.save_revision(user=writer)
    workflow.start(draft, writer)
    assert fetch(draft).current_workflow_state
    editorial.move_update(draft, editor, other)
    assert not fetch(draft).current_workflow_state

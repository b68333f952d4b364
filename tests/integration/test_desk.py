"""The desk: Wagtail's create and edit views with the stream beside them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.desk_forms import JSON, compose, publish, url, words
from tests.factories import (
    LiveBlogPageFactory,
    LiveUpdateFactory,
    PublishedUpdateFactory,
)
from wagtail_liveconflict.models import Change, LiveFeed, LiveUpdate

pytestmark = pytest.mark.django_db


def test_publishing_returns_to_an_empty_composer(editor_client, editor, live_blog):
    """A published update is live, its author's, first in the stream; the editor is
    back at an empty composer."""
    desk = url("desk", live_blog.pk)
    response = editor_client.post(desk, publish(live_blog, words("Every hour.")))
    assert response.status_code == 302
    assert response["Location"] == desk
    update = LiveUpdate.objects.get()
    assert update.live
    assert update.ordinal == 1
    assert update.owner == editor
    page = editor_client.get(desk)
    assert "The ferry runs" in page.content.decode()
    assert page.context["form"].initial.get("headline") == ""


def test_autosave_keeps_a_draft_that_readers_do_not_get(
    editor_client, reader, live_blog
):
    """What Wagtail's autosave posts becomes a draft without a change; the view it
    then turns into is served."""
    before = live_blog.feed.cursor
    response = editor_client.post(
        url("desk", live_blog.pk), compose(live_blog, headline="Half a"), headers=JSON
    )
    answer = response.json()
    assert answer["success"] is True
    assert editor_client.get(answer["hydrate_url"]).status_code == 200
    assert not LiveUpdate.objects.get().live
    assert LiveFeed.objects.get(page=live_blog).cursor == before
    assert "Half a" not in reader.get(live_blog.url).content.decode()


def test_scheduled_update_reaches_nobody_before_its_time(
    editor_client, reader, live_blog
):
    """Publishing with a time in the future announces nothing and shows nothing."""
    cursor = live_blog.feed.cursor
    go_live_at = timezone.localtime(timezone.now() + timedelta(days=1))
    data = publish(
        live_blog,
        words("Tomorrow's words"),
        headline="Tomorrow's headline",
        go_live_at=go_live_at.strftime("%Y-%m-%d %H:%M"),
    )
    assert editor_client.post(url("desk", live_blog.pk), data).status_code == 302
    assert LiveFeed.objects.get(page=live_blog).cursor == cursor
    update = LiveUpdate.objects.get()
    for address in (
        live_blog.url,
        f"{live_blog.url}updates/{update.pk}/",
        f"/live/{live_blog.pk}/changes/0/",
    ):
        assert "Tomorrow's" not in reader.get(address).content.decode()
    stream = editor_client.get(url("desk", live_blog.pk)).context["stream"]
    assert stream.object_list[0].state == "scheduled"


def test_draft_of_a_live_update_does_not_reach_readers(
    editor_client, reader, live_blog
):
    """Saving a draft over a live update leaves what readers see as it was."""
    update = PublishedUpdateFactory(page=live_blog, headline="As published")
    data = compose(live_blog, words("Draft words"), headline="As drafted")
    assert editor_client.post(url("edit", update.pk), data).status_code == 302
    content = reader.get(live_blog.url).content.decode()
    assert "As published" in content
    assert "draft" not in content.lower()


def test_draft_saved_while_a_colleague_publishes_does_not_undo_it(
    editor_client, live_blog, monkeypatch
):
    """A save that was under way when a colleague published the same draft leaves it
    published."""
    update = LiveUpdateFactory(page=live_blog)
    update.save_revision()
    from wagtail_liveconflict.desk.views import UpdateView

    save = UpdateView.save_instance

    def publish_meanwhile_and_save(view):
        LiveUpdate.objects.get(pk=update.pk).get_latest_revision().publish()
        return save(view)

    monkeypatch.setattr(UpdateView, "save_instance", publish_meanwhile_and_save)
    data = compose(live_blog, words("Later words"))
    assert editor_client.post(url("edit", update.pk), data).status_code == 302
    update.refresh_from_db()
    assert update.live
    assert update.ordinal == 1


@pytest.mark.parametrize(
    ("verb", "kind"),
    [("pin", "pinned"), ("key-event", "key_event")],
)
def test_button_of_the_stream_does_its_verb(editor_client, live_blog, verb, kind):
    """A button posts one verb, appends one change, and answers the desk's script
    with the stream as it is now."""
    update = PublishedUpdateFactory(page=live_blog)
    before = Change.objects.count()
    response = editor_client.post(
        url("update_verb", update.pk, verb), headers={"X-Liveconflict-Stream": "1"}
    )
    assert response.status_code == 200
    assert update.headline in response.json()["html"]
    assert Change.objects.count() == before + 1
    assert Change.objects.last().kind == kind
    # Without the script the same button comes back to the desk.
    undo = {"pin": "unpin", "key-event": "not-key-event"}[verb]
    response = editor_client.post(url("update_verb", update.pk, undo))
    assert response["Location"] == url("desk", live_blog.pk)


def test_verbs_need_a_post_and_a_known_name(editor_client, live_blog):
    """A verb is not done by a link, and an unknown one does not exist."""
    update = PublishedUpdateFactory(page=live_blog)
    assert editor_client.get(url("update_verb", update.pk, "pin")).status_code == 405
    assert editor_client.post(url("update_verb", update.pk, "burn")).status_code == 404


def test_withdrawing_asks_for_a_reason(editor_client, live_blog):
    """Without a reason nothing is withdrawn, and the form says so; with one, the
    stream shows it."""
    update = PublishedUpdateFactory(page=live_blog)
    address = url("withdraw", update.pk)
    response = editor_client.post(address, {"reason": "   "})
    assert response.status_code == 200
    assert response.context["form"].errors["reason"]
    update.refresh_from_db()
    assert not update.is_withdrawn
    response = editor_client.post(address, {"reason": "Another town was meant."})
    assert response["Location"] == url("desk", live_blog.pk)
    assert (
        "Another town was meant."
        in editor_client.get(url("desk", live_blog.pk)).content.decode()
    )
    # Twice is once.
    response = editor_client.post(address, {"reason": "Again."})
    assert "already" in response.content.decode() or response.status_code == 200
    update.refresh_from_db()
    assert update.withdrawn_reason == "Another town was meant."


def test_blog_goes_through_its_states(editor_client, root_page):
    """Start, pause, resume and end from the desk; what is out of turn is refused
    with a message and changes nothing."""
    blog = LiveBlogPageFactory(parent=root_page)
    for verb, state in (
        ("end", "upcoming"),
        ("start", "live"),
        ("start", "live"),
        ("pause", "paused"),
        ("resume", "live"),
        ("end", "ended"),
        ("resume", "live"),
    ):
        response = editor_client.post(url("blog_verb", blog.pk, verb))
        assert response["Location"] == url("desk", blog.pk)
        assert LiveFeed.objects.get(page=blog).state == state


def test_desk_is_reached_from_explorer_and_menu(editor_client, live_blog):
    """The explorer, the page's own editor and the list of live blogs lead there."""
    desk = url("desk", live_blog.pk)
    for address in (
        reverse("wagtailadmin_explore", args=[live_blog.get_parent().pk]),
        reverse("wagtailadmin_pages:edit", args=[live_blog.pk]),
        url("blogs"),
    ):
        assert desk in editor_client.get(address).content.decode(), address
    home = editor_client.get(reverse("wagtailadmin_home")).content.decode()
    assert url("blogs") in home


def test_desk_of_a_page_that_is_no_live_blog_does_not_exist(editor_client, root_page):
    """Only live blogs have a desk."""
    assert editor_client.get(url("desk", root_page.pk)).status_code == 404
    assert editor_client.get(url("desk", 987654)).status_code == 404


def test_desk_costs_the_same_at_any_size(
    editor_client, live_blog, django_assert_max_num_queries
):
    """Opening the desk takes no more queries with 300 updates than with 30."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count():
        with CaptureQueriesContext(connection) as queries:
            assert editor_client.get(url("desk", live_blog.pk)).status_code == 200
        return len(queries)

    now = timezone.now()

    def add(first, last):
        LiveUpdate.objects.bulk_create(
            LiveUpdate(
                page=live_blog,
                headline=f"Update {n}",
                body=[],
                live=True,
                ordinal=n,
                first_published_at=now,
            )
            for n in range(first, last + 1)
        )

    add(1, 30)
    count()
    few = count()
    add(31, 300)
    assert count() == few


KEY = "2f1c7c0e-6a1e-4a53-9d7e-0f6f5f0b8a11"


def test_autosave_and_publish_of_one_composition_are_one_update(
    editor_client, live_blog
):
    """Publish pressed while autosave is under way makes one update, whichever of
    the two is written first."""
    desk = url("desk", live_blog.pk)
    draft = compose(live_blog, words("Half a"), headline="Half", composition=KEY)
    whole = publish(live_blog, words("A whole"), headline="Whole", composition=KEY)
    assert editor_client.post(desk, draft, headers=JSON).status_code == 200
    assert editor_client.post(desk, whole).status_code == 302
    update = LiveUpdate.objects.get()
    assert (update.headline, update.live) == ("Whole", True)
    # The autosave that comes late neither saves nor unpublishes anything.
    late = editor_client.post(desk, draft, headers=JSON)
    assert late.status_code == 400
    assert LiveUpdate.objects.get().headline == "Whole"
    assert not LiveUpdate.objects.get().has_unpublished_changes


def test_publish_pressed_twice_makes_one_update(editor_client, live_blog):
    """A double click, or a retry after a lost answer, publishes one update."""
    data = publish(live_blog, words("Once"), composition=KEY)
    for _press in range(2):
        assert editor_client.post(url("desk", live_blog.pk), data).status_code == 302
    assert LiveUpdate.objects.get().ordinal == 1


def test_composition_of_somebody_else_is_not_taken_over(
    editor_client, admin_client, live_blog
):
    """A key is its author's: the same one posted by another user does not change
    the first author's update."""
    desk = url("desk", live_blog.pk)
    mine = publish(live_blog, words("Mine"), headline="Mine", composition=KEY)
    editor_client.post(desk, mine)
    theirs = publish(live_blog, words("Theirs"), headline="Theirs", composition=KEY)
    assert admin_client.post(desk, theirs).status_code == 302
    assert {update.headline for update in LiveUpdate.objects.all()} == {
        "Mine",
        "Theirs",
    }

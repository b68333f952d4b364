"""``manage.py liveconflict_import_wagtail_live``, on what a real site has written."""

import json
from datetime import UTC, datetime

import pytest
from django.db import connection
from wagtail.images import get_image_model
from wagtail.models import ModelLogEntry
from wagtail.signals import published

from tests.factories import ImageFactory, PublishedUpdateFactory
from tests.testapp.models import StoryPage
from tests.wagtail_live import DUMP, EXPORT, RAW, TEXT, make_post, move
from wagtail_liveconflict.models import Change, LiveBlogPage, LiveFeed, LiveUpdate
from wagtail_liveconflict.signals import live_blog_ended

pytestmark = pytest.mark.django_db


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def moved(live_blog, editor):
    move("--file", DUMP, "--media", EXPORT / "media", "--into", live_blog.pk, "--apply")
    return live_blog


def get_texts(update):
    return [str(child.value) for child in update.body if child.block_type == "text"]


def find_words(words):
    return next(u for u in LiveUpdate.objects.all() if words in str(u.body.raw_data[0]))


def test_a_dry_run_says_what_would_be_done_and_writes_nothing(live_blog, editor):
    """It is what happens without --apply."""
    said = move("--file", DUMP, "--media", EXPORT / "media", "--into", live_blog.slug)
    assert "12  posts in all" in said
    assert "11  published updates" in said
    assert "1  drafts (hidden posts)" in said
    assert "3  pictures in them" in said
    assert "3  link cards in them" in said
    assert "Nothing was written" in said
    assert not LiveUpdate.objects.exists()
    assert not get_image_model().objects.exists()


def test_posts_keep_their_times_and_their_order(moved):
    """Created is first published, modified is last published."""
    shown = list(LiveUpdate.objects.shown().on(moved).order_by("ordinal"))
    times = [update.first_published_at for update in shown]
    assert times == sorted(times)
    assert len(shown) == 11
    assert times[0] == at("2021-10-04 05:52")
    assert times[-1] == at("2021-10-07 18:10")
    edited = find_words("until Monday")
    assert edited.first_published_at == at("2021-10-05 11:20")
    assert edited.last_published_at == at("2021-10-05 13:20")
    assert edited.was_edited
    assert not shown[0].was_edited
    assert edited.created_at == edited.first_published_at


def test_blocks_become_blocks(moved):
    """Text in paragraphs, links as cards, pictures from their files, in their order."""
    bus = find_words("last bus")
    assert [child.block_type for child in bus.body] == ["text", "embed", "text"]
    assert bus.body[1].value["url"].startswith("https://twitter.com/halmeret_buses/")
    # What every publication keeps of a card.
    assert json.loads(bus.body[1].value["kept"])["provider"] == "x"
    assert get_texts(find_words("Boots"))[0].count("<b>Boots, blankets") == 1
    assert "5 &lt; 7" in get_texts(find_words("A reader asks"))[0]
    noon = find_words("pier and the depot")
    assert [child.block_type for child in noon.body] == ["text", "image", "image"]
    # The same bytes as the quay's, under another name.
    assert [child.value["image"].title for child in noon.body[1:]] == ["pier", "depot"]
    assert noon.body[1].value["image"].contextual_alt_text == "pier"
    closing = get_texts(find_words("all from the quay"))[0]
    assert "<p><b>That is all from the quay</b></p>" in closing
    assert "<li>Schools: Monday</li>" in closing
    assert "<h3" not in closing


def test_a_hidden_post_becomes_a_draft(moved):
    """It is in no order and on no page."""
    (draft,) = LiveUpdate.objects.filter(live=False)
    assert "Переправа" in get_texts(draft)[0]
    assert draft.ordinal is None
    assert draft.first_published_at is None
    assert draft.has_unpublished_changes


def test_readers_see_it_as_if_it_had_been_written_here(moved, reader):
    """Page, permalink and history; nothing is left to publish."""
    assert "That is all from the quay" in reader.get(moved.url).text
    update = find_words("Ferry service")
    assert "drifting beams" in reader.get(update.permalink).text
    assert not update.has_unpublished_changes
    assert update.live_revision_id == update.latest_revision_id
    entry = ModelLogEntry.objects.get(
        action="liveconflict.import", object_id=str(update.pk)
    )
    assert entry.user.username == "editor"
    assert entry.data["message_id"] == "1"


def test_an_imported_update_is_edited_as_any_other(moved, editor):
    """Its times stay."""
    update = find_words("Ferry service")
    update.headline = "Ferry stops"
    update.save_revision(user=editor).publish(user=editor)
    update.refresh_from_db()
    assert update.first_published_at == at("2021-10-04 05:52")
    assert update.last_published_at.year > 2021
    assert update.headline == "Ferry stops"


def test_running_it_twice_adds_nothing(moved):
    """Also from the raw column in place of dumpdata: the blocks are the same."""
    before = LiveUpdate.objects.count(), get_image_model().objects.count()
    said = move("--file", DUMP, "--into", moved.pk, "--apply")
    assert "12  here already" in said
    said = move("--file", RAW, "--same-ids", "--into", moved.pk, "--apply")
    assert "12  here already" in said
    assert (LiveUpdate.objects.count(), get_image_model().objects.count()) == before
    assert before == (12, 3)


def test_it_goes_on_where_a_limit_has_stopped_it(live_blog, editor):
    """Oldest first, so that the order is right at each stop."""
    options = ("--file", DUMP, "--into", live_blog.pk, "--apply", "--batch=2")
    said = move(*options, "--limit=5", "--media", EXPORT / "media")
    assert "7  left for later" in said
    assert LiveUpdate.objects.count() == 5
    move(*options, "--media", EXPORT / "media")
    times = LiveUpdate.objects.shown().order_by("ordinal")
    times = list(times.values_list("first_published_at", flat=True))
    assert len(times) == 11
    assert times == sorted(times)


def test_an_edit_on_the_old_site_since_is_told_and_not_taken_over(
    moved, tmp_path, editor
):
    """The editors here may have changed it as well."""
    raw = json.loads(RAW.read_text())
    for post in raw:
        if post["value"]["message_id"] == 6:
            post["value"]["modified"] = "2021-10-08T10:00:00Z"
    (tmp_path / "raw.json").write_text(json.dumps(raw))
    said = move("--file", tmp_path / "raw.json", "--into", moved.pk, "--apply")
    assert "message 6): was edited on the old site since." in said


def test_older_posts_than_what_is_there_are_put_before_it(live_blog, editor):
    """The live blog is in the order of its times, whatever was first in it."""
    own = PublishedUpdateFactory(page=live_blog, headline="Written here")
    said = move("--file", RAW, "--into", live_blog.pk, "--apply")
    assert "put into the order of its times" in said
    shown = list(LiveUpdate.objects.shown().on(live_blog).newest_first())
    assert shown[0] == own
    assert [u.ordinal for u in shown] == list(range(12, 0, -1))
    assert Change.objects.filter(update=own).latest("number").ordinal == 12


def test_open_pages_are_told_once_to_load_anew(live_blog, editor, cursor_of):
    """Nobody gets years of posts one by one as new."""
    before = cursor_of(live_blog)
    move("--file", RAW, "--into", live_blog.pk, "--apply")
    assert cursor_of(live_blog).split("-")[0] != before.split("-")[0]
    kinds = set(Change.objects.filter(page=live_blog).values_list("kind", flat=True))
    assert "edited" not in kinds


def test_nobody_is_notified(live_blog, editor, mailoutbox):
    """A site pushes to phones what Wagtail says was published."""
    heard = []

    def hear(sender, instance, **kwargs):
        heard.append(instance)

    published.connect(hear)
    try:
        move("--file", RAW, "--into", live_blog.pk, "--apply")
    finally:
        published.disconnect(hear)
    assert LiveUpdate.objects.shown().count() == 11
    assert heard == mailoutbox == []


def test_a_new_live_blog_is_made_as_a_draft(root_page, admin):
    """Ended when the old coverage was; run again, the same one is gone on with."""
    options = ("--file", DUMP, "--below", root_page.pk, "--apply")
    said = move(*options, user="admin", code=0)
    assert "a draft: look at it, and publish it" in said
    page = LiveBlogPage.objects.get(slug="halmeret-ferry")
    assert page.title == "Halmeret ferry: live"
    assert not page.live
    feed = LiveFeed.objects.get(page=page)
    assert (feed.state, feed.started_at, feed.closed_at) == (
        "ended",
        at("2021-10-04 05:52"),
        at("2021-10-07 18:10"),
    )
    assert page.coverage_end == at("2021-10-07 18:10")
    move(*options, user="admin")
    assert LiveBlogPage.objects.count() == 1
    assert LiveUpdate.objects.count() == 12


def test_the_end_of_old_coverage_is_no_news(
    root_page, admin, django_capture_on_commit_callbacks
):
    """A site may push to phones, or write mails, when a live blog ends."""
    heard = []

    def hear(sender, page, **kwargs):
        heard.append(page)

    options = ("--file", RAW, "--title=Old", "--below", root_page.pk, "--apply")
    live_blog_ended.connect(hear)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            move(*options, user="admin")
    finally:
        live_blog_ended.disconnect(hear)
    assert LiveFeed.objects.get().state == "ended"
    assert heard == []


def test_a_page_of_this_database_is_read_past_its_field(root_page, live_blog, editor):
    """A site that has gone on upgrading: the block is unknown to the field by now, and
    wagtail-live is not installed. Images are those of the library."""
    image = ImageFactory()
    raw = json.loads(RAW.read_text().replace('"value": 1,', f'"value": {image.pk},'))
    old = root_page.add_child(instance=StoryPage(title="Old", slug="old"))
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE testapp_storypage SET body = %s WHERE page_ptr_id = %s",
            [json.dumps(raw), old.pk],
        )
    assert len(StoryPage.objects.get().body) == 0
    options = ("--from=testapp.StoryPage", "--field=body", "--page=old")
    said = move(*options, "--into", live_blog.pk, "--apply")
    assert "11  published updates" in said
    assert said.count("a picture is missing: there is no image") == 2
    assert find_words("A first look").body[1].value["image"].pk == image.pk


def test_what_has_no_place_is_kept_in_the_history(live_blog, editor, tmp_path):
    """A site's own block beside words: the words are published, the block is in the
    history. Alone: a draft, for an editor to look at."""
    poll = {"type": "poll", "value": {"question": "Ferry or bus?"}, "id": "p"}
    raw = [make_post("2", [poll]), make_post("1", [TEXT, poll])]
    (tmp_path / "raw.json").write_text(json.dumps(raw))
    said = move("--file", tmp_path / "raw.json", "--into", live_blog.pk, "--apply")
    assert "message 1): unknown block 'poll'." in said
    assert "2  blocks kept in the history" in said
    first, second = LiveUpdate.objects.order_by("pk")
    assert first.live
    assert "Ferry or bus" not in str(first.body)
    entry = ModelLogEntry.objects.get(object_id=str(first.pk))
    assert entry.data["kept"] == [poll]
    assert "Ferry or bus?" in entry.message
    assert not second.live
    assert "Ferry or bus?" in str(second.body)


@pytest.mark.parametrize("block_id", ["the-same", ""])
def test_copies_of_a_post_are_all_taken_over(block_id, live_blog, editor, tmp_path):
    """Each is an update of its own, also where nothing but the words tells them apart;
    and none comes twice."""
    raw = [
        {**make_post("1", [{**TEXT, "value": f"Words {number}"}]), "id": block_id}
        for number in range(3)
    ]
    (tmp_path / "raw.json").write_text(json.dumps(raw))
    options = ("--file", tmp_path / "raw.json", "--into", live_blog.pk, "--apply")
    assert "3  published updates" in move(*options)
    texts = {get_texts(update)[0] for update in LiveUpdate.objects.all()}
    assert texts == {f"<p>Words {number}</p>" for number in range(3)}
    assert "3  here already" in move(*options)
    assert LiveUpdate.objects.count() == 3

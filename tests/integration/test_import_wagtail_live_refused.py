"""What ``manage.py liveconflict_import_wagtail_live`` does not take, and says so."""

import json

import pytest
from wagtail import hooks

from tests.wagtail_live import DUMP, EXPORT, TEXT, make_post, move
from wagtail_liveconflict.exceptions import LiveConflictError
from wagtail_liveconflict.models import LiveUpdate

pytestmark = pytest.mark.django_db


def test_a_post_that_cannot_be_taken_is_named_and_the_rest_goes_on(
    live_blog, editor, tmp_path
):
    """The exit code says that something is to be done."""
    empty = make_post("2", [{"type": "text", "value": "<p> </p>", "id": "x"}])
    ahead = {**make_post("3", [TEXT]), "id": "3"}
    ahead["value"]["created"] = "2999-01-01T00:00:00Z"
    private = {"type": "embed", "value": "https://t.me/c/1/2", "id": "y"}
    raw = [ahead, make_post("4", [TEXT, private]), empty, make_post("1", [TEXT])]
    (tmp_path / "raw.json").write_text(json.dumps(raw))
    options = ("--file", tmp_path / "raw.json", "--into", live_blog.pk)
    for apply in ([], ["--apply"]):
        said = move(*options, *apply, code=1)
        assert "message 2): An update needs a headline" in said
        assert "message 3): Its time lies ahead." in said
        assert "message 4): a link that is not for readers" in said
        assert "2  published updates" in said
        assert "2 posts have errors." in said
    assert LiveUpdate.objects.count() == 2


def test_a_block_that_the_site_has_left_out_is_named_and_kept(
    live_blog, editor, tmp_path, monkeypatch
):
    """It is not counted as taken."""
    body = LiveUpdate._meta.get_field("body").stream_block
    monkeypatch.delitem(body.child_blocks, "embed")
    link = {"type": "embed", "value": "https://news.example/a", "id": "y"}
    (tmp_path / "raw.json").write_text(json.dumps([make_post("1", [TEXT, link])]))
    options = ("--file", tmp_path / "raw.json", "--into", live_blog.pk, "--apply")
    said = move(*options)
    assert "message 1): updates of this site have no embed." in said
    assert "1  blocks kept in the history" in said
    assert "link cards" not in said


@pytest.mark.parametrize("apply", [[], ["--apply"]])
def test_a_rule_of_the_house_is_heard_for_each_post(live_blog, editor, tmp_path, apply):
    """As at every other publication; a hidden post becomes a draft without."""

    def ask_for_harbour(update, user):
        assert user == editor
        if "harbour" not in str(update.body):
            raise LiveConflictError("Name the harbour.")

    named = {"type": "text", "value": "The harbour is open.", "id": "h"}
    hidden = make_post("3", [TEXT])
    hidden["value"]["show"] = False
    raw = [hidden, make_post("2", [TEXT]), make_post("1", [named])]
    (tmp_path / "raw.json").write_text(json.dumps(raw))
    options = ("--file", tmp_path / "raw.json", "--into", live_blog.pk, *apply)
    with hooks.register_temporarily("before_publish_live_update", ask_for_harbour):
        said = move(*options, code=1)
    assert "message 2): Name the harbour." in said
    assert "1  published updates" in said
    assert "1  drafts" in said


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--file", "nowhere.json"], "cannot be read"),
        (["--file", EXPORT / "README.md"], "is not JSON"),
        (["--file", DUMP, "--media", "nowhere"], "There is no folder"),
        (["--file", DUMP, "--page", "another"], "Say which page of the file: 3"),
        (["--file", DUMP, "--limit", "0"], "1 or more"),
        (["--from", "testapp.Nothing", "--page", "1"], "There is no model"),
        (["--from", "testapp.StoryPage", "--page", "404"], "There is no testapp"),
        (["--from", "testapp.StoryPage"], "which page"),
        ([], "--file and --from"),
    ],
)
def test_what_cannot_be_read_is_said(live_blog, editor, options, said):
    assert said in move(*options, "--into", live_blog.pk, code=1)


def test_rights_are_those_of_the_user(live_blog, editor, writer, root_page):
    """Whoever may not publish there may not import there."""
    assert "may not publish" in move(
        "--file", DUMP, "--into", live_blog.pk, user="writer", code=1
    )
    assert "no user" in move("--file", DUMP, "--into", live_blog.pk, user="x", code=1)
    assert "not a live blog" in move("--file", DUMP, "--into", root_page.pk, code=1)
    said = move("--file", DUMP, "--below", root_page.pk, user="writer", code=1)
    assert "permission" in said
    assert not LiveUpdate.objects.exists()

"""A merge, and somebody who quotes or merges the same source at that moment."""

import json

import pytest
from django.db import transaction

from tests.desk_forms import publish as publish_form, url as desk_url
from tests.factories import (
    ImageFactory,
    LiveUpdateFactory,
    PublishedUpdateFactory,
    SourceFactory,
    picture,
    publish,
    quote,
)
from tests.integration.test_changed_at_the_same_moment import Colleague
from wagtail_liveconflict.blocks.source_chooser import SourceChooserBlock
from wagtail_liveconflict.editorial.merge import merge_sources
from wagtail_liveconflict.exceptions import SourceGone
from wagtail_liveconflict.models import LiveUpdate, Source, source_signals
from wagtail_liveconflict.models.merged_source import find_kept_sources

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def pair(live_blog):
    return SourceFactory(name="River Wire"), SourceFactory(name="Riverwire")


def get_sources(update):
    """Whom the update quotes, as published and in each version."""
    update = LiveUpdate.objects.get(pk=update.pk)
    versions = [version.as_object() for version in update.revisions.all()]
    return {version.body[0].value["source"] for version in (update, *versions)}


def test_quote_posted_after_the_merge_by_an_older_form(pair, live_blog):
    """Whatever writes the old number after the merge, the quote follows."""
    kept, duplicate = pair
    body = [quote("Words.", source=duplicate)]
    merge_sources(kept, duplicate)
    update = PublishedUpdateFactory(page=live_blog, body=body)
    assert get_sources(update) == {kept}


def test_draft_written_after_two_merges(pair, live_blog):
    """What was kept first was merged in its turn: the quote follows to the last."""
    kept, duplicate = pair
    last = SourceFactory(name="River Wire Agency")
    update = LiveUpdateFactory(page=live_blog)
    gone = duplicate.pk
    merge_sources(kept, duplicate)
    merge_sources(last, Source.objects.get(pk=kept.pk))
    update.body = json.dumps([quote("Words.", source=gone)])
    update.save_revision()
    draft = LiveUpdate.objects.get(pk=update.pk).get_latest_revision_as_object()
    assert draft.body[0].value["source"] == last
    assert find_kept_sources([gone, 999_999]) == {gone: last.pk}


def test_other_numbers_in_a_draft_are_no_sources(pair, live_blog, monkeypatch):
    """A party, a picture or a paragraph may have the number of a source that was
    merged: saving looks for nothing then."""
    kept, duplicate = pair
    gone = duplicate.pk
    merge_sources(kept, duplicate)
    followed = []
    monkeypatch.setattr(source_signals, "_follow", followed.append)
    update = LiveUpdateFactory(page=live_blog)
    words = quote(
        "Words.", source=kept, party=gone, context_note=f'{{"source": {gone}}}'
    )
    update.body = json.dumps([words, picture(ImageFactory(pk=gone))])
    update.save_revision()
    assert followed == [{kept.pk}]


def test_chosen_in_a_form_that_was_open_during_the_merge(pair):
    """The block's form takes the kept source for the one that is no more."""
    kept, duplicate = pair
    block = SourceChooserBlock()
    gone = str(duplicate.pk)
    merge_sources(kept, duplicate)
    assert block.value_from_form(gone) == kept
    assert block.value_from_form("999999") is None


@pytest.mark.postgresql
@pytest.mark.parametrize("first", ["the merge", "the update"])
@pytest.mark.parametrize("is_new", [True, False])
def test_quote_published_in_the_middle_of_a_merge(pair, live_blog, first, is_new):
    """Neither transaction sees the other. Whoever commits last: the quote is of the
    source that was kept. (SQLite lets one write after the other.)"""
    kept, duplicate = pair
    made = []
    if not is_new:
        made.append(LiveUpdateFactory(page=live_blog, body=[quote("A.")]))

    def merge():
        merge_sources(kept, Source.objects.get(pk=duplicate.pk))

    def post():
        body = [quote("Words.", source=duplicate.pk, name="Riverwire")]
        if is_new:
            made.append(PublishedUpdateFactory(page=live_blog, body=body))
        else:
            update = LiveUpdate.objects.get(pk=made[0].pk)
            update.body = json.dumps(body)
            publish(update)

    colleague = Colleague(merge if first == "the merge" else post)
    colleague.begin()
    if first == "the merge":
        post()
    else:
        merge()
    colleague.commit()
    assert LiveUpdate.objects.get(pk=made[0].pk).body[0].value["source"] == kept
    newest = LiveUpdate.objects.get(pk=made[0].pk).get_latest_revision_as_object()
    assert newest.body[0].value["source"] == kept


@pytest.mark.postgresql
def test_two_merges_at_once(pair, live_blog):
    """Each into the other: the first is done, the second is told that one is gone,
    and no quote is lost."""
    kept, duplicate = pair
    updates = [
        PublishedUpdateFactory(page=live_blog, body=[quote("A.", source=source)])
        for source in pair
    ]
    colleague = Colleague(lambda: merge_sources(kept, duplicate))
    colleague.begin()
    waiting = Colleague(lambda: merge_sources(duplicate, kept))
    waiting._thread.start()
    # It has come to the lock, and stands there.
    assert not waiting._has_worked.wait(1)
    colleague.commit()
    waiting._may_commit.set()
    waiting._thread.join(20)
    assert [type(error) for error in waiting.errors] == [SourceGone]
    assert Source.objects.get() == kept
    for update in updates:
        assert get_sources(update) == {kept}


def test_failed_merge_leaves_everything(pair, live_blog, monkeypatch):
    """One transaction: what fails at its end has changed nothing."""
    kept, duplicate = pair
    update = PublishedUpdateFactory(
        page=live_blog, body=[quote("A.", source=duplicate)]
    )

    def fail(self, *args, **kwargs):
        raise RuntimeError("the database is away")

    monkeypatch.setattr(Source, "delete", fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        merge_sources(kept, duplicate)
    assert get_sources(update) == {duplicate}
    assert Source.objects.count() == 2


def test_composer_posts_what_was_merged(pair, live_blog, editor_client):
    """Pressing Publish in a composer that was open during the merge."""
    kept, duplicate = pair
    gone = str(duplicate.pk)
    fields = {"text": "Words.", "source": gone, "name": "", "kind": "direct"}
    fields |= {"verb": "said", "said_precision": "unknown", "copied_from": ""}
    merge_sources(kept, duplicate)
    form = publish_form(live_blog, ("quote", fields))
    response = editor_client.post(desk_url("desk", live_blog.pk), form)
    assert response.status_code in (200, 302)
    if response.status_code == 302:
        assert LiveUpdate.objects.get().body[0].value["source"] == kept

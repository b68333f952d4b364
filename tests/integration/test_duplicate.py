"""A copy of an update is a new draft."""

import pytest

from tests.desk_forms import url
from tests.factories import (
    ClaimFactory,
    LiveUpdateFactory,
    PublishedUpdateFactory,
    SourceFactory,
    publish,
    quote,
    text,
    verification,
)
from tests.roles import CONTRIBUTOR, make_colleague, sign_in
from wagtail_liveconflict import editorial, exceptions
from wagtail_liveconflict.models import LiveUpdate

pytestmark = pytest.mark.django_db


def get_blocks(update):
    return {block.block_type: block for block in update.body}


def test_it_has_the_words_and_nothing_else(live_blog, editor):
    """A draft of who copied it: not the state, nor the marks, of what it is of."""
    claim = ClaimFactory(status="disputed")
    update = PublishedUpdateFactory(
        page=live_blog,
        headline="Quay closed",
        event_place="Ternwell",
        body=[text("Until noon."), verification(claim, "As of ten.")],
    )
    editorial.mark_key_event(update)
    editorial.pin_update(update)
    copy = editorial.duplicate_update(update, editor)
    copy = LiveUpdate.objects.get(pk=copy.pk)
    assert (copy.headline, copy.event_place) == ("Quay closed", "Ternwell")
    assert (copy.owner, copy.page_id) == (editor, live_blog.pk)
    state = (copy.live, copy.ordinal, copy.is_key_event, copy.composition_key)
    assert state == (False, None, False, None)
    assert copy.latest_revision.user == editor
    blocks, old = get_blocks(copy), get_blocks(update)
    assert "Until noon." in blocks["text"].value.source
    assert blocks["verification"].value["claim"] == claim
    assert {block.id for block in copy.body} & {block.id for block in update.body} == (
        set()
    )
    assert old["verification"].value["first_shown"]
    assert not blocks["verification"].value["first_shown"]


def test_a_copied_quote_is_a_new_one(live_blog, editor):
    """What its source is now is told with it when it is published, and what an editor
    had typed stays."""
    source = SourceFactory(name="Ada Quill", role="harbour master")
    update = PublishedUpdateFactory(
        page=live_blog,
        body=[quote("We sail.", source=source, affiliation="Ternwell ferries")],
    )
    source.role = "mayor"
    source.save()
    copy = editorial.duplicate_update(update, editor)
    kept = get_blocks(publish(LiveUpdate.objects.get(pk=copy.pk)))["quote"].value
    assert (kept["role"], kept["affiliation"]) == ("mayor", "Ternwell ferries")
    before = get_blocks(LiveUpdate.objects.get(pk=update.pk))["quote"].value
    assert before["role"] == "harbour master"


def test_who_was_not_named_is_not_named_by_a_copy(live_blog, editor):
    """Though the record has a name by now; and it is not published as it is."""
    source = SourceFactory(
        kind="anonymous", name="A clerk at the port", role="", affiliation=""
    )
    update = PublishedUpdateFactory(
        page=live_blog,
        body=[quote("They knew.", source=source, anonymity_reason="Fears for the job")],
    )
    source.kind, source.name = "person", "Ott Reed"
    source.save()
    copy = LiveUpdate.objects.get(pk=editorial.duplicate_update(update, editor).pk)
    assert get_blocks(copy)["quote"].value.speaker == "A clerk at the port"
    with pytest.raises(exceptions.QuoteNotReady):
        publish(copy)


def test_of_the_newest_version_for_who_may_change_it(live_blog, editor):
    """Others get what readers have: a draft of colleagues is not theirs to read."""
    contributor = make_colleague(live_blog, CONTRIBUTOR)
    update = PublishedUpdateFactory(page=live_blog, headline="Two hurt")
    update.headline = "Three hurt"
    update.save_revision()
    assert editorial.duplicate_update(update, editor).headline == "Three hurt"
    assert editorial.duplicate_update(update, contributor).headline == "Two hurt"


def test_a_draft_of_others_and_what_was_withdrawn(live_blog, editor, writer):
    """Neither is copied by who may not see it, nor the other by anybody."""
    draft = LiveUpdateFactory(page=live_blog, owner=editor)
    with pytest.raises(exceptions.NotAllowed):
        editorial.duplicate_update(draft, writer)
    update = PublishedUpdateFactory(page=live_blog)
    editorial.withdraw_update(update, editor, "Wrong river.")
    with pytest.raises(exceptions.UpdateWithdrawn):
        editorial.duplicate_update(update, editor)


def test_from_the_stream_it_opens_in_the_composer(editor_client, live_blog, writer):
    """By the button, with and without the desk's script."""
    update = PublishedUpdateFactory(page=live_blog, headline="Quay closed")
    address = url("update_verb", update.pk, "duplicate")
    response = editor_client.post(address)
    copy = LiveUpdate.objects.latest("pk")
    assert response["Location"] == url("edit", copy.pk)
    assert "Quay closed" in editor_client.get(response["Location"]).text
    response = editor_client.post(address, headers={"X-Liveconflict-Stream": "1"})
    newest = LiveUpdate.objects.latest("pk")
    assert newest.pk != copy.pk
    assert response["X-Liveconflict-Opens"] == url("edit", newest.pk)
    assert f'data-update-id="{newest.pk}"' in response.json()["html"]
    sign_in(writer).post(address)
    assert LiveUpdate.objects.latest("pk").owner == writer

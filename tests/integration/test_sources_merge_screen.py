"""Merging two sources in the admin."""

import json
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from tests.factories import (
    ClaimFactory,
    PublishedUpdateFactory,
    SourceFactory,
    quote,
)
from tests.sources import source_with, url
from tests.testapp.models import StoryPage
from wagtail_liveconflict.models import LiveUpdate, Source

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept():
    return SourceFactory(name="River Wire", kind="channel", affiliation="")


@pytest.fixture
def duplicate():
    return source_with(
        ("telegram", "riverwire"), name="Riverwire", affiliation="River Press"
    )


def read_text(response):
    soup = BeautifulSoup(response.content, "html.parser")
    return " ".join(soup.get_text(" ").split())


def test_merge_is_reached_from_list_and_form(editor_client, duplicate):
    """Whoever may change sources finds it in both menus."""
    for address in (url("list"), url("edit", duplicate.pk)):
        html = editor_client.get(address).content.decode()
        assert url("merge", duplicate.pk) in html
    screen = editor_client.get(url("merge", duplicate.pk)).content.decode()
    assert "Is “Riverwire” in the list twice?" in screen
    assert "snippets/choose/wagtail_liveconflict/source/" in screen
    assert "Wagtail" in screen


def test_confirmation_says_what_will_happen(editor_client, kept, duplicate, live_blog):
    """How many updates and claims, which handles and fields; and does nothing yet."""
    for words in ("A.", "B."):
        body = [quote(words, source=duplicate)]
        PublishedUpdateFactory(page=live_blog, body=body)
    ClaimFactory(claimant=duplicate)
    response = editor_client.get(url("merge", duplicate.pk), {"kept": kept.pk})
    text = read_text(response)
    assert "2 updates that quote “Riverwire” will quote “River Wire”" in text
    assert "1 claim will be claimed by “River Wire”" in text
    assert "Telegram: riverwire" in text
    assert "affiliation" in text
    assert "“Riverwire” is deleted" in text
    assert Source.objects.count() == 2

    done = editor_client.post(
        url("merge", duplicate.pk), {"kept": kept.pk}, follow=True
    )
    assert done.redirect_chain[-1][0] == url("edit", kept.pk)
    assert "Merged “Riverwire” into “River Wire”." in read_text(done)
    assert Source.objects.get() == kept
    sources = {update.body[0].value["source"] for update in LiveUpdate.objects.all()}
    assert sources == {kept}


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_cannot_be_merged_says_why(editor_client, kept, duplicate, method):
    """Itself, a named source with an anonymous one, none, and what is no source."""
    anonymous = SourceFactory(kind="anonymous", name="A guard")
    ask = getattr(editor_client, method)
    for chosen, message in (
        (duplicate.pk, "cannot be merged with itself"),
        (anonymous.pk, "A named source and an anonymous one cannot be merged"),
        ("", "This field is required."),
        ("999999", "Select a valid choice."),
        ("x", "Select a valid choice."),
    ):
        response = ask(url("merge", duplicate.pk), {"kept": chosen})
        assert response.status_code == 200
        assert message in read_text(response)
    assert Source.objects.count() == 3


def add_story(parent, body=()):
    story = StoryPage(title="Before the crossing", body=json.dumps(list(body)))
    parent.add_child(instance=story)
    return story


def test_draft_of_a_site_s_own_page_is_not_robbed(
    editor_client, kept, duplicate, root_page
):
    """A page with a quote of the duplicate in its newest or a scheduled version would
    lose the source: the merge is refused and says where. Older versions are history."""
    story = add_story(root_page)
    published = story.save_revision()
    published.publish()
    number = int(f"{duplicate.pk}7")
    story.body = json.dumps([quote("Of another.", source=number)])
    story.save_revision()
    address = url("merge", duplicate.pk)
    summary = read_text(editor_client.get(address, {"kept": kept.pk}))
    assert "is deleted" in summary

    story.body = json.dumps([quote("Draft.", source=duplicate)])
    draft = story.save_revision()
    for ask in (editor_client.get, editor_client.post):
        text = read_text(ask(address, {"kept": kept.pk}))
        assert "A draft of “Before the crossing” uses the duplicate" in text
    draft.approved_go_live_at = timezone.now() + timedelta(days=1)
    draft.save()
    story.body = json.dumps([quote("Draft.", source=kept)])
    story.save_revision()
    text = read_text(editor_client.post(address, {"kept": kept.pk}))
    assert "A draft of “Before the crossing” uses the duplicate" in text
    draft.approved_go_live_at = None
    draft.save()
    assert editor_client.post(address, {"kept": kept.pk}).status_code == 302


def test_writer_may_not_merge(writer, kept, duplicate):
    """Whoever may not change sources is sent away."""
    client = Client()
    client.force_login(writer)
    for response in (
        client.get(url("merge", duplicate.pk)),
        client.post(url("merge", duplicate.pk), {"kept": kept.pk}),
    ):
        assert response.status_code == 302
    assert url("merge", duplicate.pk) not in client.get(url("list")).content.decode()
    assert Source.objects.count() == 2


def test_merge_of_what_is_gone(editor_client, kept, duplicate):
    """A colleague has merged it in the meantime: not found, and no error."""
    address = url("merge", duplicate.pk)
    duplicate.delete()
    assert editor_client.get(address).status_code == 404
    assert editor_client.post(address, {"kept": kept.pk}).status_code == 404

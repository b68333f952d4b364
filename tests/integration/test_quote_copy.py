"""What a source was when it was quoted stays with the quote."""

import json
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Revision

from tests.desk_forms import publish as publish_form, url
from tests.factories import (
    LiveUpdateFactory,
    PartyFactory,
    PublishedUpdateFactory,
    SourceFactory,
    edit,
    publish,
    quote,
    text,
)
from tests.reading import get_soup
from wagtail_liveconflict.blocks import QuoteFromSourceBlock
from wagtail_liveconflict.exceptions import QuoteNotReady
from wagtail_liveconflict.models import LiveUpdate, PartyLabel, Source

pytestmark = pytest.mark.django_db


@pytest.fixture
def source():
    return SourceFactory(
        name="Ott Reed",
        role="harbour master",
        affiliation="Port of Ternwell",
        description="an elected official",
        party=PartyFactory(name="North bank"),
        grammatical_gender="masculine",
    )


def get_quote(update):
    return LiveUpdate.objects.get(pk=update.pk).body[0].value


def get_caption(reader, live_blog):
    return get_soup(reader, live_blog.url).find("figcaption").get_text(" ", strip=True)


def test_a_later_change_of_the_source_does_not_rewrite_a_published_quote(
    live_blog, reader, source
):
    """Name, role, affiliation, party and description are as they were; the next
    quote has the new ones; the source's deletion takes nothing from the first."""
    first = PublishedUpdateFactory(page=live_blog, body=[quote("Yes.", source=source)])
    before = get_caption(reader, live_blog)
    source.name, source.role = "Otto Reed", "mayor"
    source.affiliation, source.description = "Town council", "a candidate"
    source.party, source.kind = PartyFactory(name="South bank"), "office"
    source.save()
    assert get_caption(reader, live_blog) == before
    for word in ("Ott Reed", "harbour master", "Port of Ternwell", "North bank"):
        assert word in before

    second = PublishedUpdateFactory(page=live_blog, body=[quote("No.", source=source)])
    assert get_quote(second)["role"] == "mayor"
    # Publishing the first again copies nothing anew.
    first = edit(LiveUpdate.objects.get(pk=first.pk), headline="Mended")
    assert get_quote(first)["role"] == "harbour master"

    source.delete()
    value = get_quote(first)
    assert (value.speaker, value.speaker_kind) == ("Ott Reed", "person")
    assert value.speaker_party == "North bank"


def test_before_it_is_published_a_quote_follows_its_source(live_blog, source):
    """A draft shows what would be copied now, and publication copies what the
    source is then."""
    draft = LiveUpdateFactory(page=live_blog, body=[quote("Yes.", source=source)])
    source.role = "mayor"
    source.save()
    assert get_quote(draft).speaker_role == "mayor"
    assert get_quote(publish(draft))["role"] == "mayor"


def test_what_the_editor_typed_wins_over_the_copy(live_blog, source):
    """A role typed before publication stays, and so does one emptied after it."""
    update = PublishedUpdateFactory(
        page=live_blog, body=[quote("Yes.", source=source, role="acting mayor")]
    )
    value = get_quote(update)
    assert value["role"] == "acting mayor"
    assert value["affiliation"] == "Port of Ternwell"
    raw = dict(update.body.raw_data[0]["value"], role="", affiliation="")
    emptied = edit(update, body=[{"type": "quote", "value": raw}])
    assert get_quote(emptied).speaker_role == ""
    assert get_quote(emptied).speaker_affiliation == ""


def test_another_source_replaces_the_copy_but_not_what_was_typed(live_blog, source):
    """The first one was a mistake: nothing of it stays, except an editor's words."""
    update = PublishedUpdateFactory(
        page=live_blog, body=[quote("Yes.", source=source, description="on the quay")]
    )
    other = SourceFactory(name="Ada Quill", role="warden", affiliation="", party=None)
    raw = dict(update.body.raw_data[0]["value"], source=other.pk)
    value = get_quote(edit(update, body=[{"type": "quote", "value": raw}]))
    assert (value.speaker, value.speaker_role) == ("Ada Quill", "warden")
    assert (value.speaker_affiliation, value.speaker_party) == ("", "")
    assert value.speaker_description == "on the quay"


def test_an_earlier_draft_takes_over_what_was_copied(live_blog, source):
    """The draft is from before the publication, and is published again: the source
    is told as it was when it was first quoted."""
    draft = LiveUpdateFactory(page=live_blog, body=[quote("Yes.", source=source)])
    earlier = draft.save_revision()
    publish(LiveUpdate.objects.get(pk=draft.pk))
    source.role = "former harbour master"
    source.save()
    earlier.publish()
    assert get_quote(draft)["role"] == "harbour master"


def test_a_quote_may_be_given_to_an_anonymous_source_and_back(live_blog, source):
    """What was copied from the one is no hindrance to the other, and the name is
    gone."""
    clerk = SourceFactory(kind="anonymous", name="A clerk", role="", affiliation="")
    update = PublishedUpdateFactory(page=live_blog, body=[quote("Yes.", source=source)])

    def give_to(new, **fields):
        raw = dict(update.body.raw_data[0]["value"], source=new.pk, **fields)
        return edit(update, body=[{"type": "quote", "value": raw}])

    update = give_to(clerk, anonymity_reason="clerks may not")
    assert get_quote(update).speaker == "A clerk"
    assert "Ott Reed" not in str(update.body.raw_data[0])
    update = give_to(source, anonymity_reason="")
    assert get_quote(update).speaker == "Ott Reed"
    assert get_quote(update)["source_kind"] == "person"


def test_an_anonymous_source_is_not_put_after_according_to(live_blog, reader):
    """What stands for its name begins the sentence."""
    clerk = SourceFactory(kind="anonymous", name="A clerk", role="", affiliation="")
    body = [
        quote(
            "Yes.",
            source=clerk,
            name="",
            verb="according_to",
            anonymity_reason="clerks may not",
        )
    ]
    PublishedUpdateFactory(page=live_blog, body=body)
    assert get_caption(reader, live_blog).startswith("A clerk said")


def test_a_schedule_that_has_become_impossible_stops_nothing_else(live_blog, source):
    """The source has become anonymous since: the update stays a draft, its name is
    not published, and what else was scheduled is."""
    soon = timezone.now() + timedelta(hours=1)
    updates = [
        LiveUpdateFactory(page=live_blog, body=body, go_live_at=soon)
        for body in ([quote("Yes.", source=source)], [text("The ferry runs.")])
    ]
    for update in updates:
        publish(update)
    source.kind, source.name = "anonymous", "A clerk"
    source.save()
    past = timezone.now() - timedelta(minutes=1)
    Revision.objects.filter(approved_go_live_at__isnull=False).update(
        approved_go_live_at=past
    )
    for revision in Revision.objects.all():
        revision.content["go_live_at"] = past.isoformat()
        revision.save()
    call_command("publish_scheduled")
    first, second = (LiveUpdate.objects.get(pk=update.pk) for update in updates)
    assert (first.live, second.live) == (False, True)
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


def test_the_copy_can_be_seen_and_edited_at_the_desk(editor_client, live_blog, source):
    """After publication the composer shows the role at the time in its field."""
    block = {
        "text": "Yes.",
        "source": str(source.pk),
        "kind": "direct",
        "verb": "said",
        "said_precision": "unknown",
    }
    empty = dict.fromkeys(QuoteFromSourceBlock().child_blocks, "")
    response = editor_client.post(
        url("desk", live_blog.pk),
        publish_form(live_blog, ("quote", {**empty, **block})),
    )
    assert response.status_code == 302, response.context["form"].errors
    update = LiveUpdate.objects.get()
    draft = update.get_latest_revision_as_object()
    assert draft.body[0].value["role"] == "harbour master"
    page = editor_client.get(url("edit", update.pk)).content.decode()
    assert "harbour master" in page


def test_an_anonymous_source_is_copied_without_a_name(live_blog, reader):
    """What stands for it is shown, its kind is kept, and the name stays empty."""
    source = SourceFactory(
        kind="anonymous", name="A clerk of the port", role="", affiliation=""
    )
    body = [quote("Yes.", source=source, name="", anonymity_reason="clerks may not")]
    update = PublishedUpdateFactory(page=live_blog, body=body)
    assert get_quote(update)["name"] == ""
    assert get_quote(update)["source_kind"] == "anonymous"
    assert "A clerk of the port" in get_caption(reader, live_blog)
    # Whatever becomes of the record, nobody is named.
    source.kind, source.name = "person", "Ott Reed"
    source.save()
    assert "A clerk of the port" in get_caption(reader, live_blog)
    assert "Ott Reed" not in get_caption(reader, live_blog)
    source.delete()
    assert get_quote(update).speaker == "A clerk of the port"


def test_a_source_that_has_become_anonymous_is_named_nowhere(live_blog, reader):
    """What was published with a name loses it on the page when its record does."""
    source = SourceFactory(name="Ott Reed")
    PublishedUpdateFactory(page=live_blog, body=[quote("Yes.", source=source)])
    source.kind, source.name = "anonymous", "A clerk of the port"
    source.save()
    caption = get_caption(reader, live_blog)
    assert "A clerk of the port" in caption
    assert "Ott Reed" not in caption


def test_forged_marks_of_a_copy_do_no_harm(live_blog, source):
    """Whatever stands in the hidden field, publication takes the source's facts."""
    for forged in ("[]", "{", '{"source": "x"}', json.dumps({"source": None})):
        body = [quote("Yes.", source=source, copied_from=forged)]
        update = PublishedUpdateFactory(page=live_blog, body=body)
        assert get_quote(update)["role"] == "harbour master"


def test_every_way_of_publishing_asks_the_same(live_blog, source):
    """Code that publishes a quote without its translator is told what is missing,
    and nothing is published."""
    draft = LiveUpdateFactory(
        page=live_blog, body=[quote("Yes.", source=source, language="uk")]
    )
    with pytest.raises(QuoteNotReady, match=r"Ott Reed.*translated"):
        publish(draft)
    assert not LiveUpdate.objects.get(pk=draft.pk).live


def test_readers_see_the_neutral_label_of_a_party_in_their_language(
    live_blog, reader, source, settings
):
    """Its name where there is no label; a new label reaches what is published."""
    PublishedUpdateFactory(page=live_blog, body=[quote("Yes.", source=source)])
    assert "North bank" in get_caption(reader, live_blog)
    label = PartyLabel.objects.create(
        party=source.party, language="en", label="northern side"
    )
    PartyLabel.objects.create(party=source.party, language="uk", label="північ")
    assert "northern side" in get_caption(reader, live_blog)
    assert "North bank" not in get_caption(reader, live_blog)
    label.delete()
    assert "North bank" in get_caption(reader, live_blog)
    settings.LANGUAGE_CODE = "uk"
    assert "північ" in get_caption(reader, live_blog)


def test_sources_of_many_quotes_cost_the_same_queries(
    live_blog, django_assert_max_num_queries, reader
):
    """Sources, parties and labels are loaded once for all quotes of a page."""

    def read():
        # What is rendered once would hide what rendering costs.
        cache.clear()
        reader.get(live_blog.url)

    def add(count):
        for _ in range(count):
            source = SourceFactory(party=PartyFactory())
            PublishedUpdateFactory(page=live_blog, body=[quote("A.", source=source)])

    add(2)
    Source.objects.update(role="warden")
    with django_assert_max_num_queries(30) as few:
        read()
    add(10)
    with django_assert_max_num_queries(len(few)):
        read()

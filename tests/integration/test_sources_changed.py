"""A source is changed: which updates are told of it, and what search finds."""

import pytest
from django.db import transaction
from django.urls import reverse
from wagtail.search.backends import get_search_backend

from tests.factories import (
    ClaimFactory,
    PartyFactory,
    PublishedUpdateFactory,
    SourceFactory,
    UserFactory,
    publish,
    quote,
    verification,
)
from tests.sources import url
from wagtail_liveconflict.exceptions import SourceStillQuoted
from wagtail_liveconflict.models import LiveUpdate, PartyLabel, Source

pytestmark = pytest.mark.django_db


def test_a_quoted_anonymous_source_is_not_deleted(live_blog, source, client):
    """Quotes from before it was anonymous hold its name. Code is refused, and whoever
    may delete everything is told why; one that nobody quotes may go."""
    update = quoting(live_blog, source)
    change(source, kind="anonymous", name="A clerk")
    anonymous = Source.objects.get(pk=source.pk)
    with pytest.raises(SourceStillQuoted), transaction.atomic():
        anonymous.delete()
    client.force_login(UserFactory(is_superuser=True))
    response = client.post(url("delete", source.pk), follow=True)
    assert "stay without a name" in response.content.decode()
    bulk = reverse(
        "wagtail_bulk_action", args=["wagtail_liveconflict", "source", "delete"]
    )
    client.post(f"{bulk}?id={source.pk}")
    shown = LiveUpdate.objects.get(pk=update.pk).body[0].value
    assert shown.speaker == "A clerk"
    other = SourceFactory(kind="anonymous", name="A nurse")
    client.post(url("delete", other.pk))
    assert list(Source.objects.all()) == [anonymous]


@pytest.fixture
def source():
    return SourceFactory(name="Ott Reed", party=PartyFactory(name="North bank"))


def quoting(page, source, **fields):
    return PublishedUpdateFactory(
        page=page, body=[quote("Yes.", source=source, **fields)]
    )


def without_copy(update):
    """As quotes are that were published before anything was copied."""
    raw = update.body.raw_data[0]
    value = {**raw["value"], "name": "", "source_kind": "", "copied_from": ""}
    LiveUpdate.objects.filter(pk=update.pk).update(body=[{**raw, "value": value}])
    return LiveUpdate.objects.get(pk=update.pk)


def get_told(*updates):
    """Those of the updates that readers were told of since they were loaded."""
    now = LiveUpdate.objects.in_bulk([update.pk for update in updates])
    return [u for u in updates if now[u.pk].change_number != u.change_number]


def change(source, **fields):
    source = Source.objects.get(pk=source.pk)
    for name, value in fields.items():
        setattr(source, name, value)
    source.save()


def search(words):
    return set(get_search_backend().search(words, LiveUpdate.objects.public()))


@pytest.mark.parametrize(
    "fields", [{"name": "Otto Reed"}, {"role": "mayor"}, {"kind": "office"}]
)
def test_only_what_shows_it_is_told(live_blog, source, fields):
    """Most quotes say what their source was at the time: feeds would call them
    updated, and nothing in them has changed."""
    copied = quoting(live_blog, source)
    old = without_copy(quoting(live_blog, source))
    change(source, **fields)
    assert get_told(copied, old) == [old]


def test_name_taken_off_is_told(live_blog, source):
    """A quote loses the name it was published with when its source becomes anonymous,
    and may get it back."""
    update = quoting(live_blog, source)
    change(source, kind="anonymous", name="A clerk of the port")
    assert get_told(update) == [update]
    update.refresh_from_db()
    # What stands for the name is read from the source.
    change(source, name="An official of the port")
    assert get_told(update) == [update]
    update.refresh_from_db()
    change(source, kind="person")
    assert get_told(update) == [update]


def test_anonymous_quote_with_its_own_words_is_left_alone(live_blog):
    """What stood for the source was copied as well."""
    guard = SourceFactory(kind="anonymous", name="A guard")
    reason = {"anonymity_reason": "Fear.", "kind": "paraphrase"}
    update = quoting(live_blog, guard, **reason)
    change(guard, name="A watchman")
    assert get_told(update) == []


def test_claim_is_told_of_the_claimant_s_name_alone(live_blog, source):
    """Nothing else of who claims it is shown."""
    claim = ClaimFactory(claimant=source)
    update = PublishedUpdateFactory(page=live_blog, body=[verification(claim)])
    change(source, role="mayor", description="a candidate")
    assert get_told(update) == []
    change(source, name="Otto Reed")
    assert get_told(update) == [update]


def test_label_of_a_party_is_told(live_blog, source):
    """Quotes name the party itself: its label is the one of today."""
    copied = quoting(live_blog, source)
    old = without_copy(quoting(live_blog, source))
    PartyLabel.objects.create(party=source.party, language="en", label="north")
    assert get_told(copied, old) == [copied, old]


def test_deleted_source_is_told_where_it_was_shown(live_blog, source):
    """Only there the words are others now."""
    copied = quoting(live_blog, source)
    old = without_copy(quoting(live_blog, source))
    source.delete()
    assert get_told(copied, old) == [old]


def test_search_forgets_a_name_that_was_taken_off(
    live_blog, source, django_capture_on_commit_callbacks
):
    """What readers are not shown any more leads to no update."""
    with django_capture_on_commit_callbacks(execute=True):
        update = quoting(live_blog, source)
        draft = LiveUpdate.objects.get(pk=update.pk)
        draft.headline = "Draft"
        draft.save_revision()
    assert search("Reed") == {update}
    with django_capture_on_commit_callbacks(execute=True):
        change(source, kind="anonymous", name="A clerk of the port")
    assert search("Reed") == set()
    assert search("clerk") == {update}
    with django_capture_on_commit_callbacks(execute=True):
        change(source, name="An official of the port")
    assert search("clerk") == set()
    assert search("official") == {update}


def test_other_changes_cost_no_indexing(
    live_blog, source, django_capture_on_commit_callbacks, monkeypatch
):
    """Only names are searched for."""
    publish(quoting(live_blog, source))
    asked = []
    monkeypatch.setattr(
        "wagtail_liveconflict.editorial.references._index_anew", asked.append
    )
    with django_capture_on_commit_callbacks(execute=True):
        change(source, role="mayor")
    assert asked == []

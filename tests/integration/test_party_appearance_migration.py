"""What was published before parties were noted is noted when the app is upgraded."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from tests.factories import (
    LiveUpdateFactory,
    PartyFactory,
    PublishedUpdateFactory,
    SourceFactory,
    quote,
    text,
)
from wagtail_liveconflict.models import PartyAppearance

pytestmark = pytest.mark.django_db
MIGRATION = import_module("wagtail_liveconflict.migrations.0010_party_appearance")


def get_noted():
    return set(PartyAppearance.objects.values_list("party_id", "update_id"))


def test_published_quotes_are_noted_and_nothing_else(live_blog):
    """The same rows as publishing writes: none of drafts, none of parties that are gone."""
    party, gone = PartyFactory(), PartyFactory()
    body = [text("Words."), quote("Yes.", source=SourceFactory(party=party))]
    PublishedUpdateFactory.create_batch(2, page=live_blog, body=body)
    PublishedUpdateFactory(page=live_blog, body=[quote("No.", source=SourceFactory())])
    PublishedUpdateFactory(
        page=live_blog, body=[quote("Maybe.", source=SourceFactory(party=gone))]
    )
    LiveUpdateFactory(page=live_blog, body=body).save_revision()
    gone_id = gone.pk
    gone.delete()
    expected = get_noted()
    assert {party_id for party_id, _update in expected} == {party.pk}
    PartyAppearance.objects.all().delete()
    # What it needs of a schema editor, which SQLite has outside of transactions only.
    editor = SimpleNamespace(
        connection=connection, quote_name=connection.ops.quote_name
    )
    MIGRATION.note_shown_parties(apps, editor)
    assert get_noted() == expected
    assert len(expected) == 2
    assert gone_id not in {party_id for party_id, _update in get_noted()}

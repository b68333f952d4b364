"""Databases of earlier states, migrated forward with what is in them."""

import gzip
import io
import json
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.test import Client

from wagtail_liveconflict.editorial import publish_update
from wagtail_liveconflict.models import Change, Claim, LiveFeed, LiveUpdate

APP = "wagtail_liveconflict"
KEPT = sorted(Path(__file__).parent.glob("*.json.gz"))
OURS = f"{APP}_"

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture(params=KEPT, ids=lambda path: path.name.removesuffix(".json.gz"))
def facts(request, transactional_db):
    """The database as it was kept, then as it is now; what readers were shown of it."""
    kept = json.loads(gzip.decompress(request.param.read_bytes()))
    try:
        migrate(kept["migrations"][APP])
        load(kept["tables"])
    finally:
        migrate(None)
    yield kept["facts"]
    # Tests after this one have ids of their own.
    ContentType.objects.clear_cache()


def migrate(name: str | None) -> None:
    """The app's own tables to a migration; None for the newest."""
    executor = MigrationExecutor(connection)
    newest = [key for key in executor.loader.graph.leaf_nodes() if key[0] == APP]
    executor.migrate([(APP, name)] if name else newest)


def load(tables: list[dict]) -> None:
    """In place of all rows that there are."""
    quote = connection.ops.quote_name
    # Constraints are looked at when it ends.
    with transaction.atomic(), connection.cursor() as cursor:
        present = connection.introspection.table_names(cursor)
        for name in present:
            if name != "django_migrations" and "search_" not in name:
                cursor.execute(f"DELETE FROM {quote(name)}")  # noqa: S608
        for table in tables:
            if table["name"] not in present:
                assert not table["name"].startswith(OURS)
                continue
            columns = ", ".join(map(quote, table["columns"]))
            places = ", ".join(["%s"] * len(table["columns"]))
            into = f"{quote(table['name'])} ({columns})"
            statement = f"INSERT INTO {into} VALUES ({places})"  # noqa: S608
            cursor.executemany(statement, table["rows"])
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(
            no_style(), apps.get_models(include_auto_created=True)
        ):
            cursor.execute(statement)
    ContentType.objects.clear_cache()


def test_everything_is_still_there(facts):
    """The page and the delta show what they showed, withdrawn words are served nowhere,
    the log of claims holds, rights and drafts are there; and it goes on: the next change
    has the next number, and a page that was open at the upgrade gets it."""
    page_id, reader = facts["page"], Client()
    html = reader.get("/crossing/").content.decode()
    for words in ("The ferry runs again.", "Nobody was hurt.", "A boat has sunk."):
        assert words in html
    for words in ("Mara Quill", "An earlier version named another ferry."):
        assert words in html
    assert "It was about another river." in html
    delta = reader.get(f"/live/{page_id}/changes/0/").json()
    shown = {update["id"]: update for update in delta["updates"]}
    assert set(shown) == {facts[n] for n in ("first", "quoted", "claimed", "withdrawn")}
    assert shown[facts["withdrawn"]]["state"] == "withdrawn"
    for answer in (html, json.dumps(delta)):
        assert "Words that must not come back" not in answer
        assert "Words of a draft" not in answer

    call_command("verify_claim_log", stdout=io.StringIO())
    claim = Claim.objects.get(pk=facts["claim"])
    steps = list(claim.status_changes.order_by("pk").values_list("after", flat=True))
    assert (
        steps == ["checking", "corroborated", "disputed"] == [*steps[:2], claim.status]
    )

    feed = LiveFeed.objects.get(page_id=page_id)
    assert (feed.cursor, feed.pinned_update_id) == (facts["number"], facts["quoted"])
    assert LiveUpdate.objects.get(pk=facts["claimed"]).is_key_event
    draft = LiveUpdate.objects.get(pk=facts["draft"])
    ida = get_user_model().objects.get(username="ida")
    publish_update(draft, ida)
    assert Change.objects.filter(page_id=page_id).latest("number").number > feed.cursor
    delta = reader.get(f"/live/{page_id}/changes/{facts['cursor']}/").json()
    assert [update["id"] for update in delta["updates"]] == [draft.pk]
    assert "Words of a draft" in delta["updates"][0]["html"]


def test_there_are_some():
    """With none kept nothing above would be tested."""
    assert len(KEPT) >= 2

"""What only a database that runs by itself can do to a live blog."""

import pytest
from django.db import OperationalError, connection, transaction

from tests.factories import LiveUpdateFactory, publish
from tests.settings import from_url
from wagtail_liveconflict.models import Change, LiveFeed, LiveUpdate


def test_address_of_the_database_may_hold_any_character():
    """What has a meaning in an address is written with a percent sign."""
    database = from_url("postgres://desk%40night:a%2Fb@db.example.org:6543/live%20blog")
    assert database["USER"] == "desk@night"
    assert database["PASSWORD"] == "a/b"
    assert (database["HOST"], database["PORT"]) == ("db.example.org", 6543)
    assert database["NAME"] == "live blog"


@transaction.atomic
def publish_and_lose_connection(update):
    """Publish, but be cut off by the server, as in a failover, before the commit."""
    publish(update)
    other = connection.copy()
    with other.cursor() as cursor:
        pid = connection.connection.info.backend_pid
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    other.close()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_publication_that_a_failover_cuts_off_leaves_no_trace(live_blog):
    """Neither an update, nor a change, nor a gap: published again it gets the number
    and the ordinal that it would have had."""
    update = LiveUpdateFactory(page=live_blog)
    cursor = LiveFeed.objects.get(page_id=live_blog.pk).cursor

    with pytest.raises(OperationalError):
        publish_and_lose_connection(update)
    # What Django does at the end of a request.
    connection.close()

    assert not LiveUpdate.objects.get(pk=update.pk).live
    assert LiveFeed.objects.get(page_id=live_blog.pk).cursor == cursor
    update = publish(LiveUpdate.objects.get(pk=update.pk))
    change = Change.objects.filter(page_id=live_blog.pk).latest("number")
    assert (change.number, change.update_id) == (cursor + 1, update.pk)
    assert update.ordinal == 1

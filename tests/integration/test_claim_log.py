"""The log of a claim's status: rows are added, chained, and never changed."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.utils import DatabaseError
from django.utils import timezone
from wagtail.log_actions import registry as log_registry

from tests.claims import equip, reach, step_to
from tests.factories import ClaimFactory, UserFactory
from wagtail_liveconflict.editorial import change_status
from wagtail_liveconflict.editorial.claim_log import find_broken_steps
from wagtail_liveconflict.exceptions import LogIsAppendOnly
from wagtail_liveconflict.models import ClaimEvidence, ClaimStatusChange

pytestmark = pytest.mark.django_db

TABLE = ClaimStatusChange._meta.db_table
REWRITE = "UPDATE {} SET note = %s, digest = %s WHERE id = %s"


@pytest.fixture
def judged():
    """A claim with three steps."""
    claim = reach(ClaimFactory(), "verified")
    return change_status(claim, None, step_to("checking"))


def find_broken():
    return [
        (broken.number, broken.problem)
        for broken in find_broken_steps(
            ClaimStatusChange.objects.order_by("claim_id", "number")
        )
    ]


def tamper(sql, *values):
    """As somebody with the database's password would."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # What waits for the end of the transaction stands in its way.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"ALTER TABLE {TABLE} DISABLE TRIGGER USER")
        cursor.execute(sql, values)


def test_no_row_is_changed_or_removed_through_the_models(judged):
    """Saving, updating, deleting, in bulk or one by one."""
    step = judged.status_changes.first()
    steps = ClaimStatusChange.objects.all()
    step.note = "Another note."
    for attempt in (
        step.save,
        step.delete,
        steps.delete,
        lambda: steps.update(note="Another note."),
        lambda: steps.bulk_update([step], ["note"]),
        lambda: steps.bulk_create([ClaimStatusChange()]),
        judged.status_changes.all().delete,
        lambda: ClaimStatusChange._base_manager.filter(pk=step.pk).delete(),
        lambda: ClaimStatusChange._base_manager.update(note="x"),
    ):
        with pytest.raises(LogIsAppendOnly):
            attempt()
    assert find_broken() == []
    assert judged.status_changes.count() == 3


@pytest.mark.postgresql
@pytest.mark.parametrize("sql", ["UPDATE {} SET note = 'x'", "DELETE FROM {}"])
def test_postgresql_refuses_it_as_well(judged, sql):
    """Also to whoever writes SQL."""
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql.format(TABLE))
    assert judged.status_changes.count() == 3


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("UPDATE {} SET note = 'Other words.' WHERE number = 2", [(2, "digest")]),
        ("UPDATE {} SET after = 'false' WHERE number = 1", [(1, "digest")]),
        ("UPDATE {} SET actor_name = 'Nobody' WHERE number = 3", [(3, "digest")]),
        ("UPDATE {} SET claim_digest = 'x' WHERE number = 2", [(2, "digest")]),
        ("DELETE FROM {} WHERE number = 2", [(3, "number")]),
        ("DELETE FROM {} WHERE number = 1", [(2, "number")]),
        ("UPDATE {} SET digest = 'forged' WHERE number = 1", [(1, "digest")]),
        ("UPDATE {} SET previous_digest = '' WHERE number = 2", [(2, "chain")]),
    ],
)
def test_tampering_is_found_at_the_first_broken_row(judged, sql, found):
    """Changed words, a changed actor, a removed row, a forged digest."""
    other = reach(ClaimFactory(), "disputed")
    assert find_broken() == []
    tamper(sql.format(TABLE) + " AND claim_id = %s", judged.pk)
    assert find_broken() == found
    assert all(
        broken.claim_id != other.pk
        for broken in find_broken_steps(ClaimStatusChange.objects.all())
    )


def test_a_row_rewritten_with_a_right_digest_breaks_the_next(judged):
    """Whoever recomputes one row's digest has to rewrite all that follow."""
    step = judged.status_changes.get(number=1)
    step.note = "Other words."
    tamper(
        REWRITE.format(TABLE),
        step.note,
        step.compute_digest(),
        step.pk,
    )
    assert find_broken() == [(2, "chain")]


def test_a_deleted_user_stays_in_the_log():
    """Who did it is part of the row; the row is not changed."""
    user = UserFactory(groups=["Moderators"], first_name="Nora", last_name="Feldwick")
    claim = equip(ClaimFactory())
    change_status(claim, user, step_to("disputed"))
    user.delete()
    assert find_broken() == []
    assert claim.status_changes.get()._actor_name == "Nora Feldwick"


def test_the_digest_covers_what_was_judged(judged):
    """Sentence and evidence at each step: the same while nothing was edited."""
    first, second, third = judged.status_changes.all()
    assert first.claim_digest == second.claim_digest == third.claim_digest
    # Past the models, which would have it checked again.
    QuerySet(ClaimEvidence).update(link="https://example.org/other")
    change_status(judged, None, step_to("disputed"))
    assert judged.status_changes.last().claim_digest != third.claim_digest


def test_each_step_is_in_wagtails_audit_log_too(judged):
    """With who, from, to and why; no words that are only in the newsroom."""
    entries = log_registry.get_logs_for_instance(judged).filter(
        action="liveconflict.status"
    )
    steps = [(entry.data["before"], entry.data["after"]) for entry in entries]
    assert sorted(steps) == sorted(judged.status_changes.values_list("before", "after"))


def test_steps_are_dated_by_the_server_and_told_as_of(judged):
    """When it was logged, and since when readers are told it is so."""
    as_of = timezone.now() - timedelta(hours=2)
    changed = change_status(judged, None, step_to("disputed", as_of=as_of))
    step = judged.status_changes.last()
    assert (step.as_of, changed.as_of) == (as_of, as_of)
    assert step.at > as_of

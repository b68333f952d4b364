"""A colleague's name is taken out of the log of claims, which stays provable."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.utils import DatabaseError

from tests.integration.test_claim_log import TABLE, tamper
from tests.staff_data import leave_traces, make_colleague, run
from wagtail_liveconflict.desk.claim_export import describe_claim
from wagtail_liveconflict.exceptions import LogIsAppendOnly
from wagtail_liveconflict.models import Claim, ClaimLogRedaction, ClaimStatusChange

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(live_blog):
    return leave_traces(live_blog, make_colleague())


def verify_log():
    out = io.StringIO()
    call_command("verify_claim_log", stdout=out, stderr=out)
    return out.getvalue()


def test_the_log_of_claims_can_still_be_verified(held):
    """The chain is as it was; the row says that a name was replaced."""
    digests = list(ClaimStatusChange.objects.values_list("digest", flat=True))
    assert "name was replaced" not in verify_log()
    run("erase", "olena", "--replace-with", "N. N.", "--apply")
    assert "In 1 rows a colleague’s name was replaced." in verify_log()
    assert list(ClaimStatusChange.objects.values_list("digest", flat=True)) == digests
    run("erase", "olena", "--replace-with", "a second wording", "--apply")
    assert "In 1 rows" in verify_log()
    assert (
        ClaimStatusChange.objects.get(_actor_name="a second wording").redactions.count()
        == 2
    )


def test_the_export_of_a_claim_says_so(held):
    """Whoever computes a digest anew finds which it is instead."""
    assert describe_claim(held)["replaced_names"] == []
    run("erase", "olena", "--apply")
    data = describe_claim(Claim.objects.get(pk=held.pk))
    (told,) = data["replaced_names"]
    step = ClaimStatusChange.objects.get(_actor_name="a former colleague")
    assert (told["number"], told["digest_before"]) == (step.number, step.digest)
    assert told["digest_after"] == step.compute_digest()
    assert data["first_broken_step"] is None


def test_a_replaced_name_hides_no_other_change(held):
    """A row that says something else than when its name was replaced is broken."""
    run("erase", "olena", "--apply")
    step = ClaimStatusChange.objects.get(_actor_name="a former colleague")
    assert "1 rows" in verify_log()
    statement = "UPDATE {} SET note = %s WHERE id = %s"
    tamper(statement.format(TABLE), "Something else.", step.pk)
    with pytest.raises(CommandError, match="1 of 2 logs are broken"):
        verify_log()


def test_the_record_of_a_replaced_name_is_append_only(held):
    """Also through the models' own ways."""
    run("erase", "olena", "--apply")
    record = ClaimLogRedaction.objects.get()
    records = ClaimLogRedaction.objects.all()
    for attempt in (
        record.save,
        record.delete,
        records.delete,
        lambda: records.update(words="x"),
    ):
        with pytest.raises(LogIsAppendOnly):
            attempt()


@pytest.mark.postgresql
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE {log} SET actor_name = 'Somebody'",
        "UPDATE {log} SET approver_name = 'a former colleague'",
        "UPDATE {log} SET actor_name = 'a former colleague', note = 'x'",
        "UPDATE {record} SET words = 'Somebody'",
        "DELETE FROM {record}",
    ],
)
def test_postgresql_lets_in_what_a_record_says_and_nothing_else(held, sql):
    """Also to whoever writes SQL."""
    run("erase", "olena", "--apply")
    record = ClaimLogRedaction._meta.db_table
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql.format(log=TABLE, record=record))

"""``manage.py verify_claim_log`` and ``manage.py liveconflict_due``."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.claims import reach, step_to
from tests.factories import ClaimFactory, PublishedUpdateFactory, verification
from wagtail_liveconflict import editorial
from wagtail_liveconflict.models import (
    Change,
    Claim,
    ClaimEvidence,
)

pytestmark = pytest.mark.django_db

LOG = "wagtail_liveconflict_claimstatuschange"
CLAIM = "wagtail_liveconflict_claim"
TRIGGER = "wagtail_liveconflict_log_is_append_only"


def verify(*arguments):
    """What the command prints, and what it says is broken; its exit code is 1 when it
    raises, as that of every command."""
    out, err = io.StringIO(), io.StringIO()
    broken, code = [], 0
    try:
        call_command("verify_claim_log", *arguments, stdout=out, stderr=err)
    except CommandError as error:
        broken, code = [str(error)], error.returncode
    found = [*err.getvalue().splitlines(), *broken]
    assert code == bool(found)
    return out.getvalue(), found


def tamper(statement, *values):
    """Write past the ORM, and past the guard of the database; LOG and CLAIM stand for
    the tables."""
    statement = statement.replace("LOG", LOG).replace("CLAIM", CLAIM)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"DROP TRIGGER IF EXISTS {TRIGGER} ON {LOG}")
        cursor.execute(statement, values)


@pytest.fixture
def claim():
    """A claim with four rows in its log."""
    return reach(reach(ClaimFactory(), "disputed"), "false", note="Two looked.")


@pytest.fixture
def other():
    return reach(ClaimFactory(), "verified")


def test_logs_as_they_were_written(claim, other):
    """All of them, or those that were asked for; claims that nobody has looked at yet
    have none."""
    ClaimFactory()
    assert verify() == ("3 logs are as they were written.\n", [])
    assert verify(str(claim.pk)) == ("1 logs are as they were written.\n", [])


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("note", "Three looked."),
        ("reason", "our_error"),
        ("finding", "old"),
        ("actor_name", "Ida Marsh"),
        ("approver_id", 7),
        ("override_reason", ""),
        ("is_override", False),
        ("claim_digest", "0" * 64),
        ("as_of", "2020-01-01 00:00:00+00:00"),
    ],
)
def test_a_changed_row_is_named(claim, other, column, value):
    """Whatever was changed in it; the other logs are walked as well."""
    statement = "UPDATE LOG SET COLUMN = %s WHERE claim_id = %s AND number = 2"
    tamper(statement.replace("COLUMN", column), value, claim.pk)
    _printed, broken = verify()
    assert broken == [
        f"Claim {claim.pk}, row 2: this row was changed after it was written.",
        "1 of 2 logs are broken.",
    ]
    assert verify(str(other.pk))[1] == []


def test_a_row_changed_with_its_digest_is_named_by_the_next(claim):
    """Its new digest fits it, and not the row after it."""
    step = claim.status_changes.get(number=1)
    step.note = "Nobody looked."
    tamper(
        "UPDATE LOG SET note = %s, digest = %s WHERE id = %s",
        step.note,
        step.compute_digest(),
        step.pk,
    )
    _printed, (first, _count) = verify()
    assert first.startswith(f"Claim {claim.pk}, row 2: it does not follow")


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, "row 2: a row before it is missing."),
        (2, "row 3: a row before it is missing."),
        (3, "row 2: the claim says something else than this"),
    ],
)
def test_a_missing_row_is_noticed(number, expected):
    """At the beginning, inside and at the end."""
    claim = reach(reach(ClaimFactory(), "inconclusive"), "verified")
    assert claim.status_changes.count() == 3
    tamper("DELETE FROM LOG WHERE claim_id = %s AND number = %s", claim.pk, number)
    _printed, (first, _count) = verify()
    assert first.startswith(f"Claim {claim.pk}, {expected}")


def test_rows_cut_off_are_noticed_where_the_status_is_the_same_again():
    """Under review twice: without the last two rows the status would fit."""
    claim = reach(reach(ClaimFactory(), "checking"), "disputed")
    claim = reach(claim, "checking")
    tamper("DELETE FROM LOG WHERE claim_id = %s AND number > 1", claim.pk)
    _printed, (first, _count) = verify()
    assert first.startswith(f"Claim {claim.pk}, row 1: the claim says something else")


def test_a_whole_log_that_is_gone_is_noticed(claim):
    """A status comes from a log."""
    tamper("DELETE FROM LOG WHERE claim_id = %s", claim.pk)
    _printed, (first, _count) = verify()
    assert first == f"Claim {claim.pk}: it has a status, and no log."


@pytest.mark.parametrize(("status", "finding"), [("verified", ""), ("false", "old")])
def test_a_status_changed_past_the_log_is_noticed(claim, status, finding):
    """The claim's own row says something else than the newest row of its log."""
    tamper(
        "UPDATE CLAIM SET status = %s, finding = %s WHERE id = %s",
        status,
        finding,
        claim.pk,
    )
    _printed, (first, _count) = verify()
    number = claim.status_changes.count()
    assert first.startswith(f"Claim {claim.pk}, row {number}: the claim says something")


JUDGED = "the claim or its evidence is another than was judged."


@pytest.mark.parametrize("status", ["verified", "false"])
def test_evidence_changed_past_the_models_is_noticed(status):
    """What was judged is not what readers are told of; the chain is whole."""
    claim = reach(ClaimFactory(), status)
    # Django's own, which knows no gates.
    evidence = QuerySet(ClaimEvidence).filter(claim=claim)
    evidence.update(link="https://example.org/another")
    _printed, (first, _count) = verify()
    assert first == f"Claim {claim.pk}, row {claim.status_changes.count()}: {JUDGED}"


def test_a_sentence_changed_past_the_models_is_noticed(other):
    """A status was for other words."""
    QuerySet(Claim).filter(pk=other.pk).update(sentence="Two boats arrived.")
    assert verify()[1][0].endswith(JUDGED)


def test_evidence_may_be_another_where_nothing_is_settled(other):
    """Being checked, evidence comes and goes; a withdrawn claim is judged no more."""
    QuerySet(Claim).filter(pk=other.pk).update(withdrawn_at=timezone.now())
    reach(ClaimFactory(), "corroborated")
    QuerySet(ClaimEvidence).update(link="https://example.org/another")
    assert verify()[1] == []


def test_digests_to_keep_elsewhere(claim):
    """The newest of each claim: whoever writes a whole log anew cannot give it."""
    printed, _broken = verify("--digests")
    newest = claim.status_changes.last()
    assert f"{claim.pk}\t{newest.number}\t{newest.digest}\n" in printed


def test_claim_that_does_not_exist():
    """Not the same as one that is in order."""
    _printed, broken = verify("987654")
    assert broken == ["There is no claim 987654."]


def test_many_logs_cost_three_queries():
    """They are read in one go, not claim by claim."""

    def count():
        with CaptureQueriesContext(connection) as queries:
            assert verify()[1] == []
        return len([q for q in queries if "SAVEPOINT" not in q["sql"]])

    reach(ClaimFactory(), "checking")
    before = count()
    for _ in range(5):
        reach(ClaimFactory(), "checking")
    # One for the log, one for the claims, one for names that were replaced.
    assert count() == before == 3


@pytest.mark.postgresql
@pytest.mark.parametrize("statement", ["UPDATE LOG SET note = 'x'", "DELETE FROM LOG"])
def test_the_database_itself_guards_the_log(claim, statement):
    """Whoever writes SQL by hand is refused as well."""
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.replace("LOG", LOG))


# What becomes due by the clock.


def run_due():
    out = io.StringIO()
    call_command("liveconflict_due", stdout=out)
    return out.getvalue()


def let_due_pass(claim, minutes=1):
    """As if the clock had gone on since the claim was saved."""
    due = timezone.now() - timedelta(minutes=minutes)
    Claim.objects.filter(pk=claim.pk).update(recheck_due=due)


def count_changes():
    return Change.objects.filter(kind=Change.Kind.CLAIM).count()


def test_a_claim_past_its_recheck_is_told_once(live_blog):
    """One change for each update that shows it; the next minute tells nothing."""
    claim = ClaimFactory(recheck_due=timezone.now() + timedelta(hours=1))
    for _ in range(2):
        PublishedUpdateFactory(page=live_blog, body=[verification(claim)])
    assert run_due() == ""
    let_due_pass(claim)
    assert run_due() == f"Claim {claim.pk}: not re-checked in time\n"
    claim.refresh_from_db()
    assert claim.is_overdue
    assert count_changes() == 2
    assert run_due() == ""
    assert count_changes() == 2


def test_a_claim_with_a_new_date_is_in_time_again():
    """Also where the date was set past the form."""
    claim = ClaimFactory(recheck_due=timezone.now() - timedelta(hours=1))
    assert claim.is_overdue
    let_due_pass(claim, minutes=-60)
    assert run_due() == f"Claim {claim.pk}: in time again\n"
    claim.refresh_from_db()
    assert not claim.is_overdue
    Claim.objects.update(is_overdue=True, recheck_due=None)
    assert run_due() == f"Claim {claim.pk}: in time again\n"


def test_a_withdrawn_claim_is_never_due():
    """Nobody checks it any more."""
    claim = ClaimFactory(withdrawn_at=timezone.now())
    let_due_pass(claim)
    assert run_due() == ""


def test_being_overdue_keeps_status_and_log():
    """It says something of us, not of the claim."""
    claim = reach(ClaimFactory(), "verified")
    let_due_pass(claim)
    run_due()
    claim.refresh_from_db()
    assert claim.status == "verified"
    assert verify()[1] == []
    editorial.change_status(claim, None, step_to("checking"))
    assert claim.status_changes.last().after == "checking"

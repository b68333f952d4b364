"""Claims that had a status before there was a log of it."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection

from tests.claims import put, reach
from tests.factories import ClaimFactory
from wagtail_liveconflict.editorial.claim_gates import compute_claim_digest
from wagtail_liveconflict.models import ClaimStatusChange

pytestmark = pytest.mark.django_db

migration = import_module("wagtail_liveconflict.migrations.0006_claims")


@pytest.mark.parametrize("status", ["checking", "corroborated", "verified", "false"])
def test_they_begin_with_one_row(status):
    """As if they had come to their status in one step that nobody made; the log goes
    on from there."""
    ClaimFactory()
    claim = put(ClaimFactory(sentence="“Човен” прибув."), status)
    with pytest.raises(CommandError, match="1 of 2 logs are broken"):
        call_command("verify_claim_log")
    migration.begin_logs(apps, connection.schema_editor())
    step = ClaimStatusChange.objects.get()
    claim.refresh_from_db()
    assert (step.claim, step.before, step.after) == (claim, "unverified", status)
    assert (step.as_of, step.at) == (claim.as_of, claim.status_changed_at)
    call_command("verify_claim_log")
    reach(claim, "disputed")
    call_command("verify_claim_log")


def test_digests_are_those_of_the_models():
    """The migration makes them by itself: models have no methods there."""
    claim = put(ClaimFactory(sentence="“Човен” прибув."), "verified")
    step = migration.build_first_step(ClaimStatusChange, claim, claim.as_of)
    assert migration.CHAINED == ClaimStatusChange.CHAINED
    assert step.digest == step.compute_digest()
    assert step.claim_digest == compute_claim_digest(claim)

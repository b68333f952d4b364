"""A claim with its whole trail in a file: all of it, for the newsroom alone."""

import csv
import io
import json
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import RequestFactory

from tests.claims import reach
from tests.factories import (
    ClaimFactory,
    PartyFactory,
    PublishedUpdateFactory,
    SourceFactory,
    UserFactory,
    verification,
)
from tests.integration.test_claim_log_command import tamper
from wagtail_liveconflict.desk.claim_export import NOTICE, ClaimExportView
from wagtail_liveconflict.editorial import (
    StatusStep,
    approve_status,
    change_status,
    request_status,
)
from wagtail_liveconflict.models import (
    ClaimDossier,
    ClaimEvidence,
    ClaimPosition,
    ClaimStatusChange,
    Correction,
)

pytestmark = pytest.mark.django_db

SHA = "ab" * 32
CAPTURED = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


def export(claim, user, **parameters):
    request = RequestFactory().get("/", parameters)
    request.user = user
    return ClaimExportView.as_view()(request, pk=claim.pk)


def read_json(claim, user):
    return json.loads(export(claim, user).content)


def read_csv(claim, user):
    content = export(claim, user, format="csv").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


@pytest.fixture
def claim(editor, live_blog):
    """Verified with the approval of a second editor, with all that a claim can have."""
    claim = ClaimFactory(claimant=SourceFactory(name="Harbour office"))
    PublishedUpdateFactory(
        page=live_blog, headline="A boat", body=[verification(claim)]
    )
    claim = reach(claim, "checking")
    ClaimEvidence.objects.create(
        claim=claim,
        kind="video",
        description="From a window",
        sha256=SHA,
        captured_at=CAPTURED,
        captured_by="Ida of the night desk",
    )
    ClaimPosition.objects.create(
        claim=claim, party=PartyFactory(name="North"), stance="denies"
    )
    dossier = ClaimDossier.of(claim)
    dossier.own_witness, dossier.notes = "Ott on the quay", "Call back."
    dossier.save()
    step = StatusStep(after="verified", note="We have looked.")
    approve_status(request_status(claim, editor, step), UserFactory(is_superuser=True))
    change_status(claim, editor, StatusStep(after="checking", note="New doubts."))
    change_status(
        claim,
        UserFactory(is_superuser=True),
        StatusStep(after="false", note="It is staged.", finding="staged"),
        override_reason="Nobody else was there.",
    )
    Correction.objects.create(page=live_blog, claim=claim, text="We were wrong.")
    claim.refresh_from_db()
    return claim


def test_the_whole_trail_is_in_it(claim, editor):
    """What readers see, what they do not, and every step with its digests and who
    made, approved or overrode it."""
    data = read_json(claim, editor)
    assert data["notice"] == NOTICE
    assert data["first_broken_step"] is None
    (told,) = data["claim"]
    assert told["sentence"] == claim.sentence
    assert (told["status"], told["finding"]) == ("false", "staged")
    assert told["claimant"] == "Harbour office"
    (dossier,) = data["dossier"]
    assert (dossier["own_witness"], dossier["notes"]) == (
        "Ott on the quay",
        "Call back.",
    )
    evidence = data["evidence"][-1]
    assert evidence["is_public"] is False
    assert evidence["sha256"] == SHA
    assert evidence["captured_at"] == "2026-03-01T09:30:00+00:00"
    assert evidence["captured_by"] == "Ida of the night desk"
    assert [position["who"] for position in data["positions"]] == ["North"]
    assert data["support"]
    assert data["aspects"] == [{"aspect": "what", "state": "confirmed"}]
    steps = data["status_changes"]
    assert [step["after"] for step in steps] == [
        *("checking", "verified", "checking", "false")
    ]
    assert steps[1]["actor_name"] == editor.get_full_name()
    assert steps[1]["approver_name"]
    assert steps[3]["is_override"] is True
    assert steps[3]["override_reason"] == "Nobody else was there."
    for before, after in pairwise(steps):
        assert after["previous_digest"] == before["digest"]
    (request,) = data["requests"]
    assert request["state"] == "approved"
    assert request["requested_by"] == editor.get_full_name()
    assert [update["name"] for update in data["updates"]] == ["A boat"]
    assert [each["text"] for each in data["corrections"]] == ["We were wrong."]


def test_every_field_of_the_log_is_in_it(claim, editor):
    """Whoever has the file can compute each digest anew."""
    step = read_json(claim, editor)["status_changes"][0]
    fields = {field.attname for field in ClaimStatusChange._meta.concrete_fields}
    assert {name.removeprefix("_") for name in fields - {"id", "claim_id"}} == set(step)


def test_csv_holds_the_same(claim, editor):
    """A row for each record, a column for each of their fields."""
    data = read_json(claim, editor)
    rows = read_csv(claim, editor)
    assert rows[0]["record"] == "export"
    assert rows[0]["notice"] == NOTICE
    for name, records in data.items():
        if not isinstance(records, list):
            continue
        told = [row for row in rows if row["record"] == name]
        assert [row["position"] for row in told] == [
            str(number) for number in range(1, len(records) + 1)
        ]
        for row, record in zip(told, records, strict=True):
            for field, value in record.items():
                value = "; ".join(value) if isinstance(value, list) else value
                assert row[field] == ("" if value is None else str(value))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t="])
def test_cells_are_no_formulas(editor, start):
    """A sentence that a spreadsheet would calculate has an apostrophe before it."""
    claim = ClaimFactory(sentence=f"{start}HYPERLINK(1)")
    row = next(row for row in read_csv(claim, editor) if row["record"] == "claim")
    assert row["sentence"] == f"'{start}HYPERLINK(1)"


def test_a_broken_log_is_said(claim, editor):
    """The file is no proof of what somebody has changed."""
    tamper("UPDATE LOG SET note = 'x' WHERE claim_id = %s AND number = 3", claim.pk)
    assert read_json(claim, editor)["first_broken_step"] == 3


@pytest.mark.parametrize("wanted", ["json", "csv"])
def test_a_file_says_that_it_is_internal_and_is_not_kept(claim, editor, wanted):
    """In its name; and no cache between keeps it."""
    response = export(claim, editor, format=wanted)
    assert f'"claim-{claim.pk}-internal.{wanted}"' in response["Content-Disposition"]
    assert "attachment" in response["Content-Disposition"]
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))


def test_only_who_may_change_claims_gets_it(claim, writer, editor):
    """To write drafts is not enough; another format is refused, another claim is not
    found."""
    with pytest.raises(PermissionDenied):
        export(claim, writer)
    assert export(claim, editor, format="xlsx").status_code == 400
    claim.pk = 987654
    with pytest.raises(Http404):
        export(claim, editor)

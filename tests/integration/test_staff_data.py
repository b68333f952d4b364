"""``manage.py liveconflict_staff_data``: what is held of a colleague, exported and
taken out."""

import json

import pytest
from wagtail.models import Revision

from tests.factories import UserFactory
from tests.staff_data import (
    NAME,
    deactivate,
    get_export,
    leave_traces,
    make_colleague,
    run,
)
from tests.tree import ROOT
from wagtail_liveconflict.models import (
    Change,
    Claim,
    ClaimDossier,
    LiveUpdate,
    SourceAssessment,
    StatusChangeRequest,
)
from wagtail_liveconflict.staff_data.erasure import plan_erasure
from wagtail_liveconflict.staff_data.person import Person
from wagtail_liveconflict.staff_data.places import get_links, get_texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def olena():
    return make_colleague()


@pytest.fixture
def held(live_blog, olena):
    return leave_traces(live_blog, olena)


def test_the_export_has_everything(held):
    """Links, names, the log, versions, history; and where the name is mentioned."""
    data = get_export()
    assert data["account"]["login"] == "olena"
    assert {row["place"].split(".", 1)[1] for row in data["linked"]} == {
        "LiveUpdate.owner",
        "ClaimDossier.checked_by",
        "ClaimDossier.last_edited_by",
        "SourceAssessment.identity_known_to",
        "StatusChangeRequest.requested_by",
    }
    assert {row["place"].split(".", 1)[1] for row in data["named"]} == {
        "LiveUpdate.byline_names",
        "Claim.checker_name",
        "ClaimEvidence.captured_by",
        "ClaimDossier.own_witness",
        "SourceAssessment.notes",
        "StatusChangeRequest.decision_note",
    }
    (step,) = data["claim_log"]
    assert (step["claim"], step["after"], step["name"]) == (held.pk, "checking", NAME)
    assert [row["action"] for row in data["history"]] == ["liveconflict.status"]
    (mention,) = data["mentioned"]
    assert mention["place"].endswith("LiveUpdate.body")
    assert NAME in mention["text"]


def test_the_export_goes_to_a_file(held, tmp_path):
    """In UTF-8, with letters as they are."""
    file = tmp_path / "olena.json"
    run("export", "olena", "--output", str(file))
    assert json.loads(file.read_text(encoding="utf-8"))["names"] == [NAME]
    assert "Мар’яна" in file.read_text(encoding="utf-8")
    assert "No such file" in run(
        "export", "olena", "--output", str(tmp_path / "no" / "x.json"), code=1
    )


def test_a_dry_run_changes_nothing(held):
    """It says what would be done, and warns of what would be lost."""
    before = get_export()
    said = run("erase", "olena", "--bylines", "desk")
    assert "Only this colleague knows who 1 anonymous sources are" in said
    assert "still active" in said
    assert "2  bylines of updates" in said
    assert "Nothing was written" in said
    assert get_export() == before


def test_after_an_erasure_nothing_holds_the_name(held, olena):
    """But the number of the account in the log of claims, and what people wrote in
    running text, which is named."""
    deactivate(olena)
    said = run("erase", "olena", "--bylines", "desk", "--apply")
    assert "LiveUpdate.body yourself, the name is there" in said
    data = get_export()
    assert data["linked"] == data["named"] == []
    assert [row["name"] for row in data["claim_log"]] == ["a former colleague"]
    assert len(data["mentioned"]) == 1
    for revision in Revision.objects.all():
        assert NAME not in revision.content.get("byline_names", "")
    dossier = ClaimDossier.of(held)
    assert dossier.own_witness == "a former colleague, from the pier"
    request = StatusChangeRequest.objects.get()
    assert request.decision_note == "Ask a former colleague."


def test_what_a_colleague_writes_meanwhile_is_not_lost(held, olena):
    """A note is read again when the name in it is replaced."""
    steps = plan_erasure(Person.find("olena"), "N. N.", takes_bylines=False)
    SourceAssessment.objects.update(notes=f"{NAME} met him. He has moved.")
    for step in steps:
        if step.do:
            step.do()
    assert SourceAssessment.objects.get().notes == "N. N. met him. He has moved."


def test_readers_get_the_byline_without_the_name(held, live_blog, reader, cursor_of):
    """Open pages too: each update is announced as changed, but not as edited."""
    before = LiveUpdate.objects.get(headline="Two")
    number = Change.objects.latest("number").number
    run("erase", "olena", "--bylines", "desk", "--apply")
    alone = LiveUpdate.objects.get(headline="Alone")
    two = LiveUpdate.objects.get(headline="Two")
    assert (alone.byline, alone.byline_names) == ("desk", "")
    assert (two.byline, two.byline_names) == ("authors", "Ida Marsh")
    assert two.last_published_at == before.last_published_at
    changed = Change.objects.filter(number__gt=number, kind="edited")
    assert set(changed.values_list("update_id", flat=True)) == {alone.pk, two.pk}
    page = reader.get(live_blog.url).text
    # What the third update says: in its words, and in the data for search engines.
    assert page.count(NAME) == 2


def test_a_later_edit_does_not_bring_it_back(held, editor):
    """Versions are rewritten as well: publishing one writes the whole row."""
    run("erase", "olena", "--bylines", "desk", "--apply")
    update = LiveUpdate.objects.get(headline="Alone")
    update.latest_revision.publish(user=editor)
    update.refresh_from_db()
    assert (update.byline, update.byline_names) == ("desk", "")


def test_bylines_stay_by_default(held):
    """Who wrote what was published is part of it."""
    said = run("erase", "olena", "--apply")
    assert "Bylines stay" in said
    assert LiveUpdate.objects.get(headline="Alone").byline_names == NAME


def test_a_verified_claim_stays_verified(held, olena):
    """That somebody had checked it stays true without the account."""
    deactivate(olena)
    run("erase", "olena", "--apply")
    claim = Claim.objects.get(pk=held.pk)
    assert claim.checker_name == ""
    claim.explanation = "More."
    claim.save()
    assert Claim.objects.get(pk=held.pk).status == "verified"


def test_the_account_may_be_gone_already(held, olena):
    """Then its number and its name are given."""
    number = olena.pk
    olena.delete()
    assert "give it with --also" in run("export", str(number), code=1)
    data = json.loads(run("export", str(number), "--also", NAME))
    assert data["account"] == {"id": number, "exists": False}
    assert len(data["claim_log"]) == 1
    run("erase", str(number), "--also", NAME, "--bylines", "desk", "--apply")
    data = json.loads(run("export", str(number), "--also", NAME))
    assert data["named"] == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["export", "nobody"], "There is no user nobody."),
        (["erase", "olena", "--replace-with", " "], "other words"),
        (["erase", "olena", "--replace-with", f"not {NAME}"], "other words"),
    ],
)
def test_what_cannot_be_done_is_said(olena, arguments, said):
    assert said in run(*arguments, code=1)


def test_namesakes_are_named(olena):
    """A text says nothing of which of them is meant."""
    UserFactory(username="olena2", first_name="Olena", last_name="Verba")
    assert "olena2 has the same name." in run("erase", "olena")


def test_no_link_to_an_account_is_forgotten():
    """What is named here is described in docs/how-to/staff-data.md."""
    described = (ROOT / "docs/how-to/staff-data.md").read_text()
    missing = [
        str(column)
        for column in get_links()
        if str(column).partition(".")[2] not in described
    ]
    assert missing == []
    # A number of an account that is no link to it.
    assert "ClaimLogRedaction.by_id" in described
    assert all(column.model._meta.app_label for column in get_texts())

"""The page of a claim in the admin."""

import pytest
from bs4 import BeautifulSoup

from tests.claim_forms import form_data, row_of, url
from tests.claims import reach
from tests.factories import ClaimFactory, PartyFactory, SourceFactory
from wagtail_liveconflict.models import (
    Claim,
    ClaimAspect,
    ClaimDossier,
    ClaimEvidence,
    StatusChangeRequest,
)

pytestmark = pytest.mark.django_db


def read_errors(response):
    """Messages in the form, by the name of the field they stand at."""
    soup = BeautifulSoup(response.content, "html.parser")
    found = {}
    for message in soup.select(".w-field__errors"):
        field = message.find_parent(class_="w-field__wrapper")
        control = field.find(["input", "select", "textarea"], attrs={"name": True})
        if control and message.get_text(strip=True):
            found[control["name"]] = message.get_text(" ", strip=True)
    return found


def test_everything_is_saved_from_one_form(editor_client, editor):
    """Sentence, parts and what only the newsroom may know; the claim starts
    unverified whatever is posted."""
    source, party = SourceFactory(), PartyFactory()
    data = form_data(
        sentence="  A ferry\r\nreached the bank. ",
        claimant=str(source.pk),
        methods=["geolocation", "expert"],
        status="verified",
        checked_by=str(editor.pk),
        checker_agreed="on",
        own_witness="Ida saw it.",
        notes="Ask again.",
        aspects=[{"aspect": "place", "state": "confirmed"}],
        _evidence=[{"kind": "picture", "link": "https://example.org/a"}],
        support=[{"source": str(source.pk), "name": "", "what": "the place"}],
        positions=[
            {
                "party": str(party.pk),
                "name": "",
                "stance": "denies",
                "is_official": "on",
                "at": "2026-11-20 10:00",
            }
        ],
    )
    response = editor_client.post(url("add"), data)
    claim = Claim.objects.get()
    assert response["Location"] == url("edit", claim.pk)
    assert claim.sentence == "A ferry reached the bank."
    assert (claim.status, claim.claimant) == ("unverified", source)
    assert claim.methods == ["geolocation", "expert"]
    assert claim.checker_name == editor.get_full_name()
    assert [part.count() for part in (claim.aspects, claim._evidence)] == [1, 1]
    assert [str(each) for each in claim.positions.all()] == [
        f"{party.get_label()}: Denies"
    ]
    dossier = ClaimDossier.objects.get(claim=claim)
    assert (dossier.checked_by, dossier.last_edited_by) == (editor, editor)
    assert (dossier.own_witness, dossier.notes) == ("Ida saw it.", "Ask again.")


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"sentence": " "}, "sentence", "This field is required."),
        (
            {"support": [{"source": "", "name": "", "what": "the place"}]},
            "support-0-source",
            "Choose a source or give a name.",
        ),
        (
            {"positions": [{"stance": "denies", "at": "2026-11-20 10:00"}]},
            "positions-0-party",
            "Choose a party or give a name.",
        ),
        (
            {"_evidence": [{"kind": "picture", "sha256": "abc"}]},
            "_evidence-0-sha256",
            "A SHA-256 is 64 digits from 0 to f.",
        ),
        (
            {"_evidence": [{"kind": "picture", "link": "javascript:alert(1)"}]},
            "_evidence-0-link",
            "Enter a valid URL.",
        ),
        (
            {"aspects": [{"aspect": "who", "state": "unknown"}] * 2},
            "aspects-1-aspect",
            "This aspect is in the list already.",
        ),
        ({"checker_agreed": "on"}, "checked_by", "Say who checked it."),
    ],
)
def test_what_is_wrong_stands_at_its_field(editor_client, fields, field, message):
    """Nothing is saved, and what was typed stays, internal words included."""
    data = form_data(notes="typed words", **fields)
    response = editor_client.post(url("add"), data)
    assert message in read_errors(response).get(field, "")
    assert "typed words" in response.content.decode()
    assert not Claim.objects.exists()


def test_a_source_that_is_no_number_is_refused(editor_client):
    """Without a server error."""
    data = form_data(claimant="x", support=[{"source": "x", "what": "the place"}])
    assert editor_client.post(url("add"), data).status_code == 200
    assert not Claim.objects.exists()


def test_an_aspect_can_be_replaced(editor_client):
    """The old row deleted and a new one of the same aspect in one form."""
    claim = ClaimFactory()
    old = ClaimAspect.objects.create(claim=claim, aspect="who", state="unknown")
    rows = [row_of(old, DELETE="1"), {"aspect": "who", "state": "confirmed"}]
    response = editor_client.post(url("edit", claim.pk), form_data(claim, aspects=rows))
    assert response.status_code == 302
    assert [each.state for each in claim.aspects.all()] == ["confirmed"]


def test_new_evidence_names_who_enters_it(editor_client, editor):
    """And leaves a name that is there already."""
    claim = ClaimFactory()
    ClaimEvidence.objects.create(claim=claim, kind="map", captured_by="Bo Reed")
    html = editor_client.get(url("edit", claim.pk)).content.decode()
    soup = BeautifulSoup(html, "html.parser")
    known = soup.find("input", {"name": "_evidence-0-captured_by"})
    assert known["value"] == "Bo Reed"
    new = soup.find("template", id="id__evidence-EMPTY_FORM_TEMPLATE")
    new = new or soup.find("script", id="id__evidence-EMPTY_FORM_TEMPLATE")
    assert f'value="{editor.get_full_name()}"' in str(new)


def edits():
    """How a form changes what a status stands on."""
    return {
        "sentence": lambda claim: {"sentence": "Another sentence."},
        "added": lambda claim: {
            "_evidence": [
                *map(row_of, claim._evidence.all()),
                {"kind": "map", "link": "https://example.org/map"},
            ]
        },
        "deleted": lambda claim: {
            "_evidence": [row_of(each, DELETE="1") for each in claim._evidence.all()]
        },
        "changed": lambda claim: {
            "_evidence": [
                row_of(each, link="https://example.org/other")
                for each in claim._evidence.all()
            ]
        },
    }


@pytest.mark.parametrize("status", ["verified", "false"])
@pytest.mark.parametrize("edit", edits())
def test_settled_status_is_taken_back_and_said_before(editor_client, status, edit):
    """At the first press nothing is saved and the notice says what it would do; at
    the second, with the notice shown, it goes through and the status is dropped."""
    claim = reach(ClaimFactory(), status)
    data = form_data(claim, explanation="typed", **edits()[edit](claim))
    response = editor_client.post(url("edit", claim.pk), data)
    html = response.content.decode()
    assert f"This claim is “{claim.get_status_display()}”. Saving this takes" in html
    assert "Nothing is saved yet" in html
    assert "could not be saved" not in html
    assert ">\ntyped</textarea>" in html or "typed</textarea>" in html
    unchanged = Claim.objects.get()
    assert (unchanged.status, unchanged.explanation) == (status, "")
    soup = BeautifulSoup(html, "html.parser")
    data["reopening-seen"] = soup.find("input", {"name": "reopening-seen"})["value"]
    assert editor_client.post(url("edit", claim.pk), data).status_code == 302
    changed = Claim.objects.get()
    assert (changed.status, changed.explanation) == ("checking", "typed")
    assert changed.status_changes.count() == claim.status_changes.count()


def test_the_notice_is_of_the_status_it_told_of(editor_client):
    """What was shown for "verified" does not answer for "false"."""
    claim = reach(ClaimFactory(), "false")
    data = form_data(claim, sentence="Another.", **{"reopening-seen": "verified"})
    html = editor_client.post(url("edit", claim.pk), data).content.decode()
    assert "Nothing is saved yet" in html
    assert Claim.objects.get().status == "false"


def test_the_rest_of_a_settled_claim_is_edited_without_a_word(editor_client):
    """How we tell of it takes nothing back."""
    claim = reach(ClaimFactory(), "verified")
    rows = [row_of(each, description="A quay") for each in claim._evidence.all()]
    data = form_data(claim, explanation="More words.", _evidence=rows)
    assert editor_client.post(url("edit", claim.pk), data).status_code == 302
    changed = Claim.objects.get()
    assert (changed.status, changed.explanation) == ("verified", "More words.")


def test_notice_and_errors_at_once(editor_client):
    """With an error besides, the form does not claim that saving again will do."""
    claim = reach(ClaimFactory(), "verified")
    data = form_data(claim, sentence="Another.", recheck_due="never")
    html = editor_client.post(url("edit", claim.pk), data).content.decode()
    assert "Saving this takes the status back" in html
    assert "Nothing is saved yet" not in html


def test_status_and_history_stand_on_top(editor_client, editor, admin):
    """With who did it, the waiting request, and the way to change it."""
    claim = reach(ClaimFactory(), "corroborated", note="Two boats were seen.")
    StatusChangeRequest.objects.create(
        claim=claim,
        before="corroborated",
        after="verified",
        reason="new_evidence",
        as_of=claim.as_of,
        requested_by=admin,
        claim_digest="0" * 64,
    )
    html = editor_client.get(url("edit", claim.pk)).content.decode()
    head = BeautifulSoup(html, "html.parser").select_one(".wlc-claim-head")
    words = head.get_text(" ", strip=True)
    assert "Corroborated" in words
    assert "Two boats were seen." in words
    assert f"asked by {admin.get_full_name()}" in words
    assert head.find("a", href=lambda to: to.startswith(url("status", claim.pk)))

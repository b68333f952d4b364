"""The dialog in which a claim is chosen or created."""

import json

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.claim_forms import chooser_url, client_of, url
from tests.desk_forms import url as desk_url
from tests.factories import (
    ClaimFactory,
    LiveBlogPageFactory,
    LiveUpdateFactory,
    PublishedUpdateFactory,
    SourceFactory,
    quote,
    verification,
)
from wagtail_liveconflict.desk.near_claims import find_near
from wagtail_liveconflict.models import Claim

pytestmark = pytest.mark.django_db


def open_dialog(client, live_blog, name="choose", **data):
    # As the verification block does: it says where it is by the address it stands on.
    referer = f"http://testserver{desk_url('desk', live_blog.pk)}"
    response = client.get(chooser_url(name), data, HTTP_REFERER=referer)
    html = response.content.decode()
    return json.loads(html)["html"] if name == "choose" else html


def read_groups(html):
    soup = BeautifulSoup(html, "html.parser")
    groups, heading = {}, ""
    for element in soup.select("h2.w-h3, td.title"):
        words = element.get_text(" ", strip=True)
        if element.name == "h2":
            heading = words
        else:
            groups.setdefault(heading, []).append(words)
    return groups


def test_claims_of_this_live_blog_come_first(editor_client, live_blog):
    """Last shown first, settled ones after the open, drafts included; withdrawn ones
    cannot be chosen."""
    settled = ClaimFactory(sentence="Settled", status="verified")
    older, newer = ClaimFactory(sentence="Older"), ClaimFactory(sentence="Newer")
    for claim in (older, newer, settled):
        PublishedUpdateFactory(page=live_blog, body=[verification(claim)])
    draft = ClaimFactory(sentence="In a draft")
    LiveUpdateFactory(page=live_blog, body=[verification(draft)])
    other = ClaimFactory(sentence="Elsewhere")
    PublishedUpdateFactory(page=LiveBlogPageFactory(), body=[verification(other)])
    ClaimFactory(sentence="Withdrawn", withdrawn_at=timezone.now())
    assert read_groups(open_dialog(editor_client, live_blog)) == {
        "In this live blog": ["In a draft", "Newer", "Older", "Settled"],
        "Other claims": ["Elsewhere"],
    }


def test_matches_of_this_live_blog_come_first(
    editor_client, live_blog, django_capture_on_commit_callbacks
):
    """While searching as well."""
    with django_capture_on_commit_callbacks(execute=True):
        ClaimFactory(sentence="A ferry sank.")
        ours = ClaimFactory(sentence="Another ferry sank.")
        ClaimFactory(sentence="A ferry is withdrawn.", withdrawn_at=timezone.now())
    PublishedUpdateFactory(page=live_blog, body=[verification(ours)])
    html = open_dialog(editor_client, live_blog, "choose_results", q="ferry")
    assert read_groups(html) == {
        "In this live blog": ["Another ferry sank."],
        "Other claims": ["A ferry sank."],
    }


def test_rows_show_status_and_as_of(editor_client, live_blog):
    """With the mark's shape."""
    ClaimFactory(status="disputed")
    soup = BeautifulSoup(open_dialog(editor_client, live_blog), "html.parser")
    row = soup.select_one("tbody tr")
    assert "Disputed as of" in row.get_text(" ", strip=True)
    assert row.select_one("svg")


def test_dialog_costs_the_same_at_any_size(editor_client, live_blog):
    """However many claims, updates and sources there are."""

    def count():
        with CaptureQueriesContext(connection) as queries:
            open_dialog(editor_client, live_blog)
        return len(queries)

    def add():
        source = SourceFactory()
        claim = ClaimFactory(claimant=source)
        words = [quote("Words.", source=source), verification(claim)]
        PublishedUpdateFactory(page=live_blog, body=words)

    add()
    count()
    few = count()
    for _number in range(5):
        add()
    assert count() == few


def test_created_unverified_in_the_dialog(writer, live_blog):
    """By whoever may write updates; a status cannot be posted along."""
    source = SourceFactory()
    data = {
        "sentence": "  The mill\nis guarded. ",
        "explanation": "We are asking.",
        "claimant": str(source.pk),
        "status": "verified",
    }
    answer = json.loads(client_of(writer).post(chooser_url("create"), data).content)
    claim = Claim.objects.get()
    assert answer["step"] == "chosen"
    assert answer["result"]["id"] == str(claim.pk)
    assert (claim.sentence, claim.status) == ("The mill is guarded.", "unverified")
    assert claim.claimant == source


def test_create_says_what_is_wrong(editor_client):
    """In the same dialog, with what was typed."""
    data = {"sentence": " ", "explanation": "typed words"}
    answer = json.loads(editor_client.post(chooser_url("create"), data).content)
    assert answer["step"] == "reshow_creation_form"
    assert "This field is required." in answer["htmlFragment"]
    assert "typed words" in answer["htmlFragment"]


def test_sources_of_the_live_blog_come_first_among_claimants(editor_client, live_blog):
    """And any other source may be posted."""
    ours, other = SourceFactory(name="Zoe"), SourceFactory(name="Ada")
    PublishedUpdateFactory(page=live_blog, body=[quote("Words.", source=ours)])
    soup = BeautifulSoup(open_dialog(editor_client, live_blog), "html.parser")
    groups = {
        group["label"]: [each.text.strip() for each in group.find_all("option")]
        for group in soup.select("select[name=claimant] optgroup")
    }
    assert groups == {"Quoted in this live blog": ["Zoe"], "Other sources": ["Ada"]}
    assert other.pk


def find(client, typed):
    html = client.get(url("near"), {"q": typed}).content
    soup = BeautifulSoup(html, "html.parser")
    return [link.get_text(strip=True) for link in soup.select("a")]


def test_open_claims_near_what_is_typed(editor_client):
    """By the words, whatever their order; settled and withdrawn ones are left out."""
    near = ClaimFactory(sentence="A ferry crew has reached the far bank.")
    ClaimFactory(sentence="The mill at the far bank has burned.")
    ClaimFactory(sentence="A ferry crew has reached the bank.", status="false")
    ClaimFactory(
        sentence="Crew of a ferry reached the bank.", withdrawn_at=timezone.now()
    )
    assert find(editor_client, "The bank was reached by crews of a ferry") == [
        near.sentence
    ]
    assert find(editor_client, "Something else entirely") == []
    assert find(editor_client, "ferry") == []
    assert find(editor_client, "x" * 5000) == []


def test_near_claims_can_be_chosen_and_say_their_status(editor_client):
    """The link is that of the chooser."""
    claim = ClaimFactory(sentence="Twelve barges burned.", status="disputed")
    html = editor_client.get(url("near"), {"q": "twelve barges burned"}).content
    soup = BeautifulSoup(html, "html.parser")
    assert soup.find("a")["href"] == chooser_url("chosen", claim.pk)
    assert "Disputed as of" in soup.get_text(" ", strip=True)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Мост у Нижнего озера разрушен", ["bridge"]),
        ("Разрушили мосты у озера", ["bridge"]),
        ("12 барж сгорели", ["twelve"]),
        ("13 барж сгорели ночью у причала", []),
    ],
)
def test_near_in_other_endings(typed, expected):
    """Inflected words are the same; another number is another claim."""
    known = [
        ("bridge", "Разрушен мост у озера"),
        ("twelve", "Сгорели 12 барж"),
        ("mill", "Мельницу больше не охраняют"),
    ]
    assert find_near(typed, known) == expected


def test_words_that_all_have_count_little():
    """Nearest first, and only so many."""
    known = [
        (n, f"The ferry number {n} has left the quay at Ternwell") for n in range(9)
    ]
    known.append(("mill", "The mill at Ternwell has burned"))
    assert find_near("A mill burned at Ternwell", known)[0] == "mill"
    assert len(find_near("The ferry has left the quay at Ternwell", known)) == 5

"""Claims through Wagtail's API: what readers see of them, and nothing else."""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests.claims import reach
from tests.factories import (
    ClaimFactory,
    LiveBlogPageFactory,
    LiveUpdateFactory,
    PartyFactory,
    PublishedUpdateFactory,
    SourceFactory,
    edit,
    text,
    verification,
)
from wagtail_liveconflict import editorial
from wagtail_liveconflict.blocks.claim_facts import get_claim_facts
from wagtail_liveconflict.models import (
    Claim,
    ClaimDossier,
    ClaimEvidence,
    ClaimPosition,
    ClaimSupport,
)
from wagtail_liveconflict.reader.locale import in_words_of
from wagtail_liveconflict.syndication.facts import CLAIM_FACTS

pytestmark = pytest.mark.django_db
URL = "/api/v2/claims/"
OF_THE_UPDATE = {"note", "status_then"}


def get(path="", client=None, **parameters):
    return (client or Client()).get(f"{URL}{path}", parameters)


def get_sentences(**parameters):
    return [item["sentence"] for item in get(**parameters).json()["items"]]


def show(page, claim, **fields):
    return PublishedUpdateFactory(page=page, body=[verification(claim)], **fields)


@pytest.fixture
def claim(live_blog):
    claim = ClaimFactory(sentence="The ferry runs.")
    ClaimEvidence.objects.create(
        claim=claim, kind="video", is_public=True, description="From the quay"
    )
    claim = reach(claim, "verified")
    ClaimPosition.objects.create(
        claim=claim, party=PartyFactory(is_belligerent=True), stance="denies"
    )
    return claim


def test_a_claim_is_its_facts(live_blog, claim):
    """Those of the card, in the words of the live blog, with where it is shown."""
    update = show(live_blog, claim)
    (item,) = get().json()["items"]
    assert item == get(f"{claim.pk}/").json()
    assert item.pop("meta") == {
        "type": "wagtail_liveconflict.Claim",
        "detail_url": f"http://localhost{URL}{claim.pk}/",
    }
    assert item.pop("id") == claim.pk
    assert item.pop("updates") == [f"http://localhost{update.permalink}"]
    with in_words_of(live_blog):
        facts = get_claim_facts(Claim.objects.get(pk=claim.pk))
    assert item == {name: facts[name] for name in set(CLAIM_FACTS) - {"updates"}}
    assert set(facts) - set(CLAIM_FACTS) == {"id", *OF_THE_UPDATE}
    assert item["status"]["word"] == "Verified"
    assert item["evidence"][0]["description"] == "From the quay"


def test_what_only_the_newsroom_knows_is_not_in_it(live_blog, claim):
    """Neither in the list of claims nor in the block of an update."""
    dossier = ClaimDossier.of(claim)
    dossier.own_witness, dossier.notes = "CANARY witness", "CANARY notes"
    dossier.save()
    ClaimEvidence.objects.create(
        claim=claim,
        kind="post",
        description="CANARY internal",
        captured_by="CANARY capturer",
    )
    claim._evidence.filter(is_public=True).update(captured_by="CANARY other")
    editorial.change_claim_status(
        claim,
        get_user_model().objects.create_superuser("CANARY", password="x"),
        "false",
        "It is old.",
        finding="old",
        override_reason="CANARY reason",
    )
    show(live_blog, claim)
    for url in (URL, f"{URL}{claim.pk}/", "/api/v2/live_updates/"):
        content = Client().get(url).content
        assert b"The ferry runs." in content
        assert b"CANARY" not in content


@pytest.mark.parametrize(
    "name",
    ["_evidence", "dossier", "_status_requests", "edited_by", "created_at", "note"],
)
def test_no_other_field_can_be_asked_for(live_blog, claim, name):
    """By name, as a filter or as an order."""
    show(live_blog, claim)
    for parameters in ({"fields": name}, {name: "x"}, {"order": name}):
        assert get(**parameters).status_code == 400


def test_the_block_of_an_update_is_the_facts(live_blog, claim):
    """With the note of this update and the status in which it was first shown."""
    update = PublishedUpdateFactory(
        page=live_blog, body=[verification(claim, "We were there.")]
    )
    reach(claim, "false")
    data = Client().get(f"/api/v2/live_updates/{update.pk}/").json()
    (block,) = data["body"]
    assert block["value"]["sentence"] == "The ferry runs."
    assert block["value"]["status"]["code"] == "false"
    assert block["value"]["note"] == "We were there."
    assert block["value"]["status_then"]["code"] == "verified"
    assert "first_shown" not in block["value"]


def test_only_claims_that_readers_can_see(live_blog):
    """Not those of drafts, of what was withdrawn or taken out, of restricted blogs;
    and not those that no update shows."""
    ClaimFactory(sentence="Not shown")
    draft = [verification(ClaimFactory(sentence="In a draft"))]
    LiveUpdateFactory(page=live_blog, body=draft)
    withdrawn = show(live_blog, ClaimFactory(sentence="Withdrawn update"))
    editorial.withdraw_update(withdrawn, None, "It was wrong.")
    edited = show(live_blog, ClaimFactory(sentence="Taken out"))
    edit(edited, body=[text("Boats.")])
    restricted = LiveBlogPageFactory()
    hidden = ClaimFactory(sentence="Restricted")
    show(restricted, hidden)
    PageViewRestriction.objects.create(page=restricted, restriction_type="login")
    show(live_blog, ClaimFactory(sentence="Shown"))
    assert get_sentences() == ["Shown"]
    assert get(f"{hidden.pk}/").status_code == 404
    assert get_sentences(page=restricted.pk) == []
    assert get(f"{hidden.pk}/", page=restricted.pk).status_code == 404


def test_a_claim_shown_there_as_well_does_not_tell_of_the_restricted_blog(live_blog):
    """Its public updates are listed, and those alone."""
    restricted = LiveBlogPageFactory()
    PageViewRestriction.objects.create(page=restricted, restriction_type="login")
    claim = ClaimFactory()
    shown = show(live_blog, claim)
    show(restricted, claim)
    (item,) = get().json()["items"]
    assert item["updates"] == [f"http://localhost{shown.permalink}"]


def test_filters_by_live_blog_and_status(live_blog):
    """Together as well; an unknown status is a mistake and not an empty list."""
    other = LiveBlogPageFactory()
    for page, status in (
        (live_blog, "disputed"),
        (live_blog, "checking"),
        (other, "disputed"),
    ):
        show(page, ClaimFactory(sentence=f"{page.slug} {status}", status=status))
    here, there = live_blog.slug, other.slug
    assert set(get_sentences(page=live_blog.pk)) == {
        f"{here} disputed",
        f"{here} checking",
    }
    assert set(get_sentences(status="disputed")) == {
        f"{here} disputed",
        f"{there} disputed",
    }
    assert get_sentences(status="disputed", page=other.pk) == [f"{there} disputed"]
    assert get_sentences(page=987654) == []
    assert get(status="true").status_code == 400
    assert get(page="x").status_code == 400


def test_of_a_withdrawn_claim_only_that_it_was(live_blog, claim):
    """When and why; no status finds it any more."""
    show(live_blog, claim)
    claim.withdrawn_at, claim.withdrawn_reason = timezone.now(), "We were wrong."
    claim.save()
    (item,) = get().json()["items"]
    assert item["withdrawn"]["reason"] == "We were wrong."
    assert item["sentence"] == item["status"]["code"] == ""
    assert item["history"] == []
    assert get_sentences(status="verified") == []
    assert b"The ferry runs." not in get().content


def test_words_are_those_of_the_live_blog(live_blog, claim, settings):
    """In its language, whatever the request asks for."""
    show(live_blog, claim)
    settings.LANGUAGE_CODE = "uk"
    client = Client(headers={"accept-language": "ru"})
    english = get(client=client).json()["items"][0]["status"]["word"]
    assert english == get().json()["items"][0]["status"]["word"]


def test_somebody_signed_in_gets_no_more(live_blog):
    """The same bytes."""
    admin = get_user_model().objects.create_superuser("boss", password="x")
    ClaimFactory(sentence="Not shown")
    show(live_blog, ClaimFactory(sentence="Shown"))
    client = Client()
    client.force_login(admin)
    assert get(client=client).content == get().content


def test_a_claim_in_very_many_updates_names_the_newest(live_blog):
    """An answer does not grow with the blog."""
    claim = ClaimFactory()
    updates = [show(live_blog, claim) for _ in range(22)]
    (item,) = get().json()["items"]
    assert len(item["updates"]) == 20
    assert item["updates"][0].endswith(updates[-1].permalink)


def test_nine_claims_cost_no_more_queries_than_one(live_blog):
    """Their parts are read at once."""

    def count(number):
        for _ in range(number):
            claim = reach(ClaimFactory(claimant=SourceFactory()), "verified")
            ClaimSupport.objects.create(claim=claim, source=SourceFactory(), what="x")
            ClaimPosition.objects.create(
                claim=claim, party=PartyFactory(), stance="denies"
            )
            show(live_blog, claim)
        with CaptureQueriesContext(connection) as queries:
            assert get().status_code == 200
        return len(queries)

    count(1)
    assert count(0) == count(8)

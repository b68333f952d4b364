"""A claim that was our error: its words are nowhere public any more; that it was
withdrawn, when, and why, is."""

import json
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry
from wagtail.search.backends import get_search_backend

from tests.claims import equip, reach, step_to
from tests.factories import (
    ClaimFactory,
    LiveBlogPageFactory,
    PartyFactory,
    PublishedUpdateFactory,
    SourceFactory,
    UserFactory,
    verification,
)
from wagtail_liveconflict import editorial, exceptions
from wagtail_liveconflict.delivery import change_log
from wagtail_liveconflict.editorial import change_status, request_status
from wagtail_liveconflict.editorial.showing import announcing_once
from wagtail_liveconflict.models import (
    Change,
    Claim,
    ClaimDossier,
    Correction,
    LiveFeed,
    LiveUpdate,
    StatusChangeRequest,
)
from wagtail_liveconflict.verification import Reason

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

REASON = "It was another bridge."
CANARY = re.compile(r"canary\w*", re.IGNORECASE)


def make_claim():
    """A corroborated claim with a canary in every place that can hold words."""
    claim = ClaimFactory(
        sentence="Canarysentence fell.",
        explanation="Canaryexplanation.",
        claimant=SourceFactory(name="Canaryclaimant"),
    )
    equip(claim, UserFactory(last_name="Canarychecker"))
    claim._evidence.create(
        kind="picture",
        is_public=True,
        description="canaryevidence",
        link="https://example.org/canarylink",
        archive_link="https://archive.example/canaryarchive",
        captured_by="canarycaptor",
    )
    claim.support.create(name="Canarysupporter", what="canarywhat")
    claim.positions.create(
        party=PartyFactory(name="Canaryparty"), stance="confirms", name="Canarywho"
    )
    ClaimDossier.objects.filter(claim=claim).update(notes="canarynotes")
    return reach(claim, "corroborated", note="Canaryhistory.")


@pytest.fixture
def claim(live_blog):
    """Shown in two updates, once alone; an error was admitted before; another claim
    was overtaken by it."""
    claim = make_claim()
    older = reach(ClaimFactory(sentence="The bridge stands."), "corroborated")
    shown = verification(claim, note="Canarynote.")
    PublishedUpdateFactory(page=live_blog, headline="", body=[shown])
    PublishedUpdateFactory(page=live_blog, is_key_event=True, body=[shown])
    PublishedUpdateFactory(page=live_blog, body=[verification(older)])
    editorial.overtake_claim(older, claim, None)
    step = step_to("disputed", reason=Reason.OUR_ERROR, note="Canaryadmission.")
    return change_status(claim, None, step, override_reason="A test.")


def get_addresses(page):
    """Everything on the site that anybody may ask for, and that tells of claims."""
    yield page.url
    yield f"{page.url}page/1/"
    yield reverse("wagtail_liveconflict:changes", args=[page.pk, "0"])
    for route in (
        "claims/",
        "claims/?format=json",
        "corrections/",
        "corrections/feed/",
    ):
        yield f"{page.url}{route}"
    yield f"{page.url}feed/atom/"
    yield f"{page.url}feed/rss/"
    yield "/api/v2/live_updates/"
    yield "/api/v2/claims/"
    yield "/api/v2/sources/"
    yield f"/api/v2/pages/{page.pk}/"
    for update in LiveUpdate.objects.all():
        yield update.permalink
        yield f"/api/v2/live_updates/{update.pk}/"
    for pk in Claim.objects.values_list("pk", flat=True):
        yield f"/api/v2/claims/{pk}/"


def ask_all(page):
    return {address: Client().get(address).text for address in get_addresses(page)}


def search(word, queryset):
    return list(get_search_backend().search(word, queryset))


def test_no_public_answer_has_its_words(live_blog, claim):
    """Pages, delta, feeds, API, board, corrections; before they had, or this test
    would look at nothing."""
    before = ask_all(live_blog)
    seen = {
        word.lower() for answer in before.values() for word in CANARY.findall(answer)
    }
    assert {
        "canarysentence",
        "canaryexplanation",
        "canaryevidence",
        "canaryhistory",
        "canaryadmission",
        "canarynote",
    } <= seen
    assert len([a for a in before.values() if CANARY.search(a)]) > 10
    editorial.withdraw_claim(claim, None, REASON)
    after = ask_all(live_blog)
    assert {a for a, answer in after.items() if CANARY.search(answer)} == set()
    for address in (
        live_blog.url,
        f"{live_blog.url}claims/",
        f"{live_blog.url}feed/atom/",
    ):
        assert REASON in after[address], address


def test_no_stream_has_its_words(live_blog, claim, live):
    """One that was open before is told of the withdrawal, and a new one as well."""
    feed = LiveFeed.objects.get(page=live_blog)
    opened = live.stream(live_blog, f"{feed.epoch}-{feed.cursor}")
    editorial.withdraw_claim(claim, None, REASON)
    feed.refresh_from_db()
    while opened.next().id != f"{feed.epoch}-{feed.cursor}":
        pass
    later = live.stream(live_blog, "0")
    later.next()
    for stream in (opened, later):
        told = bytes(stream.body).decode()
        assert REASON in told
        assert CANARY.findall(told) == []
    view = Client().get(f"/live/{live_blog.pk}/changes/0/")
    assert live.changes(live_blog, "0").body == view.content


def test_no_search_finds_it(live_blog, claim):
    """Neither the claim nor, by the note under it, its updates. A new index does
    not bring it back."""
    assert search("canarysentence", Claim.objects.all()) == [claim]
    assert len(search("canarynote", LiveUpdate.objects.all())) == 2
    editorial.withdraw_claim(claim, None, REASON)
    assert search("canarysentence", Claim.objects.all()) == []
    assert search("canarynote", LiveUpdate.objects.all()) == []
    # Saved again, as by a form; and what a rebuilt index would hold.
    Claim.objects.get(pk=claim.pk).save()
    assert search("canarysentence", Claim.objects.all()) == []
    assert claim not in Claim.get_indexed_objects()


def test_every_update_that_shows_it_is_told_once(live_blog, claim):
    """Also those of a claim that it has overtaken; then the head, for the note."""
    cursor = LiveFeed.objects.get(page=live_blog).cursor
    editorial.withdraw_claim(claim, None, REASON)
    changes = Change.objects.filter(page_id=live_blog.pk, number__gt=cursor)
    pks = LiveUpdate.objects.order_by("ordinal").values_list("pk", flat=True)
    assert list(changes.order_by("number").values_list("kind", "update_id")) == [
        *(("claim", pk) for pk in pks),
        ("header", None),
    ]


def test_it_is_corrected_where_it_is_shown(live_blog, claim):
    """One correction for each live blog; the fact, the time and the reason."""
    other = LiveBlogPageFactory()
    PublishedUpdateFactory(page=other, body=[verification(claim)])
    LiveBlogPageFactory()
    withdrawn = editorial.withdraw_claim(claim, None, f" {REASON}\n")
    assert (withdrawn.withdrawn_reason, withdrawn.status) == (REASON, "disputed")
    found = Correction.objects.filter(at=withdrawn.withdrawn_at).order_by("page_id")
    assert [(c.page_id, c.public_text) for c in found] == [
        (live_blog.pk, REASON),
        (other.pk, REASON),
    ]
    note = Client().get(live_blog.url).text
    assert "The claim that was corrected here has been withdrawn since." in note


def test_what_waits_for_approval_waits_no_more(claim, editor):
    """And nothing can be done with it any more."""
    request = request_status(claim, editor, step_to("verified"))
    editorial.withdraw_claim(claim, editor, REASON)
    request.refresh_from_db()
    assert request.state == StatusChangeRequest.State.OVERTAKEN
    assert request.decided_at is not None
    for act in (
        lambda: editorial.withdraw_claim(claim, editor, REASON),
        lambda: change_status(claim, editor, step_to("checking")),
        lambda: editorial.overtake_claim(claim, ClaimFactory(), editor),
    ):
        with pytest.raises(exceptions.ClaimWithdrawn):
            act()


def test_it_is_logged(claim, editor):
    """In Wagtail's own log, with the reason and by whom."""
    editorial.withdraw_claim(claim, editor, REASON)
    entry = ModelLogEntry.objects.get(action="liveconflict.withdraw_claim")
    assert (entry.object_id, entry.user) == (str(claim.pk), editor)
    assert entry.data == {"reason": REASON}


def test_a_reason_and_the_right_are_asked_for(claim):
    """Else nothing changes."""
    with pytest.raises(exceptions.ReasonRequired):
        editorial.withdraw_claim(claim, None, " \n")
    with pytest.raises(exceptions.NotAllowed):
        editorial.withdraw_claim(claim, UserFactory(), REASON)
    assert not Claim.objects.get(pk=claim.pk).is_withdrawn


def test_who_saw_it_stays_known_to_the_newsroom(claim):
    """Nothing is deleted: the row, its evidence and its log are as they were."""
    steps = claim.status_changes.count()
    editorial.withdraw_claim(claim, None, REASON)
    kept = Claim.objects.get(pk=claim.pk)
    assert kept.sentence == "Canarysentence fell."
    assert kept.status_changes.count() == steps
    assert kept.withdrawn_at <= timezone.now()
    assert json.dumps(list(kept._evidence.values_list("description", flat=True)))


@pytest.mark.parametrize("way", ["withdrawn", "unpublished"])
def test_it_is_corrected_where_it_was_shown(live_blog, way):
    """Its update was taken back first: readers have seen it all the same."""
    claim = ClaimFactory()
    update = PublishedUpdateFactory(page=live_blog, body=[verification(claim)])
    if way == "withdrawn":
        editorial.withdraw_update(update, None, "Wrong bridge.")
    else:
        update.unpublish()
    cursor = LiveFeed.objects.get(page=live_blog).cursor
    editorial.withdraw_claim(claim, None, REASON)
    assert Correction.objects.get(claim=claim).page_id == live_blog.pk
    changes = Change.objects.filter(page_id=live_blog.pk, number__gt=cursor)
    assert list(changes.values_list("kind", flat=True)) == ["header"]


def test_feeds_are_locked_in_one_order(claim, live_blog, monkeypatch):
    """By page, also where an earlier page shows it no more: two withdrawals cannot
    wait for each other."""
    other = LiveBlogPageFactory()
    PublishedUpdateFactory(page=other, body=[verification(claim)])
    for update in LiveUpdate.objects.public().on(live_blog):
        update.unpublish()
    locked = []
    take = change_log._take_numbers
    monkeypatch.setattr(
        change_log,
        "_take_numbers",
        lambda page_id, *args, **more: (
            locked.append(page_id) or take(page_id, *args, **more)
        ),
    )
    editorial.withdraw_claim(claim, None, REASON)
    assert locked == [live_blog.pk, other.pk, other.pk]


def test_a_later_save_does_not_lose_the_heads(claim, live_blog):
    """Within one announcement."""
    cursor = LiveFeed.objects.get(page=live_blog).cursor
    with announcing_once():
        withdrawn = editorial.withdraw_claim(claim, None, REASON)
        withdrawn.explanation = "Another."
        withdrawn.save()
    changes = Change.objects.filter(page_id=live_blog.pk, number__gt=cursor)
    assert changes.filter(kind="header").count() == 1

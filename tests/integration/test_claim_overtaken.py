"""A claim was true once, and events have moved on."""

import pytest

from tests.claims import reach
from tests.factories import (
    ClaimFactory,
    PublishedUpdateFactory,
    UserFactory,
    verification,
)
from tests.reading import get_soup
from wagtail_liveconflict import exceptions
from wagtail_liveconflict.editorial import (
    overtake_claim,
    withdraw_claim,
    withdraw_update,
)
from wagtail_liveconflict.editorial.claim_showing import announce_successors
from wagtail_liveconflict.models import Change, Claim

pytestmark = pytest.mark.django_db


def make_true(**fields):
    return reach(ClaimFactory(**fields), "corroborated")


def read_article(reader, update):
    return get_soup(reader, update.permalink).find(id=update.anchor).get_text()


def test_it_leads_to_the_newer_claim(live_blog, reader):
    """Its updates are told; readers find the newer sentence in the older card."""
    newer = ClaimFactory(sentence="The bridge was reopened.")
    older = make_true(sentence="The bridge is closed.")
    PublishedUpdateFactory(page=live_blog, body=[verification(newer)])
    update = PublishedUpdateFactory(page=live_blog, body=[verification(older)])
    overtaken = overtake_claim(older, newer, None)
    assert (overtaken.overtaken_by, overtaken.status) == (newer, "corroborated")
    change = Change.objects.order_by("number").last()
    assert (change.kind, change.update_id) == ("claim", update.pk)
    assert newer.sentence in read_article(reader, update)
    overtake_claim(older, None, None)
    assert newer.sentence not in read_article(reader, update)


def test_nothing_overtakes_itself_however_far():
    """Directly, or through others."""
    first, second, third = make_true(), make_true(), make_true()
    overtake_claim(first, second, None)
    overtake_claim(second, third, None)
    for older, newer in ((first, first), (second, first), (third, first)):
        with pytest.raises(exceptions.OvertakenInACircle):
            overtake_claim(older, newer, None)
    assert Claim.objects.get(pk=third.pk).overtaken_by is None


def test_only_what_was_true_is_overtaken():
    """What was never established is settled by its own status."""
    for status in ("unverified", "checking", "disputed", "inconclusive", "false"):
        with pytest.raises(exceptions.NeverWasTrue):
            overtake_claim(ClaimFactory(status=status), ClaimFactory(), None)
    verified = reach(ClaimFactory(), "verified")
    assert overtake_claim(verified, ClaimFactory(), None).overtaken_by


def test_the_newer_claim_is_one_that_readers_may_see(live_blog):
    """Published, where the older one is; and not withdrawn."""
    older, newer = make_true(), make_true()
    PublishedUpdateFactory(page=live_blog, body=[verification(older)])
    with pytest.raises(exceptions.NewerNotPublished):
        overtake_claim(older, newer, None)
    PublishedUpdateFactory(page=live_blog, body=[verification(newer)])
    withdraw_claim(newer, None, "Wrong bridge.")
    with pytest.raises(exceptions.ClaimWithdrawn):
        overtake_claim(older, newer, None)


def test_who_may_not_change_claims_may_not_say_so(editor):
    """An editor may."""
    older, newer = make_true(), ClaimFactory()
    with pytest.raises(exceptions.NotAllowed):
        overtake_claim(older, newer, UserFactory())
    assert overtake_claim(older, newer, editor).overtaken_by == newer


def test_the_newer_sentence_is_edited(live_blog):
    """The older card shows it, and is announced."""
    older, newer = make_true(), ClaimFactory()
    PublishedUpdateFactory(page=live_blog, body=[verification(newer)])
    update = PublishedUpdateFactory(page=live_blog, body=[verification(older)])
    overtake_claim(older, newer, None)
    last = Change.objects.latest("number").number
    newer.sentence = "The bridge is half open."
    newer.save()
    told = Change.objects.filter(number__gt=last, kind="claim")
    assert update.pk in told.values_list("update_id", flat=True)


def test_the_update_that_showed_the_newer_one_goes(
    live_blog, reader, django_capture_on_commit_callbacks
):
    """What it has overtaken does not lead there any more, and is announced."""
    older, newer = make_true(), ClaimFactory(sentence="Canary reopened.")
    shown = PublishedUpdateFactory(page=live_blog, body=[verification(newer)])
    update = PublishedUpdateFactory(page=live_blog, body=[verification(older)])
    overtake_claim(older, newer, None)
    withdraw_update(shown, None, "Wrong bridge.")
    last = Change.objects.filter(page_id=live_blog.pk).latest("number").number
    with django_capture_on_commit_callbacks(execute=True):
        announce_successors(live_blog.pk, [newer.pk])
    told = Change.objects.filter(page_id=live_blog.pk, number__gt=last)
    assert list(told.values_list("kind", "update_id")) == [("claim", update.pk)]
    assert "Canary" not in reader.get(update.permalink).text

"""The picture that an update or a live blog is shared with: drawn once for each version,
and never with words that were taken back."""

import threading

import pytest
from django.db import connections
from django.test import Client
from wagtail.models import PageViewRestriction

from tests.claims import put
from tests.factories import (
    ClaimFactory,
    LiveUpdateFactory,
    PublishedUpdateFactory,
    edit,
    quote,
    verification,
)
from tests.live_application import PATIENCE
from tests.share_cards import drawings, find_card, list_files, look_at
from wagtail_liveconflict import editorial
from wagtail_liveconflict.editorial.claim_showing import announce_claim
from wagtail_liveconflict.models import LiveUpdate, ShareCard

__all__ = ["drawings"]
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
FOR_GOOD = "public, max-age=31536000, immutable"


def set_status(claim, status):
    announce_claim(put(claim, status))


@pytest.fixture
def update(live_blog):
    return PublishedUpdateFactory(page=live_blog, headline="Nine boats are out")


def test_once_for_each_version(update, drawings, tmp_path):
    """Whoever asks, and however often: one drawing, one file, at an address that can be
    kept for good."""
    path = find_card(update.permalink)
    assert drawings == []
    picture = look_at(path)
    assert picture.size == (1200, 630)
    response = Client().get(path)
    assert response["Cache-Control"] == FOR_GOOD
    assert response["Content-Type"] in ("image/png", "image/jpeg")
    assert find_card(update.permalink) == path
    (card,) = drawings
    assert card.headline == "Nine boats are out"
    (file,) = list_files(tmp_path)
    # Who knows the address does not know the file.
    version = path.rstrip("/").rpartition("/")[2]
    assert file.stem != version
    assert (
        Client().get(path, headers={"If-None-Match": response["ETag"]}).status_code
        == 304
    )


def test_a_live_blog_has_one_of_its_own(live_blog, drawings):
    """With its title and whether it is live; not another one with each update."""
    path = find_card(live_blog.url)
    look_at(path)
    assert (drawings[0].headline, drawings[0].live_label) == (live_blog.title, "Live")
    PublishedUpdateFactory(page=live_blog)
    assert find_card(live_blog.url) == path
    editorial.end_blog(live_blog)
    ended = find_card(live_blog.url)
    assert ended != path
    look_at(ended)
    assert drawings[1].live_label == ""
    live_blog.title = "The crossing is open"
    live_blog.save_revision().publish()
    look_at(find_card(live_blog.url))
    assert drawings[2].headline == "The crossing is open"


def test_a_change_of_status_draws_it_anew(live_blog, drawings, tmp_path):
    """The word that readers read, and its time; the old address leads to the new one,
    the old file is gone."""
    claim = ClaimFactory()
    update = PublishedUpdateFactory(
        page=live_blog, headline="A ferry arrived", body=[verification(claim)]
    )
    before = find_card(update.permalink)
    look_at(before)
    (old_file,) = list_files(tmp_path)
    set_status(claim, "false")
    after = find_card(update.permalink)
    assert after != before
    response = Client().get(before)
    assert (response.status_code, response["Location"]) == (302, after)
    assert "immutable" not in response["Cache-Control"]
    look_at(after)
    first, second = [card.marks[0] for card in drawings]
    assert (first.code, first.word) == ("unverified", "Unverified")
    assert (second.code, second.word) == ("false", "False")
    assert first.as_of.startswith("as of ")
    assert old_file not in list_files(tmp_path)
    assert len(list_files(tmp_path)) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda update: edit(update, headline="Ten boats are out"),
        lambda update: editorial.withdraw_update(update, None, "An exercise."),
    ],
    ids=["edited", "withdrawn"],
)
def test_old_words_are_not_to_be_had(live_blog, update, drawings, tmp_path, change):
    """Of what was edited or withdrawn the file is gone at once, before anybody asks for
    the new one."""
    before = find_card(update.permalink)
    look_at(before)
    change(update)
    assert list_files(tmp_path) == []
    assert not ShareCard.objects.exists()
    response = Client().get(before, follow=True)
    assert response.redirect_chain
    assert "Nine boats" not in drawings[-1].headline
    assert drawings[-1] != drawings[0]


def test_a_pin_draws_nothing_anew(live_blog, update, drawings):
    """What is not on the card does not change it."""
    look_at(find_card(update.permalink))
    editorial.pin_update(update)
    editorial.mark_key_event(LiveUpdate.objects.get(pk=update.pk))
    look_at(find_card(update.permalink))
    assert len(drawings) == 1


def test_a_tombstone_says_nothing_but_that(live_blog, drawings):
    """No headline, no quote, no mark, no reason."""
    update = PublishedUpdateFactory(
        page=live_blog,
        headline="",
        body=[quote("All nine."), verification(ClaimFactory())],
    )
    editorial.withdraw_update(update, None, "It was an exercise.")
    look_at(find_card(update.permalink))
    (card,) = drawings
    assert card.headline == "This update has been withdrawn"
    assert (card.quote, card.speaker, card.marks) == ("", "", ())
    assert "exercise" not in repr(card)


def test_what_is_not_for_everybody_has_none(
    live_blog, update, drawings, tmp_path, editor_client
):
    """Behind a page view restriction: none on the page, none at the address, and what
    was drawn is gone."""
    path = find_card(update.permalink)
    look_at(path)
    PageViewRestriction.objects.create(page=live_blog, restriction_type="login")
    assert list_files(tmp_path) == []
    assert Client().get(path).status_code == 404
    assert find_card(update.permalink, editor_client) == ""


def test_nor_has_what_is_unpublished_or_a_draft(live_blog, update, drawings, tmp_path):
    """404, and no file."""
    path = find_card(update.permalink)
    look_at(path)
    draft = LiveUpdateFactory(page=live_blog)
    of_draft = path.replace(f"/{update.pk}/", f"/{draft.pk}/")
    assert Client().get(of_draft).status_code == 404
    assert Client().get(f"/live/cards/{live_blog.pk}/{2**70}/x/").status_code == 404
    assert Client().get(f"/live/cards/{2**70}/0/x/").status_code == 404
    live_blog.unpublish()
    assert Client().get(path).status_code == 404
    assert list_files(tmp_path) == []


def test_files_go_with_their_update_and_their_page(
    live_blog, update, drawings, tmp_path
):
    """None is left in the storage."""
    look_at(find_card(update.permalink))
    look_at(find_card(live_blog.url))
    assert len(list_files(tmp_path)) == 2
    update.delete()
    assert len(list_files(tmp_path)) == 1
    live_blog.delete()
    assert list_files(tmp_path) == []


def test_those_who_ask_at_the_same_moment_get_one_card(update, drawings, tmp_path):
    """One file, no error, the same bytes for all."""
    path = find_card(update.permalink)
    start, answers = threading.Barrier(4), []

    def ask():
        start.wait(PATIENCE)
        answers.append(Client().get(path))
        connections.close_all()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert [answer.status_code for answer in answers] == [200] * 4
    assert len({answer.content for answer in answers}) == 1
    assert len(drawings) == 1
    assert len(list_files(tmp_path)) == ShareCard.objects.count() == 1


def test_two_processes_keep_it_once(update, drawings, tmp_path):
    """Whoever comes second leaves no file behind."""
    from wagtail_liveconflict.reader.locale import in_words_of
    from wagtail_liveconflict.reader.share_cards import want_card
    from wagtail_liveconflict.share_cards import making, storing

    page = update.page.specific
    with in_words_of(page):
        wanted = want_card(page, update)
    drawn = making.draw_card(wanted.card, wanted.style)
    storing.keep(wanted, drawn)
    storing.keep(wanted, drawn)
    assert len(list_files(tmp_path)) == ShareCard.objects.count() == 1

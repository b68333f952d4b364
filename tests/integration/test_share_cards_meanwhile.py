"""What happens to an update while its card is drawn."""

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from tests.factories import LiveBlogPageFactory, PublishedUpdateFactory, edit
from tests.share_cards import drawings, find_card
from wagtail_liveconflict import editorial
from wagtail_liveconflict.models import ShareCard
from wagtail_liveconflict.share_cards import making, storing

__all__ = ["drawings"]
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def do_while_drawing(monkeypatch, action):
    draw, waiting = making.draw_card, [action]

    def draw_later(*arguments):
        drawn = draw(*arguments)
        if waiting:
            waiting.pop()()
        return drawn

    monkeypatch.setattr(making, "draw_card", draw_later)


def test_withdrawn_while_it_is_drawn(live_blog, drawings, monkeypatch):
    """The old card is neither shown nor kept: it leads to the present one."""
    update = PublishedUpdateFactory(page=live_blog, headline="Boats are sunk")
    address = find_card(update.permalink)
    do_while_drawing(
        monkeypatch, lambda: editorial.withdraw_update(update, None, "An exercise.")
    )
    answer = Client().get(address)
    assert answer.status_code == 302
    assert answer["Location"] != address
    assert "immutable" not in answer["Cache-Control"]
    version = address.rstrip("/").rpartition("/")[2]
    assert not ShareCard.objects.filter(version=version).exists()


def test_edited_while_it_is_drawn(live_blog, drawings, monkeypatch):
    """As when it was edited before."""
    update = PublishedUpdateFactory(page=live_blog, headline="Ten boats")
    address = find_card(update.permalink)
    do_while_drawing(monkeypatch, lambda: edit(update, headline="Nine boats"))
    answer = Client().get(address)
    assert answer.status_code == 302
    assert answer["Location"] in find_card(update.permalink)


def test_what_is_not_kept_is_not_for_good(live_blog, drawings, monkeypatch):
    """No cache could be told of it when it is taken back."""

    def fail(*arguments):
        raise OSError("disk full")

    monkeypatch.setattr(storing, "get_storage", fail)
    update = PublishedUpdateFactory(page=live_blog)
    answer = Client().get(find_card(update.permalink))
    assert answer.status_code == 200
    assert "immutable" not in answer["Cache-Control"]
    assert "max-age=60" in answer["Cache-Control"]


def test_moved_to_where_not_everybody_may_go(live_blog, root_page, drawings):
    """Its cards, and those of its updates, are forgotten."""
    update = PublishedUpdateFactory(page=live_blog)
    address = find_card(update.permalink)
    assert Client().get(address).status_code == 200
    club = LiveBlogPageFactory(parent=root_page)
    PageViewRestriction.objects.create(page=club, restriction_type="login")
    live_blog.move(club, pos="last-child")
    assert not ShareCard.objects.exists()
    assert Client().get(address).status_code == 404


def test_switched_off_what_is_taken_back_goes(settings, live_blog, drawings):
    """Cards that were drawn before."""
    update = PublishedUpdateFactory(page=live_blog)
    assert Client().get(find_card(update.permalink)).status_code == 200
    settings.LIVECONFLICT_SHARE_CARDS = {"ENABLED": False}
    editorial.withdraw_update(update, None, "An exercise.")
    assert not ShareCard.objects.filter(update=update).exists()

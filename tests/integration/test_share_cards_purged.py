"""A cache in front of the site may keep a card for a year: it is told of those that show
what is not so any more."""

import pytest

from tests.factories import PublishedUpdateFactory, edit
from tests.purges import purging
from tests.share_cards import drawings, find_card, look_at
from wagtail_liveconflict import editorial

__all__ = ["drawings", "purging"]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "change",
    [
        lambda update: edit(update, headline="Ten boats are out"),
        lambda update: editorial.withdraw_update(update, None, "An exercise."),
        lambda update: update.delete(),
        lambda update: update.page.unpublish(),
    ],
    ids=["edited", "withdrawn", "deleted", "unpublished"],
)
def test_a_card_that_is_forgotten_is_purged(live_blog, drawings, purging, change):
    """By its old address, on the host of its site."""
    update = PublishedUpdateFactory(page=live_blog)
    path = find_card(update.permalink)
    look_at(path)
    with purging() as urls:
        change(update)
    assert f"http://localhost{path}" in urls


def test_a_card_that_is_still_right_is_not(live_blog, drawings, purging):
    """Nor that of another update."""
    update, other = PublishedUpdateFactory.create_batch(2, page=live_blog)
    for each in (update, other):
        look_at(find_card(each.permalink))
    with purging() as urls:
        editorial.pin_update(update)
        edit(other, headline="Ten boats are out")
    cards = {url for url in urls if "/cards/" in url}
    assert len(cards) == 1
    assert f"/{other.pk}/" in cards.pop()

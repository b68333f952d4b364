"""Keeps the cards that are drawn true to what readers see."""

import logging
from collections.abc import Collection

from django.db.models import Q

from ..models import LiveUpdate, ShareCard
from ..share_cards.making import get_or_make
from ..share_cards.options import are_enabled
from .delta import get_page
from .feeds import get_public_feed
from .locale import in_words_of
from .rendering import load_bodies
from .share_cards import want_card

logger = logging.getLogger("wagtail_liveconflict.share_cards")

#: Updates of one change whose cards are looked at: the newest. A claim may stand in a
#: thousand. Those of the others are drawn when somebody asks for them.
MOST = 50


def bring_up_to_date(page_id: int, update_ids: Collection[int], *, draws: bool) -> None:
    """Forget cards of these updates and of their live blog that show what is no longer
    so. With ``draws`` draw the present ones, each that can be drawn. All of them are
    forgotten where the live blog is not public."""
    newest = sorted(update_ids, reverse=True)
    cards = ShareCard.objects.filter(feed__page_id=page_id)
    # No change of an update is one of the live blog's own card.
    concerned = cards.filter(
        Q(update_id__in=newest) if newest else Q(update_id__isnull=True)
    )
    # One may have two, drawn at the same moment.
    drawn = list(concerned.select_related("feed__page"))
    if not (drawn or draws):
        # Only what is drawn can be wrong.
        return
    feed = get_public_feed(page_id) if are_enabled() else None
    if feed is None:
        cards.delete()
        return
    known = sorted({card.update_id for card in drawn} - {None})
    ids = newest[:MOST] if draws else known[-MOST:]
    wanted = _find_wanted(get_page(feed), ids, has_own=draws or not newest)
    for card in drawn:
        present = wanted.get(card.update_id)
        if present is None or present.version != card.version:
            card.delete()
    for each in wanted.values() if draws else ():
        try:
            get_or_make(each)
        except Exception:
            logger.exception("Card %s cannot be drawn", each.version)


def _find_wanted(page, update_ids, *, has_own) -> dict:
    """By the id of the update, None for the live blog's own."""
    updates = LiveUpdate.objects.shown().on(page).filter(pk__in=update_ids)
    with in_words_of(page):
        found = load_bodies(updates.newest_first(), page)
        subjects = [*([None] if has_own else []), *found]
        wanted = [want_card(page, subject) for subject in subjects]
    return {each.update_id: each for each in wanted if each}

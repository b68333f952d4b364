"""Where readers meet a correction: under the update, and at the top of the blog."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models.functions import Coalesce

from ..links import join_below
from ..models import Correction, LiveUpdate

#: At the top of a live blog at most; the page of corrections has all.
MOST_NOTED = 10


def get_corrections_url(page) -> str:
    """Path of the page with all corrections, or "" while the blog has no address."""
    return join_below(page.get_url(), "corrections/")


def get_noted(page) -> list[Correction]:
    """Corrections for the top of a live blog: the newest, and what came in the day
    before it, newest first.

    No clock is asked: the hub keeps what is rendered of these until the next change
    of the blog's head, and has to have what a view would render later.
    """
    newest = list(_find(page)[:MOST_NOTED])
    for correction in newest:
        correction.update_url = get_update_url(correction, page)
    return [each for each in newest if each.noted_until > newest[0].at]


def get_update_url(correction, page) -> str:
    """Path of the update that was corrected; "" where it is not one, or not there."""
    update = correction.update
    if update is None or not update.live or update.ordinal is None:
        return ""
    update.page = page
    return update.permalink


def load_corrections(updates: Iterable[LiveUpdate], page) -> None:
    """Give each update its corrections, oldest first: its own, and those of claims
    that it shows. One query, however many updates there are."""
    updates = list(updates)
    # The update of a preview may have no row yet.
    ids = {update.pk for update in updates if update.pk}
    by_update = defaultdict(dict)
    if ids:
        noted_in = Coalesce("update_id", "claim__appearances__update_id")
        corrections = _find(page).annotate(noted_in=noted_in).filter(noted_in__in=ids)
        for correction in corrections.order_by("at", "pk"):
            by_update[correction.noted_in][correction.pk] = correction
    # One may be there twice: in the stream, and at the top of the page.
    for update in updates:
        published_at = update.first_published_at
        # What was corrected before it was posted is no error of this update.
        update.shown_corrections = [
            each
            for each in by_update[update.pk].values()
            if published_at and each.at >= published_at
        ]


def _find(page):
    # Where the rest of the answer is read, see reader.feeds.get_database.
    database = page.feed._state.db
    return Correction.objects.using(database).filter(page_id=page.pk)

"""What changed in a live blog after a cursor.

A function of the blog's state and the cursor alone: the same bytes for every
reader, so that any cache can answer for us. The view asks for a whole answer;
the hub asks for its parts and keeps them.
"""

from collections.abc import Mapping

from ..conf import conf
from ..delivery.changes import read_after
from ..delivery.cursor import Cursor
from ..delivery.message import Answer, Entry, assemble, encode
from ..models import LiveFeed, LiveUpdate
from .feeds import get_head
from .locale import in_words_of
from .outline import build_outline
from .rendered import Rendered


def build_answer(feed: LiveFeed, cursor: Cursor) -> Answer:
    """The answer to a reader at ``cursor``. ``feed`` as :mod:`.feeds` reads it;
    nothing is queried when nothing is new."""
    head = get_head(feed)
    is_current = cursor.number == feed.cursor and cursor.epoch == feed.epoch
    if head.halt or is_current:
        return Answer(assemble(head), head.cursor)
    changes = read_after(feed, cursor, conf.LIVECONFLICT_DELTA_LIMIT)
    if not changes.complete:
        return Answer(assemble(head, reload=True), head.cursor)
    if not changes.kinds:
        # Of a feed that has no page.
        return Answer(assemble(head), head.cursor)
    page = get_page(feed)
    entries = render_entries(page, changes.ordinals)
    key_events = [entry.update_id for entry in entries if entry.is_key_event]
    outline = None
    if changes.touches_outline(feed.pinned_update_id, key_events):
        outline = render_outline(page)
    return Answer(assemble(head, entries=entries, outline=outline), head.cursor)


def get_page(feed: LiveFeed):
    """The live blog's page in its own type, with this very feed."""
    page = feed.page.specific
    page.feed = feed
    return page


def render_entries(page, ordinals: Mapping[int, int | None]) -> list[Entry]:
    """The updates with these ids as they are now; ``ordinals`` are those that
    the log gives them, for updates that readers do not see any more."""
    updates = LiveUpdate.objects.using(page.feed._state.db).shown().on(page)
    shown = list(updates.filter(pk__in=list(ordinals)))
    with in_words_of(page):
        rendered = Rendered(page)
        rendered.want(shown)
        entries = {
            update.pk: Entry.make(
                update.pk,
                update.ordinal,
                "withdrawn" if update.is_withdrawn else "live",
                rendered.get(update),
                update.is_key_event,
            )
            for update in shown
        }
    return [
        entries.get(update_id) or Entry.make(update_id, ordinal, "removed")
        for update_id, ordinal in ordinals.items()
    ]


def render_outline(page) -> bytes:
    """State and parts of the blog around its updates, as JSON."""
    with in_words_of(page):
        outline = build_outline(page, page.feed, Rendered(page))
        return encode(
            {
                "state": outline["blog_state"],
                "label": str(outline["blog_state_label"]),
                "parts": outline["parts"],
            }
        )

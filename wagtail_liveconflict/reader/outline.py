"""The parts around the stream: head, corrections, summary, pinned update, key events."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from ..models import LiveFeed, LiveUpdate
from .correction_notes import get_corrections_url, get_noted
from .rendered import NAME, PINNED, Rendered

PARTS = ("header", "corrections_note", "pinned", "summary", "key_events")
KEY_EVENTS_SHOWN = 20


def get_pinned(page, feed: LiveFeed) -> LiveUpdate | None:
    if not feed.pinned_update_id:
        return None
    pinned = LiveUpdate.objects.public().on(page).filter(pk=feed.pinned_update_id)
    return pinned.first()


def get_key_events(page) -> list[LiveUpdate]:
    """The newest key events."""
    events = LiveUpdate.objects.public().on(page).key_events().newest_first()
    events = list(events[:KEY_EVENTS_SHOWN])
    for event in events:
        event.page = page
    return events


def build_outline(page, feed: LiveFeed, rendered: Rendered, *, now=None) -> dict:
    """Template context of the parts, and the parts themselves as safe HTML.

    ``rendered`` may already know of other updates: all are fetched at once. With
    ``now``, a time, corrections that have been noted long enough are left out. What
    is delivered has all of them, each with its end, and open pages hide it then: it
    would not be the same bytes at another time.
    """
    pinned = get_pinned(page, feed)
    corrections = get_noted(page)
    if now is not None:
        corrections = [each for each in corrections if each.noted_until > now]
    key_events = get_key_events(page)
    # An event is listed by its headline, or by the first words of its body.
    nameless = [event for event in key_events if not event.headline.strip()]
    rendered.want(nameless, NAME)
    rendered.want([pinned] if pinned else [], PINNED)
    rendered.fetch()
    for event in key_events:
        event.listed_as = event.headline.strip()
    for event in nameless:
        event.listed_as = rendered.get(event, NAME)
    context = {
        "page": page,
        "feed": feed,
        "blog_state": feed.state,
        "blog_state_label": feed.get_state_display(),
        "corrections": corrections,
        "corrections_url": get_corrections_url(page),
        "pinned": pinned,
        "pinned_html": rendered.get(pinned, PINNED) if pinned else "",
        "key_events": key_events,
    }
    context["parts"] = {
        part: SafeString(
            render_to_string(
                f"wagtail_liveconflict/reader/_{part}.html", context
            ).strip()
        )
        for part in PARTS
    }
    return context

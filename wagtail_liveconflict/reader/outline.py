"""The parts around the stream: head, summary, pinned update, key events."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from ..models import LiveFeed, LiveUpdate
from .rendering import load_bodies, render_update

PARTS = ("header", "pinned", "summary", "key_events")
KEY_EVENTS_SHOWN = 20


def get_pinned(page, feed: LiveFeed) -> LiveUpdate | None:
    if not feed.pinned_update_id:
        return None
    pinned = LiveUpdate.objects.public().on(page).filter(pk=feed.pinned_update_id)
    return next(iter(load_bodies(pinned, page)), None)


def get_key_events(page) -> list[LiveUpdate]:
    """The newest key events, with what their line in the outline needs."""
    events = LiveUpdate.objects.public().on(page).key_events().newest_first()
    return load_bodies(events[:KEY_EVENTS_SHOWN], page)


def build_outline(page, feed: LiveFeed) -> dict:
    """Template context of the parts, and the parts themselves as safe HTML."""
    pinned = get_pinned(page, feed)
    context = {
        "page": page,
        "feed": feed,
        "blog_state": feed.state,
        "blog_state_label": feed.get_state_display(),
        "pinned": pinned,
        "pinned_html": (
            render_update(pinned, page, is_pinned_copy=True) if pinned else ""
        ),
        "key_events": get_key_events(page),
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

"""What the API tells, whichever of its versions is asked: each fact under its name,
with the function that reads it.

A function is given the object, prepared by :mod:`.preparing`, and the context that
Wagtail's blocks are given for their part of an answer: ``{"request": request}``.
"""

from django.utils import timezone

from ..models import LiveUpdate, Source
from ..reader.addresses import get_full_permalink, get_full_url, make_absolute
from ..reader.feeds import get_head
from ..reader.rendered import NAME, UPDATE


def read(thing, facts, context) -> dict:
    """All the ``facts`` of a prepared object."""
    return {name: fact(thing, context) for name, fact in facts.items()}


def get_moment(moment) -> str | None:
    """ISO 8601 in the active zone, that of the live blog; as v2 writes all times."""
    return moment and timezone.localtime(moment).isoformat().replace("+00:00", "Z")


def _get_blocks(value, context) -> list:
    return value.stream_block.get_api_representation(value, context)


def _unless_withdrawn(fact, empty=""):
    """Something that a withdrawn update does not have any more."""

    def read_fact(update, context):
        return empty if update.is_withdrawn else fact(update, context)

    return read_fact


def _get_html(update, _context):
    """The ``<article>`` of the page, with complete addresses; or its tombstone."""
    html = update.rendered.get(update, UPDATE)
    return str(make_absolute(html, get_full_permalink(update)))


#: Which live blog it is, and how it stands.
LIVE_BLOG_HEAD = {
    "id": lambda page, _context: page.pk,
    "title": lambda page, _context: page.title,
    "html_url": lambda page, _context: get_full_url(page),
    "state": lambda page, _context: page.feed.state,
    "language": lambda page, _context: page.language_code,
    "time_zone": lambda page, _context: str(page.zone),
}
LIVE_BLOG = {
    **LIVE_BLOG_HEAD,
    "standfirst": lambda page, _context: page.standfirst,
    "summary": lambda page, context: _get_blocks(page.summary, context),
    "started_at": lambda page, _context: get_moment(page.feed.started_at),
    "ended_at": lambda page, _context: get_moment(page.feed.closed_at),
    "changed_at": lambda page, _context: get_moment(page.feed.changed_at),
    "pinned_update": lambda page, _context: page.feed.pinned_update_id,
    "update_count": lambda page, _context: page.update_count,
    "claim_count": lambda page, _context: page.claim_count,
    "cursor": lambda page, _context: get_head(page.feed).cursor,
    "wait": lambda page, _context: get_head(page.feed).wait,
}
LIVE_BLOG_META = {"type": lambda page, _context: page._meta.label}
UPDATE_FACTS = {
    "ordinal": lambda update, _context: update.ordinal,
    "live_blog": lambda update, context: read(update.page, LIVE_BLOG_HEAD, context),
    "headline": _unless_withdrawn(lambda update, _context: update.headline),
    "name": _unless_withdrawn(
        lambda update, _context: update.rendered.get(update, NAME)
    ),
    "byline": _unless_withdrawn(lambda update, _context: str(update.byline_text)),
    "is_key_event": _unless_withdrawn(
        lambda update, _context: update.is_key_event, empty=False
    ),
    "event_time": _unless_withdrawn(
        lambda update, _context: get_moment(update.event_time), empty=None
    ),
    "event_place": _unless_withdrawn(lambda update, _context: update.event_place),
    "withdrawn_at": lambda update, _context: get_moment(update.withdrawn_at),
    "withdrawn_reason": lambda update, _context: update.withdrawn_reason,
    # A quote is told from when it was posted.
    "body": lambda update, context: (
        [] if update.is_withdrawn else _get_blocks(update.body, context)
    ),
    "html": _get_html,
}
#: Beside what an update says.
UPDATE_META = {
    "type": lambda _update, _context: LiveUpdate._meta.label,
    "html_url": lambda update, _context: get_full_permalink(update),
    "first_published_at": lambda update, _context: get_moment(
        update.first_published_at
    ),
    "last_published_at": lambda update, _context: get_moment(update.last_published_at),
}
SOURCE_FACTS = {
    **{
        name: lambda source, _context, name=name: getattr(source, name)
        for name in ("kind", "name", "role", "affiliation")
    },
    "party": lambda source, _context: source.party.get_label() if source.party else "",
    **{
        name: lambda source, _context, name=name: getattr(source, name)
        for name in ("description", "language", "url")
    },
    "handles": lambda source, _context: [
        {"platform": handle.platform, "handle": handle.handle, "url": handle.url}
        for handle in source.handles.all()
    ],
}
SOURCE_META = {"type": lambda _source, _context: Source._meta.label}
#: What is told of a claim beside its number. The note and the status at that time
#: belong to the update that shows it.
_OF_CLAIM = (
    *("sentence", "claimant", "status", "finding", "was", "as_of", "overdue"),
    *("explanation", "official_line", "support", "methods", "aspects", "evidence"),
    *("positions", "checked_by", "history", "overtaken_by", "withdrawn"),
)
CLAIM_FACTS = {
    **{
        name: lambda claim, _context, name=name: claim.facts[name] for name in _OF_CLAIM
    },
    # Addresses of updates that show it, the newest first.
    "updates": lambda claim, _context: [
        get_full_permalink(update) for update in claim.showing
    ],
}
CLAIM_META = {"type": lambda claim, _context: claim._meta.label}

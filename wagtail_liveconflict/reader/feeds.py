"""Which live blogs everybody may read, and what their pages are told first."""

from collections.abc import Iterable

from django.conf import settings
from django.db import router
from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Length, Substr
from django.utils import timezone
from wagtail.models import Site

from ..conf import conf
from ..delivery.cursor import Cursor
from ..delivery.message import Head
from ..models import DeliveryProbe, DeliverySwitch, LiveFeed
from ..restrictions import (
    any_restricted_aliases,
    get_paths_of_restricted_aliases,
    is_restricted,
)

#: Ids beyond the database's integers are pages that do not exist.
LARGEST_ID = 2**63 - 1
# Seconds since the last change, and how many times longer a page then waits.
_QUIET = ((3600, 4), (600, 2))
_LONGEST_WAIT = 60
#: Blogs that are not on air change rarely.
_WAIT_OFF_AIR = 3

Mode = DeliverySwitch.Mode


def get_public_feeds(page_ids: Iterable[int]) -> dict[int, LiveFeed]:
    """Feeds of the live blogs among these that everybody may read, by page id.
    The others are left out, whatever the reason, so that nobody learns which
    pages exist. One query, the site's switch included; a few where a restricted
    page has aliases."""
    page_ids = set(page_ids)
    # In every language: the root of a site may have translations beside it.
    roots = Site.objects.values("root_page__translation_key")
    pages = LiveFeed._meta.get_field("page").related_model.objects
    on_a_site = pages.filter(
        path=Substr(OuterRef("page__path"), 1, Length("path")),
        translation_key__in=roots,
    )
    switch = DeliverySwitch.objects.filter(pk=DeliverySwitch.PK)
    feeds = (
        LiveFeed.objects.using(get_database())
        .select_related("page", "page__locale")
        .filter(
            Exists(on_a_site),
            ~is_restricted("page__path"),
            page_id__in=[pk for pk in page_ids if pk <= LARGEST_ID],
            page__live=True,
        )
        .annotate(
            switch_mode=Subquery(switch.values("mode")[:1]),
            switch_wait=Subquery(switch.values("wait")[:1]),
            has_restricted_aliases=any_restricted_aliases(),
        )
    )
    public = {feed.page_id: feed for feed in feeds}
    if any(feed.has_restricted_aliases for feed in public.values()):
        hidden = tuple(get_paths_of_restricted_aliases(get_database()))
        public = {
            page_id: feed
            for page_id, feed in public.items()
            if not feed.page.path.startswith(hidden)
        }
    if DeliveryProbe.PAGE_ID in page_ids:
        public.update(_get_probe_feed())
    return public


def _get_probe_feed() -> dict[int, LiveFeed]:
    """That of the command which tries whether changes arrive, while it runs. It has
    no page and no updates, and goes the way of all others from here."""
    using = get_database()
    probe = DeliveryProbe.get_running(using)
    if probe is None:
        return {}
    feed = LiveFeed(
        page_id=probe.PAGE_ID,
        epoch=probe.epoch,
        cursor=probe.cursor,
        state=LiveFeed.State.LIVE,
    )
    feed._state.db = using
    switch = DeliverySwitch.objects.using(using).filter(pk=DeliverySwitch.PK).first()
    if switch is not None:
        feed.switch_mode, feed.switch_wait = switch.mode, switch.wait
    return {feed.page_id: feed}


def get_root_paths(site: Site) -> tuple[str, ...]:
    """Tree paths below which the pages of a site are: in every language."""
    roots = [site.root_page]
    if getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        roots += site.root_page.get_translations()
    return tuple(root.path for root in roots)


def get_database() -> str:
    """Where delivery reads: where changes are written. A replica that is behind
    would give a cursor without its changes."""
    return router.db_for_write(LiveFeed)


def get_public_feed(page_id: int) -> LiveFeed | None:
    return get_public_feeds([page_id]).get(page_id)


def read_feed(page) -> LiveFeed:
    """The live state of a page, and whether everybody may read that page, as its
    ``is_public``: for the price of the state alone."""
    feed = get_public_feed(page.pk) if page.pk else None
    page.is_public = feed is not None
    if feed is not None:
        page.feed = feed
    return page.feed


def get_wait(feed: LiveFeed) -> int:
    """Seconds until an open page should ask again: longer when the blog is not
    on air, when nothing has happened for a while, and when the site is slowed."""
    base = conf.LIVECONFLICT_POLL_SECONDS
    factor = 1 if feed.state == LiveFeed.State.LIVE else _WAIT_OFF_AIR
    if feed.changed_at:
        quiet = (timezone.now() - feed.changed_at).total_seconds()
        times = next((times for after, times in _QUIET if quiet >= after), 1)
        factor = max(factor, times)
    wait = min(base * factor, max(base, _LONGEST_WAIT))
    if getattr(feed, "switch_mode", None) == Mode.SLOW:
        wait = max(wait, feed.switch_wait)
    return wait


def get_head(feed: LiveFeed) -> Head:
    return Head(
        cursor=str(Cursor(feed.epoch, feed.cursor)),
        wait=get_wait(feed),
        stop=feed.has_ended,
        halt=getattr(feed, "switch_mode", None) == Mode.STOP,
    )


def allows_streams(feed: LiveFeed) -> bool:
    """Whether the site's switch stands at normal."""
    return getattr(feed, "switch_mode", None) in (None, Mode.NORMAL)

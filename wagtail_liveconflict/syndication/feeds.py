"""Feeds of one live blog, and of all on a site: newest updates as pages show them."""

from datetime import UTC
from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.translation import gettext
from django.views.decorators.http import condition, require_safe

from ..models import Change, LiveUpdate
from ..reader.addresses import get_full_permalink, get_full_url
from ..reader.feeds import read_feed
from ..reader.fingerprint import digest_of, get_fingerprint
from ..reader.locale import in_words_of
from ..reader.newsroom import get_site_name
from ..reader.rendered import FEED_ENTRY, NAME, Rendered
from ..reader.shared_response import SharedResponse
from ..reader.site_page import keep_for
from ..sanitise import strip_control_characters
from .json_feed import JsonFeed

#: Updates in a feed.
ENTRIES = 50
#: Seconds: what is withdrawn must not stay for long.
MAX_AGE = 60
#: What XML has no way to write, beside control characters.
_NOT_IN_XML = str.maketrans("", "", "\ufffe\uffff")


class ChangedAt:
    """Was changed when the live blog was, also when that took something away."""

    def latest_post_date(self):
        return self.feed["changed_at"]


class Atom(ChangedAt, Atom1Feed):
    name = "atom"

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


class Rss(ChangedAt, Rss201rev2Feed):
    name = "rss"

    def add_item(self, *args, content, **kwargs):
        super().add_item(*args, **{**kwargs, "description": content})


class Json(ChangedAt, JsonFeed):
    pass


def get_etag(request, page, kind=Atom):
    # Whatever changes for readers has a number. The rest is what rendered updates
    # depend on beside it (see reader.rendered).
    feed = page.feed
    parts = (kind.name, feed.epoch, feed.cursor, get_fingerprint(), page.full_url)
    parts += (page.language_code, page.zone)
    return f'"{digest_of(parts)}"'


def get_last_modified(request, page, kind=Atom):
    changed_at = page.feed.changed_at
    # HTTP counts whole seconds. Within the second a further change would have the
    # same time, and whoever asks by time alone would miss it.
    if not changed_at or (timezone.now() - changed_at).total_seconds() < 1:
        return None
    return changed_at


@require_safe
def _serve(request, page, kind):
    read_feed(page)
    return keep_feed(_answer(request, page, kind), is_shared=page.is_public)


@condition(etag_func=get_etag, last_modified_func=get_last_modified)
def _answer(request, page, kind):
    with in_words_of(page):
        return respond_with(_build(page, kind))


def respond_with(feed):
    """The answer that holds this feed."""
    return SharedResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def keep_feed(response, *, is_shared: bool):
    """Let caches keep the answer, be it the feed or that it still holds."""
    return keep_for(response, MAX_AGE, is_shared=is_shared)


def serve_atom(request, page):
    return _serve(request, page, Atom)


def serve_rss(request, page):
    return _serve(request, page, Rss)


def serve_json(request, page):
    return _serve(request, page, Json)


def _build(page, kind):
    url = get_full_url(page)
    state = page.feed
    site = page.get_site()
    feed = kind(
        title=clean(page.title),
        link=url,
        description=clean(page.standfirst),
        subtitle=clean(page.standfirst) or None,
        language=page.language_code,
        author_name=clean(get_site_name(site)),
        feed_url=get_full_url(page, f"feed/{kind.name}/"),
        changed_at=timezone.localtime(state.changed_at or page.last_published_at),
    )
    # The state first: what is published in between comes with the next number.
    shown = LiveUpdate.objects.shown().on(page).newest_first()
    for entry in describe_entries(page, list(shown[:ENTRIES])):
        feed.add_item(**entry)
    return feed


def describe_entries(page, updates) -> list[dict]:
    """What a feed takes of each of these updates of one live blog, whose language and
    zone have to be active."""
    changed_at = _get_times_of_change(page, updates)
    rendered = Rendered(page)
    nameless = [u for u in updates if not u.is_withdrawn and not u.headline.strip()]
    rendered.want(updates, FEED_ENTRY)
    rendered.want(nameless, NAME)
    return [_describe(each, rendered, changed_at.get(each.pk)) for each in updates]


def _describe(update, rendered, changed_at):
    if update.is_withdrawn:
        title, author, categories = gettext("Withdrawn"), None, ()
        latest = update.withdrawn_at
    else:
        title = update.headline.strip() or rendered.get(update, NAME)
        author = clean(str(update.byline_text)) or None
        categories = [gettext("Key event")] if update.is_key_event else ()
        latest = update.last_published_at
    link = get_full_permalink(update)
    return {
        "title": clean(title),
        "link": link,
        "description": None,
        "content": clean(rendered.get(update, FEED_ENTRY)),
        "author_name": author,
        "categories": categories,
        "pubdate": timezone.localtime(update.first_published_at),
        "updateddate": timezone.localtime(changed_at or latest),
        "unique_id": make_id(update.page, f"update/{update.pk}", update.created_at),
        "unique_id_is_permalink": False,
    }


def _get_times_of_change(page, updates):
    """When each update changed for readers last: also by a claim it shows, which
    is no publication of its own."""
    numbers = {update.change_number: update.pk for update in updates}
    changes = Change.objects.filter(page_id=page.pk, number__in=list(numbers))
    return {
        numbers[number]: created_at
        for number, created_at in changes.values_list("number", "created_at")
    }


def make_id(page, what, created_at):
    """A ``tag:`` address (RFC 4151), which stays when the page is moved or renamed:
    readers of feeds would take another one for something new."""
    host = urlsplit(get_full_url(page)).hostname
    day = created_at.astimezone(UTC).date().isoformat()
    return f"tag:{host},{day}:{what}"


def clean(text):
    """Without what XML has no way to write."""
    return strip_control_characters(text).translate(_NOT_IN_XML)

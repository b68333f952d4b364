"""Atom of the corrections of one live blog."""

from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.views.decorators.http import condition, require_safe

from ..models import Correction
from ..reader.addresses import get_full_permalink, get_full_url
from ..reader.corrections import list_updates
from ..reader.feeds import read_feed
from ..reader.locale import in_words_of
from ..reader.newsroom import get_site_name
from .feeds import (
    Atom,
    clean,
    get_etag,
    get_last_modified,
    keep_feed,
    make_id,
    respond_with,
)

#: Corrections in the feed.
_ENTRIES = 50


@require_safe
def serve_corrections_feed(request, page):
    read_feed(page)
    return keep_feed(_answer(request, page), is_shared=page.is_public)


@condition(etag_func=get_etag, last_modified_func=get_last_modified)
def _answer(request, page):
    with in_words_of(page):
        return respond_with(_build(page))


def _build(page):
    state = page.feed
    site = page.get_site()
    feed = Atom(
        title=clean(gettext("Corrections: %(title)s") % {"title": page.title}),
        link=get_full_url(page, "corrections/"),
        description="",
        language=page.language_code,
        author_name=clean(get_site_name(site)),
        feed_url=get_full_url(page, "corrections/feed/"),
        changed_at=timezone.localtime(state.changed_at or page.last_published_at),
    )
    # The state first: what is corrected in between comes with the next number.
    corrections = list(Correction.objects.filter(page_id=page.pk)[:_ENTRIES])
    list_updates(corrections, page)
    for correction in corrections:
        feed.add_item(**_describe(correction, page))
    return feed


def _describe(correction, page):
    text = clean(correction.public_text)
    updates = correction.updates
    return {
        "title": Truncator(text).chars(80),
        "link": (
            get_full_permalink(updates[0])
            if updates
            else get_full_url(page, "corrections/")
        ),
        "description": None,
        "content": format_html("<p>{}</p>", text),
        "pubdate": timezone.localtime(correction.at),
        "updateddate": timezone.localtime(correction.withdrawn_since or correction.at),
        "unique_id": make_id(page, f"correction/{correction.pk}", correction.at),
        "unique_id_is_permalink": False,
    }

"""An update as HTML: the same partial for the page, the delta, the permalink
and the preview."""

import re
from collections.abc import Iterable

from django.db.models import prefetch_related_objects
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail.images import get_image_model

from ..blocks.finding import find_values
from ..blocks.media_files import find_private
from ..blocks.more_stories import MoreStoriesValue
from ..blocks.quote_value import QuoteValue
from ..blocks.sensitivity import find_sensitive
from ..blocks.video_value import VideoValue
from ..links import join_below
from ..models import Claim, LiveUpdate
from .addresses import get_full_permalink
from .claim_loading import load_claims
from .correction_notes import load_corrections
from .days import describe_day, get_day

_INDENTATION = re.compile(r"\s*\n\s*")
_KEEPS_SPACE = re.compile(r"<(?:pre|textarea|listing)\b", re.IGNORECASE)


def load_bodies(updates: Iterable[LiveUpdate], page) -> list[LiveUpdate]:
    """Give each update its page and load what all their blocks refer to at
    once: one query for all sources, a few for all claims with their parts, one for
    all pictures, one for all corrections, one for all videos' collections, however
    many updates there are. Those already loaded are left as they are."""
    updates = list(updates)
    waiting = [update for update in updates if not hasattr(update, "has_loaded_body")]
    block = LiveUpdate._meta.get_field("body").stream_block
    bodies = block.bulk_to_python([list(update.body.raw_data) for update in waiting])
    for update, body in zip(waiting, bodies, strict=True):
        update.page = page
        update.body = body
        update.has_loaded_body = True
        for _path, quote in find_values(body, QuoteValue):
            quote.posted_at = update.first_published_at
        for _path, stories in find_values(body, MoreStoriesValue):
            stories.shown_on = page
        for key, media in find_sensitive(body):
            path = f"media/{key}/"
            media.media_url = join_below(update.permalink, path)
            media.full_media_url = join_below(get_full_permalink(update), path)
    load_corrections(waiting, page)
    if images := [image for _path, image in find_values(bodies, get_image_model())]:
        prefetch_related_objects(images, "renditions")
    _load_privacy([video for _path, video in find_values(bodies, VideoValue)])
    load_claims([claim for _path, claim in find_values(bodies, Claim)], page)
    return updates


def _load_privacy(videos: list[VideoValue]) -> None:
    private = find_private(video.get("file") for video in videos)
    for video in videos:
        file = video.get("file")
        video.is_private = file is not None and file.pk in private


def render_body(update: LiveUpdate, page, **more) -> SafeString:
    context = {"page": page, "update": update, **more}
    return format_html_join(
        "\n", "{}", ((child.render(context=context),) for child in update.body)
    )


def render_corrections(update: LiveUpdate) -> SafeString:
    """What we got wrong in the update, under its body; "" where nothing."""
    if not update.shown_corrections:
        return SafeString("")
    template = "wagtail_liveconflict/reader/_update_corrections.html"
    return SafeString(render_to_string(template, {"update": update}).strip())


def render_update(update: LiveUpdate, page, *, is_pinned_copy=False) -> SafeString:
    """The whole ``<article>`` of one update; a tombstone when it is withdrawn.

    The copy at the top of the page has no ids, so that none occurs twice.
    """
    anchor = "" if is_pinned_copy else update.anchor
    day = get_day(update.first_published_at)
    context = {
        "update": update,
        "page": page,
        "anchor_id": anchor,
        "heading_id": (
            f"pinned-{update.pk}-heading" if is_pinned_copy else f"{anchor}-heading"
        ),
        "is_pinned_copy": is_pinned_copy,
        "day": day,
        "day_label": describe_day(day),
    }
    if update.is_withdrawn:
        template = "wagtail_liveconflict/reader/_tombstone.html"
    else:
        template = "wagtail_liveconflict/reader/_update.html"
        context["body_html"] = render_body(update, page)
    return SafeString(_without_indentation(render_to_string(template, context)))


def _without_indentation(html: str) -> str:
    """Every reader gets these bytes: without the white space that only templates
    need, unless something in them keeps it."""
    if _KEEPS_SPACE.search(html):
        return html.strip()
    return _INDENTATION.sub("\n", html.strip())

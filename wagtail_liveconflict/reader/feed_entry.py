from django.utils.html import format_html
from django.utils.safestring import SafeString

from ..models import LiveUpdate
from .addresses import get_full_permalink, make_absolute
from .rendering import render_body, render_corrections


def render_feed_entry(update: LiveUpdate, page) -> SafeString:
    """The body of an update as on its page, with its corrections, for readers of
    feeds; of a withdrawn update the reason alone."""
    if update.is_withdrawn:
        return format_html("<p>{}</p>", update.withdrawn_reason)
    html = render_body(update, page, is_in_feed=True) + render_corrections(update)
    return make_absolute(html, get_full_permalink(update))

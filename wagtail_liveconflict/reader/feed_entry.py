from django.utils.html import format_html
from django.utils.safestring import SafeString

from ..models import LiveUpdate
from .addresses import get_full_permalink, make_absolute
from .rendering import render_body


def render_feed_entry(update: LiveUpdate, page) -> SafeString:
    """The body of an update as on its page, for readers of feeds; of a withdrawn
    update the reason alone."""
    if update.is_withdrawn:
        return format_html("<p>{}</p>", update.withdrawn_reason)
    return make_absolute(render_body(update, page), get_full_permalink(update))

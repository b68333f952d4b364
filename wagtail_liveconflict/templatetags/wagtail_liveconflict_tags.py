from django import template
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.html import format_html

from ..links import get_public_link

register = template.Library()


@register.filter
def public_link(value):
    """The address when it may be printed as a link, else ""."""
    return get_public_link(value)


@register.simple_tag
def liveconflict_time(value, style="full"):
    """A ``<time>`` in the active zone, with the zone's name in its words.

    ``style`` is ``"full"`` (day, month, time) or ``"time"`` (time alone).
    Nothing for no value.
    """
    if not value:
        return ""
    local = timezone.localtime(value)
    clock = f"{time_format(local, 'H:i')} {local.tzname()}"
    words = clock if style == "time" else f"{date_format(local, 'j E')}, {clock}"
    return format_html(
        '<time datetime="{}">{}</time>', local.isoformat(timespec="minutes"), words
    )

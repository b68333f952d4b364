from django import template
from django.utils.html import format_html

from ..editorial import get_sisters
from ..links import get_public_link
from ..moments import describe_for_machines, describe_for_people
from ..nonces import render_nonce
from ..notices.browser_banner import render_browser_banner
from ..notices.colophon import render_colophon
from ..notices.consent_script import parse_consent_script
from ..notices.cookie_notice import render_cookie_notice
from ..notices.embeds import render_gated_embeds
from ..pictures.rendering import render_picture
from ..reader.addresses import get_full_permalink
from ..reader.covers import parse_cover
from ..reader.newsroom import get_newsroom_of_request
from ..reader.widget import render_widget
from ..stories.rendering import render_cards
from ..stories.selection import get_cards

register = template.Library()


register.tag("consent_script", parse_consent_script)
register.tag("liveconflict_cover", parse_cover)


@register.simple_tag(takes_context=True)
def cookie_notice(context):
    """The site's cookie notice with its style and script, for the end of the base
    template's ``<body>``; "" where the site has switched it off."""
    return render_cookie_notice(context.get("request"))


@register.filter
def public_link(value):
    """The address when it may be printed as a link, else ""."""
    return get_public_link(value)


@register.simple_tag
def liveconflict_time(value, style="full"):
    """A ``<time>`` in the active zone, with the zone's name in its words.

    ``style`` is ``"full"`` (day, month, time), ``"time"`` (time alone) or ``"date"``.
    Nothing for no value.
    """
    if not value:
        return ""
    return format_html(
        '<time datetime="{}">{}</time>',
        describe_for_machines(value),
        describe_for_people(value, style),
    )


@register.simple_tag
def liveconflict_picture(image, layout="text", alt=None, class_name="", is_first=False):
    """An image of the library as a ``<picture>``; nothing for no image."""
    if not image:
        return ""
    return render_picture(
        image, layout, alt=alt, class_name=class_name, is_first=is_first
    )


@register.simple_tag
def liveconflict_moment(value):
    """A time for machines, in the active zone; "" for no value."""
    return describe_for_machines(value)


@register.simple_tag(takes_context=True)
def liveconflict_nonce(context):
    """`` nonce="…"`` of the page's Content-Security-Policy, for a ``<script>``; "" where
    the site's own template has used none before."""
    return render_nonce(context.get("request"))


@register.simple_tag
def liveconflict_permalink(update):
    """Address of the update's own page with scheme and host; "" while it has none."""
    return get_full_permalink(update)


@register.simple_tag(takes_context=True)
def live_updates(context, page, limit=5):
    """The newest updates of a live blog, followed live, with the style and the script
    they need: ``{% live_updates page=blog limit=5 %}``. ``page`` is the live blog or
    its id. "" for a live blog that is not for everybody, and for none at all."""
    page_id = getattr(page, "pk", page)
    if not isinstance(page_id, int) or not isinstance(limit, int):
        return ""
    return render_widget(page_id, limit, context.get("request"))


@register.simple_tag(takes_context=True)
def more_stories(context, page=None, limit=None, with_style=True):
    """Stories for readers of ``page``, by default the page that is shown: what its
    editor has picked, then what fits, ``limit`` at most (from 1 to 8; by default four,
    or as many as were picked), with the style they need: ``{% more_stories %}``. ""
    where there are none."""
    page = page or context.get("page")
    if not hasattr(page, "live_related_stories"):
        return ""
    if not isinstance(limit, int):
        limit = None
    request = context.get("request")
    is_draft = getattr(request, "is_preview", False)
    cards = get_cards(page, limit, request, is_draft=is_draft)
    return render_cards(cards, with_style=with_style)


@register.simple_tag
def liveconflict_has_sisters(live_blog):
    """Whether there is the same live blog in another language; asked once for a page
    object."""
    if not hasattr(live_blog, "_has_sisters"):
        live_blog._has_sisters = bool(get_sisters(live_blog))
    return live_blog._has_sisters


@register.simple_tag(takes_context=True)
def gated_embeds(context):
    """What posts from elsewhere need so that readers can open them on the page; "" on
    a site that allows none. In ``base.html``, anywhere in ``<body>``. Adds no file to
    the page: those with a post, or with a live blog, load the script themselves."""
    request = context.get("request")
    return render_gated_embeds(request and get_newsroom_of_request(request))


@register.simple_tag(takes_context=True)
def browser_banner(context):
    """The outdated-browser banner with its style and script, for the end of the base
    template's ``<body>``; "" where the site has not switched it on."""
    return render_browser_banner(context.get("request"))


@register.simple_tag(takes_context=True)
def colophon(context):
    """Who publishes the site, and its policies, in one line for the footer; ""
    where the request is of no site."""
    return render_colophon(context.get("request"))

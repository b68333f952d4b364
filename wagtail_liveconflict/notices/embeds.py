"""Which sites' posts readers may open within our pages, and what is asked first."""

import json
from urllib.parse import urlsplit

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from ..models import NewsroomSettings
from ..post_links.frames import Provider


def get_frame_sources(newsroom: NewsroomSettings | None) -> list[str]:
    """For the ``frame-src`` of a Content-Security-Policy."""
    return [
        origin
        for _provider, origins in (newsroom.get_embed_sources() if newsroom else ())
        for origin in origins
    ]


def render_gated_embeds(newsroom: NewsroomSettings | None) -> SafeString:
    """What the script needs to ask before it loads a post; "" where the site allows
    none: its cards stay links."""
    sources = newsroom.get_embed_sources() if newsroom else ()
    if not sources:
        return SafeString("")
    providers = {
        provider.code: {
            "label": _get_label(provider, origins),
            "origins": origins,
            "sandbox": provider.sandbox,
            "allow": provider.allow,
            "referrerPolicy": provider.referrer_policy,
            "height": provider.height,
            "ratio": provider.ratio,
        }
        for provider, origins in sources
    }
    html = render_to_string(
        "wagtail_liveconflict/notices/_gated_embeds.html",
        {"providers_json": json.dumps(providers)},
    )
    return SafeString(html.strip())


def _get_label(provider: Provider, origins: list[str]) -> str:
    """A server of Mastodon is known by its own name, where there is but one."""
    if provider.origins or len(origins) > 1:
        return provider.label
    return urlsplit(origins[0]).hostname or provider.label

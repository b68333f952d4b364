"""Which sites' posts readers may open within our pages, and what is asked first."""

import json
from urllib.parse import urlsplit

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from ..models import NewsroomSettings
from ..post_links.frames import PROVIDERS, Provider


def get_allowed(newsroom: NewsroomSettings | None) -> dict[str, tuple[Provider, list]]:
    """The providers whose frames the site allows, by their codes, each with the
    origins that its frames come from."""
    allowed = {}
    for code in newsroom.embed_providers if newsroom else ():
        # Whatever code has written there.
        if provider := PROVIDERS.get(code):
            origins = provider.origins or newsroom.get_mastodon_origins()
            if origins:
                allowed[code] = provider, list(origins)
    return allowed


def get_frame_sources(newsroom: NewsroomSettings | None) -> list[str]:
    """For the ``frame-src`` of a Content-Security-Policy."""
    return [
        origin
        for _provider, origins in get_allowed(newsroom).values()
        for origin in origins
    ]


def render_gated_embeds(newsroom: NewsroomSettings | None) -> SafeString:
    """What the script needs to ask before it loads a post; "" where the site allows
    none: its cards stay links."""
    allowed = get_allowed(newsroom)
    if not allowed:
        return SafeString("")
    providers = {
        code: {
            "label": _get_label(provider, origins),
            "origins": origins,
            "sandbox": provider.sandbox,
            "allow": provider.allow,
            "referrerPolicy": provider.referrer_policy,
            "height": provider.height,
            "ratio": provider.ratio,
        }
        for code, (provider, origins) in allowed.items()
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

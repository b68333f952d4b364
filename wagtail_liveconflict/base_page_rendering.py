"""The site's base template, rendered as a reader would get it, to see what is in it."""

import io

from django.contrib.auth.models import AnonymousUser
from django.core.handlers.wsgi import WSGIRequest
from django.utils import translation

from .notices.browser_banner import render_browser_banner
from .notices.cookie_notice import render_cookie_notice
from .notices.embeds import render_gated_embeds
from .reader.newsroom import get_newsroom_of_request
from .reader.site_page import get_base_template


def make_request(site) -> WSGIRequest:
    """A request of the site's front page by somebody who is not signed in. No
    middleware has seen it."""
    is_secure = site.port == 443
    request = WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": "/",
            "SCRIPT_NAME": "",
            "QUERY_STRING": "",
            "SERVER_NAME": site.hostname,
            "SERVER_PORT": str(site.port),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": site.hostname,
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": "https" if is_secure else "http",
            "wsgi.input": io.BytesIO(),
        }
    )
    request.user = AnonymousUser()
    # Where Wagtail keeps it.
    request._wagtail_site = site
    return request


def find_missing_tags(site) -> list[tuple[str, str]]:
    """Tags that the base template lacks though the site has switched on what they
    print, each with its name for people. Raises what the template raises."""
    page = site.root_page.specific
    request = make_request(site)
    with translation.override(_get_language(page)):
        wanted = [
            ("cookie_notice", "the cookie notice", render_cookie_notice(request)),
            ("browser_banner", "the browser banner", render_browser_banner(request)),
            (
                "gated_embeds",
                "posts from elsewhere",
                render_gated_embeds(get_newsroom_of_request(request)),
            ),
        ]
        # A site that uses none of it is not rendered for nothing.
        if not any(html for _tag, _name, html in wanted):
            return []
        context = {**page.get_context(request), "base_template": get_base_template()}
        html = _squeeze(get_base_template().render(context, request))
    return [
        (tag, name) for tag, name, part in wanted if part and _squeeze(part) not in html
    ]


def _get_language(page) -> str:
    locale = getattr(page, "locale", None)
    return locale.language_code if locale else translation.get_language()


def _squeeze(html: str) -> str:
    """Sites put their base through {% spaceless %} and the like."""
    return "".join(html.split())

"""The nonce of a site's Content-Security-Policy, for our own script elements."""

from django.utils.html import format_html
from django.utils.safestring import SafeString


def render_nonce(request) -> SafeString:
    """`` nonce="…"`` where the site's template has used one on this page; else "".

    A policy with ``'strict-dynamic'`` lets no other script through. As Django and
    django-csp have it: a nonce that nobody has asked for yet is false, so that pages of
    sites without one stay the same at each request.
    """
    # django-csp's name, then that of Django 6's own middleware.
    nonce = getattr(request, "csp_nonce", None) or getattr(request, "_csp_nonce", None)
    return format_html(' nonce="{}"', str(nonce)) if nonce else SafeString("")

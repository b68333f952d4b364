"""Who publishes the site and by which rules, as readers are told in the footer. Machines
are told the same: ``reader.newsroom``."""

import re

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from ..links import get_public_link
from ..models import NewsroomSettings
from ..reader.newsroom import (
    get_newsroom_of_request,
    get_page_url,
    get_policy_url,
    get_publisher_name,
)

_TEMPLATE = "wagtail_liveconflict/notices/_colophon.html"


def render_colophon(request) -> SafeString:
    """The line; "" where the request is of no site."""
    newsroom = get_newsroom_of_request(request) if request is not None else None
    if newsroom is None:
        return SafeString("")
    context = {
        "name": get_publisher_name(newsroom),
        "newsroom": newsroom,
        "phone_url": read_phone_url(newsroom),
        "links": list_links(newsroom, request),
    }
    return SafeString(render_to_string(_TEMPLATE, context, request).strip())


def read_phone_url(newsroom: NewsroomSettings) -> str:
    """https://www.rfc-editor.org/rfc/rfc3966: figures, and what separates them."""
    return f"tel:{re.sub('[^0-9+]', '', newsroom.contact_phone)}"


def list_links(newsroom: NewsroomSettings, request=None) -> list[tuple[str, str]]:
    """Label and address of the site's rules, in the active language: only what readers
    can open."""
    links = [
        (gettext("Terms of use"), get_page_url(newsroom.terms_page, request)),
        (gettext("Privacy policy"), get_page_url(newsroom.privacy_page, request)),
    ]
    for label, field in (
        (gettext("Corrections policy"), "corrections_policy"),
        (gettext("How we verify"), "fact_checking_policy"),
        (gettext("Sources policy"), "unnamed_sources_policy"),
    ):
        url = get_policy_url(newsroom, field, request)
        # What was written down may have come by code, past the form.
        is_path = url.startswith("/") and not url.startswith("//")
        links.append((label, url if is_path else get_public_link(url)))
    return [(label, url) for label, url in links if url]

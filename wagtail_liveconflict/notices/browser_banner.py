"""The outdated-browser banner on a page: the same HTML for everybody. The browser
decides by its style sheet whether it is seen."""

from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.safestring import SafeString
from wagtail.models import Site

from ..languages import get_direction
from ..links import get_public_link
from ..models import BrowserBanner

_KEPT = "_liveconflict_browser_banner"
_TEMPLATE = "wagtail_liveconflict/notices/_browser_banner.html"
#: Where the makers of what most people use offer it, in the reader's language.
SHIPPED_LINKS = (
    ("Firefox", "https://www.mozilla.org/firefox/new/"),
    ("Chrome", "https://www.google.com/chrome/"),
    ("Edge", "https://www.microsoft.com/edge"),
)


def get_browser_banner(request) -> BrowserBanner | None:
    """What the site of a request has set; None where it has set nothing. Asked once
    for a request."""
    if not hasattr(request, _KEPT):
        site = Site.find_for_request(request)
        # Not for_site(): that writes, and a reader's page must not.
        setattr(request, _KEPT, BrowserBanner.read(site) if site else None)
    return getattr(request, _KEPT)


def render_browser_banner(request) -> SafeString:
    """The banner with its style and script; "" where the site has not switched it
    on, without a request, and in a preview, whose editor wants to see that."""
    if getattr(request, "is_preview", False):
        return SafeString("")
    banner = get_browser_banner(request) if request is not None else None
    if banner is None or not banner.is_on:
        return SafeString("")
    html = render_to_string(_TEMPLATE, describe_browser_banner(banner), request)
    return SafeString(html.strip())


def describe_browser_banner(banner: BrowserBanner) -> dict:
    """What the template prints."""
    language = banner.get_shown_language()
    links = [
        (str(link.value["name"]), url)
        for link in banner.links
        # What was written down may have come by code, past the form.
        if (url := get_public_link(link.value["url"]))
    ]
    return {
        "preset": banner.preset,
        "language_code": language,
        "direction": get_direction(language),
        "links": links or SHIPPED_LINKS,
        **{name: banner.get_words(name, language) for name in banner.SHIPPED_WORDS},
    }


def render_preview(request, banner: BrowserBanner, language: str):
    """A page with the banner on it as readers have it who use the site in a language;
    no browser hides it. The app's own base template: in the site's there is the
    banner as it is published."""
    with translation.override(language):
        described = describe_browser_banner(banner)
    return TemplateResponse(
        request,
        "wagtail_liveconflict/notices/browser_banner_preview.html",
        {"banner": {**described, "is_preview": True}},
    )

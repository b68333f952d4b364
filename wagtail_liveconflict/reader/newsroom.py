"""Who publishes a live blog, as machines are told: https://schema.org/NewsMediaOrganization"""

from urllib.parse import urljoin

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext
from wagtail.models import Site

from ..models import NewsroomSettings
from ..pictures.rendering import find_rendition
from ..restrictions import is_restricted

#: Of schema.org, by the setting that says where it is.
_POLICIES = {
    "corrections_policy": "correctionsPolicy",
    "ethics_policy": "ethicsPolicy",
    "fact_checking_policy": "verificationFactCheckingPolicy",
    "unnamed_sources_policy": "unnamedSourcesPolicy",
    "ownership_info": "ownershipFundingInfo",
    "masthead": "masthead",
}
#: By their field, that of a page of the site which outweighs it.
_POLICY_PAGES = {
    "corrections_policy": "corrections_page",
    "fact_checking_policy": "fact_checking_page",
    "unnamed_sources_policy": "unnamed_sources_page",
}
_LOGO = "max-600x600|format-png"
_PAGES = NewsroomSettings.PAGES


def get_newsroom(page) -> NewsroomSettings | None:
    """What the site of a live blog has set; unsaved defaults where it has set
    nothing, None where the page is on no site. Read once for a page object."""
    if not hasattr(page, "_newsroom"):
        page._newsroom = read_newsroom(page.get_site())
    return page._newsroom


def read_newsroom(site):
    if site is None:
        return None
    found = NewsroomSettings.objects.select_related("publisher_logo", *_PAGES).annotate(
        **{_asked(name): is_restricted(f"{name}__path") for name in _PAGES},
    )
    newsroom = found.filter(site=site).first() or NewsroomSettings()
    newsroom.site = site
    for name in _PAGES:
        if page := getattr(newsroom, name):
            page._is_restricted = getattr(newsroom, _asked(name))
    return newsroom


def _asked(name: str) -> str:
    return f"{name}_is_restricted"


def get_newsroom_of_request(request) -> NewsroomSettings | None:
    """As :func:`get_newsroom`, of the site that is asked. Read once for a request."""
    if not hasattr(request, "_liveconflict_newsroom"):
        site = Site.find_for_request(request)
        request._liveconflict_newsroom = read_newsroom(site)
    return request._liveconflict_newsroom


def preview_newsroom(request, newsroom: NewsroomSettings) -> None:
    """Settings that are being edited, for what is shown in their preview."""
    request._liveconflict_newsroom = newsroom


def pass_on_newsroom(page, request) -> None:
    """What was read for a live blog is not read again for the tags around it."""
    newsroom = get_newsroom(page)
    if newsroom and newsroom.site == Site.find_for_request(request):
        request._liveconflict_newsroom = newsroom


def get_site_name(site) -> str:
    return site.site_name or site.hostname


def get_publisher_name(newsroom: NewsroomSettings) -> str:
    return newsroom.publisher_name or get_site_name(newsroom.site)


def describe_publisher(page) -> dict:
    """A ``NewsMediaOrganization`` with the policies that the site has set; empty
    values are the caller's to leave out. {} where the page is on no site."""
    newsroom = get_newsroom(page)
    if newsroom is None:
        return {}
    root_url = newsroom.site.root_url
    logo = newsroom.publisher_logo
    return {
        "@type": "NewsMediaOrganization",
        "@id": f"{root_url}/#publisher",
        "name": get_publisher_name(newsroom),
        "url": root_url,
        "logo": logo and _describe_logo(logo, root_url),
        **{
            name: urljoin(root_url, url)
            for field, name in _POLICIES.items()
            if (url := get_policy_url(newsroom, field))
        },
        "legalName": newsroom.legal_name,
        "email": newsroom.contact_email,
        "telephone": newsroom.contact_phone,
        "employee": newsroom.editor_in_chief
        and {
            "@type": "Person",
            "name": newsroom.editor_in_chief,
            "jobTitle": gettext("Editor in chief"),
        },
    }


def get_page_url(page, request=None) -> str:
    """ "" for no page, and for one of :func:`read_newsroom` that not everybody can
    open."""
    if page is None or not page.live or getattr(page, "_is_restricted", False):
        return ""
    return page.get_url(request) or ""


def get_policy_url(newsroom: NewsroomSettings, field: str, request=None) -> str:
    """Address of a policy, by its field of the settings: that of the site's page, or
    the one that was written down. "" where there is none."""
    page = getattr(newsroom, _POLICY_PAGES.get(field, ""), None)
    url = get_page_url(page, request) or getattr(newsroom, field)
    if field == "fact_checking_policy":
        return url or _get_how_we_verify()
    return url


def _describe_logo(logo, root_url):
    rendition = find_rendition(logo, _LOGO)
    if rendition is None:
        return None
    return {
        "@type": "ImageObject",
        "url": urljoin(root_url, rendition.url),
        "width": rendition.width,
        "height": rendition.height,
    }


def _get_how_we_verify():
    try:
        return reverse("wagtail_liveconflict:how_we_verify")
    except NoReverseMatch:
        return ""

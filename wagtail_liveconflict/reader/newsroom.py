"""Who publishes a live blog, as machines are told: https://schema.org/NewsMediaOrganization"""

from urllib.parse import urljoin

from django.urls import NoReverseMatch, reverse

from ..models import NewsroomSettings

#: Of schema.org, by the setting that says where it is.
_POLICIES = {
    "corrections_policy": "correctionsPolicy",
    "ethics_policy": "ethicsPolicy",
    "fact_checking_policy": "verificationFactCheckingPolicy",
    "unnamed_sources_policy": "unnamedSourcesPolicy",
    "ownership_info": "ownershipFundingInfo",
    "masthead": "masthead",
}
_LOGO = "max-600x600|format-png"


def get_newsroom(page) -> NewsroomSettings | None:
    """What the site of a live blog has set; unsaved defaults where it has set
    nothing, None where the page is on no site. Read once for a page object."""
    if not hasattr(page, "_newsroom"):
        page._newsroom = _read_newsroom(page.get_site())
    return page._newsroom


def _read_newsroom(site):
    if site is None:
        return None
    found = NewsroomSettings.objects.select_related("publisher_logo")
    newsroom = found.filter(site=site).first() or NewsroomSettings()
    newsroom.site = site
    return newsroom


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
        **{name: getattr(newsroom, field) for field, name in _POLICIES.items()},
        "verificationFactCheckingPolicy": newsroom.fact_checking_policy
        or _get_how_we_verify(root_url),
    }


def _describe_logo(logo, root_url):
    try:
        rendition = logo.get_rendition(_LOGO)
    except OSError:
        # Its file is gone.
        return None
    return {
        "@type": "ImageObject",
        "url": urljoin(root_url, rendition.url),
        "width": rendition.width,
        "height": rendition.height,
    }


def _get_how_we_verify(root_url):
    try:
        return urljoin(root_url, reverse("wagtail_liveconflict:how_we_verify"))
    except NoReverseMatch:
        return ""

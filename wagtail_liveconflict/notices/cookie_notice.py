"""The cookie notice on a page: the same HTML for everybody, whatever they chose, so
that a cache may keep it. What a reader chose is known to the browser alone."""

from django.db.models import prefetch_related_objects
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.safestring import SafeString
from wagtail.models import Site

from ..languages import get_direction
from ..models import CookieNotice
from ..reader.newsroom import get_newsroom_of_request, get_page_url

_KEPT = "_liveconflict_cookie_notice"
_TEMPLATE = "wagtail_liveconflict/notices/cookie_notice.html"


def get_cookie_notice(request) -> CookieNotice | None:
    """What the site of a request has set; None where it has set nothing, or where
    there is no site. Asked once for a request. In a preview: what is being edited."""
    if request is None:
        return None
    # Where Wagtail puts a setting that is previewed.
    previewed = getattr(request, CookieNotice.get_cache_attr_name(), None)
    if previewed is not None:
        return previewed
    if not hasattr(request, _KEPT):
        site = Site.find_for_request(request)
        # Not for_site(): that writes, and a reader's page must not.
        setattr(request, _KEPT, CookieNotice.objects.filter(site=site).first())
    return getattr(request, _KEPT)


def get_purposes(request) -> list[str]:
    """Codes of what readers of the site may allow."""
    notice = get_cookie_notice(request)
    if notice is None:
        return []
    if not hasattr(notice, "_codes"):
        notice._codes = notice.get_purpose_codes()
    return notice._codes


def render_cookie_notice(request) -> SafeString:
    """The notice with its style and script; "" where the site has none, and in the
    preview of anything else, whose editor wants to see that."""
    if getattr(request, "is_preview", False) and not is_preview(request):
        return SafeString("")
    notice = get_cookie_notice(request)
    if notice is None or notice.mode == CookieNotice.Mode.OFF:
        return SafeString("")
    if notice.pk and not is_preview(request):
        prefetch_related_objects([notice], "texts", "purposes__texts")
    purposes = list(notice.purposes.all()) if notice.asks else []
    if notice.mode == CookieNotice.Mode.CONSENT and not purposes:
        # There is nothing to accept.
        notice.mode = CookieNotice.Mode.NOTICE
    language = notice.get_shown_language()
    with translation.override(language):
        html = render_to_string(
            _TEMPLATE,
            {
                "notice": notice,
                "purposes": purposes,
                "codes": " ".join(purpose.code for purpose in purposes),
                "text": notice.get_words("text"),
                "privacy_label": notice.get_words("privacy_label"),
                "privacy_url": get_privacy_url(notice, request),
                "record_url": get_record_url(notice),
                "is_preview": is_preview(request),
                "language_code": language,
                "direction": get_direction(language),
                "request": request,
            },
        )
    return SafeString(html.strip())


def is_preview(request) -> bool:
    """Whether the notice itself is what is previewed."""
    return getattr(request, "liveconflict_previews_notice", False)


def get_privacy_url(notice: CookieNotice, request) -> str:
    """Address of the privacy page, of the notice or else of the newsroom; "" while
    readers could not open it."""
    page = notice.privacy_page
    if page is None:
        newsroom = get_newsroom_of_request(request)
        return get_page_url(newsroom and newsroom.privacy_page, request)
    if not page.live or page.get_view_restrictions().exists():
        return ""
    return page.specific.get_url(request) or ""


def get_record_url(notice: CookieNotice) -> str:
    if not (notice.keeps_proof and notice.mode == CookieNotice.Mode.CONSENT):
        return ""
    try:
        return reverse("wagtail_liveconflict:consent")
    except NoReverseMatch:
        return ""

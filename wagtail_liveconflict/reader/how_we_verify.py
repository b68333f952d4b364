"""The public page that explains the words for claims: made of the vocabulary, so that
it cannot say something else than the code does."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.models import Site

from ..blocks.claim_words import describe_status, get_status_word
from ..editorial.second_person import is_second_person_needed
from ..models import NewsroomSettings
from ..verification import TRANSITIONS, Finding, Method, Status
from .shared_response import SharedResponse
from .site_page import get_base_template, is_for_everybody, keep_for

#: Seconds, so that a newsroom sees its introduction soon.
MAX_AGE = 60
#: What each way of checking is, in one line.
METHOD_LINES = {
    Method.GEOLOCATION: _(
        "We find the place by comparing what is seen with maps and other pictures."
    ),
    Method.CHRONOLOCATION: _(
        "We find the time by light, shadows, weather and what is known to have "
        "happened."
    ),
    Method.REVERSE_IMAGE: _("We look for earlier copies of the picture."),
    Method.SATELLITE: _("We compare it with pictures of the place from above."),
    Method.UPLOADER: _("We speak to whoever published it first."),
    Method.OWN_REPORTER: _("One of us was there and saw or heard it."),
    Method.SECOND_SOURCE: _(
        "Somebody who does not rely on the first source says the same."
    ),
    Method.DOCUMENT: _("We have read a document and checked where it comes from."),
    Method.METADATA: _("We look at what the file itself says of its origin."),
    Method.EXPERT: _("Somebody who knows the subject has examined it."),
    Method.OTHER_OUTLET: _(
        "Another newsroom has checked it; we say which, and what exactly."
    ),
}


@require_safe
def how_we_verify(request):
    """What each status, finding and method means, below the newsroom's own
    introduction, in the language of the site."""
    site = Site.find_for_request(request)
    language = get_language(site)
    with translation.override(language):
        context = {**describe_verification(), "introduction": read_introduction(site)}
        context["base_template"] = get_base_template()
        html = render_to_string(
            "wagtail_liveconflict/reader/how_we_verify.html", context, request
        )
        response = SharedResponse(html, headers={"Content-Language": language})
    is_shared = is_for_everybody(request)
    return keep_for(response, MAX_AGE, is_shared=is_shared)


def describe_verification() -> dict:
    """What the page prints, in the active language."""
    misleading = [each for each in Finding if each.is_misleading]
    is_needed = is_second_person_needed()
    return {
        "statuses": [describe_status(status) for status in Status],
        "false_word": get_status_word(Status.FALSE),
        "false_findings": [each.label for each in Finding if each not in misleading],
        "misleading_word": get_status_word(Status.FALSE, misleading[0]),
        "misleading_findings": [each.label for each in misleading],
        "methods": [(each.label, METHOD_LINES[each]) for each in Method],
        "needs_second_person": is_needed,
        "agreed_statuses": [each.label for each in Status if _is_agreed(each, "after")],
        "settled_statuses": [
            each.label for each in Status if _is_agreed(each, "before")
        ],
    }


def _is_agreed(status, end) -> bool:
    """Whether a second editor has to agree to every transition to a status ("after")
    or from it ("before"); beginning to check anew is no finding."""
    findings = [
        each
        for each in TRANSITIONS.values()
        if getattr(each, end) == status and each.after != Status.CHECKING
    ]
    return bool(findings) and all(each.needs_second_person for each in findings)


def read_introduction(site) -> str:
    if site is None:
        return ""
    found = NewsroomSettings.objects.filter(site=site).first()
    return found.verification_intro.strip() if found else ""


def get_language(site) -> str:
    if site is not None and getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        return site.root_page.localized.locale.language_code
    return settings.LANGUAGE_CODE

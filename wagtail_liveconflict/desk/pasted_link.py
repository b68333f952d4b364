"""A pasted address, read for the composer: what a quote can be filled in with."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import JsonResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.widgets import AdminDateTimeInput

from ..conf import conf
from ..languages import get_language_choices
from ..links import clean_public_link, validate_public_link
from ..models import Platform, SourceHandle
from ..permissions import get_policy
from ..post_links import complete_address, medium_of, parse_post_link, verb_of
from ..post_links.providers import fetch_post, may_fetch
from ..post_links.readers import said_at_of

MAX_LENGTH = 2000


@method_decorator(never_cache, name="dispatch")
class PastedLinkView(View):
    """``GET ?url=…``: what the address says, from the address alone. With
    ``&fetch=1`` also what the platform says, where the site allows asking it.

    200 with ``permalink`` only, for an address that is not of a post; otherwise
    also ``platform``, its name (``site``), ``medium``, ``verb``, ``handle``, ``source`` (``id``,
    ``title``, ``edit_url``; or null), ``name``, ``text``, ``said_at`` (as the date
    and time field wants it), ``said_precision``, ``language``, ``may_fetch``, and a
    ``notice`` for the editor. What is not known is ``""``. 400 with ``error`` for
    a link that readers must not get.
    """

    #: A seam for tests.
    fetch_post = staticmethod(fetch_post)

    def dispatch(self, request, *args, **kwargs):
        if not get_policy().user_has_permission(request.user, "add"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        address = complete_address(request.GET.get("url", "")[:MAX_LENGTH])
        try:
            validate_public_link(address)
        except ValidationError as error:
            return JsonResponse({"error": " ".join(error.messages)}, status=400)
        post_link = parse_post_link(address)
        if post_link is None:
            return JsonResponse({"permalink": clean_public_link(address)})
        fetched = self.fetch_post(post_link) if request.GET.get("fetch") else None
        return JsonResponse(self.describe(post_link, fetched))

    def describe(self, post_link, fetched):
        said_at, precision = said_at_of(post_link), "minute"
        if fetched and fetched.said_at:
            said_at, precision = fetched.said_at, fetched.precision
        if said_at and said_at > timezone.now():
            said_at = None
        text = fetched.text if fetched else ""
        if len(text) > conf.LIVECONFLICT_MAX_TEXT_LENGTH:
            # Cut short it would be another quote.
            text = ""
        # An address may carry any name; the platform knows whose post it is.
        handle = (fetched and fetched.handle) or post_link.handle
        return {
            "platform": post_link.platform,
            "site": str(Platform(post_link.platform).label),
            "medium": medium_of(post_link.platform),
            "verb": verb_of(post_link.platform),
            "handle": handle,
            "permalink": post_link.permalink,
            "source": self.find_source(post_link.platform, handle),
            "name": fetched.author_name if fetched else "",
            "text": text,
            "said_at": _format_for_field(said_at) if said_at else "",
            "said_precision": precision if said_at else "",
            "language": _find_language(fetched.language) if fetched else "",
            "may_fetch": may_fetch(post_link),
            "notice": _get_notice(post_link, handle),
        }

    def find_source(self, platform, handle):
        if not handle:
            return None
        found = (
            SourceHandle.objects.filter(platform=platform, handle=handle)
            .select_related("source")
            .first()
        )
        if found is None:
            return None
        source = found.source
        return {
            "id": source.pk,
            "title": str(source),
            "edit_url": AdminURLFinder(self.request.user).get_edit_url(source),
        }


def _format_for_field(moment):
    """As the composer's date and time field shows it, in the user's time zone."""
    return AdminDateTimeInput().format_value(timezone.localtime(moment))


def _find_language(code):
    """The language of that code, or of its first part, if a quote can have it."""
    known = {value for value, _label in get_language_choices()}
    return next(
        (value for value in (code, code.partition("-")[0]) if value in known), ""
    )


def _get_notice(post_link, handle):
    # A DID is another name for the same account.
    if post_link.handle in ("", handle) or post_link.handle.startswith("did:"):
        return ""
    return _("According to the platform this post is by %(handle)s.") % {
        "handle": handle
    }

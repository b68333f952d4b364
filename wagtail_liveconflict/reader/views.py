"""The delivery URLs."""

from hashlib import blake2b

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Length, Substr
from django.http import HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from wagtail.models import PageViewRestriction, Site

from ..delivery.cursor import Cursor, InvalidCursor
from ..models import LiveFeed
from .delta import build_delta, encode

_JSON = "application/json"


def get_public_feed(page_id: int) -> LiveFeed | None:
    """The feed of a live blog that everybody may read; None for every other
    page, so that nobody learns which of them exist. One query."""
    restricted = PageViewRestriction.objects.filter(
        Q(page__path=Substr(OuterRef("page__path"), 1, Length("page__path")))
        | Q(page_id=OuterRef("page__alias_of_id"))
    )
    on_a_site = Site.objects.filter(
        root_page__path=Substr(OuterRef("page__path"), 1, Length("root_page__path"))
    )
    return (
        LiveFeed.objects.select_related("page", "page__locale")
        .filter(Exists(on_a_site), ~Exists(restricted), page_id=page_id)
        .filter(page__live=True)
        .first()
    )


def _error(status: int, reason: str) -> HttpResponse:
    response = HttpResponse(
        encode({"error": reason}), status=status, content_type=_JSON
    )
    patch_cache_control(response, no_store=True)
    return response


@csrf_exempt
@require_safe
def changes(request, page_id, cursor):
    """Answer what changed after ``cursor`` (see :mod:`.delta`).

    400 for a cursor this site never gave out, 404 for a page that is not a
    public live blog, whatever the reason.
    """
    try:
        place = Cursor.parse(cursor)
    except InvalidCursor:
        return _error(400, "invalid cursor")
    # A page id beyond the database's integers is a page that does not exist.
    feed = get_public_feed(page_id) if page_id < 2**63 else None
    if feed is None:
        return _error(404, "not found")
    body = encode(build_delta(feed, place))
    etag = f'"{blake2b(body, digest_size=12).hexdigest()}"'
    if etag in request.headers.get("If-None-Match", ""):
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(body, content_type=_JSON)
    response["ETag"] = etag
    patch_cache_control(response, public=True, max_age=1)
    return response

"""The delivery URLs, as Django answers them: on WSGI, and as the reference of
what the hub answers from its memory."""

from django.db import transaction
from django.http import HttpResponse, HttpResponseNotModified
from django.http.response import ResponseHeaders
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from ..delivery.cursor import Cursor, InvalidCursor
from ..delivery.message import CACHE_CONTROL, CONTENT_TYPE, encode, is_same
from .delta import build_answer
from .feeds import get_public_feed
from .shared_response import SharedResponse


def _error(status: int, reason: str) -> HttpResponse:
    response = SharedResponse(
        encode({"error": reason}), status=status, content_type=CONTENT_TYPE
    )
    patch_cache_control(response, no_store=True)
    return response


@transaction.non_atomic_requests
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
    feed = get_public_feed(page_id)
    if feed is None:
        return _error(404, "not found")
    answer = build_answer(feed, place)
    if is_same(request.headers.get("If-None-Match", ""), answer.etag):
        response = HttpResponseNotModified()
    else:
        response = SharedResponse(answer.body, content_type=CONTENT_TYPE)
    response["ETag"] = answer.etag
    response["Cache-Control"] = CACHE_CONTROL
    response["Vary"] = _FixedVary.VARY
    response.headers = _FixedVary(response.headers)
    return response


class _FixedVary(ResponseHeaders):
    """Middleware of a site says of every answer that it varies with the cookie or
    the language. This one does not, and a cache is to keep one copy of it."""

    VARY = "Accept-Encoding"

    def __setitem__(self, key, value):
        super().__setitem__(key, self.VARY if key.lower() == "vary" else value)


@transaction.non_atomic_requests
@csrf_exempt
@require_safe
def stream(request, page_id, cursor):
    """There are no streams here: "no content", after which a browser polls.

    A stream would hold a worker for as long as a page is open; two readers
    would freeze a site of two workers. See :mod:`wagtail_liveconflict.asgi`.
    """
    response = HttpResponse(status=204)
    patch_cache_control(response, no_store=True)
    return response

"""Where a browser tells of a choice, on sites that keep a log of them."""

import json
import uuid

from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from ..models import ConsentRecord, CookieNotice
from .cookie_notice import get_cookie_notice

#: Bytes. A number, a revision and what was chosen for a handful of purposes.
MOST = 2_000


class Refused(Exception):
    """Status and reason of the answer."""


# No token against forged requests: nobody is signed in for this and nothing is done in
# anybody's name, so a forged one gains what a request without a browser has as well.
# Browsers do not send JSON to another site without asking, and are not told they may.
@csrf_exempt
@require_POST
@transaction.non_atomic_requests
def consent(request):
    """Keep one choice: ``{"id": uuid, "revision": 1, "choices": {"statistics": true}}``.

    204 when it is kept, also when the same one comes twice. 400 for what is no such
    choice, 403 from a page of another site, 404 where no log is kept, 413 and 415.
    """
    try:
        notice = get_logging_notice(request)
        fields = read_choice(read_body(request), notice)
    except Refused as error:
        status, reason = error.args
        response = JsonResponse({"error": reason}, status=status)
    else:
        pk = fields.pop("id")
        ConsentRecord.objects.get_or_create(
            pk=pk, defaults={"site_id": notice.site_id, **fields}
        )
        response = HttpResponse(status=204)
    patch_cache_control(response, no_store=True)
    return response


def get_logging_notice(request) -> CookieNotice:
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        raise Refused(403, "from another site")
    notice = get_cookie_notice(request)
    is_on = notice is not None and notice.keeps_proof
    if not is_on or notice.mode != CookieNotice.Mode.CONSENT:
        raise Refused(404, "no log is kept")
    return notice


def read_body(request) -> dict:
    if request.content_type != "application/json":
        raise Refused(415, "not application/json")
    body = request.read(MOST + 1)
    if len(body) > MOST:
        raise Refused(413, f"more than {MOST} bytes")
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        raise Refused(400, "not JSON") from None
    if not isinstance(data, dict):
        raise Refused(400, "not an object")
    return data


def read_choice(data: dict, notice: CookieNotice) -> dict:
    """Fields of a :class:`ConsentRecord`. Of a page that a cache has kept, the
    revision may be an earlier one."""
    try:
        pk = uuid.UUID(data.get("id"))
    except (AttributeError, TypeError, ValueError):
        raise Refused(400, "id: not a UUID") from None
    revision = data.get("revision")
    if type(revision) is not int or not 1 <= revision <= notice.revision:
        raise Refused(400, "revision: not one of this site")
    choices = data.get("choices")
    if not isinstance(choices, dict) or not all(
        isinstance(is_allowed, bool) for is_allowed in choices.values()
    ):
        raise Refused(400, "choices: not a purpose with true or false each")
    if unknown := set(choices) - set(notice.get_purpose_codes()):
        raise Refused(400, f"choices: not a purpose of this site: {min(unknown)[:40]}")
    return {"id": pk, "revision": revision, "choices": choices}

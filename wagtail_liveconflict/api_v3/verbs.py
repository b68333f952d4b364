"""The newsroom's verbs for one update, as at the desk."""

from typing import Annotated, Literal

from django.http import HttpResponse
from ninja import Body, Router
from pydantic import Field
from wagtail.api.v3.auth import BearerTokenAuth

from .. import editorial
from ..models import Correction, LiveUpdate
from .composing import edit_update
from .drafts import find_update, tell_done
from .given_update import Draft, Given, PublishNewest
from .once import Key, do_once
from .problems import WRITE
from .reading import refuse_unknown
from .schemas import Id

router = Router(tags=["writing"], auth=BearerTokenAuth())
_LONGEST_REASON = LiveUpdate._meta.get_field("withdrawn_reason").max_length
_LONGEST_NOTE = Correction._meta.get_field("text").max_length
_SIMPLE = {
    "pin": editorial.pin_update,
    "unpin": lambda update, user: editorial.unpin_update(
        update.page, user, only=update
    ),
    "key-event": editorial.mark_key_event,
    "not-key-event": editorial.unmark_key_event,
}


class GivenReason(Given):
    #: Readers see it in place of the update.
    reason: Annotated[str, Field(max_length=_LONGEST_REASON)]
    #: Listed among the corrections as well.
    is_our_error: bool = False


class GivenCorrection(Given):
    #: What was wrong, and what is right.
    text: Annotated[str, Field(max_length=_LONGEST_NOTE)]


def _do(request, response, update_id, act):
    """``act`` is given the update and the user; the update as it is then."""
    refuse_unknown(request)
    update = find_update(request, update_id, "view")
    do_once(request, response, lambda: act(update, request.user) and None)
    return tell_done(request, update_id)


def _add(path, name, summary):
    return router.post(
        f"/live_updates/{{update_id}}/{path}/",
        response=Draft,
        url_name=f"liveconflict_{name}",
        operation_id=f"liveconflict_live_updates_{name}",
        summary=summary,
        openapi_extra=WRITE,
    )


@_add("publish", "publish", "Publish the newest version")
def publish(
    request,
    response: HttpResponse,
    update_id: Id,
    given: Body[PublishNewest],
    idempotency_key: Key = None,
):
    return _do(
        request,
        response,
        update_id,
        lambda update, user: edit_update(update, user, given, based_on=given.based_on),
    )


@_add("withdraw", "withdraw", "Take a published update back")
def withdraw(
    request,
    response: HttpResponse,
    update_id: Id,
    given: Body[GivenReason],
    idempotency_key: Key = None,
):
    return _do(
        request,
        response,
        update_id,
        lambda update, user: editorial.withdraw_update(
            update, user, given.reason, is_our_error=given.is_our_error
        ),
    )


@_add("correct", "correct", "Say in public what was wrong; the words stay")
def correct(
    request,
    response: HttpResponse,
    update_id: Id,
    given: Body[GivenCorrection],
    idempotency_key: Key = None,
):
    return _do(
        request,
        response,
        update_id,
        lambda update, user: editorial.correct_update(update, user, given.text),
    )


@_add("{verb}", "verb", "Pin it, mark it as a key event, or take that back")
def do_verb(
    request,
    response: HttpResponse,
    update_id: Id,
    verb: Literal[tuple(_SIMPLE)],
    idempotency_key: Key = None,
):
    return _do(request, response, update_id, _SIMPLE[verb])

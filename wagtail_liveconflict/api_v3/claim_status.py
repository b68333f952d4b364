"""The status of a claim, through the desk's own form for it."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import Http404, HttpResponse
from ninja import Body, Router, Schema
from pydantic import Field
from wagtail.api.v3.auth import BearerTokenAuth

from ..desk.claim_dialog import may_change_claims
from ..desk.claim_status import (
    ClaimStatusForm,
    find_places,
    get_next_choices,
    propose,
)
from ..editorial.verify import lock_claim
from ..exceptions import LiveConflictError, NotAllowed
from ..models import Claim, StatusChangeRequest
from ..verification import Finding, Reason, Status
from .given_body import list_errors
from .given_update import Given, Moment
from .once import Key, do_once
from .problems import OF_USER, WRITE, Problem, at, make_error
from .reading import refuse_unknown
from .schemas import Id

router = Router(tags=["writing"], auth=BearerTokenAuth())
_Words = Annotated[str, Field(max_length=500)]


class GivenStatus(Given):
    after: Literal[tuple(Status.values)]
    #: The status that was read before: 409 where it is another by now.
    before: Literal[tuple(Status.values)] | None = None
    reason: Literal[tuple(Reason.values)] = "new_evidence"
    #: For readers.
    note: _Words = ""
    finding: Literal[("", *Finding.values)] = ""
    as_of: Moment | None = None
    #: Without a second editor, for those who may.
    override_reason: _Words = ""


class NextStatus(Schema):
    status: str
    needs_second_person: bool
    #: What the claim lacks for it: ``code`` and ``message``.
    lacks: list[dict[str, str]]


class ClaimAtDesk(Schema):
    id: int
    sentence: str
    status: str
    finding: str
    as_of: datetime | None
    is_withdrawn: bool
    #: What waits for a second editor.
    waiting: dict[str, Any] | None
    next: list[NextStatus]


def find_claim(request, claim_id) -> Claim:
    if not may_change_claims(request.user):
        raise NotAllowed
    claim = Claim.objects.filter(pk=claim_id).first()
    if claim is None:
        raise Http404
    return claim


def tell_claim(claim) -> dict:
    waiting = StatusChangeRequest.objects.filter(
        claim=claim, state=StatusChangeRequest.State.WAITING
    ).first()
    return {
        "id": claim.pk,
        "sentence": claim.sentence,
        "status": claim.status,
        "finding": claim.finding,
        "as_of": claim.as_of,
        "is_withdrawn": claim.is_withdrawn,
        "waiting": waiting and {"after": waiting.after, "note": waiting.note},
        "next": [
            {
                "status": choice.status.value,
                "needs_second_person": choice.needs_second_person,
                "lacks": [
                    {"code": lack.code, "message": lack.message}
                    for lack in choice.lacks
                ],
            }
            for choice in get_next_choices(claim)
        ],
    }


@router.get(
    "/claims/{claim_id}/desk/",
    response=ClaimAtDesk,
    url_name="liveconflict_claim_at_desk",
    operation_id="liveconflict_claims_at_desk",
    summary="How a claim stands, and what may follow",
    openapi_extra=OF_USER,
)
def get_claim_at_desk(request, claim_id: Id):
    refuse_unknown(request)
    return tell_claim(find_claim(request, claim_id))


@router.post(
    "/claims/{claim_id}/status/",
    response=ClaimAtDesk,
    url_name="liveconflict_claim_status",
    operation_id="liveconflict_claims_change_status",
    summary="Change its status or, where a second editor has to agree, ask for it",
    openapi_extra=WRITE,
)
def change_status(
    request,
    response: HttpResponse,
    claim_id: Id,
    given: Body[GivenStatus],
    idempotency_key: Key = None,
):
    refuse_unknown(request)
    claim = find_claim(request, claim_id)
    do_once(request, response, lambda: _change(claim, request.user, given))
    return tell_claim(find_claim(request, claim_id))


def _change(claim, user, given) -> None:
    # Nobody changes it between the question how it stands and the answer.
    claim = lock_claim(claim)
    if given.before and given.before != claim.status:
        message = "A colleague has changed the status in the meantime."
        error = make_error("overtaken", message, ["before"])
        raise Problem(409, message, [error], current=tell_claim(claim))
    form = ClaimStatusForm(claim, user, given.dict(exclude_none=True))
    if given.override_reason and "override_reason" not in form.fields:
        raise at(["override_reason"], "You may not set this.", "not_allowed")
    if not form.is_valid():
        errors = []
        for name, found in form.errors.as_data().items():
            for error in found:
                errors += list_errors(error, () if name == "__all__" else (name,))
        raise Problem(422, "Validation failed", errors)
    try:
        propose(form, user)
    except NotAllowed:
        raise
    except LiveConflictError as error:
        places = find_places(form, error)
        if not any(field for field, _message in places):
            raise
        raise Problem(
            422,
            "Validation failed",
            [make_error("refused", message, [field]) for field, message in places],
        ) from error

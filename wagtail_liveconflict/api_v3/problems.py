"""What cannot be done, as ``application/problem+json``, like Wagtail's own answers.

What the newsroom's gates and the desk's form say is translated. What this room adds is
for the developers of programs: in English, as Wagtail's own.
"""

import json
from collections.abc import Iterable

from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse
from ninja.responses import NinjaJSONEncoder
from wagtail.api.v3.errors import PROBLEM_JSON, build_problem_detail
from wagtail.coreutils import camelcase_to_underscore

from ..exceptions import GateClosed, LiveConflictError, NotAllowed

_SCHEMA = {
    "type": "object",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["msg"],
                "properties": {
                    "type": {"type": "string"},
                    "loc": {"type": "array"},
                    "msg": {"type": "string"},
                },
            },
        },
        "current": {"type": "object"},
        "confirm": {"type": "array", "items": {"type": "string"}},
    },
}
_REASONS = {
    400: "The request cannot be read.",
    401: "No token, or one that is not valid.",
    403: "The user may not do this.",
    404: "There is no such thing for this user.",
    409: "Something has changed since, or stands in the way.",
    413: "The request is too large.",
    422: "Something in the request is wrong: see the errors.",
}


def declare(*statuses: int) -> dict:
    """The problems that an operation answers, for OpenAPI."""
    return {
        "responses": {
            status: {
                "description": _REASONS[status],
                "content": {PROBLEM_JSON: {"schema": _SCHEMA}},
            }
            for status in statuses
        }
    }


#: Of what everybody may read; of what takes a token; of what changes something.
READ = declare(400, 404, 422)
OF_USER = declare(400, 401, 403, 404, 422)
WRITE = declare(400, 401, 403, 404, 409, 413, 422)


class Problem(Exception):
    """An answer that is not a success. ``errors`` as :func:`make_error` makes them;
    ``extra`` stands beside them."""

    def __init__(self, status: int, detail: str, errors: Iterable[dict] = (), **extra):
        super().__init__(detail)
        self.status, self.detail = status, str(detail)
        self.errors, self.extra = list(errors), extra


def make_error(code: str, message, path=()) -> dict:
    return {"type": code, "loc": list(path), "msg": str(message)}


def at(path, message, code="invalid") -> Problem:
    """Something is wrong at one place of the body."""
    return Problem(422, "Validation failed", [make_error(code, message, path)])


def from_verb(error: LiveConflictError) -> Problem:
    """Refused by a verb of the newsroom: 422 at its field, or 409 where it is for the
    state that the thing is in."""
    code = camelcase_to_underscore(type(error).__name__)
    if isinstance(error, NotAllowed):
        return Problem(403, error.message)
    if isinstance(error, GateClosed) and error.lacks:
        errors = [
            make_error(lack.code, lack.message, ["after"]) for lack in error.lacks
        ]
        return Problem(422, error.message, errors)
    status = 422 if error.field else 409
    path = [error.field] if error.field else []
    return Problem(status, error.message, [make_error(code, error.message, path)])


def _answer(problem: Problem) -> HttpResponse:
    about = build_problem_detail(
        status=problem.status, detail=problem.detail, errors=problem.errors or None
    )
    about = about.model_dump(mode="json", exclude_none=True) | problem.extra

    return HttpResponse(
        json.dumps(about, cls=NinjaJSONEncoder),
        status=problem.status,
        content_type=PROBLEM_JSON,
    )


def register(api) -> None:
    @api.exception_handler(Problem)
    def answer_problem(request, problem):
        return _answer(problem)

    # Beyond DATA_UPLOAD_MAX_MEMORY_SIZE, the site's own limit.
    @api.exception_handler(RequestDataTooBig)
    def answer_size(request, error):
        return _answer(Problem(413, "The request is too large."))

    @api.exception_handler(LiveConflictError)
    def answer_refusal(request, error):
        return _answer(from_verb(error))

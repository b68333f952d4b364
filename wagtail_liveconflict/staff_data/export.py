"""All that the app holds of one colleague, as JSON has it."""

from datetime import UTC

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q
from wagtail.models import (
    ModelLogEntry,
    PageLogEntry,
    Revision,
    TaskState,
    WorkflowState,
)

from ..colleagues import name_of
from ..models import ClaimStatusChange
from .mentions import find_hold_copies, find_mentions, find_named_bylines
from .person import Person
from .places import (
    CHECKER,
    INTERNAL,
    find_rows,
    get_content_types,
    get_links,
)

Encoder = DjangoJSONEncoder


def export_person(person: Person) -> dict:
    """``account``, ``linked`` (rows that point to the account), ``named`` (texts made
    to hold a name), ``claim_log``, ``versions``, ``history``, ``workflow`` and
    ``mentioned`` (other texts that have the name; they may mean somebody else)."""
    return {
        "account": _describe_account(person),
        "names": list(person.names),
        "linked": [
            {"place": str(column), "id": row.pk, "what": str(row)}
            for column in get_links()
            for row in column.rows.filter(**{column.field: person.pk}).order_by("pk")
        ],
        "named": [each._asdict() for each in find_named_bylines(person)]
        + [each._asdict() for each in find_hold_copies(person)]
        + _find_texts((CHECKER, *INTERNAL), person),
        "claim_log": [_describe_step(step, person) for step in _find_steps(person)],
        "versions": _find_versions(person),
        "history": _find_history(person),
        "workflow": _find_workflow(person),
        "mentioned": [each._asdict() for each in find_mentions(person)],
    }


def _describe_account(person) -> dict:
    user = person.user
    if user is None:
        return {"id": person.pk, "exists": False}
    return {
        "id": user.pk,
        "exists": True,
        "login": user.get_username(),
        "name": name_of(user),
        "email": getattr(user, "email", ""),
        "is_active": user.is_active,
    }


def _find_texts(columns, person) -> list[dict]:
    return [
        {"place": str(column), "id": pk, "text": text}
        for column in columns
        for pk, text in find_rows(column, person)
    ]


def _find_steps(person):
    # Also where the name is taken out: the number of the account stays.
    return ClaimStatusChange.objects.filter(
        Q(_actor_id=person.pk) | Q(_approver_id=person.pk)
    ).order_by("claim_id", "number")


def _describe_step(step, person) -> dict:
    was_actor = step._actor_id == person.pk
    return {
        "claim": step.claim_id,
        "number": step.number,
        "at": step.at.astimezone(UTC).isoformat(),
        "before": step.before,
        "after": step.after,
        "as": "who made it" if was_actor else "who approved it",
        "name": step._actor_name if was_actor else step._approver_name,
    }


def _find_versions(person) -> list[dict]:
    revisions = Revision.objects.filter(
        user_id=person.pk, content_type__in=get_content_types()
    ).order_by("pk")
    return [
        {"id": each.pk, "of": each.object_str, "at": each.created_at}
        for each in revisions.defer("content").iterator(500)
    ]


def _find_history(person) -> list[dict]:
    ours = {"user_id": person.pk, "content_type__in": get_content_types()}
    return [
        {
            "of": f"{entry.content_type}: {entry.label}",
            "action": entry.action,
            "at": entry.timestamp,
        }
        for model in (ModelLogEntry, PageLogEntry)
        for entry in model.objects.filter(**ours)
        .select_related("content_type")
        .order_by("pk")
    ]


def _find_workflow(person) -> list[dict]:
    types = get_content_types()
    asked = WorkflowState.objects.filter(
        requested_by_id=person.pk, base_content_type__in=types
    )
    decided = TaskState.objects.filter(
        finished_by_id=person.pk, workflow_state__base_content_type__in=types
    )
    return [
        {"what": "asked for approval", "id": each.pk, "at": each.created_at}
        for each in asked.order_by("pk")
    ] + [
        {
            "what": each.status,
            "id": each.pk,
            "at": each.finished_at,
            "comment": each.comment,
        }
        for each in decided.order_by("pk")
    ]

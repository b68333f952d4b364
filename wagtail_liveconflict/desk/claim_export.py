"""A claim with its whole trail in a file, for the newsroom and its lawyers."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.widgets.button import Button

from ..colleagues import name_of
from ..editorial.claim_log import find_broken_steps
from ..models import Claim, ClaimDossier, ClaimLogRedaction
from ..permissions import NewsroomRecordPermissionPolicy
from .claim_dialog import get_claim_url
from .source_table import guard_cell

FORMATS = ("json", "csv")
#: What stands in every file, so that nobody takes one for public.
NOTICE = "INTERNAL: holds evidence, names and reasons that are not published"

_CLAIM = (
    *("sentence", "status", "finding", "previous_status", "status_changed_at"),
    *("as_of", "explanation", "methods", "checker_name", "recheck_due", "is_overdue"),
    *("withdrawn_at", "withdrawn_reason", "published_at", "created_at"),
)
_EVIDENCE = (
    *("kind", "is_public", "description", "link", "archive_link", "sha256"),
    *("captured_at", "captured_by"),
)
_SUPPORT = ("who", "what", "link", "is_outlet_check")
_POSITION = ("who", "stance", "is_official", "at", "link")
#: In the log's own order; each of its fields is in the file.
_STEP = (
    *("number", "at", "before", "after", "finding", "reason", "note", "as_of"),
    *("actor_id", "actor_name", "approver_id", "approver_name"),
    *("is_override", "override_reason"),
    *("claim_digest", "previous_digest", "digest"),
)
_REQUEST = (
    *("state", "before", "after", "finding", "reason", "note", "as_of"),
    *("requested_at", "requested_by", "decided_at", "decided_by", "decision_note"),
    "claim_digest",
)


class ClaimExportView(View):
    """``?format=json`` (the default) or ``csv``. For whoever may change claims."""

    def get(self, request, pk):
        policy = NewsroomRecordPermissionPolicy(Claim)
        if not policy.user_has_permission(request.user, "change"):
            raise PermissionDenied
        claim = get_object_or_404(Claim, pk=pk)
        wanted = request.GET.get("format", FORMATS[0])
        if wanted not in FORMATS:
            return HttpResponse(status=400)
        data = describe_claim(claim)
        if wanted == "json":
            options = {"ensure_ascii": False, "indent": 2}
            response = JsonResponse(data, json_dumps_params=options)
        else:
            response = HttpResponse(write_csv(data), content_type="text/csv")
        name = f"claim-{claim.pk}-internal.{wanted}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        add_never_cache_headers(response)
        return response


def describe_claim(claim: Claim) -> dict:
    """The claim and everything that belongs to it as plain data: a notice, and under
    each name a list of records. Times are ISO 8601 in UTC, people are names."""
    steps = list(claim.status_changes.order_by("number"))
    broken = find_broken_steps(steps)
    return {
        "notice": NOTICE,
        "exported_at": _plain(timezone.now()),
        "first_broken_step": broken[0].number if broken else None,
        "claim": [
            {
                "id": claim.pk,
                **_read(claim, _CLAIM),
                "claimant": _plain(claim.claimant),
                "overtaken_by": claim.overtaken_by_id,
            }
        ],
        "dossier": [_describe_dossier(ClaimDossier.of(claim))],
        "aspects": _read_all(claim.aspects, ("aspect", "state")),
        "evidence": _read_all(claim._evidence, _EVIDENCE),
        "support": _read_all(claim.support.select_related("source"), _SUPPORT),
        "positions": _read_all(claim.positions.select_related("party"), _POSITION),
        "status_changes": [_describe_step(step) for step in steps],
        "replaced_names": [
            {
                "number": each.step.number,
                "at": _plain(each.at),
                "words": each.words,
                "digest_before": each.digest_before,
                "digest_after": each.digest_after,
            }
            for each in ClaimLogRedaction.objects.filter(
                step__claim=claim
            ).select_related("step")
        ],
        "requests": [
            _read(request, _REQUEST)
            for request in claim._status_requests.order_by("pk").select_related(
                "requested_by", "decided_by"
            )
        ],
        "updates": [
            {"update": update.pk, "live_blog": update.page_id, "name": update.headline}
            for update in _find_updates(claim)
        ],
        "corrections": [
            {"at": _plain(each.at), "update": each.update_id, "text": each.text}
            for each in claim.corrections.order_by("at", "pk")
        ],
    }


def write_csv(data: dict) -> str:
    """One row for each record of :func:`describe_claim`. The first two columns say
    which; a column that a record has not is empty. Cells are no formulas."""
    rows = list(_list_rows(data))
    columns = list(dict.fromkeys(name for row in rows for name in row))
    # Excel takes a file without the mark for the local code page.
    file = io.StringIO("\ufeff")
    file.seek(0, io.SEEK_END)
    writer = csv.DictWriter(file, columns, restval="")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: guard_cell(_cell(value)) for name, value in row.items()})
    return file.getvalue()


def _list_rows(data) -> Iterator[dict]:
    heading = {name: value for name, value in data.items() if _is_single(value)}
    yield {"record": "export", "position": 1, **heading}
    for name, records in data.items():
        if not _is_single(records):
            for position, record in enumerate(records, start=1):
                yield {"record": name, "position": position, **record}


def _is_single(value):
    return not isinstance(value, list)


def _cell(value) -> str:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)


def _describe_dossier(dossier) -> dict:
    return _read(
        dossier,
        ("checked_by", "checker_agreed", "own_witness", "notes", "last_edited_by"),
    )


def _describe_step(step) -> dict:
    internal = ("actor", "approver", "override")
    fields = {name: f"_{name}" if name.startswith(internal) else name for name in _STEP}
    return {name: _plain(getattr(step, field)) for name, field in fields.items()}


def _find_updates(claim):
    appearances = claim.appearances.select_related("update").order_by("update_id")
    return [appearance.update for appearance in appearances]


def _read_all(records, names) -> list[dict]:
    return [_read(record, names) for record in records.all()]


def _read(record, names) -> dict:
    return {name: _plain(getattr(record, name)) for name in names}


def _plain(value):
    """As JSON has it. People and sources are their names: another newsroom has no
    use for our ids."""
    if hasattr(value, "get_username"):
        return name_of(value)
    if hasattr(value, "_meta"):
        return str(value)
    if hasattr(value, "astimezone"):
        return value.astimezone(UTC).isoformat()
    return value


def get_export_buttons(claim):
    url = get_claim_url("export", claim.pk)
    return [
        Button(
            label,
            url=f"{url}?format={name}",
            icon_name="download",
            priority=priority,
        )
        for priority, (name, label) in enumerate(
            [
                ("json", _("Export with its log (JSON)")),
                ("csv", _("Export with its log (CSV)")),
            ],
            start=90,
        )
    ]

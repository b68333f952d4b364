"""The facts of a claim: what readers see of it, and nothing else."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext

from ..links import get_public_link
from ..moments import describe_for_machines
from ..verification import (
    Aspect,
    AspectState,
    EvidenceKind,
    Finding,
    Method,
    Reason,
    Stance,
    Status,
)
from ..verification.official_line import describe_official_line
from .claim_words import describe_status, describe_status_then, get_status_word
from .official_sides import get_official_sides

#: The code of a claim that was our error, beside those of the statuses.
WITHDRAWN = "withdrawn"
#: Settled by somebody who looked: readers are told who.
_CHECKED = (Status.VERIFIED, Status.FALSE, Status.INCONCLUSIVE)


def get_claim_facts(claim, *, note="", status_then="") -> dict:
    """Facts of a :class:`~wagtail_liveconflict.models.Claim`, as plain data in the
    active language and time zone.

    Every leaf is a string, "" where nothing is said; times are ISO 8601. ``note``
    and ``status_then`` are those of the update that shows it. Of a withdrawn claim
    only ``id`` and ``withdrawn`` are filled: its words are no longer served.

    A handful of queries, none where :func:`~wagtail_liveconflict.reader.claim_loading
    .load_claims` has loaded the claim; without it, ``overtaken_by`` has no words.
    """
    return _as_text(read_claim(claim, note=note, status_then=status_then))


def read_claim(claim, *, note="", status_then="") -> dict:
    """The same for templates: times are ``datetime``, or None."""
    if claim.is_withdrawn:
        return {
            **dict.fromkeys(_WORDS, ""),
            **dict.fromkeys(_LISTS, ()),
            "id": str(claim.pk or ""),
            "as_of": None,
            "status": describe_status(""),
            "finding": _code_and_word("", Finding),
            "status_then": {"code": "", "line": ""},
            "overtaken_by": {"word": "", "sentence": "", "link": ""},
            "withdrawn": {"at": claim.withdrawn_at, "reason": claim.withdrawn_reason},
        }
    history = _read_history(claim)
    return {
        "id": str(claim.pk or ""),
        "sentence": claim.sentence,
        "claimant": claim.claimant.name if claim.claimant else "",
        "status": describe_status(
            claim.status, claim.finding, by_two=_is_by_two(claim)
        ),
        "finding": _code_and_word(claim.finding, Finding),
        "was": _read_was(claim, history),
        "as_of": claim.as_of,
        "status_then": {
            "code": status_then,
            "line": describe_status_then(status_then),
        },
        "overdue": _describe_overdue(claim),
        "explanation": claim.explanation,
        "note": note or "",
        "official_line": _get_official_line(claim),
        "support": [_read_support(each) for each in claim.support.all()],
        "methods": [
            _code_and_word(each, Method)
            for each in claim.methods or ()
            if each in Method.values
        ],
        "aspects": [_read_aspect(each) for each in claim.aspects.all()],
        "evidence": [
            _read_evidence(each) for each in claim._evidence.all() if each.is_public
        ],
        "positions": [_read_position(each) for each in claim.positions.all()],
        "checked_by": _get_checker(claim),
        "history": history,
        "overtaken_by": _read_overtaken_by(claim),
        "withdrawn": {"at": None, "reason": ""},
    }


_WORDS = (
    "sentence",
    "claimant",
    "was",
    "overdue",
    "explanation",
    "note",
    "official_line",
    "checked_by",
)
_LISTS = ("support", "methods", "aspects", "evidence", "positions", "history")


def _get_official_line(claim) -> str:
    positions = list(claim.positions.all())
    if not positions:
        return ""
    parties = getattr(claim, "loaded_parties", None)
    if parties is None:
        from ..models import Party

        parties = Party.objects.all()
    belligerents = [party for party in parties if party.is_belligerent]
    sides = get_official_sides(positions, belligerents)
    return describe_official_line(sides, claim.as_of)


def _read_was(claim, history) -> str:
    was = claim.previous_status
    if claim.status != Status.CHECKING or was in ("", Status.UNVERIFIED):
        return ""
    # The word it had: false, or misleading. Newest first.
    known = (step["from_word"] for step in history if step["from"] == was)
    return next(known, get_status_word(was))


def _describe_overdue(claim) -> str:
    if not claim.is_overdue:
        return ""
    return gettext("Not re-checked since %(time)s") % {
        "time": _describe_moment(claim.as_of)
    }


def _describe_moment(value) -> str:
    # As the ``<time>`` elements of the page have it.
    local = timezone.localtime(value)
    return f"{date_format(local, 'j E')}, {local:%H:%M} {local.tzname()}"


def _get_checker(claim) -> str:
    if claim.checker_name:
        return claim.checker_name
    was_checked = claim.methods or claim.status in _CHECKED
    return gettext("our desk") if was_checked else ""


def _read_aspect(aspect) -> dict:
    return {
        **_code_and_word(aspect.aspect, Aspect),
        "state": aspect.state,
        "state_word": _get_word(aspect.state, AspectState),
    }


def _read_support(support) -> dict:
    # A link may lead to whoever must not be named.
    is_hidden = not support.name and support.source and support.source.is_anonymous
    return {
        "who": support.who,
        "what": support.what,
        "link": "" if is_hidden else get_public_link(support.link),
        "check": gettext("its own check") if support.is_outlet_check else "",
    }


def _read_position(position) -> dict:
    return {
        "who": position.who,
        "stance": position.stance,
        "stance_word": _get_word(position.stance, Stance),
        "official": (
            pgettext("position", "officially")
            if position.is_official and position.party_id
            else ""
        ),
        "at": position.at,
        "link": get_public_link(position.link),
    }


def _read_evidence(evidence) -> dict:
    return {
        "kind": _code_and_word(evidence.kind, EvidenceKind),
        "description": evidence.description,
        "link": get_public_link(evidence.link),
        "archive_link": get_public_link(evidence.archive_link),
        "sha256": evidence.sha256,
        "captured_at": evidence.captured_at,
    }


def _is_by_two(claim) -> bool:
    """Whether a second editor agreed to the present status; who, nobody is told."""
    steps = list(claim.status_changes.all()) if claim.pk else []
    return steps[-1]._approver_id is not None if steps else True


def _read_history(claim) -> list[dict]:
    """Newest first."""
    steps = []
    # Which finding each status had when it was left.
    finding = ""
    for step in list(claim.status_changes.all()) if claim.pk else ():
        steps.append(
            {
                "from": step.before,
                "from_word": get_status_word(step.before, finding),
                "to": step.after,
                "to_word": get_status_word(step.after, step.finding),
                "finding": _get_word(step.finding, Finding),
                "reason": step.reason,
                "reason_word": _get_word(step.reason, Reason),
                "note": step.note,
                "as_of": step.as_of,
                "by_one_editor": (
                    gettext("Decided by one editor") if step.is_override else ""
                ),
            }
        )
        finding = step.finding
    return steps[::-1]


def _read_overtaken_by(claim) -> dict:
    if not claim.overtaken_by_id:
        return {"word": "", "sentence": "", "link": ""}
    # Words of a claim that readers have not seen are not ours to tell here.
    sentence, link = getattr(claim, "loaded_successor", ("", ""))
    return {"word": pgettext("claim", "Overtaken"), "sentence": sentence, "link": link}


def _code_and_word(code, choices) -> dict:
    return {"code": code or "", "word": _get_word(code, choices)}


def _get_word(code, choices) -> str:
    return str(choices(code).label) if code in choices.values else ""


def _as_text(value):
    if isinstance(value, dict):
        return {name: _as_text(child) for name, child in value.items()}
    if isinstance(value, list | tuple):
        return [_as_text(child) for child in value]
    if isinstance(value, datetime):
        return describe_for_machines(value)
    return "" if value is None else str(value)

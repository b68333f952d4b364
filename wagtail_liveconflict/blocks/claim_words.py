"""The words for a claim's status, as readers are told."""

from django.utils.translation import gettext_lazy as _, pgettext_lazy

from ..verification import Finding, Status

_STATUS_THEN = {
    Status.UNVERIFIED: _("It was unverified when this was posted."),
    Status.CHECKING: _("It was being checked when this was posted."),
    Status.CORROBORATED: _("It was corroborated when this was posted."),
    Status.VERIFIED: _("It was verified when this was posted."),
    Status.DISPUTED: _("It was disputed when this was posted."),
    Status.INCONCLUSIVE: _("It could not be established when this was posted."),
    Status.FALSE: _("We called it false or misleading when this was posted."),
}
_VERIFIED_ALONE_LINE = _("We have checked it ourselves.")
_MISLEADING = pgettext_lazy("status", "Misleading")
_MISLEADING_LINE = _("We have checked it: it is not made up, but told wrongly.")


def describe_status(status: str, finding: str = "", *, by_two: bool = True) -> dict:
    """``code``, ``word``, ``mark`` ("[✓]") and ``line`` of a status; "" for none.
    ``by_two`` says whether a second editor has agreed to it."""
    if status not in Status.values:
        return {"code": "", "word": "", "mark": "", "line": ""}
    known = Status(status)
    return {
        "code": status,
        "word": get_status_word(status, finding),
        "mark": f"[{known.mark}]",
        "line": str(_get_line(known, finding, by_two)),
    }


def _get_line(status, finding, by_two):
    if _is_told_wrongly(status, finding):
        return _MISLEADING_LINE
    if status == Status.VERIFIED and not by_two:
        return _VERIFIED_ALONE_LINE
    return status.line


def get_status_word(status: str, finding: str = "") -> str:
    """What readers are told: what is real and told wrongly is misleading, and not
    false; "" for no status."""
    if status not in Status.values:
        return ""
    return str(
        _MISLEADING if _is_told_wrongly(status, finding) else Status(status).label
    )


def _is_told_wrongly(status, finding) -> bool:
    if status != Status.FALSE or finding not in Finding.values:
        return False
    return Finding(finding).is_misleading


def describe_status_then(status: str) -> str:
    """A sentence on the status a claim had when an update first showed it."""
    return str(_STATUS_THEN.get(status, ""))

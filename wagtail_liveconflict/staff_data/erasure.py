"""Takes a colleague's name out of what the app holds."""

from collections.abc import Callable
from functools import partial
from itertools import groupby
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from ..delivery import change_log
from ..editorial.redact import find_steps_naming, redact_name
from ..models import Change, Claim, ClaimDossier, LiveUpdate, StatusChangeRequest
from .copies import (
    find_hold_reasons,
    find_versions,
    rewrite_hold_reason,
    rewrite_version,
)
from .person import Person
from .places import (
    CHECKER,
    HOLD,
    INTERNAL,
    Column,
    find_bylines,
    find_rows,
    get_links,
)

#: Updates of one live blog in one transaction.
_BATCH = 100
#: What goes together with a link to an account.
_WITH = {
    Column(ClaimDossier, "checked_by"): {"checker_left": True, "checker_agreed": False},
    Column(LiveUpdate, "locked_by"): {"locked": False, "locked_at": None},
}
#: By these somebody is known who cannot be the second editor, see
#: :func:`..editorial.verify.find_involved`. Without them one who can sign in could
#: approve what they asked for, checked or wrote themselves.
_TWO_PERSON_RULE = {
    Column(ClaimDossier, "checked_by"),
    Column(ClaimDossier, "last_edited_by"),
    Column(StatusChangeRequest, "requested_by"),
}


class Step(NamedTuple):
    label: str
    count: int
    #: Does it; None where there is nothing that could be done.
    do: Callable[[], object] | None


def plan_erasure(person: Person, words: str, *, takes_bylines: bool) -> list[Step]:
    """What is to be done, in this order, with the number of rows. ``words`` stand in
    the place of the name where something has to stand."""
    steps = []
    if takes_bylines:
        steps += _plan_bylines(person)
    checked = [pk for pk, _text in find_rows(CHECKER, person)]
    steps.append(
        Step(
            "claims that tell readers who checked: “our desk”",
            len(checked),
            lambda: _hide_checker(checked),
        )
    )
    steps.append(
        Step(
            f"rows of the log of claims: “{words}”",
            find_steps_naming(person.pk, but=words).count(),
            lambda: redact_name(person.pk, words),
        )
    )
    for column in INTERNAL:
        found = [pk for pk, _text in find_rows(column, person)]
        steps.append(
            Step(
                f"{column}: “{words}”",
                len(found),
                _replacing(column, found, person, words),
            )
        )
    steps += _plan_copies(person, words)
    if not person.is_active:
        steps.append(_plan_requests(person))
    steps += (_plan_link(column, person) for column in get_links())
    return steps


def _plan_bylines(person) -> list[Step]:
    found = {pk for pk, _names in find_bylines(person)}
    versions = [
        pk
        for pk, names in find_versions("byline_names")
        if person.take_from_byline(names) is not None
    ]
    return [
        Step(
            "bylines of updates: without the name; “the desk” where nobody is left",
            len(found),
            lambda: _take_bylines(found, person),
        ),
        Step(
            "versions of updates with it in the byline",
            len(versions),
            lambda: _rewrite_versions(versions, person),
        ),
    ]


def _take_bylines(found: set[int], person) -> None:
    of_page = LiveUpdate.objects.order_by("page_id", "pk").values_list("page_id", "pk")
    by_page = groupby(
        [(page_id, pk) for page_id, pk in of_page.iterator(500) if pk in found],
        key=lambda row: row[0],
    )
    for page_id, rows in by_page:
        pks = [pk for _page_id, pk in rows]
        for start in range(0, len(pks), _BATCH):
            _take_batch(page_id, pks[start : start + _BATCH], person)


@transaction.atomic
def _take_batch(page_id, pks, person) -> None:
    updates = []
    for update in LiveUpdate.objects.locked().filter(pk__in=pks).order_by("pk"):
        rest = person.take_from_byline(update.byline_names)
        if rest is None:
            continue  # Written anew since the plan was made.
        updates.append(update)
        update.byline_names = rest
        update.byline = _choose_byline(update.byline, update.byline_names)
    # Not by saving: an embargoed or withdrawn one stays as it is in all else.
    LiveUpdate.objects.bulk_update(updates, ["byline_names", "byline"])
    shown = [
        update
        for update in updates
        if update.live and update.ordinal is not None and update.page_id == page_id
    ]
    if shown:
        change_log.append_for_each(page_id, Change.Kind.EDITED, shown)


def _choose_byline(byline: str, names: str) -> str:
    is_nobody = byline == LiveUpdate.Byline.AUTHORS and not names
    return LiveUpdate.Byline.DESK if is_nobody else byline


def _rewrite_versions(pks, person) -> None:
    def change(content):
        rest = person.take_from_byline(content.get("byline_names") or "")
        if rest is None:
            return {}
        byline = _choose_byline(content.get("byline", ""), rest)
        return {"byline_names": rest, "byline": byline}

    for pk in pks:
        rewrite_version(pk, change)


def _plan_copies(person, words) -> list[Step]:
    """Of why an update was held; also of one that is held no more."""
    versions = [pk for pk, why in find_versions(HOLD.field) if person.is_in(why)]
    entries = [pk for pk, why in find_hold_reasons() if person.is_in(why)]
    replace_in = partial(person.replace_in, words=words)

    def rewrite_versions():
        length = HOLD.model._meta.get_field(HOLD.field).max_length
        for pk in versions:
            rewrite_version(
                pk,
                lambda content: {
                    HOLD.field: replace_in(content.get(HOLD.field) or "")[:length]
                },
            )

    def rewrite_entries():
        for pk in entries:
            rewrite_hold_reason(pk, replace_in)

    return [
        Step(f"versions of {HOLD}: “{words}”", len(versions), rewrite_versions),
        Step(f"history, why held: “{words}”", len(entries), rewrite_entries),
    ]


def _hide_checker(pks) -> None:
    for pk in pks:
        with transaction.atomic():
            claim = Claim.objects.locked().get(pk=pk)
            claim.checker_name = ""
            # Saving announces it, as on every other way of saving a claim.
            claim.save(update_fields=["checker_name"])


def _replacing(column: Column, pks, person, words) -> Callable[[], None]:
    length = column.model._meta.get_field(column.field).max_length

    @transaction.atomic
    def replace_one(pk):
        # As it is now: a colleague may have written on since the plan was made.
        row = column.rows.select_for_update().filter(pk=pk)
        for text in row.values_list(column.field, flat=True):
            value = person.replace_in(text, words)[:length]
            column.rows.filter(pk=pk).update(**{column.field: value})

    def replace():
        for pk in pks:
            replace_one(pk)

    return replace


def _plan_requests(person) -> Step:
    """An account may be activated again; then nobody knows any more who asked."""
    waiting = StatusChangeRequest.objects.filter(
        requested_by=person.pk, state=StatusChangeRequest.State.WAITING
    )
    return Step(
        "requests for approval that wait: overtaken; a colleague has to ask anew",
        waiting.count(),
        lambda: waiting.update(
            state=StatusChangeRequest.State.OVERTAKEN, decided_at=timezone.now()
        ),
    )


def _plan_link(column: Column, person) -> Step:
    rows = column.rows.filter(**{column.field: person.pk})
    if person.is_active and column in _TWO_PERSON_RULE:
        return Step(
            f"{column}: stays linked while the account is active (two-person rule)",
            rows.count(),
            None,
        )
    if not column.model._meta.get_field(column.field).null:
        return Step(f"{column}: goes with the account", rows.count(), None)
    values = {column.field: None, **_WITH.get(column, {})}
    return Step(
        f"{column}: no longer linked", rows.count(), lambda: rows.update(**values)
    )

"""What importing a table of sources would do, row by row, and doing it."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from ..models import Party, Platform, Source, SourceHandle
from ..post_links import read_handle
from ..sanitise import strip_control_characters
from .source_handles import NO_HANDLE, find_owners
from .source_table import FIELDS

Row = tuple[int, dict[str, str]]


@dataclass
class PlannedRow:
    """``source`` is as it will be; ``changed`` names what is new of it."""

    number: int
    name: str
    source: Source | None = None
    handles: list[tuple[str, str]] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    is_new: bool = False
    known_as: str = ""

    @property
    def state(self):
        if self.errors:
            return "error"
        if self.is_new:
            return "new"
        return "update" if self.changed else "unchanged"

    @property
    def is_to_save(self):
        return self.state in ("new", "update")


def import_rows(rows: list[Row], user) -> list[PlannedRow]:
    """Save every row that has no error, all of them or, when one fails in the
    database, none. Returns what was done."""
    with transaction.atomic():
        # Whoever changes a source at this moment finishes first.
        list(
            Source.objects.select_related(None)
            .prefetch_related(None)
            .select_for_update()
            .order_by("pk")
            .values_list("pk")
        )
        plan = plan_rows(rows)
        for row in plan:
            if not row.is_to_save:
                continue
            action = "wagtail.create" if row.state == "new" else "wagtail.edit"
            last = len(row.source.handles.all())
            for order, (platform, handle) in enumerate(row.handles, start=last):
                row.source.handles.add(
                    SourceHandle(platform=platform, handle=handle, sort_order=order)
                )
            row.source.save()
            log(instance=row.source, action=action, user=user, content_changed=True)
    return plan


def plan_rows(rows: list[Row]) -> list[PlannedRow]:
    """What importing them would do. Queries do not grow with the rows, but for
    one in 500."""
    return _Planner(rows).plan()


class _Planner:
    def __init__(self, rows):
        self.rows = rows
        self.parties = {party.slug: party for party in Party.objects.all()}
        self.handles = {number: _read_handles(row) for number, row in rows}
        found = [name for names, _wrong in self.handles.values() for name in names]
        self.owners = find_owners(found)
        self.by_name = defaultdict(list)
        self.sources = {}
        for source in Source.objects.prefetch_related("handles"):
            self.sources[source.pk] = source
            self.by_name[source.name].append(source)
        # What earlier rows of this file have taken.
        self.taken = {}

    def plan(self):
        return [self._plan_row(number, cells) for number, cells in self.rows]

    def _plan_row(self, number, cells):
        row = PlannedRow(number, cells.get("name", ""))
        names, wrong = self.handles[number]
        row.errors += wrong
        values = self._read_values(cells, row)
        source = self._match(row, values, names)
        if row.errors:
            return row
        row.source, row.is_new = source or Source(), source is None
        row.known_as = row.source.name
        if self._is_taken(row, values, names):
            return row
        self._apply(row, values, names)
        return row

    def _read_values(self, cells, row):
        """Values of the cells that say something, by field of the source."""
        values = {name: cells[name] for name in FIELDS if cells.get(name)}
        for name in ("kind", "grammatical_gender"):
            if name in values:
                values[name] = _read_choice(name, values[name])
        if slug := cells.get("party"):
            values["party"] = self.parties.get(slug)
            if values["party"] is None:
                row.errors.append(
                    _("There is no party with the slug “%(slug)s”.") % {"slug": slug}
                )
        for name, value in values.items():
            if isinstance(value, str) and value != strip_control_characters(value):
                row.errors.append(
                    _("%(field)s: has characters that cannot be printed.")
                    % {"field": _label(name)}
                )
        return values

    def _match(self, row, values, names):
        """The source that the row is about: by a handle, else by name and kind."""
        owners = {self.owners[name].pk for name in names if name in self.owners}
        if not owners:
            kind = values.get("kind")
            owners = {
                source.pk
                for source in self.by_name[row.name]
                if kind in (None, source.kind)
            }
        if len(owners) > 1:
            row.errors.append(
                _("More than one source fits: %(names)s.")
                % {
                    "names": ", ".join(
                        f"{self.sources[pk].name} ({pk})" for pk in sorted(owners)
                    )
                }
            )
            return None
        return self.sources[owners.pop()] if owners else None

    def _is_taken(self, row, values, names):
        source = row.source
        keys = [("handle", *name) for name in names]
        if source.pk:
            keys.append(("source", source.pk))
        elif not names:
            keys.append(("name", row.name, values.get("kind") or source.kind))
        for key in keys:
            if (earlier := self.taken.setdefault(key, row.number)) != row.number:
                row.errors.append(
                    _("The same source as in row %(number)s.") % {"number": earlier}
                )
                return True
        return False

    def _apply(self, row, values, names):
        source = row.source
        was_anonymous = source.is_anonymous
        for name, value in values.items():
            if getattr(source, name) != value:
                setattr(source, name, value)
                row.changed.append(_label(name))
        known = {(handle.platform, handle.handle) for handle in source.handles.all()}
        row.handles = [name for name in names if name not in known]
        if row.handles:
            row.changed.append(_("handles"))
        if source.pk and source.is_anonymous != was_anonymous:
            row.errors.append(
                _("A file can neither name an anonymous source nor make one anonymous.")
            )
        if source.is_anonymous and names:
            row.errors.append(str(NO_HANDLE))
        try:
            source.full_clean(exclude=["party"])
        except ValidationError as error:
            row.errors += _describe(error)


def _read_handles(cells) -> tuple[list[tuple[str, str]], list[str]]:
    """``platform:handle`` pairs in their stored form, and what is wrong in them."""
    names, wrong = [], []
    for part in cells.get("handles", "").split(";"):
        if not part.strip():
            continue
        platform, _colon, handle = part.partition(":")
        platform = platform.strip().casefold()
        if platform not in Platform.values:
            wrong.append(
                _(
                    "“%(text)s”: write a handle as platform:handle, with one of: %(names)s."
                )
                % {"text": part.strip()[:60], "names": ", ".join(Platform.values)}
            )
            continue
        try:
            name = (platform, read_handle(platform, handle))
        except ValidationError as error:
            wrong.append(
                _("“%(text)s”: %(problem)s")
                % {"text": part.strip()[:60], "problem": error.messages[0]}
            )
            continue
        if len(name[1]) > SourceHandle._meta.get_field("handle").max_length:
            wrong.append(_("A handle is too long."))
        elif name not in names:
            names.append(name)
    return names, wrong


def _read_choice(name, typed):
    """The value for what was typed: itself, or its label in the active language."""
    choices = Source._meta.get_field(name).flatchoices
    labels = {str(label).casefold(): value for value, label in choices}
    values = {value for value, _label in choices}
    if typed.casefold() in values:
        return typed.casefold()
    return labels.get(typed.casefold(), typed)


def _label(name):
    return capfirst(Source._meta.get_field(name).verbose_name)


def _describe(error):
    for name, messages in error.message_dict.items():
        for message in messages:
            yield message if name == NON_FIELD_ERRORS else f"{_label(name)}: {message}"

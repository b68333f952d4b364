"""Where the app holds something of a colleague. Links to accounts and texts are read
from the models, so that what is added to them is found as well."""

import json
from collections.abc import Iterator
from typing import NamedTuple

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField

from ..models import (
    Claim,
    ClaimDossier,
    ClaimEvidence,
    ClaimLogRedaction,
    ClaimStatusChange,
    LiveBlogMixin,
    LiveUpdate,
    OriginalAccess,
    PictureOriginal,
    SourceAssessment,
    StatusChangeRequest,
)
from .person import Person


class Column(NamedTuple):
    model: type[models.Model]
    field: str

    @property
    def rows(self) -> models.QuerySet:
        """Django's own, which knows nothing of what our managers refuse."""
        return models.QuerySet(self.model)

    def __str__(self):
        return f"{self.model._meta.label}.{self.field.removeprefix('_')}"


BYLINE = Column(LiveUpdate, "byline_names")
CHECKER = Column(Claim, "checker_name")
HOLD = Column(LiveUpdate, "hold_reason")
#: Texts that only the newsroom sees, and may name who of it did something.
INTERNAL = (
    Column(ClaimEvidence, "captured_by"),
    Column(ClaimDossier, "own_witness"),
    Column(ClaimDossier, "notes"),
    Column(SourceAssessment, "notes"),
    Column(StatusChangeRequest, "decision_note"),
    Column(PictureOriginal, "uploaded_by_name"),
    Column(OriginalAccess, "by_name"),
    HOLD,
)
#: The log of claims: found by the number of the account.
LOG = (
    Column(ClaimStatusChange, "_actor_name"),
    Column(ClaimStatusChange, "_approver_name"),
)
_TEXTS = (models.CharField, models.TextField, models.JSONField, StreamField)
_HANDLED = {BYLINE, CHECKER, *INTERNAL, *LOG}


def get_models() -> list[type[models.Model]]:
    return list(apps.get_app_config("wagtail_liveconflict").get_models())


def get_content_types() -> list[ContentType]:
    """Of what the app keeps versions and a history: its own models, and live blogs of
    the site's own page types."""
    pages = [m for m in apps.get_models() if issubclass(m, LiveBlogMixin)]
    wanted = {*get_models(), *pages}
    return list(ContentType.objects.get_for_models(*wanted).values())


def get_links() -> list[Column]:
    """Columns that hold an account."""
    user = get_user_model()
    return [
        Column(model, field.name)
        for model in get_models()
        for field in model._meta.local_concrete_fields
        if field.is_relation and field.related_model is user
    ]


def get_texts() -> list[Column]:
    """Columns with words that people wrote, in which a name is only looked for."""
    return [
        column
        for model in get_models()
        if model is not ClaimLogRedaction
        for field in model._meta.local_concrete_fields
        if isinstance(field, _TEXTS)
        and not (field.choices or "digest" in field.name)
        and (column := Column(model, field.name)) not in _HANDLED
    ]


def find_rows(column: Column, person: Person) -> Iterator[tuple[int, str]]:
    """Keys of the rows whose text names the person, each with the text.

    Read here, not searched by the database: JSON is stored with letters other than
    English ones escaped, and SQLite knows no case of them.
    """
    if person.pattern is None:
        return
    rows = column.rows.order_by("pk").values_list("pk", column.field)
    for pk, value in rows.iterator(500):
        text = read_text(value)
        if text and person.is_in(text):
            yield pk, text


def read_text(value) -> str:
    """Words as people read them, of whatever kind of column."""
    if isinstance(value, StreamValue):
        value = value.get_prep_value()
    if isinstance(value, str) and value[:1] not in ("[", "{"):
        return value
    try:
        value = json.loads(value) if isinstance(value, str) else value
    except ValueError:
        return value
    return json.dumps(value, ensure_ascii=False, default=str) if value else ""


def find_bylines(person: Person) -> Iterator[tuple[int, str]]:
    """Keys of updates whose byline lists the person, each with the byline."""
    rows = LiveUpdate.objects.exclude(byline_names="").order_by("page_id", "pk")
    for pk, names in rows.values_list("pk", "byline_names").iterator(500):
        if person.take_from_byline(names) is not None:
            yield pk, names

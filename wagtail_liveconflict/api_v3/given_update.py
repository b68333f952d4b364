"""What is sent to write an update, and what is told of its newest version."""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field

from ..editorial.gate import is_held
from ..models import Correction, LiveFeed, LiveUpdate
from ..permissions import may
from ..reader.addresses import get_full_permalink
from .given_body import tell_blocks
from .given_values import is_sensible
from .schemas import Block, Id


def _check_year(moment: datetime) -> datetime:
    if not is_sensible(moment):
        raise ValueError("not a time of our age")
    return moment


Moment = Annotated[AwareDatetime, AfterValidator(_check_year)]


class Given(Schema):
    """A body in which nothing unknown stands."""

    model_config = ConfigDict(extra="forbid")


class GivenBlock(Given):
    type: Annotated[str, Field(max_length=100)]
    value: Any = None
    id: Annotated[str, Field(max_length=100)] | None = None


class Publishing(Given):
    #: What was asked when it was refused for warnings alone: "confirm" of that answer.
    confirmed: Annotated[
        list[Annotated[str, Field(max_length=64)]], Field(max_length=500)
    ] = []
    #: What readers are told where a published update says otherwise now; "" for
    #: nothing.
    correction: (
        Annotated[str, Field(max_length=Correction._meta.get_field("text").max_length)]
        | None
    ) = None


class UpdateFields(Publishing):
    headline: Annotated[str, Field(max_length=255)] = ""
    body: Annotated[list[GivenBlock], Field(max_length=200)] = []
    byline: Literal[tuple(LiveUpdate.Byline.values)] = "authors"
    byline_names: Annotated[str, Field(max_length=255)] = ""
    is_key_event: bool = False
    event_time: Moment | None = None
    event_place: Annotated[str, Field(max_length=200)] = ""
    go_live_at: Moment | None = None
    expire_at: Moment | None = None
    #: "publish" needs the right to it; "submit" hands it to the live blog's workflow.
    action: Literal["draft", "publish", "submit"] = "draft"


#: What is no field of the update itself.
NOT_FIELDS = {"action", "based_on", *Publishing.model_fields}


class UpdateChanges(UpdateFields):
    """Only what is given is changed; a body is given whole."""

    #: The revision that was read before. Where there is a newer one, nothing is saved.
    based_on: Id


class PublishNewest(Publishing):
    based_on: Id


class Draft(Schema):
    """The newest version of an update, as those see it who may write it."""

    id: int
    live_blog: int
    #: To be given as ``based_on`` with the next change.
    revision: int | None
    state: Literal["draft", "scheduled", "live", "withdrawn"]
    has_unpublished_changes: bool
    html_url: str
    headline: str
    body: list[Block]
    byline: str
    byline_names: str
    is_key_event: bool
    event_time: datetime | None
    event_place: str
    go_live_at: datetime | None
    expire_at: datetime | None
    hold_until: datetime | None
    is_pinned: bool
    is_locked: bool
    in_workflow: bool


_AS_WRITTEN = (
    *("headline", "byline", "byline_names", "is_key_event", "event_time"),
    *("event_place", "go_live_at", "expire_at"),
)


def tell_draft(pk: int, user=None) -> dict:
    """An update as it is in the database now, as a :class:`Draft` has it. With a
    ``user`` who may not change it, without words that are not published."""
    update = LiveUpdate.objects.get(pk=pk)
    newest = update
    if user is None or may(user, "change", update):
        newest = update.get_latest_revision_as_object()
    return {
        "id": update.pk,
        "live_blog": update.page_id,
        "revision": update.latest_revision_id,
        "state": _get_state(update),
        "has_unpublished_changes": update.has_unpublished_changes,
        "html_url": get_full_permalink(update) if update.live else "",
        "body": tell_blocks(newest.body.stream_block, newest.body),
        "hold_until": update.hold_until if is_held(update) else None,
        "is_pinned": LiveFeed.objects.filter(pinned_update_id=pk).exists(),
        "is_locked": update.locked,
        "in_workflow": update.workflow_in_progress,
        **{name: getattr(newest, name) for name in _AS_WRITTEN},
    }


def _get_state(update) -> str:
    if update.is_withdrawn:
        return "withdrawn"
    if update.live:
        return "live"
    return "scheduled" if update.approved_schedule else "draft"

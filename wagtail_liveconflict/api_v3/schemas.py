"""What is told of what readers see. The facts themselves: ``syndication.facts``."""

from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from ..reader.feeds import LARGEST_ID

#: An id in an address or a body.
Id = Annotated[int, Field(ge=1, le=LARGEST_ID)]
#: ISO 8601, as it is told: to the microsecond, in the zone of the live blog.
Moment = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
_CodeAndWord = dict[str, str]


class Block(Schema):
    type: str
    value: Any
    id: str | None = None


class LiveBlogHead(Schema):
    id: int
    title: str
    html_url: str
    state: str
    language: str
    time_zone: str


class Meta(Schema):
    type: str


class LiveBlog(LiveBlogHead):
    meta: Meta
    standfirst: str
    summary: list[Block]
    started_at: Moment | None
    ended_at: Moment | None
    changed_at: Moment | None
    pinned_update: int | None
    update_count: int
    claim_count: int
    #: Of the newest change: "what changed since" begins here.
    cursor: str
    #: Seconds until it is worth asking again.
    wait: int


class UpdateMeta(Meta):
    html_url: str
    first_published_at: Moment | None
    last_published_at: Moment | None


class Update(Schema):
    id: int
    meta: UpdateMeta
    ordinal: int
    live_blog: LiveBlogHead
    headline: str
    name: str
    byline: str
    is_key_event: bool
    event_time: Moment | None
    event_place: str
    withdrawn_at: Moment | None
    withdrawn_reason: str
    body: list[Block]
    html: str


class Changes(Schema):
    cursor: str
    wait: int
    #: The live blog has ended.
    stop: bool
    #: The site has stopped all pages that ask: nothing is told now.
    halt: bool
    #: Too far behind: read the list anew.
    reload: bool
    live_blog: LiveBlog
    updates: list[Update]
    #: Ids of updates that readers do not see any more.
    removed: list[int]


class Handle(Schema):
    platform: str
    handle: str
    url: str


class Source(Schema):
    id: int
    meta: Meta
    kind: str
    name: str
    role: str
    affiliation: str
    party: str
    description: str
    language: str
    url: str
    handles: list[Handle]


class Claim(Schema):
    id: int
    meta: Meta
    sentence: str
    claimant: str
    status: dict[str, Any]
    finding: _CodeAndWord
    was: str
    as_of: str
    overdue: str
    explanation: str
    official_line: str
    support: list[dict[str, Any]]
    methods: list[_CodeAndWord]
    aspects: list[_CodeAndWord]
    evidence: list[dict[str, Any]]
    positions: list[dict[str, Any]]
    checked_by: str
    history: list[dict[str, Any]]
    overtaken_by: dict[str, str]
    withdrawn: dict[str, str]
    updates: list[str]

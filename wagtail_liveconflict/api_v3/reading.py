"""What readers see, as data: the same for everybody, with a token and without."""

from contextlib import nullcontext
from typing import Annotated, Literal

from django.http import Http404, HttpResponse
from ninja import Query, Router
from ninja.errors import HttpError
from ninja.pagination import paginate
from pydantic import Field
from wagtail.api.rich_text import RichTextOutputFormat
from wagtail.api.v3.auth import AllowAnonymous, BearerTokenAuth
from wagtail.api.v3.pagination import WagtailLimitOffsetPagination

from ..delivery.cursor import Cursor, InvalidCursor
from ..delivery.message import CACHE_CONTROL
from ..reader.locale import in_words_of
from ..reader.shared_response import share
from ..syndication.changes import find_changed
from ..syndication.facts import (
    CLAIM_FACTS,
    CLAIM_META,
    LIVE_BLOG,
    LIVE_BLOG_META,
    SOURCE_FACTS,
    SOURCE_META,
    UPDATE_FACTS,
    UPDATE_META,
    read,
)
from ..syndication.preparing import (
    prepare_claims,
    prepare_live_blogs,
    prepare_updates,
)
from ..syndication.public import (
    get_claims_of,
    get_live_blog_pages,
    get_live_blogs,
    get_quoted_sources,
    get_updates,
    get_updates_of,
)
from ..verification import Status
from . import schemas
from .problems import READ
from .schemas import Id

EVERYBODY = [BearerTokenAuth(), AllowAnonymous()]
router = Router(tags=["live blogs"], auth=EVERYBODY)
_PAGING = {"limit", "offset"}
_FORMAT = "rich_text_format"
RichTextFormat = Annotated[RichTextOutputFormat | None, Query()]
StatusCode = Literal[tuple(Status.values)]


class Pagination(WagtailLimitOffsetPagination):
    class Input(WagtailLimitOffsetPagination.Input):
        offset: int = Field(default=0, ge=0, le=2**31 - 1)


class Listing:
    """A list of which only the part that is asked for is prepared."""

    def __init__(self, found, prepare):
        self.found, self.prepare = found, prepare

    def __len__(self):
        return self.found.count()

    def __getitem__(self, part):
        return self.prepare(self.found[part])


def refuse_unknown(request, known=frozenset()) -> None:
    """A parameter that is not known, such as a filter with a typing error, would give
    an answer to another question."""
    if unknown := set(request.GET) - known:
        raise HttpError(
            400, f"query parameter is not recognised: {', '.join(sorted(unknown))}"
        )


def tell(thing, facts, meta, context, page=None) -> dict:
    with in_words_of(page) if page else nullcontext():
        return {
            "id": thing.pk,
            "meta": read(thing, meta, context),
            **read(thing, facts, context),
        }


def tell_live_blogs(pages, context) -> list[dict]:
    return [tell(page, LIVE_BLOG, LIVE_BLOG_META, context, page) for page in pages]


def tell_updates(updates, context) -> list[dict]:
    return [
        tell(update, UPDATE_FACTS, UPDATE_META, context, update.page)
        for update in updates
    ]


def get_one(found: list):
    if not found:
        raise Http404
    return found[0]


@router.get(
    "/live_blogs/",
    response=list[schemas.LiveBlog],
    url_name="liveconflict_live_blogs",
    operation_id="liveconflict_live_blogs_list",
    summary="Live blogs of the site, those changed last first",
    openapi_extra=READ,
)
@paginate(Pagination)
def list_live_blogs(request, rich_text_format: RichTextFormat = None):
    refuse_unknown(request, {*_PAGING, _FORMAT})
    feeds = get_live_blogs(request)
    return Listing(
        get_live_blog_pages(feeds),
        lambda pages: tell_live_blogs(
            prepare_live_blogs(feeds[page.pk] for page in pages), {"request": request}
        ),
    )


@router.get(
    "/live_blogs/{page_id}/",
    response=schemas.LiveBlog,
    url_name="liveconflict_live_blog",
    operation_id="liveconflict_live_blogs_detail",
    summary="A live blog, with the cursor of its newest change",
    openapi_extra=READ,
)
def get_live_blog(request, page_id: Id, rich_text_format: RichTextFormat = None):
    refuse_unknown(request, {_FORMAT})
    feed = get_feed(request, page_id)
    return get_one(tell_live_blogs(prepare_live_blogs([feed]), {"request": request}))


def get_feed(request, page_id):
    feed = get_live_blogs(request).get(page_id)
    if feed is None:
        raise Http404
    return feed


@router.get(
    "/live_blogs/{page_id}/changes/",
    response=schemas.Changes,
    url_name="liveconflict_changes",
    operation_id="liveconflict_live_blogs_changes",
    summary="The latest state of every update that changed after a cursor",
    openapi_extra=READ,
)
def get_changes(
    request,
    response: HttpResponse,
    page_id: Id,
    cursor: str = Cursor.BEGINNING,
    rich_text_format: RichTextFormat = None,
):
    refuse_unknown(request, {"cursor", _FORMAT})
    try:
        place = Cursor.parse(cursor)
    except InvalidCursor as error:
        raise HttpError(400, "cursor is not one that this site gives") from error
    changed = find_changed(get_feed(request, page_id), place)
    share(response, CACHE_CONTROL)
    context = {"request": request}
    return {
        **changed.signals,
        "live_blog": get_one(tell_live_blogs([changed.page], context)),
        "updates": tell_updates(changed.updates, context),
    }


@router.get(
    "/live_updates/",
    response=list[schemas.Update],
    url_name="liveconflict_updates",
    operation_id="liveconflict_live_updates_list",
    summary="Updates, the newest first; withdrawn ones as tombstones",
    openapi_extra=READ,
)
@paginate(Pagination)
def list_updates(
    request,
    page: Id | None = None,
    before: Id | None = None,
    rich_text_format: RichTextFormat = None,
):
    refuse_unknown(request, {*_PAGING, "page", "before", _FORMAT})
    feeds = get_live_blogs(request)
    if page is None and before is not None:
        raise HttpError(400, "before needs page")
    found = get_updates(feeds) if page is None else get_updates_of(page, feeds, before)
    return Listing(
        found,
        lambda updates: tell_updates(
            prepare_updates(updates, feeds), {"request": request}
        ),
    )


@router.get(
    "/live_updates/{update_id}/",
    response=schemas.Update,
    url_name="liveconflict_update",
    operation_id="liveconflict_live_updates_detail",
    summary="One update",
    openapi_extra=READ,
)
def get_update(request, update_id: Id, rich_text_format: RichTextFormat = None):
    refuse_unknown(request, {_FORMAT})
    feeds = get_live_blogs(request)
    found = prepare_updates(get_updates(feeds).filter(pk=update_id), feeds)
    return get_one(tell_updates(found, {"request": request}))


@router.get(
    "/claims/",
    response=list[schemas.Claim],
    url_name="liveconflict_claims",
    operation_id="liveconflict_claims_list",
    summary="Claims that readers see, those changed last first",
    openapi_extra=READ,
)
@paginate(Pagination)
def list_claims(request, page: Id | None = None, status: StatusCode | None = None):
    refuse_unknown(request, {*_PAGING, "page", "status"})
    feeds = get_live_blogs(request)
    return Listing(
        get_claims_of(feeds, page, status or ""),
        lambda claims: _tell_claims(prepare_claims(claims, feeds, page)),
    )


def _tell_claims(claims):
    return [tell(claim, CLAIM_FACTS, CLAIM_META, {}) for claim in claims]


@router.get(
    "/claims/{claim_id}/",
    response=schemas.Claim,
    url_name="liveconflict_claim",
    operation_id="liveconflict_claims_detail",
    summary="One claim",
    openapi_extra=READ,
)
def get_claim(request, claim_id: Id, page: Id | None = None):
    refuse_unknown(request, {"page"})
    feeds = get_live_blogs(request)
    found = get_claims_of(feeds, page).filter(pk=claim_id)
    return get_one(_tell_claims(prepare_claims(found, feeds, page)))


def _tell_sources(sources):
    return [tell(source, SOURCE_FACTS, SOURCE_META, {}) for source in sources]


@router.get(
    "/sources/",
    response=list[schemas.Source],
    url_name="liveconflict_sources",
    operation_id="liveconflict_sources_list",
    summary="Sources quoted in what readers see, with their public facts",
    openapi_extra=READ,
)
@paginate(Pagination)
def list_sources(request):
    refuse_unknown(request, _PAGING)
    return Listing(get_quoted_sources(get_live_blogs(request)), _tell_sources)


@router.get(
    "/sources/{source_id}/",
    response=schemas.Source,
    url_name="liveconflict_source",
    operation_id="liveconflict_sources_detail",
    summary="One source",
    openapi_extra=READ,
)
def get_source(request, source_id: Id):
    refuse_unknown(request)
    found = get_quoted_sources(get_live_blogs(request)).filter(pk=source_id)
    return get_one(_tell_sources(found))

"""Drafts, for whoever may write them: the user of the token."""

import swapper
from django.http import Http404, HttpResponse
from ninja import Body, Router, Status
from ninja.pagination import paginate
from wagtail.api.v3.auth import BearerTokenAuth

from ..editorial.gate import check_right, check_right_on_page
from ..models import LiveBlogMixin, LiveUpdate
from ..permissions import get_policy
from .composing import create_update, edit_update
from .given_update import Draft, UpdateChanges, UpdateFields, tell_draft
from .once import NAME, Key, do_once, make_composition_key
from .problems import OF_USER, WRITE, Problem, make_error
from .reading import Listing, Pagination, refuse_unknown
from .schemas import Id

router = Router(tags=["writing"], auth=BearerTokenAuth())


def find_page(page_id: int):
    page_model = swapper.load_model("wagtailcore", "Page")
    page = page_model.objects.filter(pk=page_id).first()
    if page is None or not isinstance(page := page.specific, LiveBlogMixin):
        raise Http404
    return page


def find_update(request, update_id: int, action="change") -> LiveUpdate:
    """An update with which the user may do this."""
    update = LiveUpdate.objects.filter(pk=update_id).first()
    if update is None:
        raise Http404
    check_right(request.user, action, update)
    return update


def tell_done(request, update_id: int) -> dict:
    """The answer to what was done, now or before: a colleague may have published it
    since, and the user may not change it any more."""
    return tell_draft(find_update(request, update_id, "view").pk, request.user)


@router.get(
    "/live_blogs/{page_id}/drafts/",
    response=list[Draft],
    url_name="liveconflict_drafts",
    operation_id="liveconflict_drafts_list",
    summary="Updates with words that readers do not see yet, the newest first",
    openapi_extra=OF_USER,
)
@paginate(Pagination)
def list_drafts(request, page_id: Id):
    refuse_unknown(request, {"limit", "offset"})
    page = find_page(page_id)
    check_right_on_page(request.user, "add", page)
    found = get_policy().instances_user_may_see_on(page, request.user)
    found = found.filter(withdrawn_at=None, has_unpublished_changes=True)
    allowed = get_policy().instances_user_has_any_permission_for(
        request.user, {"change"}
    )
    pks = found.filter(pk__in=allowed.values("pk")).order_by("-pk")
    return Listing(
        pks.values_list("pk", flat=True), lambda some: [tell_draft(pk) for pk in some]
    )


@router.post(
    "/live_blogs/{page_id}/updates/",
    response={201: Draft},
    url_name="liveconflict_create_update",
    operation_id="liveconflict_live_updates_create",
    summary="Write an update",
    openapi_extra=WRITE,
)
def create(
    request,
    response: HttpResponse,
    page_id: Id,
    given: Body[UpdateFields],
    idempotency_key: Key = None,
):
    refuse_unknown(request)
    page = find_page(page_id)
    check_right_on_page(request.user, "add", page)
    composition_key = make_composition_key(request, page)

    def act():
        known = LiveUpdate.objects.filter(composition_key=composition_key)
        if composition_key and (before := known.first()):
            # What was sent then is not known any more.
            message = "An update was written under this key before."
            raise Problem(
                409,
                message,
                [make_error("key_reused", message, [NAME])],
                current=tell_done(request, before.pk),
            )
        return create_update(page, request.user, given, composition_key).pk

    made = do_once(request, response, act)
    return Status(201, tell_done(request, made))


@router.get(
    "/live_updates/{update_id}/draft/",
    response=Draft,
    url_name="liveconflict_draft",
    operation_id="liveconflict_drafts_detail",
    summary="The newest version of an update, as it can be sent back",
    openapi_extra=OF_USER,
)
def get_draft(request, update_id: Id):
    refuse_unknown(request)
    return tell_draft(find_update(request, update_id).pk)


@router.patch(
    "/live_updates/{update_id}/draft/",
    response=Draft,
    url_name="liveconflict_edit_draft",
    operation_id="liveconflict_drafts_edit",
    summary="Change an update: what is given of it",
    openapi_extra=WRITE,
)
def edit(
    request,
    response: HttpResponse,
    update_id: Id,
    given: Body[UpdateChanges],
    idempotency_key: Key = None,
):
    refuse_unknown(request)

    def act():
        update = find_update(request, update_id)
        edit_update(update, request.user, given, based_on=given.based_on)

    do_once(request, response, act)
    return tell_done(request, update_id)

"""The page of one sensitive picture or video: what its cover leads to."""

from django.http import Http404, HttpResponseRedirect
from django.views.decorators.http import require_safe

from ..blocks.sensitivity import describe_reason, find_sensitive
from ..models import LiveUpdate
from .feeds import read_feed
from .locale import in_words_of
from .newsroom import pass_on_newsroom
from .page import LiveBlogResponse
from .rendering import load_bodies
from .site_page import get_base_template, keep_page

_TEMPLATE = "wagtail_liveconflict/reader/media_page.html"
#: The same in a header, for what looks no further.
_ROBOTS = "noindex, noimageindex"


def serve_media(page, request, update_id, key):
    # As a route of a page it is called with the page first.
    return _serve(request, page, update_id, key)


@require_safe
def _serve(request, page, update_id, key):
    """404 for what readers have not got: an update that is a draft, held, withdrawn or
    removed, and a key that it has no media for. What is sensitive no more stands in the
    update, where this leads."""
    read_feed(page)
    update = LiveUpdate.objects.public().on(page).filter(pk=update_id).first()
    if update is None:
        raise Http404
    with in_words_of(page):
        load_bodies([update], page)
        found = dict(find_sensitive(update.body))
        if key not in found:
            if key.partition(".")[0] in {child.id for child in update.body}:
                return HttpResponseRedirect(update.permalink)
            raise Http404
        value = found[key]
        context = page.get_context(request)
        pass_on_newsroom(page, request)
        blocks = {"page": page, "update": update, "is_uncovered": True}
        context.update(
            update=update,
            media=value.block.render(value, context=blocks),
            reason=describe_reason(value["sensitivity"]),
            base_template=get_base_template(),
        )
    response = LiveBlogResponse(request, _TEMPLATE, context)
    response.live_blog = page
    response["X-Robots-Tag"] = _ROBOTS
    is_shared = getattr(page, "is_public", False)
    keep_page(response, request, is_shared=is_shared)
    return response

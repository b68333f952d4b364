"""A live blog inside the page of a partner: its newest updates, and nothing around them."""

from django.http import Http404
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from .addresses import get_full_url
from .locale import in_words_of
from .newsroom import get_newsroom
from .shared_response import SharedTemplateResponse
from .widget import render_widget

#: Updates in the frame.
SHOWN = 10
#: Seconds. The frame asks for what is new by itself.
_MAX_AGE = 60


def serve_embed(page, request):
    # As a route of a page it is called with the page first.
    return _serve(request, page)


@require_safe
def _serve(request, page):
    """The page of the frame, for the sites that the newsroom has allowed to show it
    and for no other. 404 where it has allowed none, and for a live blog that is not
    for everybody."""
    newsroom = get_newsroom(page)
    origins = newsroom.get_embed_origins() if newsroom else []
    widget = render_widget(page.pk, SHOWN) if origins else ""
    if not widget:
        raise Http404
    with in_words_of(page):
        response = SharedTemplateResponse(
            request,
            "wagtail_liveconflict/embed.html",
            {"page": page, "url": get_full_url(page), "widget": widget},
        ).render()
    response["Content-Security-Policy"] = f"frame-ancestors 'self' {' '.join(origins)}"
    # The older header knows no list of sites; browsers that know the list ignore it.
    response.xframe_options_exempt = True
    patch_cache_control(response, public=True, max_age=_MAX_AGE)
    return response

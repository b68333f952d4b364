"""The stream alone, for the desk's script: after a verb, and to follow colleagues."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotModified, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.views import View

from ..delivery.cursor import Cursor
from ..delivery.message import is_same
from ..models import LiveFeed
from ..permissions import may_on_page
from .composer import get_desk_url
from .stream import get_stream


def wants_stream(request):
    """Whether the desk's script asks, and wants the stream for an answer."""
    return request.headers.get("X-Liveconflict-Stream") == "1"


def render_stream(request, page, message="", status=200, stream=None, **more):
    """The stream as JSON: ``html``, its ``version``, what to say (``message``), the
    place of its ``newest`` update, the readers' ``cursor``, and ``more``."""
    stream = stream or get_stream(page, request.user, request.GET)
    html = render_to_string(
        "wagtail_liveconflict/desk/_stream_list.html",
        {
            "live_blog": page,
            "desk_url": get_desk_url(page.pk),
            "can_publish": stream.can_publish,
            "stream": stream,
        },
        request,
    )
    message = message or stream.describe_news(request.GET.get("since", ""))
    return JsonResponse(
        {
            "html": html,
            "version": stream.version,
            "message": str(message or ""),
            "newest": stream.newest,
            "cursor": str(Cursor(page.feed.epoch, page.feed.cursor)),
            **more,
        },
        status=status,
    )


class StreamView(View):
    """Asked every few seconds by every open desk: three queries, and no rendering,
    while nothing has changed."""

    def get(self, request, page_pk):
        feed = get_object_or_404(
            LiveFeed.objects.select_related("page"), page_id=page_pk
        )
        page = feed.page
        page.feed = feed
        if not may_on_page(request.user, "view", page):
            if wants_stream(request):
                # Wagtail would keep a message for every time it is asked.
                return JsonResponse({}, status=403)
            raise PermissionDenied
        stream = get_stream(page, request.user, request.GET)
        etag = f'"{stream.version}"'
        if is_same(request.headers.get("If-None-Match", ""), etag):
            return HttpResponseNotModified(headers={"ETag": etag})
        stream.live_blog = page.specific
        stream.live_blog.feed = feed
        response = render_stream(request, stream.live_blog, stream=stream)
        response["ETag"] = etag
        return response

"""What the buttons of the desk do. Each posts one verb and comes back to the
desk, or, asked by its script, answers with the stream as it is now."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages

from .. import editorial
from ..exceptions import LiveConflictError, NotAllowed
from ..models import LiveUpdate
from .asking import get_way_back
from .blog_head import render_controls
from .composer import get_live_blog
from .stream_view import render_stream, wants_stream

#: Header of an answer: the address of an update that is to be opened in the composer.
OPENS = "X-Liveconflict-Opens"

UPDATE_VERBS = {
    "pin": (editorial.pin_update, gettext_lazy("Pinned.")),
    "unpin": (
        lambda update, user: editorial.unpin_update(update.page, user, only=update),
        gettext_lazy("No longer pinned."),
    ),
    "key-event": (editorial.mark_key_event, gettext_lazy("Marked as a key event.")),
    "not-key-event": (
        editorial.unmark_key_event,
        gettext_lazy("No longer a key event."),
    ),
    "release": (editorial.release_update, gettext_lazy("No longer on hold.")),
    "unschedule": (
        editorial.unschedule_update,
        gettext_lazy("No longer scheduled. “Schedule” offers the same time again."),
    ),
    "duplicate": (
        editorial.duplicate_update,
        gettext_lazy("Copied: this is the new draft."),
    ),
}
BLOG_VERBS = {
    "start": (editorial.start_blog, gettext_lazy("The live blog is on air.")),
    "pause": (editorial.pause_blog, gettext_lazy("The live blog is paused.")),
    "resume": (editorial.resume_blog, gettext_lazy("The live blog is on air again.")),
    "end": (editorial.end_blog, gettext_lazy("The live blog has ended.")),
}


class VerbView(View):
    """Do one verb. Subclasses name the verbs and find their object."""

    http_method_names = ["post"]
    verbs = {}

    def get_target(self):
        """The object of the verb, and its live blog."""
        raise NotImplementedError

    def answer(self, page, message, **kwargs):
        return render_stream(self.request, page, message, **kwargs)

    def post(self, request, *args, verb, **kwargs):
        if verb not in self.verbs:
            return HttpResponse(status=404)
        act, done = self.verbs[verb]
        target, page = self.get_target()
        try:
            made = act(target, request.user)
        except NotAllowed as error:
            raise PermissionDenied(error.message) from error
        except LiveConflictError as error:
            if wants_stream(request):
                return self.answer(page, error.message, status=409)
            messages.error(request, error.message)
            return redirect(get_way_back(request, page))
        address = get_way_back(request, page)
        if isinstance(made, LiveUpdate):
            address = reverse(made.snippet_viewset.get_url_name("edit"), args=[made.pk])
        if wants_stream(request):
            response = self.answer(page, done)
            if isinstance(made, LiveUpdate):
                response[OPENS] = address
            return response
        messages.success(request, done)
        return redirect(address)


class UpdateVerbView(VerbView):
    verbs = UPDATE_VERBS

    def get_target(self):
        update = get_object_or_404(LiveUpdate, pk=self.kwargs["pk"])
        return update, get_live_blog(update.page_id)


class BlogVerbView(VerbView):
    verbs = BLOG_VERBS

    def get_target(self):
        page = get_live_blog(self.kwargs["page_pk"])
        return page, page

    def answer(self, page, message, **kwargs):
        controls = render_controls(self.request, page)
        return super().answer(page, message, controls=controls, **kwargs)

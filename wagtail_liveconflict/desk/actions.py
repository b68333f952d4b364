"""What the buttons of the desk do. Each posts one verb and comes back to the
desk, or, asked by its script, answers with the stream as it is now."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages

from .. import editorial
from ..exceptions import LiveConflictError, NotAllowed
from ..models import LiveUpdate
from ..permissions import may, may_on_page
from .forms import WithdrawForm
from .stream import get_stream
from .views import get_desk_url, get_live_blog

UPDATE_VERBS = {
    "pin": (editorial.pin_update, gettext_lazy("Pinned.")),
    "unpin": (
        lambda update, user: editorial.unpin_update(update.page, user),
        gettext_lazy("No longer pinned."),
    ),
    "key-event": (editorial.mark_key_event, gettext_lazy("Marked as a key event.")),
    "not-key-event": (
        editorial.unmark_key_event,
        gettext_lazy("No longer a key event."),
    ),
}
BLOG_VERBS = {
    "start": (editorial.start_blog, gettext_lazy("The live blog is on air.")),
    "pause": (editorial.pause_blog, gettext_lazy("The live blog is paused.")),
    "resume": (editorial.resume_blog, gettext_lazy("The live blog is on air again.")),
    "end": (editorial.end_blog, gettext_lazy("The live blog has ended.")),
}


def wants_stream(request):
    """Whether the desk's script asks, and wants the stream for an answer."""
    return request.headers.get("X-Liveconflict-Stream") == "1"


def render_stream(request, page, message="", status=200):
    html = render_to_string(
        "wagtail_liveconflict/desk/_stream.html",
        {
            "live_blog": page,
            "desk_url": get_desk_url(page.pk),
            "can_publish": may_on_page(request.user, "publish", page),
            "stream": get_stream(page, request.user, request.GET.get("p", 1)),
        },
        request,
    )
    return JsonResponse({"html": html, "message": str(message)}, status=status)


class VerbView(View):
    """Do one verb. Subclasses name the verbs and find their object."""

    http_method_names = ["post"]
    verbs = {}

    def get_target(self):
        """The object of the verb, and its live blog."""
        raise NotImplementedError

    def post(self, request, *args, verb, **kwargs):
        if verb not in self.verbs:
            return HttpResponse(status=404)
        act, done = self.verbs[verb]
        target, page = self.get_target()
        try:
            act(target, request.user)
        except NotAllowed as error:
            raise PermissionDenied(error.message) from error
        except LiveConflictError as error:
            if wants_stream(request):
                return render_stream(request, page, error.message, status=409)
            messages.error(request, error.message)
        else:
            if wants_stream(request):
                return render_stream(request, page, done)
            messages.success(request, done)
        return redirect(get_desk_url(page.pk))


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


class StreamView(View):
    """The stream alone, for the desk's script."""

    def get(self, request, page_pk):
        page = get_live_blog(page_pk)
        if not may_on_page(request.user, "view", page):
            raise PermissionDenied
        return render_stream(request, page)


class AskView(View):
    """Ask for what a verb needs to be told, then do it. Subclasses name the form and
    the words, and say what is done with them."""

    template_name = None
    page_title = None
    header_icon = None
    form_class = None
    done = None

    def act(self, form):
        raise NotImplementedError

    def setup(self, request, *args, pk, **kwargs):
        super().setup(request, *args, **kwargs)
        self.update = get_object_or_404(LiveUpdate, pk=pk)
        self.live_blog = get_live_blog(self.update.page_id)

    def dispatch(self, request, *args, **kwargs):
        if not may(request.user, "publish", self.update):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        return self.respond(self.form_class())

    def post(self, request, *args, **kwargs):
        form = self.form_class(request.POST)
        if form.is_valid():
            try:
                self.act(form)
            except LiveConflictError as error:
                form.add_error(error.field, error.message)
            else:
                messages.success(request, self.done)
                return redirect(get_desk_url(self.live_blog.pk))
        return self.respond(form)

    def respond(self, form):
        desk_url = get_desk_url(self.live_blog.pk)
        return render(
            self.request,
            self.template_name,
            {
                "update": self.update,
                "live_blog": self.live_blog,
                "desk_url": desk_url,
                "form": form,
                "page_title": self.page_title,
                "header_title": self.page_title,
                "header_icon": self.header_icon,
            },
        )


class WithdrawView(AskView):
    """Ask for the public reason, then withdraw."""

    template_name = "wagtail_liveconflict/desk/withdraw.html"
    page_title = gettext_lazy("Withdraw")
    header_icon = "no-view"
    form_class = WithdrawForm
    done = gettext_lazy("Withdrawn. Readers see the reason.")

    def act(self, form):
        editorial.withdraw_update(
            self.update,
            self.request.user,
            form.cleaned_data["reason"],
            is_our_error=form.cleaned_data["is_our_error"],
        )

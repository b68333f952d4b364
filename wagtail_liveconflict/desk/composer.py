"""What the composer has in common for a new and for an existing update.

It also works without leaving the page: its script posts the form with the header
:data:`IN_PLACE`, and is answered in JSON once everything is saved, and otherwise with
the page as a plain post would be, errors at their fields.
"""

import json

import swapper
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from .. import editorial
from ..exceptions import LiveConflictError
from ..models import LiveBlogMixin, LiveUpdate
from ..permissions import may_on_page
from .overtaking import get_overtaken, is_same_version
from .picture_rights import may_add_pictures
from .shortcuts import get_shortcuts
from .stream import get_stream
from .update_templates import get_offered_templates

#: Header of what the desk's script asks of the composer.
IN_PLACE = "X-Liveconflict-Composer"


def get_live_blog(pk):
    """The live blog page with this id, in its own type; 404 for other pages."""
    page_model = swapper.load_model("wagtailcore", "Page")
    page = get_object_or_404(page_model, pk=pk).specific
    if not isinstance(page, LiveBlogMixin):
        raise Http404
    return page


def get_desk_url(page_pk):
    return reverse(LiveUpdate.snippet_viewset.get_url_name("desk"), args=[page_pk])


def get_texts() -> dict[str, str]:
    """What the composer's script says."""
    return {
        "text": _("Text"),
        "saved": _("Draft saved."),
        "noAnswer": _(
            "No answer from the server. Everything you wrote is still here: try again."
        ),
        "signedOut": _(
            "You are signed out. Everything you wrote is still here: sign in, then "
            "press the button again."
        ),
        "refused": _(
            "The server refused this. Everything you wrote is still here, and in this "
            "browser. Perhaps you have no right to it any more."
        ),
        "notLeft": _("Not opened: what you are writing could not be saved first."),
        "wasPublished": _("This had been published already; nothing was lost."),
        "wasSaved": _("This had been saved already; here it is."),
    }


class OvertakenByColleague(PermissionDenied):
    """A colleague has saved a newer version since the form was opened."""


class ComposerMixin:
    #: The template of Wagtail's view, which ours extends.
    wagtail_template = ""
    #: The newer version that a save would write over.
    overtaken = None
    #: The revision that says already what is posted, because it was posted before.
    said_already = None
    _is_saved = False

    @cached_property
    def live_blog(self):
        raise NotImplementedError

    @cached_property
    def is_in_place(self):
        return self.request.headers.get(IN_PLACE) == "1"

    @property
    def expects_json_response(self):
        if self.is_in_place:
            # Wagtail's JSON errors name no fields: those come back as the form.
            return self._is_saved
        return not self.request.accepts("text/html")

    def get_available_actions(self):
        actions = super().get_available_actions()
        # Wagtail asks whether the user may publish updates at all; the answer
        # depends on the live blog.
        if "publish" in actions and not may_on_page(
            self.request.user, "publish", self.live_blog
        ):
            actions.remove("publish")
        return actions

    def get_action(self, request):
        action = super().get_action(request)
        if request.POST.get("action-publish") and action != "publish":
            raise PermissionDenied
        return action

    def post(self, request, *args, **kwargs):
        if request.POST.get("action-restore"):
            return self.restore()
        return super().post(request, *args, **kwargs)

    def restore(self):
        """The form with the words that a browser has kept and the server never got.
        Nothing is saved."""
        self.form = self.get_form()
        self.is_valid(self.form)
        return self.render_to_response(self.get_context_data())

    def is_valid(self, form):
        is_valid = super().is_valid(form)
        if form.is_only_asked and not self.expects_json_response:
            # Nothing is wrong: what is asked stands above the form.
            self.produced_error_message = None
        if self.expects_json_response or not self.is_out_of_date:
            return is_valid
        if is_valid and is_same_version(self.latest_revision, form.instance):
            self.said_already = self.latest_revision
            return True
        self.show_overtaken(form)
        return False

    def show_overtaken(self, form):
        self.overtaken = get_overtaken(
            self.panel, self.request, self.latest_revision, form.instance
        )
        self.produced_error_message = _(
            "Not saved: there is a newer version. Both are shown below."
        )

    def form_valid(self, form):
        # Saved and published, or neither: a colleague never meets the one without
        # the other.
        with transaction.atomic():
            return super().form_valid(form)

    def save_action(self):
        if not self.is_in_place:
            return super().save_action()
        self._is_saved = True
        # Not what Wagtail tells its autosave, which renders parts of the page: nobody
        # waits for this transaction longer than it takes.
        return JsonResponse(
            {
                "success": True,
                "pk": self.object.pk,
                "url": self.get_edit_url(),
                "message": str(self.get_success_message(self.object)),
                "is_composed": self.action in ("publish", "submit"),
            }
        )

    def run_action_method(self):
        try:
            return super().run_action_method()
        except LiveConflictError as error:
            # What was written is saved as a draft; an approval that would have
            # published it is not.
            self.produced_error_message = str(error.message)
            return self.form_invalid(self.form)

    def publish_action(self):
        if self.said_already and self.said_already.pk == self.object.live_revision_id:
            return None
        with transaction.atomic():
            response = super().publish_action()
            if self.form.correction_note:
                editorial.correct_update(
                    self.object, self.request.user, self.form.correction_note
                )
        return response

    def get_success_url(self):
        if self.action in ("publish", "submit"):
            # An empty composer, ready for the next one.
            return get_desk_url(self.live_blog.pk)
        return super().get_success_url()

    def get_breadcrumbs_items(self):
        viewset = LiveUpdate.snippet_viewset
        return [
            *self.breadcrumbs_items,
            {"url": reverse(viewset.get_url_name("blogs")), "label": _("Live blogs")},
            {"url": get_desk_url(self.live_blog.pk), "label": str(self.live_blog)},
            {"url": "", "label": self.get_page_subtitle()},
        ]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if self.expects_json_response:
            return context
        context["wagtail_template"] = self.wagtail_template
        context["live_blog"] = self.live_blog
        context["desk_url"] = get_desk_url(self.live_blog.pk)
        context["can_publish"] = may_on_page(
            self.request.user, "publish", self.live_blog
        )
        context["overtaken"] = self.overtaken
        context["shortcuts"] = get_shortcuts(self.request)
        context["composer_texts"] = json.dumps(get_texts(), ensure_ascii=False)
        if self.overtaken:
            # Not by itself over the newer version.
            context["autosave_enabled"] = False
        if not self.is_in_place:
            context["can_add_pictures"] = may_add_pictures(self.request.user)
            context["update_templates"] = get_offered_templates(self.live_blog)
            context["stream"] = get_stream(
                self.live_blog, self.request.user, self.request.GET
            )
        return context

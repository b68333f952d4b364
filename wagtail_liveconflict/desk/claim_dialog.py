"""What is done with one claim, in a dialog or on a page of its own."""

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _, pgettext
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ..exceptions import LiveConflictError, NotAllowed
from ..models import Claim
from ..permissions import ClaimPermissionPolicy


def get_claim_url(name, *args):
    return reverse(Claim.snippet_viewset.get_url_name(name), args=args)


def may_change_claims(user) -> bool:
    return ClaimPermissionPolicy(Claim).user_has_permission(user, "change")


class ClaimDialogView(WagtailAdminTemplateMixin, View):
    """A form about one claim.

    Asked by Wagtail's modal workflow it answers with JSON: the step ``claim`` with
    the form, or ``done`` with the address to go to. Otherwise it is a page.
    Subclasses name the form, what it does, and the template of the form's inside.
    """

    template_name = "wagtail_liveconflict/desk/claim_page.html"
    dialog_template_name = "wagtail_liveconflict/desk/claim_dialog.html"
    form_template_name = "wagtail_liveconflict/desk/_claim_fields.html"
    header_icon = "circle-check"
    breadcrumbs_items = []
    #: Label of the button.
    submit_label = ""
    #: What happens, in a sentence before the form.
    explanation = ""
    is_serious = False

    def setup(self, request, *args, pk, **kwargs):
        super().setup(request, *args, **kwargs)
        self.pk = pk

    def dispatch(self, request, *args, **kwargs):
        if not may_change_claims(request.user):
            raise PermissionDenied
        self.claim = self.get_claim()
        return super().dispatch(request, *args, **kwargs)

    def get_claim(self):
        return get_object_or_404(Claim, pk=self.pk)

    def get_form(self, data=None):
        raise NotImplementedError

    def act(self, form) -> str:
        """Do it; the message of success. May raise a ``LiveConflictError``."""
        raise NotImplementedError

    def get(self, request, *args, **kwargs):
        return self.respond(self.get_form())

    def post(self, request, *args, **kwargs):
        form = self.get_form(request.POST)
        if form.is_valid():
            try:
                done = self.act(form)
            except NotAllowed as error:
                raise PermissionDenied(error.message) from error
            except LiveConflictError as error:
                self.add_errors(form, error)
            else:
                return self.finish(done)
        return self.respond(form)

    def add_errors(self, form, error):
        form.add_error(
            error.field if error.field in form.fields else None, error.message
        )

    @property
    def is_dialog(self):
        return self.request.headers.get("X-Requested-With") == "XMLHttpRequest"

    @property
    def next_url(self):
        return get_valid_next_url_from_request(self.request) or get_claim_url(
            "edit", self.claim.pk
        )

    def finish(self, message):
        messages.success(self.request, message)
        if self.is_dialog:
            return JsonResponse({"step": "done", "next": self.next_url})
        return redirect(self.next_url)

    def respond(self, form):
        context = self.get_context_data(form=form)
        if self.is_dialog:
            return render_modal_workflow(
                self.request,
                self.dialog_template_name,
                None,
                context,
                json_data={"step": "claim"},
            )
        return self.render_to_response(context)

    def get_page_subtitle(self):
        return self.claim.sentence

    def get_breadcrumbs_items(self):
        return [
            {
                "url": reverse("wagtailadmin_home"),
                "label": pgettext("breadcrumb", "Home"),
            },
            {"url": get_claim_url("list"), "label": _("Claims")},
            {"url": get_claim_url("edit", self.claim.pk), "label": str(self.claim)},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "claim": self.claim,
            "action_url": self.request.path,
            "next_url": self.next_url,
            "edit_url": get_claim_url("edit", self.claim.pk),
            "form_template_name": self.form_template_name,
            "submit_label": self.submit_label,
            "explanation": self.explanation,
            "is_serious": self.is_serious,
            "media": kwargs["form"].media,
        }

"""Headline, standfirst and summary of the live blog, edited from its controls: in a
dialog on the desk or, without its script, on a page."""

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages

from .. import editorial
from ..blocks.form_field import ForgivingBlockField
from ..colleagues import name_of
from ..exceptions import LiveConflictError, NotAllowed
from ..head_exceptions import HeadOvertaken
from ..permissions import may_on_page
from .asking import InDialogMixin, get_way_back
from .composer import get_live_blog

#: Name of the hidden input with the version that is edited.
VERSION = "head-version"


def render_controls(request, page) -> str:
    """The controls of the blog as they are now, for the desk's script."""
    return render_to_string(
        "wagtail_liveconflict/desk/_blog_now.html",
        {
            "live_blog": page,
            "can_publish": may_on_page(request.user, "publish", page),
        },
        request,
    )


class HeadForm(forms.Form):
    """The fields of the page's own type; beside the composer, which has a form of its
    own."""

    def __init__(self, data=None, *, page):
        super().__init__(data, prefix="head")
        get_field = page._meta.get_field
        self.fields["title"] = get_field("title").formfield(label=_("Headline"))
        self.fields["standfirst"] = get_field("standfirst").formfield(
            widget=forms.Textarea(attrs={"rows": 3})
        )
        self.fields["summary"] = get_field("summary").formfield(
            form_class=ForgivingBlockField
        )
        self.initial = {name: getattr(page, name) for name in self.fields}


class HeadView(InDialogMixin, View):
    http_method_names = ["get", "post"]

    def setup(self, request, *args, page_pk, **kwargs):
        super().setup(request, *args, **kwargs)
        self.live_blog = get_live_blog(page_pk)

    def dispatch(self, request, *args, **kwargs):
        if not may_on_page(request.user, "publish", self.live_blog):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        return self.respond(HeadForm(page=self.live_blog))

    def post(self, request, *args, **kwargs):
        form = HeadForm(request.POST, page=self.live_blog)
        if not form.is_valid():
            return self.respond(form, version=request.POST.get(VERSION, ""))
        try:
            page = editorial.edit_head(
                self.live_blog,
                request.user,
                expected=request.POST.get(VERSION, ""),
                **form.cleaned_data,
            )
        except NotAllowed as error:
            raise PermissionDenied(error.message) from error
        except HeadOvertaken as error:
            # As it is now: the next press is for this one.
            self.live_blog = get_live_blog(self.live_blog.pk)
            form.add_error(None, error.message)
            return self.respond(form, is_overtaken=True)
        except LiveConflictError as error:
            form.add_error(error.field, error.message)
            return self.respond(form, version=request.POST.get(VERSION, ""))
        except ValidationError as error:
            # A rule of the site's own page type, on a field that is not edited here.
            form.add_error(None, error.messages)
            return self.respond(form, version=request.POST.get(VERSION, ""))
        done = _("Saved. Readers see it.") if page.live else _("Saved as a draft.")
        if self.is_in_dialog:
            return JsonResponse(
                {"message": str(done), "controls": render_controls(request, page)}
            )
        messages.success(request, done)
        return redirect(get_way_back(request, page))

    def respond(self, form, *, version=None, is_overtaken=False):
        """The form; ``version`` is the one it was opened with, if not the present."""
        page = self.live_blog
        newest = page.live_revision if is_overtaken else None
        context = {
            "live_blog": page,
            "form": form,
            "version": editorial.get_head_version(page) if version is None else version,
            "is_overtaken": is_overtaken,
            "overtaken_by": name_of(newest.user) if newest else "",
            "page_title": _("Headline and summary"),
            "desk_url": get_way_back(self.request, page),
        }
        return self.render_form(
            "wagtail_liveconflict/desk/head.html",
            "wagtail_liveconflict/desk/_head_form.html",
            context,
        )

"""What a verb needs to be told: a form on a page of its own or, asked by the desk's
script, in a dialog on the desk."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages

from ..exceptions import LiveConflictError, NotAllowed
from ..models import LiveUpdate
from ..permissions import may
from .composer import get_desk_url, get_live_blog
from .stream_view import render_stream

#: Header of what the desk's script asks for a dialog, and of the form in its answer.
IN_DIALOG = "X-Liveconflict-Dialog"


def get_way_back(request, live_blog) -> str:
    """Address of the desk, showing the part of the stream it was left at."""
    query = request.GET.urlencode()
    return get_desk_url(live_blog.pk) + (f"?{query}" if query else "")


class InDialogMixin:
    """A form that is a page or, asked by the desk's script, the content of a dialog."""

    @property
    def is_in_dialog(self):
        return self.request.headers.get(IN_DIALOG) == "1"

    def render_form(self, page_template, dialog_template, context):
        template = dialog_template if self.is_in_dialog else page_template
        context = {**context, "is_in_dialog": self.is_in_dialog}
        response = render(self.request, template, context)
        if self.is_in_dialog:
            response[IN_DIALOG] = "1"
        return response


class AskForm(forms.Form):
    """Beside the composer, whose fields may have the same names."""

    def __init__(self, data=None, *, update, user, **kwargs):
        self.update, self.user = update, user
        super().__init__(data, auto_id="ask-%s", **kwargs)

    def add_error(self, field, error):
        """Also what a verb says of a field that only the composer has."""
        super().add_error(field if field in self.fields else None, error)


class MomentField(forms.DateTimeField):
    """A time ahead in the zone of the live blog; the browser's own control."""

    widget = forms.DateTimeInput(
        format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}
    )

    def name_zone(self, live_blog):
        self.help_text = _("In the time of the live blog: %(zone)s.") % {
            "zone": str(live_blog.zone).replace("_", " ")
        }


class AskView(InDialogMixin, View):
    """Ask, then do the verb. Subclasses name the form and the words, and say what is
    done with what was told."""

    form_template_name = "wagtail_liveconflict/desk/_ask.html"
    page_title = None
    header_icon = None
    intro = ""
    submit_label = None
    is_serious = False
    form_class = None
    done = None
    #: What one has to be allowed to do with the update.
    right = "publish"

    def act(self, form):
        raise NotImplementedError

    def get_initial(self):
        return {}

    def setup(self, request, *args, pk, **kwargs):
        super().setup(request, *args, **kwargs)
        self.update = get_object_or_404(LiveUpdate, pk=pk)
        self.live_blog = get_live_blog(self.update.page_id)
        self.update.page = self.live_blog

    def dispatch(self, request, *args, **kwargs):
        if not may(request.user, self.right, self.update):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form(self, data=None):
        form = self.form_class(
            data,
            update=self.update,
            user=self.request.user,
            initial=self.get_initial(),
        )
        for field in form.fields.values():
            if isinstance(field, MomentField):
                field.name_zone(self.live_blog)
        return form

    def get(self, request, *args, **kwargs):
        return self.respond(self.get_form())

    def post(self, request, *args, **kwargs):
        form = self.get_form(request.POST)
        with timezone.override(self.live_blog.zone):
            is_valid = form.is_valid()
        if not is_valid:
            return self.respond(form)
        try:
            self.act(form)
        except NotAllowed as error:
            raise PermissionDenied(error.message) from error
        except LiveConflictError as error:
            form.add_error(error.field, error.message)
            return self.respond(form)
        done = self.get_done(form)
        if self.is_in_dialog:
            return render_stream(request, self.live_blog, done)
        messages.success(request, done)
        return redirect(get_way_back(request, self.live_blog))

    def get_done(self, form):
        """What to say afterwards."""
        return self.done

    def respond(self, form):
        context = {
            "update": self.update,
            "live_blog": self.live_blog,
            "desk_url": get_way_back(self.request, self.live_blog),
            "form": form,
            "form_template": self.form_template_name,
            "intro": self.intro,
            "submit_label": self.submit_label or self.page_title,
            "is_serious": self.is_serious,
            "page_title": self.page_title,
            "header_icon": self.header_icon,
        }
        with timezone.override(self.live_blog.zone):
            return self.render_form(
                "wagtail_liveconflict/desk/ask.html", self.form_template_name, context
            )

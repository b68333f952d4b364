from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy, pgettext
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.snippets.widgets import AdminSnippetChooser

from ..editorial.merge import describe_merge, merge_sources
from ..exceptions import LiveConflictError, NotAllowed
from ..models import Source
from ..permissions import NewsroomRecordPermissionPolicy


class SourceWidget(AdminSnippetChooser):
    """Shows nothing for what is no number, where Wagtail's own fails."""

    def get_instance(self, value):
        try:
            return super().get_instance(value)
        except ValueError:
            return None


class MergeForm(forms.Form):
    kept = forms.ModelChoiceField(
        queryset=Source.objects.all(),
        label=gettext_lazy("Source to keep"),
        help_text=gettext_lazy("The other one is deleted, and everything follows."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kept"].widget = SourceWidget(Source, icon="user")


class MergeView(WagtailAdminTemplateMixin, View):
    """Choose the source to keep, see what would happen, merge.

    Whoever may change sources may merge them: Wagtail's right to delete is not
    asked for, since nothing that pointed to the duplicate is lost.
    """

    template_name = "wagtail_liveconflict/desk/source_merge.html"
    page_title = gettext_lazy("Merge")
    header_icon = "user"
    breadcrumbs_items = []

    def setup(self, request, *args, pk, **kwargs):
        super().setup(request, *args, **kwargs)
        self.pk = pk

    def dispatch(self, request, *args, **kwargs):
        policy = NewsroomRecordPermissionPolicy(Source)
        if not policy.user_has_permission(request.user, "change"):
            raise PermissionDenied
        self.duplicate = get_object_or_404(Source, pk=self.pk)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        form = MergeForm(request.GET if "kept" in request.GET else None)
        if form.is_valid():
            kept = form.cleaned_data["kept"]
            try:
                summary = describe_merge(kept, self.duplicate, request.user)
            except LiveConflictError as error:
                form.add_error(error.field, error.message)
            else:
                return self.respond(form, kept=kept, summary=summary)
        return self.respond(form)

    def post(self, request, *args, **kwargs):
        form = MergeForm(request.POST)
        if form.is_valid():
            try:
                kept = merge_sources(
                    form.cleaned_data["kept"], self.duplicate, request.user
                )
            except NotAllowed as error:
                raise PermissionDenied(error.message) from error
            except LiveConflictError as error:
                form.add_error(error.field, error.message)
            else:
                messages.success(
                    request,
                    _("Merged “%(duplicate)s” into “%(kept)s”.")
                    % {"duplicate": self.duplicate.name, "kept": kept.name},
                )
                return redirect(get_url("edit", kept.pk))
        return self.respond(form)

    def get_page_subtitle(self):
        return self.duplicate.name

    def get_breadcrumbs_items(self):
        return [
            {
                "url": reverse("wagtailadmin_home"),
                "label": pgettext("breadcrumb", "Home"),
            },
            {"url": get_url("list"), "label": _("Sources")},
            {"url": get_url("edit", self.pk), "label": self.duplicate.name},
            {"url": "", "label": self.page_title},
        ]

    def respond(self, form, **context):
        context = self.get_context_data(
            form=form,
            media=form.media,
            duplicate=self.duplicate,
            edit_url=get_url("edit", self.pk),
            merge_url=get_url("merge", self.pk),
            **context,
        )
        return self.render_to_response(context)


def get_url(name, *args):
    return reverse(Source.snippet_viewset.get_url_name(name), args=args)

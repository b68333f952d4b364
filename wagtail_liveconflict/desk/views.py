"""The desk: Wagtail's own create and edit views of an update, with the stream
of its live blog beside them."""

from uuid import UUID, uuid4

import swapper
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.rich_text import RichText
from wagtail.snippets.action_menu import SnippetActionMenu
from wagtail.snippets.views.snippets import (
    CreateView,
    EditView,
    PreviewOnCreateView,
    PreviewOnEditView,
)

from ..colleagues import name_of
from ..models import LiveBlogMixin, LiveUpdate
from ..permissions import may, may_on_page
from .stream import get_stream


def get_live_blog(pk):
    """The live blog page with this id, in its own type; 404 for other pages."""
    page_model = swapper.load_model("wagtailcore", "Page")
    page = get_object_or_404(page_model, pk=pk).specific
    if not isinstance(page, LiveBlogMixin):
        raise Http404
    return page


def get_desk_url(page_pk):
    return reverse(LiveUpdate.snippet_viewset.get_url_name("desk"), args=[page_pk])


class DeskMixin:
    """What the composer has in common for a new and for an existing update."""

    #: The template of Wagtail's view, which ours extends.
    wagtail_template = ""

    @cached_property
    def live_blog(self):
        raise NotImplementedError

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

    def is_valid(self, form):
        is_valid = super().is_valid(form)
        if form.is_only_asked and not self.expects_json_response:
            # Nothing is wrong: what is asked stands above the form.
            self.produced_error_message = None
        return is_valid

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
        context["stream"] = get_stream(
            self.live_blog, self.request.user, self.request.GET.get("p", 1)
        )
        return context


class DeskView(DeskMixin, CreateView):
    """An empty composer in a live blog."""

    wagtail_template = CreateView.template_name

    @cached_property
    def live_blog(self):
        return get_live_blog(self.kwargs["page_pk"])

    def dispatch(self, request, *args, **kwargs):
        if not may_on_page(request.user, "add", self.live_blog):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_add_url(self):
        return get_desk_url(self.live_blog.pk)

    def get_preview_url(self):
        return reverse(self.preview_url_name, args=[self.live_blog.pk])

    def get_page_subtitle(self):
        return _("New update")

    def _get_action_menu(self):
        # Which buttons there are depends on the live blog.
        return SnippetActionMenu(
            self.request,
            view=self.view_name,
            model=self.model,
            live_blog=self.live_blog,
        )

    def get_initial_form_instance(self):
        user = self.request.user
        return LiveUpdate(
            page=self.live_blog,
            owner=user,
            live=False,
            byline_names=name_of(user),
            # Ready to type: one empty text, which is left out if it stays so.
            body=[("text", RichText(""))],
            composition_key=self.composition_key,
        )

    @cached_property
    def composition_key(self):
        """Names what is being composed, from the empty form to the last retry."""
        try:
            return UUID(self.request.POST.get("composition", ""))
        except ValueError:
            return uuid4()

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except IntegrityError:
            # Another post of the same composition was written in this moment;
            # the second time it is found.
            return super().form_valid(form)

    def save_instance(self):
        # Autosave may have been under way when Publish was pressed, and Publish
        # may be pressed twice: all of these are one update.
        written = (
            LiveUpdate.objects.locked()
            .filter(composition_key=self.composition_key)
            .first()
        )
        if written and (written.owner_id, written.page_id) != (
            self.request.user.pk,
            self.live_blog.pk,
        ):
            # Not this composition's: a forged key, or a copied form.
            self.form.instance.composition_key = uuid4()
        elif written:
            if written.live and self.saving_as_draft:
                raise PermissionDenied(_("This update has been published already."))
            adopt_row(self.form.instance, written)
        return super().save_instance()

    def get_context_data(self, **kwargs):
        return super().get_context_data(composition_key=self.composition_key, **kwargs)


#: The row's own state, which a colleague may have changed since a request read
#: it, and which saving a draft would write back.
ROW_FIELDS = (
    *LiveUpdate.STATE_FIELDS,
    "live",
    "first_published_at",
    "last_published_at",
    "live_revision_id",
)


def adopt_row(instance, row):
    """Make ``instance``, as it comes from a form, a new version of ``row``."""
    instance.pk = row.pk
    instance._state.adding = False
    instance.latest_revision_id = row.latest_revision_id
    for name in ROW_FIELDS:
        setattr(instance, name, getattr(row, name))


class UpdateView(DeskMixin, EditView):
    """An existing update in the composer."""

    wagtail_template = EditView.template_name

    @cached_property
    def live_blog(self):
        return get_live_blog(self.object.page_id)

    def dispatch(self, request, *args, **kwargs):
        # Wagtail's check is on all updates; this one is on this update. Whoever
        # is asked to moderate it may open it.
        task = self.current_workflow_task
        if not may(request.user, "change", self.object) and not (
            task and task.user_can_access_editor(self.object, request.user)
        ):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def save_instance(self):
        row = LiveUpdate.objects.locked().get(pk=self.object.pk)
        adopt_row(self.form.instance, row)
        return super().save_instance()


class PreviewOnDeskView(PreviewOnCreateView):
    def get_object(self):
        live_blog = get_live_blog(self.kwargs["page_pk"])
        if not may_on_page(self.request.user, "add", live_blog):
            raise PermissionDenied
        return LiveUpdate(page=live_blog, owner=self.request.user, live=False)

    @property
    def parent_object_id(self):
        # One unsaved preview for each live blog, not one for all.
        return str(self.kwargs["page_pk"])


class PreviewUpdateView(PreviewOnEditView):
    pass

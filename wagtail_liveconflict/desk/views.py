"""The desk: Wagtail's own create and edit views of an update, with the stream
of its live blog beside them."""

from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import JsonResponse
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
from ..models import LiveUpdate
from ..permissions import may, may_on_page
from .composer import (
    ComposerMixin,
    OvertakenByColleague,
    get_desk_url,
    get_live_blog,
)
from .overtaking import is_same_version
from .update_templates import choose_template, get_update_from


class DeskView(ComposerMixin, CreateView):
    """An empty composer in a live blog."""

    wagtail_template = CreateView.template_name

    @cached_property
    def live_blog(self):
        return get_live_blog(self.kwargs["page_pk"])

    @cached_property
    def workflow(self):
        # There is no update yet; it will follow its live blog.
        return LiveUpdate(page=self.live_blog).get_workflow()

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
            workflow=self.workflow,
        )

    def get_initial_form_instance(self):
        user = self.request.user
        if template := choose_template(self.request):
            update = get_update_from(template, self.live_blog, user)
        else:
            update = LiveUpdate(
                page=self.live_blog,
                owner=user,
                live=False,
                byline_names=name_of(user),
                # Ready to type: one empty text, which is left out if it stays so.
                body=[("text", RichText(""))],
            )
        update.composition_key = self.composition_key
        return update

    @cached_property
    def composition_key(self):
        """Names what is being composed, from the empty form to the last retry."""
        try:
            return UUID(self.request.POST.get("composition", ""))
        except ValueError:
            return uuid4()

    @property
    def _composed(self):
        """The update that this composition has become already, if any."""
        return LiveUpdate.objects.filter(
            composition_key=self.composition_key,
            owner=self.request.user,
            page_id=self.live_blog.pk,
        )

    def restore(self):
        if update := self._composed.first():
            # It goes on where it is; or it was published, and is not lost.
            url = reverse(self.edit_url_name, args=[update.pk])
            return JsonResponse({"url": url, "is_live": update.live})
        return super().restore()

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
        if written is None:
            return super().save_instance()
        if (written.owner_id, written.page_id) != (
            self.request.user.pk,
            self.live_blog.pk,
        ):
            # Not this composition's: a forged key, or a copied form.
            self.form.instance.composition_key = uuid4()
            return super().save_instance()
        if written.live and self.saving_as_draft:
            raise PermissionDenied(_("This update has been published already."))
        adopt_row(self.form.instance, written)
        newest = written.latest_revision
        if newest and is_same_version(newest, self.form.instance):
            self.said_already = self.new_revision = newest
            return written
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


class UpdateView(ComposerMixin, EditView):
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
        if self._was_posted_before(row):
            self.said_already = row.latest_revision
        if self.said_already:
            self.new_revision = self.said_already
            return row
        if self._is_overtaken_meanwhile(row):
            self.look_again(row)
            self.show_overtaken(self.form)
            raise OvertakenByColleague(self.produced_error_message)
        return super().save_instance()

    def get_context_data(self, **kwargs):
        # What has never been published is written on, like a composition.
        return super().get_context_data(is_draft=not self.object.live, **kwargs)

    def _was_posted_before(self, row):
        """Whether what is posted has been published already: a retry after an answer
        that was lost."""
        return (
            self.is_in_place
            and self.action == "publish"
            and row.live
            and row.live_revision_id == row.latest_revision_id
            and is_same_version(row.latest_revision, self.form.instance)
        )

    def _is_overtaken_meanwhile(self, row):
        """Whether a colleague saved between the look at the form and the lock."""
        known, newest = self.latest_revision, row.latest_revision
        return (known and (known.pk, known.created_at)) != (
            newest and (newest.pk, newest.created_at)
        )

    def look_again(self, row):
        for name in ("latest_revision_created_at", "is_out_of_date"):
            self.__dict__.pop(name, None)
        self.latest_revision = row.latest_revision


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

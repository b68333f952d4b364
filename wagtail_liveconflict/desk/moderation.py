"""Wagtail's approval and rejection of an update, within the newsroom's gates."""

from django.http import Http404
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.snippets.views.snippets import (
    CollectWorkflowActionDataView,
    WorkflowActionView,
)

from ..exceptions import LiveConflictError


class OwnTaskMixin:
    """Only a task of this very update: its id is in the address beside that of the
    update, and Wagtail asks for rights on the latter alone."""

    def get_task_state(self):
        task_state = super().get_task_state()
        if task_state.workflow_state.object_id != str(self.object.pk):
            raise Http404
        return task_state


class ModerateView(OwnTaskMixin, WorkflowActionView):
    def post(self, request, *args, **kwargs):
        try:
            return super().post(request, *args, **kwargs)
        except LiveConflictError as error:
            # Approved, it would have been published, and may not be. All is as before.
            messages.error(request, error.message)
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return self.render_modal_json(
                request, {"step": "success", "redirect": self.redirect_url}
            )
        return redirect(self.redirect_url)


class CollectModerationView(OwnTaskMixin, CollectWorkflowActionDataView):
    pass

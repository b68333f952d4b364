"""What readers still need of a record is not deleted with it: every way says so."""

from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction
from wagtail.snippets.views.snippets import DeleteView

from ..exceptions import ClaimPublished, LiveConflictError, SourceStillQuoted
from ..models import Claim, Source
from ..permissions import ClaimPermissionPolicy, SourcePermissionPolicy

_POLICIES = {Claim: ClaimPermissionPolicy, Source: SourcePermissionPolicy}
_REASONS = {Claim: ClaimPublished.message, Source: SourceStillQuoted.message}


class RecordDeleteView(DeleteView):
    def dispatch(self, request, *args, **kwargs):
        may_delete = self.user_has_permission_for_instance
        if self.user_has_permission("delete") and not may_delete("delete", self.object):
            return self.refuse()
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except LiveConflictError:
            # Published while this page was open.
            return self.refuse()

    def refuse(self):
        messages.error(self.request, _REASONS[self.model])
        url_name = self.model.snippet_viewset.get_url_name("edit")
        return redirect(reverse(url_name, args=[self.object.pk]))


class DeleteRecords(DeleteBulkAction):
    """Wagtail's, one record after the other: those that readers need stay."""

    models = [Claim, Source]

    def check_perm(self, snippet):
        policy = _POLICIES[type(snippet)](type(snippet))
        return policy.user_has_permission_for_instance(
            self.request.user, "delete", snippet
        )

    @classmethod
    def execute_action(cls, objects, user=None, **kwargs):
        deleted = 0
        for record in objects:
            model = type(record)
            try:
                with transaction.atomic():
                    # As it is by now.
                    model.objects.get(pk=record.pk).delete()
            except (LiveConflictError, model.DoesNotExist):
                continue
            deleted += 1
        return deleted, 0

    def get_success_message(self, num_parent_objects, num_child_objects):
        if num_parent_objects < len(self.actionable_objects):
            return _("Deleted: %(count)s. Readers need the others.") % {
                "count": num_parent_objects
            }
        return super().get_success_message(num_parent_objects, num_child_objects)

"""What the admin sections of sources, parties and claims have in common."""

from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from ..permissions import HAS_POLICY_REGISTRY, NewsroomRecordPermissionPolicy


class RecordViewSet(SnippetViewSet):
    @property
    def permission_policy(self):
        return NewsroomRecordPermissionPolicy(self.model)


class RecordChooserViewSet(SnippetChooserViewSet):
    if not HAS_POLICY_REGISTRY:

        @property
        def permission_policy(self):
            return NewsroomRecordPermissionPolicy(self.model)

"""What the admin sections of sources, parties and claims have in common."""

from wagtail.admin.admin_url_finder import ModelAdminURLFinder
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from ..permissions import HAS_POLICY_REGISTRY, NewsroomRecordPermissionPolicy


class PolicyViewSet(SnippetViewSet):
    """One whose own policy says to whom the admin offers a link to the editor. Wagtail
    7.4 asks for Django's permissions instead, whatever the policy is."""

    if not HAS_POLICY_REGISTRY:

        @property
        def url_finder_class(self):
            return type(
                "PolicyURLFinder",
                (ModelAdminURLFinder,),
                {
                    "permission_policy": self.permission_policy,
                    "edit_url_name": self.get_url_name("edit"),
                },
            )


class RecordViewSet(PolicyViewSet):
    @property
    def permission_policy(self):
        return NewsroomRecordPermissionPolicy(self.model)


class RecordChooserViewSet(SnippetChooserViewSet):
    if not HAS_POLICY_REGISTRY:

        @property
        def permission_policy(self):
            return NewsroomRecordPermissionPolicy(self.model)

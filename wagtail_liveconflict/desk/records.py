"""What the admin sections of sources, parties and claims have in common."""

from django.utils.functional import cached_property

# Under another name, so that texts which Wagtail translates are not gathered as ours.
from django.utils.translation import gettext_lazy as of_wagtail
from wagtail.admin.admin_url_finder import ModelAdminURLFinder
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from ..blocks.chooser_widget import SnippetChooser
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
    base_widget_class = SnippetChooser
    # Wagtail's own are looked up once, when it is imported.
    choose_one_text = of_wagtail("Choose")
    choose_another_text = of_wagtail("Choose another")
    edit_item_text = of_wagtail("Edit")

    if not HAS_POLICY_REGISTRY:

        @property
        def permission_policy(self):
            return NewsroomRecordPermissionPolicy(self.model)

        # Wagtail 7.4 knows no other widget than its own.
        @cached_property
        def widget_class(self):
            return self.base_widget_class(model=self.model, icon=self.icon)

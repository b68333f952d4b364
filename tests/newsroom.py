"""Two sections, their people and the updates of one live blog, a workflow included."""

from django.contrib.auth.models import Permission
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    Locale,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from tests.factories import (
    LiveBlogPageFactory,
    LiveUpdateFactory,
    PublishedUpdateFactory,
)
from tests.roles import CONTRIBUTOR, EDITOR, make_colleague
from wagtail_liveconflict import editorial
from wagtail_liveconflict.models import LiveUpdate


class Newsroom:
    """A live blog with its sister in another language, in one section; and the live
    blog of another section."""

    def __init__(self, root):
        section = LiveBlogPageFactory(parent=root, title="World")
        self.page = LiveBlogPageFactory(parent=section, title="The river crossing")
        self.sister = LiveBlogPageFactory(
            parent=section,
            title="Переправа",
            locale=Locale.objects.create(language_code="uk"),
            translation_key=self.page.translation_key,
        )
        self.elsewhere = LiveBlogPageFactory(parent=root, title="The cup final")
        editorial.start_blog(self.page)
        self.contributor = make_colleague(section, CONTRIBUTOR, username="olena")
        self.editor = make_colleague(section, (*EDITOR, "unlock_page"), username="ida")
        self.outsider = make_colleague(
            self.elsewhere, (*EDITOR, "unlock_page"), username="kofi"
        )
        for user in (self.contributor, self.editor, self.outsider):
            GroupCollectionPermission.objects.create(
                group=user.groups.get(),
                collection=Collection.get_first_root_node(),
                permission=Permission.objects.get(codename="add_image"),
            )
        self.task = GroupApprovalTask.objects.create(name="Desk")
        self.task.groups.set(self.editor.groups.all())
        self.workflow = Workflow.objects.create(name="Two pairs of eyes")
        WorkflowTask.objects.create(workflow=self.workflow, task=self.task)
        WorkflowPage.objects.create(workflow=self.workflow, page=section)
        make = {"page": self.page}
        self.own = LiveUpdateFactory(
            **make, owner=self.contributor, headline="Ferry leaves"
        )
        self.another = LiveUpdateFactory(
            **make, owner=self.editor, headline="Informant at the pier"
        )
        for draft in (self.own, self.another):
            draft.save_revision(user=draft.owner)
        self.published = PublishedUpdateFactory(
            **make, owner=self.editor, headline="Quay closed"
        )

    @property
    def updates(self):
        return [
            LiveUpdate.objects.get(pk=update.pk)
            for update in (self.own, self.another, self.published)
        ]

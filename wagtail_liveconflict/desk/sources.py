from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.snippets.views.snippets import EditView

from ..models import Source
from ..permissions import SourcePermissionPolicy
from .record_deletion import RecordDeleteView
from .records import RecordViewSet
from .source_chooser import SourceChooserViewSet
from .source_form import SourceForm
from .source_import_view import SourceImportView
from .source_listing import SourceIndexView, make_merge_button
from .source_merge import MergeView


class SourceEditView(EditView):
    @cached_property
    def header_more_buttons(self):
        return [*super().header_more_buttons, make_merge_button(self.object)]


class SourceViewSet(RecordViewSet):
    model = Source
    icon = "user"
    menu_label = _("Sources")
    index_view_class = SourceIndexView
    edit_view_class = SourceEditView
    delete_view_class = RecordDeleteView
    chooser_viewset_class = SourceChooserViewSet
    list_display = ["name", "affiliation", "party"]
    # A copy would have the handles of the original.
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("kind"),
            FieldPanel("role"),
            FieldPanel("affiliation"),
            FieldPanel("party"),
            FieldPanel("description"),
            FieldPanel("language"),
            FieldPanel("grammatical_gender"),
            FieldPanel("url"),
            InlinePanel("handles", heading=_("Handles"), label=_("Handle")),
            MultiFieldPanel(
                [
                    FieldPanel("reliability"),
                    FieldPanel("internal_notes"),
                    FieldPanel("identity_known_to"),
                ],
                heading=_("Only for the newsroom"),
            ),
        ],
        base_form_class=SourceForm,
    )

    @property
    def permission_policy(self):
        return SourcePermissionPolicy(self.model)

    def get_urlpatterns(self):
        # Wagtail's menu leads to the first of them.
        return [
            *super().get_urlpatterns(),
            path("merge/<int:pk>/", MergeView.as_view(), name="merge"),
            path("import/", SourceImportView.as_view(), name="import"),
        ]

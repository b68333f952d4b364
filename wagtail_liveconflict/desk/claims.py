from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
)
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import IndexView

from ..models import Claim, Source
from ..permissions import ClaimPermissionPolicy
from .claim_approvals import ApprovalsView, ApproveView, DeclineView
from .claim_chooser import ClaimChooserViewSet, NearClaimsView, StatusColumn
from .claim_dialog import get_claim_url, may_change_claims
from .claim_edit import ClaimCreateView, ClaimEditView
from .claim_export import ClaimExportView, get_export_buttons
from .claim_form import ClaimForm
from .claim_retraction import OvertakeClaimView, WithdrawClaimView
from .claim_status import ClaimStatusView
from .record_deletion import RecordDeleteView
from .records import RecordViewSet
from .source_merge import SourceWidget

#: Opens what a link leads to in a dialog; without its script the link is followed.
IN_DIALOG = {
    "data-controller": "wlc-claim-dialog",
    "data-action": "wlc-claim-dialog#open",
}


class ClaimIndexView(IndexView):
    template_name = "wagtail_liveconflict/desk/claim_index.html"

    @cached_property
    def columns(self):
        bulk, sentence, *others = super().columns
        return [bulk, sentence, StatusColumn(sort_key="status"), *others]

    def get_list_more_buttons(self, instance):
        buttons = super().get_list_more_buttons(instance)
        if not may_change_claims(self.request.user):
            return buttons
        buttons += get_export_buttons(instance)
        if not instance.is_withdrawn:
            buttons.append(
                Button(
                    _("Change status…"),
                    url=f"{get_claim_url('status', instance.pk)}?next={self.request.path}",
                    icon_name="circle-check",
                    attrs=IN_DIALOG,
                    priority=5,
                )
            )
        return buttons

    @cached_property
    def header_more_buttons(self):
        return [
            *super().header_more_buttons,
            Button(
                _("Waiting for approval"),
                url=get_claim_url("approvals"),
                icon_name="circle-check",
                priority=110,
            ),
        ]


class ClaimViewSet(RecordViewSet):
    model = Claim
    icon = "circle-check"
    menu_label = _("Claims")
    index_view_class = ClaimIndexView
    add_view_class = ClaimCreateView
    edit_view_class = ClaimEditView
    delete_view_class = RecordDeleteView
    index_template_name = "wagtail_liveconflict/desk/claim_index.html"
    edit_template_name = "wagtail_liveconflict/desk/claim_edit.html"
    chooser_viewset_class = ClaimChooserViewSet
    list_display = ["sentence"]
    list_filter = ["status"]
    # Two claims for one thing are what has to be prevented.
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("sentence"),
                    FieldPanel("claimant", widget=SourceWidget(Source, icon="user")),
                    FieldPanel("explanation"),
                    FieldRowPanel([FieldPanel("as_of"), FieldPanel("recheck_due")]),
                ],
                heading=_("Claim"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("methods"),
                    InlinePanel(
                        "aspects",
                        [
                            FieldRowPanel([FieldPanel("aspect"), FieldPanel("state")]),
                        ],
                        heading=_("Aspects"),
                        label=_("Aspect"),
                    ),
                ],
                heading=_("How we checked"),
            ),
            InlinePanel(
                "_evidence",
                [
                    FieldRowPanel([FieldPanel("kind"), FieldPanel("is_public")]),
                    FieldPanel("description"),
                    FieldRowPanel([FieldPanel("link"), FieldPanel("archive_link")]),
                    FieldRowPanel(
                        [FieldPanel("captured_at"), FieldPanel("captured_by")]
                    ),
                    FieldPanel("sha256"),
                ],
                heading=_("Evidence"),
                label=_("Evidence"),
            ),
            InlinePanel(
                "support",
                [
                    FieldRowPanel(
                        [
                            FieldPanel(
                                "source", widget=SourceWidget(Source, icon="user")
                            ),
                            FieldPanel("name"),
                        ]
                    ),
                    FieldPanel("what"),
                    FieldRowPanel([FieldPanel("link"), FieldPanel("is_outlet_check")]),
                ],
                heading=_("Who supports it"),
                label=_("Support"),
            ),
            InlinePanel(
                "positions",
                [
                    FieldRowPanel([FieldPanel("party"), FieldPanel("name")]),
                    FieldRowPanel([FieldPanel("stance"), FieldPanel("is_official")]),
                    FieldRowPanel([FieldPanel("at"), FieldPanel("link")]),
                ],
                heading=_("Who confirms, denies, or has not commented"),
                label=_("Position"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel(
                        [FieldPanel("checked_by"), FieldPanel("checker_agreed")]
                    ),
                    FieldPanel("own_witness"),
                    FieldPanel("notes"),
                ],
                heading=_("Only for the newsroom"),
            ),
        ],
        base_form_class=ClaimForm,
    )

    @property
    def permission_policy(self):
        return ClaimPermissionPolicy(self.model)

    def get_urlpatterns(self):
        # Wagtail's menu leads to the first of them.
        return [
            *super().get_urlpatterns(),
            path("status/<int:pk>/", ClaimStatusView.as_view(), name="status"),
            path("withdraw/<int:pk>/", WithdrawClaimView.as_view(), name="withdraw"),
            path("overtake/<int:pk>/", OvertakeClaimView.as_view(), name="overtake"),
            path("export/<int:pk>/", ClaimExportView.as_view(), name="export"),
            path("approvals/", ApprovalsView.as_view(), name="approvals"),
            path("approve/<int:pk>/", ApproveView.as_view(), name="approve"),
            path("decline/<int:pk>/", DeclineView.as_view(), name="decline"),
            path("near/", NearClaimsView.as_view(), name="near"),
        ]

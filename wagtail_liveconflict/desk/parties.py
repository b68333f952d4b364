from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import InlinePanel

from ..models import Party
from .records import RecordChooserViewSet, RecordViewSet


class PartyViewSet(RecordViewSet):
    model = Party
    chooser_viewset_class = RecordChooserViewSet
    icon = "group"
    menu_label = _("Parties")
    list_display = ["name", "is_belligerent"]
    panels = [
        "name",
        "slug",
        "is_belligerent",
        InlinePanel("labels", heading=_("Neutral labels"), label=_("Neutral label")),
    ]

"""The list of sources in the admin, and its export."""

import django_filters
from django.db.models import Count
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _, gettext_lazy, ngettext
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import IndexView

from ..editorial.pointing import get_references
from ..models import Party, Platform, Source, SourceHandle
from .source_search import search_sources
from .source_table import COLUMNS, guard_cell, write_row


class SourceFilterSet(WagtailFilterSet):
    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind"), choices=Source.Kind.choices
    )
    party = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Party"), queryset=Party.objects.all()
    )
    platform = django_filters.ChoiceFilter(
        label=gettext_lazy("Platform"),
        choices=Platform.choices,
        method="filter_by_platform",
    )

    class Meta:
        model = Source
        fields = []

    def filter_by_platform(self, queryset, name, value):
        there = SourceHandle.objects.filter(platform=value).values("source_id")
        return queryset.filter(pk__in=there)


class KindColumn(Column):
    """The kind; that a source is anonymous stands out."""

    cell_template_name = "wagtail_liveconflict/desk/source_kind_cell.html"

    def __init__(self, **kwargs):
        super().__init__("kind", label=_("Kind"), accessor="get_kind_display", **kwargs)


class HandlesColumn(Column):
    def __init__(self, **kwargs):
        super().__init__("handles", label=_("Handles"), **kwargs)

    def get_value(self, instance):
        return ", ".join(map(str, instance.handles.all()))


class UsageColumn(Column):
    """In how many updates a source is quoted, with a link to which."""

    cell_template_name = "wagtail_liveconflict/desk/source_usage_cell.html"

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        context["usage_url"] = reverse(
            Source.snippet_viewset.get_url_name("usage"), args=[instance.pk]
        )
        return context


def count_quoting_updates(sources) -> dict[int, int]:
    """How many updates quote each of these sources. One query."""
    counts = (
        get_references(Source)
        .filter(
            to_object_id__in=[str(source.pk) for source in sources],
        )
        .order_by()
        .values_list("to_object_id")
        .annotate(Count("object_id", distinct=True))
    )
    return {int(pk): count for pk, count in counts}


def describe_usage(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "quoted in %(count)s update", "quoted in %(count)s updates", count
    ) % {"count": count}


class SourceIndexView(IndexView):
    filterset_class = SourceFilterSet
    list_export = COLUMNS
    export_filename = "sources"

    @cached_property
    def columns(self):
        bulk, name, *others = super().columns
        return [
            bulk,
            name,
            KindColumn(sort_key="kind"),
            *others,
            HandlesColumn(),
            UsageColumn("usage", label=_("Usage"), accessor="usage"),
        ]

    def get_base_queryset(self):
        return super().get_base_queryset().prefetch_related("handles")

    def search_queryset(self, queryset):
        if not self.is_searching:
            return queryset
        # Searched first and filtered then: search backends filter by what is in
        # their index only, and in it is no platform.
        found = search_sources(
            self.search_query, Source.objects.all(), backend=self.search_backend_name
        )
        return queryset.filter(pk__in=[source.pk for source in found])

    def get_table(self, object_list):
        sources = list(object_list)
        counts = count_quoting_updates(sources)
        for source in sources:
            source.usage = describe_usage(counts.get(source.pk, 0))
        return super().get_table(sources)

    def get_list_more_buttons(self, instance):
        buttons = super().get_list_more_buttons(instance)
        if self.user_has_permission("change"):
            buttons.append(make_merge_button(instance))
        return buttons

    @cached_property
    def header_more_buttons(self):
        buttons = list(super().header_more_buttons)
        if self.user_has_permission("add") and self.user_has_permission("change"):
            buttons.append(
                Button(
                    _("Import CSV"),
                    url=reverse(Source.snippet_viewset.get_url_name("import")),
                    icon_name="upload",
                    priority=110,
                )
            )
        return buttons

    # The names of the columns, which an import reads in whatever language.

    def get_heading(self, queryset, field):
        return field

    def to_row_dict(self, item):
        return write_row(item)

    def preprocess_field_value(self, field, value, export_format):
        # In a workbook every such cell is marked as text.
        return guard_cell(value) if export_format == self.FORMAT_CSV else value

    def generate_xlsx_row(self, *args, **kwargs):
        for cell in super().generate_xlsx_row(*args, **kwargs):
            # Wagtail 8 does so by itself; 7.4 leaves formulas to be calculated.
            if cell.data_type == "f":
                cell.data_type = "s"
            yield cell


def make_merge_button(source):
    return Button(
        _("Merge with another source"),
        url=reverse(Source.snippet_viewset.get_url_name("merge"), args=[source.pk]),
        icon_name="resubmit",
        priority=25,
    )

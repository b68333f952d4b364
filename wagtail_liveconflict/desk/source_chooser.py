"""The dialog in which a source is chosen or created."""

from functools import cached_property
from urllib.parse import urlsplit

import swapper
from django import forms
from django.db import transaction
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _, gettext_lazy, pgettext_lazy
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column, Table
from wagtail.snippets.views.chooser import (
    BaseSnippetChooseView,
    ChooseResultsView,
    ChooseView,
)

from ..editorial.pointing import get_references
from ..models import LiveUpdate, Platform, Source, SourceHandle
from ..permissions import may_on_page
from ..post_links import read_handle
from .records import RecordChooserViewSet
from .source_handles import NO_HANDLE, describe_owner, find_owners
from .source_listing import HandlesColumn, KindColumn
from .source_search import search_sources

#: Sources of a live blog that come first while nothing is typed.
LAST_USED = 5
#: How many of its newest updates are looked through for them.
_LOOKED_THROUGH = 200
#: Matches that are put in order; whoever gets more types on.
_MATCHES = 500


class SourceCreationForm(forms.ModelForm):
    """A new source with its first handle."""

    platform = forms.ChoiceField(
        label=gettext_lazy("Platform"),
        required=False,
        choices=[("", "---------"), *Platform.choices],
    )
    handle = forms.CharField(
        label=gettext_lazy("Handle"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("The name there, or the address of the profile."),
    )

    class Meta:
        model = Source
        fields = [
            "kind",
            "name",
            "role",
            "affiliation",
            "party",
            "description",
            "grammatical_gender",
            "language",
        ]

    def clean(self):
        cleaned_data = super().clean()
        platform, typed = cleaned_data.get("platform"), cleaned_data.get("handle")
        if platform or typed:
            self._check_handle(platform, typed)
        return cleaned_data

    def _check_handle(self, platform, typed):
        if self.cleaned_data.get("kind") == Source.Kind.ANONYMOUS:
            self.add_error("handle", NO_HANDLE)
        elif not platform:
            self.add_error("platform", _("Say on which platform."))
        elif not typed:
            self.add_error("handle", _("Say the name on this platform."))
        else:
            try:
                name = (platform, read_handle(platform, typed))
            except forms.ValidationError as error:
                self.add_error("handle", error)
            else:
                if owner := find_owners([name]).get(name):
                    self.add_error("handle", describe_owner(owner))

    def save(self, commit=True):
        with transaction.atomic():
            source = super().save(commit=commit)
            if commit and self.cleaned_data.get("handle"):
                SourceHandle.objects.create(
                    source=source,
                    platform=self.cleaned_data["platform"],
                    handle=self.cleaned_data["handle"],
                )
        return source


class SourceFilterForm(BaseFilterForm):
    """Searches as the list does; the view puts the matches in order."""

    q = forms.CharField(
        label=gettext_lazy("Name, handle or affiliation"),
        widget=forms.TextInput(
            attrs={"placeholder": pgettext_lazy("placeholder", "Search")}
        ),
        required=False,
    )

    def filter(self, objects):
        query = self.cleaned_data.get("q")
        if not query:
            return objects
        self.is_searching, self.search_query = True, query
        return search_sources(query, objects)


def find_live_blog_id(request) -> int | None:
    """The live blog for which a source is chosen, if the user may write in it.

    The quote block says which; what was opened by another way, such as a block of
    a site, says it by the address of the desk it stands on.
    """
    named = request.GET.get("live_blog", "")
    pk = int(named) if named.isdecimal() else _read_referer(request)
    if pk is None or pk >= 2**63:
        return None
    page = swapper.load_model("wagtailcore", "Page").objects.filter(pk=pk).first()
    return pk if page and may_on_page(request.user, "add", page) else None


def _read_referer(request):
    path = urlsplit(request.headers.get("Referer", "")).path
    try:
        match = resolve(path)
    except Resolver404:
        return None
    if match.namespaces != [LiveUpdate.snippet_viewset.url_namespace]:
        return None
    if match.url_name == "desk":
        return match.kwargs["page_pk"]
    if match.url_name == "edit" and str(match.kwargs["pk"]).isdecimal():
        updates = LiveUpdate.objects.filter(pk=match.kwargs["pk"])
        return updates.values_list("page_id", flat=True).first()
    return None


def find_used_in(page_id: int) -> list[int]:
    """Ids of the sources that newest updates of a live blog quote, last quoted
    first; drafts count as well. Two queries."""
    updates = (
        LiveUpdate.objects.filter(page_id=page_id)
        .order_by("-created_at", "-pk")
        .values_list("pk", flat=True)[:_LOOKED_THROUGH]
    )
    order = {str(pk): place for place, pk in enumerate(updates)}
    references = (
        get_references(Source)
        .filter(
            object_id__in=list(order),
        )
        .values_list("object_id", "pk", "to_object_id")
    )
    newest_first = sorted(references, key=lambda row: (order[row[0]], row[1]))
    return list(dict.fromkeys(int(source) for *_place, source in newest_first))


class SourceChoice(BaseSnippetChooseView):
    """The sources to choose from: those of the live blog, then the others."""

    filter_form_class = SourceFilterForm
    results_template_name = "wagtail_liveconflict/desk/source_chooser_results.html"
    # The title says it.
    page_subtitle = None

    @cached_property
    def used(self):
        page_id = find_live_blog_id(self.request)
        return find_used_in(page_id) if page_id else []

    def get_object_list(self):
        return Source.objects.prefetch_related("handles")

    def filter_object_list(self, objects):
        found = super().filter_object_list(objects)
        if self.filter_form.is_searching:
            matches = list(found[:_MATCHES])
            self.first = [source for source in matches if source.pk in self.used]
            return [source for source in matches if source.pk not in self.used]
        last_used = self.used[:LAST_USED]
        by_id = {source.pk: source for source in objects.filter(pk__in=last_used)}
        self.first = [by_id[pk] for pk in last_used if pk in by_id]
        return objects.exclude(pk__in=last_used)

    @property
    def columns(self):
        (title, *others) = super().columns
        # Two tables stand one above the other, and their columns as well.
        title.label, title.width = _("Name"), "30%"
        return [
            title,
            KindColumn(width="15%"),
            Column(
                "role",
                label=_("Role and affiliation"),
                accessor=describe_post,
                width="30%",
            ),
            HandlesColumn(width="25%"),
            *others,
        ]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if self.first and self.results.number == 1:
            context["first_table"] = Table(self.columns, self.first)
        return context


def describe_post(source) -> str:
    return ", ".join(filter(None, [source.role, source.affiliation]))


class SourceChooseView(SourceChoice, ChooseView):
    pass


class SourceChooseResultsView(SourceChoice, ChooseResultsView):
    pass


class SourceChooserViewSet(RecordChooserViewSet):
    choose_view_class = SourceChooseView
    choose_results_view_class = SourceChooseResultsView
    creation_form_class = SourceCreationForm
    preserve_url_parameters = ["multiple", "live_blog"]
    choose_one_text = gettext_lazy("Choose a source")
    create_action_label = gettext_lazy("Create")
    creation_tab_label = gettext_lazy("New source")

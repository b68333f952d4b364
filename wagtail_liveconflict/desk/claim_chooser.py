"""The dialog in which a claim is chosen or created."""

from functools import cached_property

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Case, IntegerField, Value, When
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _, gettext_lazy
from django.views import View
from django.views.decorators.cache import never_cache
from wagtail.admin.ui.tables import Column, Table
from wagtail.snippets.views.chooser import (
    BaseSnippetChooseView,
    ChooseResultsView,
    ChooseView,
    SnippetCreateView,
)

from ..models import Claim, ClaimDossier, Source
from ..permissions import HAS_POLICY_REGISTRY, ClaimPermissionPolicy
from .claim_desk import find_shown_in
from .claim_form import CleansSentence
from .near_claims import find_near
from .records import RecordChooserViewSet
from .source_chooser import find_live_blog_id, find_used_in

#: Open claims that are looked through while a sentence is typed, newest first.
_LOOKED_THROUGH = 1000
#: Sources to choose from in the dialog, besides those of the live blog.
_OTHER_SOURCES = 200


class ClaimCreationForm(CleansSentence, forms.ModelForm):
    """A new claim: enough to show it. It starts unverified."""

    class Meta:
        model = Claim
        fields = ["sentence", "explanation", "claimant"]
        widgets = {
            "sentence": forms.Textarea(attrs={"rows": 2}),
            "explanation": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, live_blog_id=None, **kwargs):
        super().__init__(*args, **kwargs)
        # A list, and no chooser: Wagtail shows one dialog at a time.
        self.fields["claimant"].choices = _list_sources(live_blog_id)
        self.fields["claimant"].help_text = _(
            "A source that is not in the list is chosen later, on the claim's page."
        )


def _list_sources(live_blog_id):
    used = find_used_in(live_blog_id) if live_blog_id else []
    names = Source.objects.order_by("name").values_list("pk", "name")
    ours = dict(names.filter(pk__in=used))
    others = list(names.exclude(pk__in=used)[:_OTHER_SOURCES])
    groups = [
        (_("Quoted in this live blog"), [(pk, ours[pk]) for pk in used if pk in ours]),
        (_("Other sources"), others),
    ]
    return [("", "---------"), *((label, rows) for label, rows in groups if rows)]


class StatusColumn(Column):
    cell_template_name = "wagtail_liveconflict/desk/claim_status_cell.html"

    def __init__(self, **kwargs):
        super().__init__("status", label=_("Status"), accessor="status", **kwargs)


class CreatesClaims:
    """What the views with the creation form have in common."""

    creation_form_template_name = (
        "wagtail_liveconflict/desk/claim_chooser_creation_form.html"
    )

    @cached_property
    def live_blog_id(self):
        return find_live_blog_id(self.request)

    def get_creation_form_kwargs(self):
        kwargs = super().get_creation_form_kwargs()
        return {**kwargs, "live_blog_id": self.live_blog_id}


class ClaimChoice(CreatesClaims, BaseSnippetChooseView):
    """The claims to choose from: those of the live blog, then the others; those that
    are still open before the settled ones."""

    template_name = "wagtail_liveconflict/desk/claim_chooser.html"
    results_template_name = "wagtail_liveconflict/desk/claim_chooser_results.html"
    # The title says it.
    page_subtitle = None

    @cached_property
    def shown(self):
        return find_shown_in(self.live_blog_id) if self.live_blog_id else []

    def get_object_list(self):
        return Claim.objects.filter(withdrawn_at__isnull=True)

    def filter_object_list(self, objects):
        self.first = []
        if not self.filter_form.is_valid():
            return objects
        query = self.filter_form.cleaned_data.get("q")
        if query:
            # Searched first and filtered then: a search backend filters by what is
            # in its index only.
            found = super().filter_object_list(Claim.objects.all())
            matches = [claim for claim in found[:500] if not claim.is_withdrawn]
            self.first = [claim for claim in matches if claim.pk in self.shown]
            return [claim for claim in matches if claim.pk not in self.shown]
        self.first = list(objects.filter(pk__in=self.shown[:50]))
        order = {pk: place for place, pk in enumerate(self.shown)}
        self.first.sort(key=lambda claim: (claim.is_settled, order[claim.pk]))
        return objects.exclude(pk__in=self.shown[:50])

    @property
    def columns(self):
        (title, *others) = super().columns
        # Two tables stand one above the other, and their columns as well.
        title.label, title.width = _("Claim"), "60%"
        title.accessor = "sentence"
        return [title, StatusColumn(width="40%"), *others]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if self.first and self.results.number == 1:
            context["first_table"] = Table(self.columns, self.first)
        return context


class ClaimChooseView(ClaimChoice, ChooseView):
    pass


class ClaimChooseResultsView(ClaimChoice, ChooseResultsView):
    pass


class ClaimChooserCreateView(CreatesClaims, SnippetCreateView):
    def save_form(self, form):
        claim = super().save_form(form)
        # Whoever wrote it cannot be the second editor.
        dossier = ClaimDossier.of(claim)
        dossier.last_edited_by = self.request.user
        dossier.save()
        return claim


class ClaimChooserViewSet(RecordChooserViewSet):
    choose_view_class = ClaimChooseView
    choose_results_view_class = ClaimChooseResultsView
    create_view_class = ClaimChooserCreateView
    creation_form_class = ClaimCreationForm
    preserve_url_parameters = ["multiple", "live_blog"]
    choose_one_text = gettext_lazy("Choose a claim")
    create_action_label = gettext_lazy("Create")
    creation_tab_label = gettext_lazy("New claim")

    if not HAS_POLICY_REGISTRY:

        @property
        def permission_policy(self):
            return ClaimPermissionPolicy(self.model)


@method_decorator(never_cache, name="dispatch")
class NearClaimsView(View):
    """``GET ?q=…``: open claims near what was typed so far, as HTML to be placed
    under the sentence; nothing where there are none."""

    def get(self, request):
        policy = ClaimPermissionPolicy(Claim)
        if not policy.user_has_any_permission(request.user, {"add", "change"}):
            raise PermissionDenied
        typed = request.GET.get("q", "")[:500]
        known = Claim.objects.open().order_by("-created_at", "-pk")
        near = find_near(typed, known.values_list("pk", "sentence")[:_LOOKED_THROUGH])
        order = Case(
            *(When(pk=pk, then=Value(place)) for place, pk in enumerate(near)),
            default=Value(0),
            output_field=IntegerField(),
        )
        claims = Claim.objects.filter(pk__in=near).order_by(order) if near else []
        return render(
            request,
            "wagtail_liveconflict/desk/_claims_near.html",
            {"claims": claims},
        )

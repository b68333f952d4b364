"""The claims of one live blog, as its desk sees them."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _, gettext_lazy
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ..editorial.pointing import get_references
from ..models import Claim, ClaimAppearance, LiveUpdate
from ..permissions import get_policy, may_on_page
from ..reader.rendering import load_bodies
from .claim_approvals import WaitingRequest, find_waiting
from .claim_dialog import may_change_claims
from .views import get_desk_url, get_live_blog

#: Drafts that are looked through for claims; published updates all are.
_DRAFTS = 200
#: Updates that are named for each claim; the others are counted.
_NAMED = 3
#: Re-checks that come within this time are listed as well.
_SOON = timedelta(hours=1)


def find_appearances(page_id: int) -> dict[int, list[int]]:
    """Ids of updates by the id of the claim they show, newest first; drafts count as
    well. Claims in the order in which they were last shown. Three queries."""
    published = ClaimAppearance.objects.filter(update__page_id=page_id).values_list(
        "update_id", "claim_id"
    )
    drafts = (
        LiveUpdate.objects.filter(page_id=page_id, live=False)
        .order_by("-created_at", "-pk")
        .values_list("pk", flat=True)[:_DRAFTS]
    )
    drafted = (
        get_references(Claim)
        .filter(
            object_id__in=[str(pk) for pk in drafts],
        )
        .values_list("object_id", "to_object_id")
    )
    pairs = {*published, *((int(update), int(claim)) for update, claim in drafted)}
    appearances = defaultdict(list)
    for update, claim in sorted(pairs, reverse=True):
        appearances[claim].append(update)
    return appearances


def find_shown_in(page_id: int) -> list[int]:
    """Ids of the claims that updates of a live blog show, last shown first."""
    return list(find_appearances(page_id))


@dataclass
class ClaimEntry:
    """A claim in the view of a live blog."""

    claim: Claim
    updates: list[LiveUpdate] = field(default_factory=list)
    #: How many further updates show it.
    more: int = 0
    waiting: WaitingRequest | None = None

    @property
    def is_recheck_near(self) -> bool:
        due = self.claim.recheck_due
        return due is not None and due <= timezone.now() + _SOON

    @property
    def is_recheck_overdue(self) -> bool:
        due = self.claim.recheck_due
        return due is not None and due < timezone.now()


class ClaimsView(WagtailAdminTemplateMixin, View):
    """What waits for approval, what has to be checked again, what is still open,
    oldest first, and what is settled. The same number of queries for any number."""

    template_name = "wagtail_liveconflict/desk/claims.html"
    page_title = gettext_lazy("Claims")
    header_icon = "circle-check"
    breadcrumbs_items = []

    @cached_property
    def live_blog(self):
        return get_live_blog(self.kwargs["page_pk"])

    def dispatch(self, request, *args, **kwargs):
        if not may_on_page(request.user, "add", self.live_blog):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        return self.render_to_response(self.get_context_data())

    def get_page_subtitle(self):
        return str(self.live_blog)

    def get_breadcrumbs_items(self):
        blogs = reverse(LiveUpdate.snippet_viewset.get_url_name("blogs"))
        return [
            {"url": blogs, "label": _("Live blogs")},
            {"url": get_desk_url(self.live_blog.pk), "label": str(self.live_blog)},
            {"url": "", "label": self.page_title},
        ]

    def get_entries(self, waiting) -> list[ClaimEntry]:
        """Every claim of the live blog, oldest first."""
        appearances = find_appearances(self.live_blog.pk)
        named = [pk for updates in appearances.values() for pk in updates[:_NAMED]]
        # Not by the words of a colleague's draft.
        visible = get_policy().instances_user_may_see_on(
            self.live_blog, self.request.user
        )
        updates = visible.in_bulk(named)
        # Their names are read from their bodies: these at once.
        nameless = [each for each in updates.values() if not each.headline.strip()]
        load_bodies(nameless, self.live_blog)
        by_claim = {each.claim.pk: each for each in waiting}
        claims = Claim.objects.filter(pk__in=list(appearances))
        return [
            ClaimEntry(
                claim=claim,
                updates=[
                    updates[pk]
                    for pk in appearances[claim.pk][:_NAMED]
                    if pk in updates
                ],
                more=max(len(appearances[claim.pk]) - _NAMED, 0),
                waiting=by_claim.get(claim.pk),
            )
            for claim in claims.order_by("created_at", "pk")
        ]

    def get_context_data(self, **kwargs):
        waiting = find_waiting(self.request.user)
        entries = self.get_entries(waiting)
        ours = {entry.claim.pk for entry in entries}
        there = [each for each in waiting if each.claim.pk in ours]
        current = [entry for entry in entries if not entry.claim.is_withdrawn]
        recheck = [entry for entry in current if entry.is_recheck_near]
        rest = [entry for entry in current if not entry.is_recheck_near]
        return {
            **super().get_context_data(**kwargs),
            "live_blog": self.live_blog,
            "desk_url": get_desk_url(self.live_blog.pk),
            "next_url": self.request.path,
            "can_change": may_change_claims(self.request.user),
            "waiting": there,
            "waiting_elsewhere": sum(
                each.is_mine_to_approve and each.claim.pk not in ours
                for each in waiting
            ),
            "recheck": sorted(recheck, key=lambda entry: entry.claim.recheck_due),
            "open": [entry for entry in rest if not entry.claim.is_settled],
            "settled": [
                *(entry for entry in rest if entry.claim.is_settled),
                *(entry for entry in entries if entry.claim.is_withdrawn),
            ],
        }

"""Which updates the stream shows, and from where: what stands in its address."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, Q
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _, pgettext_lazy
from wagtail.models import Revision, WorkflowState
from wagtail.search.backends import get_search_backend

from ..colleagues import get_colleagues, name_of
from ..models import Claim, ClaimAppearance, LiveUpdate

#: Of what a search finds, so many of the newest are looked through.
SEARCH_LIMIT = 1000
#: An author's own updates.
ME = "me"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_KEY = re.compile(r"(?P<microseconds>[0-9]{1,17})-(?P<pk>[0-9]{1,18})", re.ASCII)


def get_key(created_at, pk) -> str:
    """An update's place in the stream, as addresses give it."""
    return f"{(created_at - _EPOCH) // timedelta(microseconds=1)}-{pk}"


def parse_key(value: str):
    """The place as (moment, id), or None where it is none of ours."""
    match = _KEY.fullmatch(value)
    if not match:
        return None
    moment = _EPOCH + timedelta(microseconds=int(match["microseconds"]))
    return moment, int(match["pk"])


@dataclass(frozen=True)
class Place:
    """Where a part of the stream begins: at its top, or beside an update that was
    seen. By the update and not by a number of pages: that costs the same anywhere, and
    nothing is seen twice when updates are added."""

    moment: datetime | None = None
    pk: int = 0
    #: Towards newer ones.
    is_upwards: bool = False

    @classmethod
    def parse(cls, query):
        for name in ("before", "after"):
            if found := parse_key(query.get(name, "")):
                return cls(*found, is_upwards=name == "after")
        return cls()

    @property
    def condition(self) -> Q:
        if self.moment is None:
            return Q()
        way = "gt" if self.is_upwards else "lt"
        # The first half is what an index is good for.
        return Q(**{f"created_at__{way}e": self.moment}) & (
            Q(**{f"created_at__{way}": self.moment})
            | Q(created_at=self.moment, **{f"pk__{way}": self.pk})
        )


def _ids_of(queryset):
    """Ids of the updates that rows of Wagtail's point to."""
    rows = queryset.filter(
        base_content_type=ContentType.objects.get_for_model(LiveUpdate)
    )
    return rows.annotate(update_id=Cast("object_id", BigIntegerField())).values(
        "update_id"
    )


def _is_scheduled(now):
    return Q(pk__in=_ids_of(Revision.objects.filter(approved_go_live_at__isnull=False)))


def _is_awaiting(now):
    in_progress = WorkflowState.STATUS_IN_PROGRESS
    return Q(pk__in=_ids_of(WorkflowState.objects.filter(status=in_progress)))


def _is_held(now):
    return Q(hold_until__gt=now)


_NOT_YET = Q(live=False) & Q(ordinal__isnull=True)
_ON_AIR = Q(live=True, ordinal__isnull=False)

#: Of updates that were not withdrawn, by state.
_STATES = {
    "draft": lambda now: (
        _NOT_YET & ~_is_scheduled(now) & ~_is_awaiting(now) & ~_is_held(now)
    ),
    "awaiting": _is_awaiting,
    "held": _is_held,
    "scheduled": _is_scheduled,
    "live": lambda now: _ON_AIR,
    "changed": lambda now: _ON_AIR & Q(has_unpublished_changes=True),
    "unpublished": lambda now: Q(live=False, ordinal__isnull=False),
}

STATE_LABELS = {
    "draft": _("Draft"),
    "awaiting": _("Awaiting approval"),
    "held": pgettext_lazy("update", "On hold"),
    "scheduled": _("Scheduled"),
    "live": _("Live"),
    "changed": _("Live, with unpublished changes"),
    "unpublished": _("Unpublished"),
    "withdrawn": _("Withdrawn"),
}


def _get_authors():
    return [
        ("", _("Everybody")),
        (ME, _("Me")),
        *((str(user.pk), name_of(user)) for user in get_colleagues()),
    ]


class StreamFilters(forms.Form):
    """What an address asks for. What is not understood is left out: an address may be
    old, and the stream is to be seen."""

    q = forms.CharField(
        label=_("Search the updates"),
        required=False,
        max_length=200,
        widget=forms.TextInput(
            attrs={"type": "search", "placeholder": _("Search the updates")}
        ),
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("Every state")), *STATE_LABELS.items()],
    )
    # Its choices are read from the database only where the form is shown.
    author = forms.CharField(
        label=_("Author"), required=False, widget=forms.Select(choices=_get_authors)
    )
    claim = forms.ChoiceField(
        label=_("Status of a claim"),
        required=False,
        choices=[("", _("Any or none")), *Claim.Status.choices],
    )

    def __init__(self, query, user):
        super().__init__(query, auto_id="wlc-stream-%s")
        self.user = user
        self.is_valid()

    @property
    def chosen(self) -> dict[str, str]:
        """What is asked for, by field."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def has_chosen_options(self) -> bool:
        return bool(self.chosen.keys() - {"q"})

    def clean_author(self):
        author = self.cleaned_data["author"]
        if author and author != ME:
            get_user_model()._meta.pk.to_python(author)
        return author

    def apply(self, updates, page, now):
        chosen = self.chosen
        if state := chosen.get("state"):
            is_withdrawn = state == "withdrawn"
            updates = updates.filter(withdrawn_at__isnull=not is_withdrawn)
            if not is_withdrawn:
                updates = updates.filter(_STATES[state](now))
        if author := chosen.get("author"):
            owner = self.user.pk if author == ME else author
            updates = updates.filter(
                owner__in=get_user_model()._default_manager.filter(pk=owner)
            )
        if status := chosen.get("claim"):
            shown = ClaimAppearance.objects.filter(claim__status=status)
            updates = updates.filter(pk__in=shown.values("update_id"))
        if words := chosen.get("q"):
            updates = updates.filter(search(words, page))
        return updates


def search(words: str, page) -> Q:
    """The newest updates of a live blog with these words in headline or body, or with
    a headline that has them in it as far as they are typed. Whoever asks has to look
    who may see them: words that readers do not have are found as well."""
    found = get_search_backend().search(
        words, LiveUpdate.objects.on(page).only("pk"), order_by_relevance=False
    )
    condition = Q(pk__in=[update.pk for update in found[:SEARCH_LIMIT]])
    # SQLite knows the other case of ASCII letters alone. (The backend's own
    # autocompletion takes it seconds at 10,000 updates.)
    for form in {words, words.lower(), words.capitalize()}:
        condition |= Q(headline__icontains=form)
    return condition

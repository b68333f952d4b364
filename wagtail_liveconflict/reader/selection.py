"""Which updates of a live blog a reader has asked for, and in which order: plain
links, which work without a script and can be sent to somebody."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext, pgettext

from ..models import ClaimAppearance, LiveUpdate, Party, PartyAppearance
from ..verification import Status
from .addresses import get_path

NEWEST, OLDEST = "newest", "oldest"
KEY_EVENTS, VERIFIED, PARTY = "key-events", "verified", "party"
#: Larger numbers are in no database.
_MOST_DIGITS = 18


@dataclass(frozen=True)
class Selection:
    """``only`` is "" for all updates; ``start`` is the ordinal that a further part
    begins at, or None."""

    order: str = NEWEST
    only: str = ""
    start: int | None = None

    @classmethod
    def read(cls, parameters):
        """From a ``QueryDict``. What is not known is as if it was not said."""
        start = parameters.get("from", "")
        return cls(
            order=OLDEST if parameters.get("order") == OLDEST else NEWEST,
            only=parameters.get("only", ""),
            start=_read_number(start),
        )

    @property
    def is_oldest_first(self):
        return self.order == OLDEST

    def address(self, url: str) -> str:
        """This selection of what is at ``url``; "" for no address."""
        parameters = {
            "order": OLDEST if self.is_oldest_first else "",
            "only": self.only,
            "from": "" if self.start is None else self.start,
        }
        query = urlencode({name: value for name, value in parameters.items() if value})
        return f"{url}?{query}" if url and query else url

    def select(self, updates):
        """The chosen ones of a query set; None where there is no such choice."""
        if not self.only:
            return updates
        if self.only == KEY_EVENTS:
            return updates.key_events()
        if self.only == VERIFIED:
            return updates.public().filter(_has(_VERIFIED))
        kind, _dash, number = self.only.rpartition("-")
        party = _read_number(number)
        if kind != PARTY or party is None:
            return None
        appearances = PartyAppearance.objects.filter(party_id=party)
        return updates.public().filter(_has(appearances))

    def cut(self, updates, size: int):
        """One part of a query set in this order, and the selection of the next part,
        or None. By ordinals: what is published meanwhile moves nothing."""
        updates = updates.order_by("ordinal" if self.is_oldest_first else "-ordinal")
        if self.start is not None:
            side = "ordinal__gte" if self.is_oldest_first else "ordinal__lte"
            updates = updates.filter(**{side: self.start})
        found = list(updates[: size + 1])
        if len(found) <= size:
            return found, None
        return found[:size], replace(self, start=found[size].ordinal)


#: The newest first, and nothing chosen.
ALL = Selection()

_VERIFIED = ClaimAppearance.objects.filter(
    claim__status=Status.VERIFIED, claim__withdrawn_at__isnull=True
)


def _read_number(words: str) -> int | None:
    is_number = words.isascii() and words.isdecimal() and len(words) <= _MOST_DIGITS
    return int(words) if is_number else None


def _has(appearances):
    return Exists(appearances.filter(update=OuterRef("pk")))


def describe_choices(
    page, selection: Selection, *, has_key_events: bool
) -> dict[str, list[dict]]:
    """Links to the orders and to what may be chosen of a live blog, for the template:
    of each its label, its address, and whether it is the one shown. Only what would
    find something. Three queries, one of them for the labels of parties."""
    url = get_path(page)
    whole = Selection(order=selection.order)
    updates = LiveUpdate.objects.public().on(page)
    only = [("", pgettext("updates", "All"))]
    if has_key_events:
        only.append((KEY_EVENTS, gettext("Key events")))
    if updates.filter(_has(_VERIFIED)).exists():
        only.append((VERIFIED, gettext("With verified claims")))
    shown = PartyAppearance.objects.filter(party=OuterRef("pk"), update__in=updates)
    parties = [
        (f"{PARTY}-{party.pk}", party.get_label())
        for party in Party.objects.filter(Exists(shown))
    ]
    only += sorted(parties, key=lambda choice: choice[1].casefold())
    orders = [
        (NEWEST, gettext("Newest first")),
        (OLDEST, gettext("Oldest first")),
    ]
    return {
        "orders": [
            {
                "label": label,
                "url": replace(selection, order=order, start=None).address(url),
                "is_current": order == selection.order,
            }
            for order, label in orders
        ],
        # One alone is no choice.
        "only": [
            {
                "label": label,
                "url": replace(whole, only=name).address(url),
                "is_current": name == selection.only,
            }
            for name, label in only
        ]
        if len(only) > 1
        else [],
    }

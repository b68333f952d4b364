"""One entry of the stream: what it shows of an update."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext

from ..blocks import QuoteFromSourceBlock
from ..colleagues import name_of
from ..models import Claim, ClaimAppearance, LiveUpdate
from ..share_cards.options import are_enabled
from .stream_filters import STATE_LABELS
from .stream_media import Covered


@dataclass
class Entry:
    update: LiveUpdate
    state: str
    is_pinned: bool
    can_change: bool
    can_publish: bool
    #: The following also hold for an update that readers have: what is in its draft.
    is_awaiting: bool = False
    scheduled_at: datetime | None = None
    hold_until: datetime | None = None
    claims: list[Claim] = field(default_factory=list)
    writers: list = field(default_factory=list)
    covered: list[Covered] = field(default_factory=list)

    @property
    def state_label(self):
        return STATE_LABELS[self.state]

    @property
    def is_on_air(self):
        return self.state in ("live", "changed")

    @property
    def has_quote_card(self):
        """Whether readers have a quote of it."""
        return self.is_on_air and are_enabled() and holds_quote(self.update.body)

    @property
    def presence(self) -> list[str]:
        """What colleagues are doing with it now."""
        is_new = self.update.ordinal is None
        return [
            (
                gettext("%(name)s is writing…")
                if is_new and writer.pk == self.update.owner_id
                else gettext("%(name)s is editing this")
            )
            % {"name": name_of(writer)}
            for writer in self.writers
        ]


def describe_state(row, is_held: bool) -> str:
    """Code of the one state that is told first of an update."""
    if row.withdrawn_at:
        return "withdrawn"
    if row.live and row.ordinal is not None:
        return "changed" if row.has_unpublished_changes else "live"
    if is_held:
        return "held"
    if row.is_awaiting:
        return "awaiting"
    if row.scheduled_at:
        return "scheduled"
    return "draft" if row.ordinal is None else "unpublished"


def load_claims(updates) -> dict[int, list[Claim]]:
    """Claims of each update: those that readers see, and those in the newest words
    of a draft. Two queries."""
    shown = {update.pk for update in updates if update.live}
    pairs = set(
        ClaimAppearance.objects.filter(update__in=shown).values_list(
            "update_id", "claim_id"
        )
    )
    for update in updates:
        if update.pk not in shown:
            pairs |= {(update.pk, pk) for pk in _find_claim_ids(update.body.raw_data)}
    # Without claimants and dossiers.
    claims = Claim.rows.only("sentence", "status").in_bulk({pk for _, pk in pairs})
    found = {update.pk: [] for update in updates}
    for update_id, claim_id in sorted(pairs):
        if claim_id in claims:
            found[update_id].append(claims[claim_id])
    return found


def _find_claim_ids(raw_blocks):
    """As they stand in the database: reading each body would cost queries of its own."""
    for block in raw_blocks:
        value = block["value"] if block["type"] == "verification" else None
        claim_id = value.get("claim") if isinstance(value, dict) else None
        if isinstance(claim_id, int):
            yield claim_id


def holds_quote(body) -> bool:
    """Told from the names of its blocks: reading each would cost queries of its own."""
    blocks = body.stream_block.child_blocks
    names = {name for name, block in blocks.items() if _is_or_holds_quote(block)}
    return any(raw["type"] in names for raw in body.raw_data)


def _is_or_holds_quote(block) -> bool:
    if isinstance(block, QuoteFromSourceBlock):
        return True
    children = [*getattr(block, "child_blocks", {}).values()]
    if child := getattr(block, "child_block", None):
        children.append(child)
    return any(map(_is_or_holds_quote, children))

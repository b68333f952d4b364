from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock, StructValue

from ..verification import Status
from .claim_facts import get_claim_facts, read_claim
from .live_blog_chooser import LiveBlogChooserBlock
from .plain import PlainCharBlock
from .text import PREVIEW_TEMPLATE


class VerificationValue(StructValue):
    """A claim as one update shows it."""

    def keep_status(self, published=None) -> bool:
        """Remember in which status readers of the update first saw the claim: as
        ``published``, the block as they have it, says, else the present one. What a
        form says of it is not asked. Returns whether anything was changed."""
        claim = self.get("claim")
        kept = f"{claim.pk}:{claim.status}" if claim else ""
        before = (published.get("first_shown") or "") if published else ""
        if claim and before.startswith(f"{claim.pk}:"):
            kept = before
        if (self.get("first_shown") or "") == kept:
            return False
        self["first_shown"] = kept
        return True

    def keep(self, published) -> bool:
        is_same = isinstance(published, VerificationValue)
        return self.keep_status(published if is_same else None)

    @property
    def status_then(self) -> str:
        """The status in which the claim was first shown here, where it is another
        now; else ""."""
        claim = self.get("claim")
        pk, _colon, status = (self.get("first_shown") or "").partition(":")
        if not claim or pk != str(claim.pk) or status == claim.status:
            return ""
        return status if status in Status.values else ""

    @property
    def shown(self) -> dict | None:
        """What the template prints, see :func:`.claim_facts.read_claim`."""
        return self._read(read_claim)

    @property
    def facts(self) -> dict | None:
        """See :func:`.claim_facts.get_claim_facts`; None without a claim."""
        return self._read(get_claim_facts)

    def _read(self, read):
        claim = self.get("claim")
        if not claim:
            return None
        return read(claim, note=self.get("note"), status_then=self.status_then)


class VerificationStatusBlock(StructBlock):
    """Shows a claim with its present status. The status is the claim's own:
    changing it there changes it in every update."""

    claim = LiveBlogChooserBlock("wagtail_liveconflict.Claim", label=_("Claim"))
    note = PlainCharBlock(
        label=_("Note"),
        required=False,
        max_length=300,
        help_text=_("Only for this update, printed under the claim."),
    )

    # Which claim was first shown here, and in which status.
    first_shown = CharBlock(required=False, form_classname="w-hidden")

    def get_searchable_content(self, value):
        """The note alone. It goes with the words that were taken back."""
        claim, note = value.get("claim"), value.get("note")
        return [] if not note or (claim and claim.is_withdrawn) else [note]

    def get_api_representation(self, value, context=None):
        """What readers get of it, not what was chosen."""
        return value.facts

    class Meta:
        value_class = VerificationValue
        label = _("Verification status")
        icon = "circle-check"
        template = "wagtail_liveconflict/blocks/verification.html"
        preview_template = PREVIEW_TEMPLATE
        description = _("Is it true? A claim with its status")

    def get_preview_value(self):
        from ..models import Claim, Source

        return self.normalize(
            {
                "claim": Claim(
                    sentence=_("The river crossing was reopened on Sunday."),
                    status=Claim.Status.CORROBORATED,
                    explanation=_(
                        "A second outlet has spoken to two drivers who crossed."
                    ),
                    as_of=timezone.now(),
                    claimant=Source(name=_("Town council")),
                ),
                "note": "",
            }
        )

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StructBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from .plain import PlainCharBlock
from .text import PREVIEW_TEMPLATE


class VerificationStatusBlock(StructBlock):
    """Shows a claim with its present status. The status is the claim's own:
    changing it there changes it in every update."""

    claim = SnippetChooserBlock("wagtail_liveconflict.Claim", label=_("Claim"))
    note = PlainCharBlock(
        label=_("Note"),
        required=False,
        max_length=300,
        help_text=_("Only for this update, printed under the claim."),
    )

    class Meta:
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

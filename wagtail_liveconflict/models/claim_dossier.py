from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .claim import Claim


class ClaimDossier(models.Model):
    """What only the newsroom may know of a claim.

    A table of its own, without a way to it from the claim: whatever prints a claim
    (a template of the site, the API, a feed, an export) cannot print this.
    """

    claim = models.OneToOneField(
        Claim, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("checked by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Readers are told of the desk, unless the checker agreed."),
    )
    checker_agreed = models.BooleanField(
        _("may be named"),
        default=False,
        help_text=_("The checker agreed to be named to readers."),
    )
    own_witness = models.CharField(
        _("own witness"),
        max_length=200,
        blank=True,
        help_text=_("Who of us saw or heard it."),
    )
    notes = models.TextField(_("notes"), blank=True)
    # Who changed the claim last: the second editor has to be somebody else.
    last_edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("dossier of a claim")
        verbose_name_plural = _("dossiers of claims")

    def __str__(self):
        return f"{self.claim_id}"

    @classmethod
    def of(cls, claim) -> "ClaimDossier":
        """The dossier of a claim; a new, empty one where there is none."""
        known = cls.objects.filter(claim_id=claim.pk).first() if claim.pk else None
        return known or cls(claim=claim)

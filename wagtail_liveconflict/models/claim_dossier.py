from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .claim import Claim


def keep_that_there_was_one(collector, field, dossiers, using):
    """``on_delete`` of who checked it: the account goes, and that it was checked stays.
    Else a verified claim would lose its status over a colleague's leaving."""
    left = ClaimDossier._meta.get_field("checker_left")
    collector.add_field_update(left, True, dossiers)
    collector.add_field_update(field, None, dossiers)


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
        on_delete=keep_that_there_was_one,
        related_name="+",
        help_text=_("Readers are told of the desk, unless the checker agreed."),
    )
    # Somebody had checked it whose account is gone.
    checker_left = models.BooleanField(default=False, editable=False)
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

    @property
    def has_checker(self) -> bool:
        return bool(self.checked_by_id) or self.checker_left

    @classmethod
    def of(cls, claim) -> "ClaimDossier":
        """The dossier of a claim; a new, empty one where there is none."""
        known = cls.objects.filter(claim_id=claim.pk).first() if claim.pk else None
        return known or cls(claim=claim)

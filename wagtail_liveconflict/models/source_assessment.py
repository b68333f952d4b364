from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .source import Source


class SourceAssessment(models.Model):
    """What only the newsroom may know of a source.

    A table of its own, without a way to it from the source: whatever prints a
    source (a template of the site, the API, a feed, an export) cannot print this.
    """

    class Reliability(models.TextChoices):
        # The wording of the Admiralty (NATO) source reliability scale.
        A = "A", _("A: completely reliable")
        B = "B", _("B: usually reliable")
        C = "C", _("C: fairly reliable")
        D = "D", _("D: not usually reliable")
        E = "E", _("E: unreliable")
        F = "F", _("F: reliability cannot be judged")

    source = models.OneToOneField(
        Source, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    reliability = models.CharField(
        _("reliability"), max_length=1, blank=True, choices=Reliability.choices
    )
    notes = models.TextField(_("notes"), blank=True)
    identity_known_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("identity known to"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The colleague who knows who this is. Do not write down a name."),
    )

    class Meta:
        verbose_name = _("assessment of a source")
        verbose_name_plural = _("assessments of sources")

    def __str__(self):
        return f"{self.source_id}: {self.reliability}"

    @classmethod
    def of(cls, source) -> "SourceAssessment":
        """The assessment of a source; a new, empty one where there is none."""
        known = cls.objects.filter(source_id=source.pk).first() if source.pk else None
        return known or cls(source=source)

"""What a claim's status stands on, as readers may see it."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from ..links import validate_public_link
from ..verification import Aspect, AspectState, EvidenceKind, Stance
from .claim import Claim
from .party import Party
from .querysets import ClaimEvidenceQuerySet
from .source import Source


class ClaimAspect(Orderable):
    """What of the claim has been confirmed or refuted by itself."""

    claim = ParentalKey(Claim, on_delete=models.CASCADE, related_name="aspects")
    aspect = models.CharField(_("aspect"), max_length=12, choices=Aspect.choices)
    state = models.CharField(_("state"), max_length=9, choices=AspectState.choices)

    class Meta(Orderable.Meta):
        verbose_name = _("aspect")
        verbose_name_plural = _("aspects")
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "aspect"], name="liveconflict_claim_aspect"
            )
        ]

    def __str__(self):
        return f"{self.get_aspect_display()}: {self.get_state_display()}"


class ClaimSupport(Orderable):
    """A named, independent party that supports the claim, or an outlet that has
    checked it, and what exactly of it."""

    claim = ParentalKey(Claim, on_delete=models.CASCADE, related_name="support")
    source = models.ForeignKey(
        Source,
        verbose_name=_("source"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    name = models.CharField(
        _("or name"),
        max_length=200,
        blank=True,
        help_text=_("When the source is not in the list."),
    )
    what = models.CharField(
        _("what exactly it supports"),
        max_length=300,
        help_text=_("Such as: that the picture shows this bridge."),
    )
    link = models.URLField(
        _("link"), max_length=500, blank=True, validators=[validate_public_link]
    )
    is_outlet_check = models.BooleanField(
        _("an outlet's own check"),
        default=False,
        help_text=_("Another newsroom has checked this itself."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("support")
        verbose_name_plural = _("support")

    def __str__(self):
        return f"{self.who}: {self.what}"

    @property
    def who(self) -> str:
        return self.name or (self.source.name if self.source else "")


class ClaimPosition(Orderable):
    """Who confirms, denies, or has not commented. It never sets the status."""

    claim = ParentalKey(Claim, on_delete=models.CASCADE, related_name="positions")
    party = models.ForeignKey(
        Party,
        verbose_name=_("party"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    name = models.CharField(
        _("or name"),
        max_length=200,
        blank=True,
        help_text=_("Who it is, when it does not speak for a party."),
    )
    stance = models.CharField(_("position"), max_length=10, choices=Stance.choices)
    is_official = models.BooleanField(
        _("official"), default=True, help_text=_("It was said for the party.")
    )
    at = models.DateTimeField(_("when"), default=timezone.now)
    link = models.URLField(
        _("link"), max_length=500, blank=True, validators=[validate_public_link]
    )

    class Meta(Orderable.Meta):
        verbose_name = _("position")
        verbose_name_plural = _("positions")

    def __str__(self):
        return f"{self.who}: {self.get_stance_display()}"

    @property
    def who(self) -> str:
        return self.name or (self.party.get_label() if self.party else "")


class ClaimEvidence(Orderable):
    """One piece of evidence, public or internal.

    Templates cannot say ``claim._evidence``; what readers may see of it is
    :func:`~wagtail_liveconflict.models.get_public_evidence`.
    """

    claim = ParentalKey(Claim, on_delete=models.CASCADE, related_name="_evidence")
    kind = models.CharField(_("kind"), max_length=10, choices=EvidenceKind.choices)
    is_public = models.BooleanField(
        _("public"),
        default=False,
        help_text=_("Readers see it. Otherwise only the newsroom does."),
    )
    description = models.CharField(_("description"), max_length=300, blank=True)
    link = models.URLField(
        _("link"), max_length=500, blank=True, validators=[validate_public_link]
    )
    archive_link = models.URLField(
        _("archived copy"),
        max_length=500,
        blank=True,
        validators=[validate_public_link],
    )
    sha256 = models.CharField(
        _("SHA-256"),
        max_length=64,
        blank=True,
        validators=[
            RegexValidator(
                r"^[0-9a-fA-F]{64}$", _("A SHA-256 is 64 digits from 0 to f.")
            )
        ],
        help_text=_("Of the file, where one was kept."),
    )
    captured_at = models.DateTimeField(_("captured"), null=True, blank=True)
    captured_by = models.CharField(
        _("captured by"),
        max_length=200,
        blank=True,
        help_text=_("Only for the newsroom."),
    )

    #: What the status stands on; the rest is how we tell of it.
    CORE_FIELDS = ("kind", "link", "archive_link", "sha256")

    objects = ClaimEvidenceQuerySet.as_manager()

    class Meta(Orderable.Meta):
        base_manager_name = "objects"
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")

    def __str__(self):
        return self.description or self.get_kind_display()

    def get_core(self) -> list[str]:
        """What a status stands on; a testimony without a link is its description."""
        core = [getattr(self, name) for name in self.CORE_FIELDS]
        _kind, *places = core
        return core if any(places) else [*core, self.description]

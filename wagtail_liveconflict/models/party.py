from django.db import models, transaction
from django.utils.translation import get_language, gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.search import index

from ..languages import get_language_choices
from .newsroom_record import NewsroomRecord
from .querysets import PartyManager


class Party(NewsroomRecord, ClusterableModel):
    """A side of the conflict."""

    #: What readers see; a change of any of these is delivered to open pages.
    PUBLIC_FIELDS = ("name", "slug", "is_belligerent")

    name = models.CharField(
        _("name"),
        max_length=120,
        help_text=_("As the newsroom knows it. Readers see the neutral label."),
    )
    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    is_belligerent = models.BooleanField(
        _("belligerent"),
        default=False,
        help_text=_("Takes part in the fighting."),
    )

    objects = PartyManager()

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.RelatedFields("labels", [index.SearchField("label")]),
    ]

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["name"]

    def __str__(self):
        return self.name

    def get_label(self, language: str | None = None) -> str:
        """What readers of a language (by default the active one) read for this
        side: its neutral label in that language, else its name."""
        language = (language or get_language() or "").lower()
        labels = {label.language.lower(): label.label for label in self.labels.all()}
        for code in (language, language.split("-")[0]):
            if label := labels.get(code):
                return label
        return self.name


class PartyLabel(models.Model):
    """How readers of one language are told of a party, without taking sides."""

    PUBLIC_FIELDS = ("language", "label")

    party = ParentalKey(Party, on_delete=models.CASCADE, related_name="labels")
    language = models.CharField(
        _("language"), max_length=20, choices=get_language_choices
    )
    label = models.CharField(
        _("neutral label"),
        max_length=120,
        help_text=_("As it stands in a sentence about whom a source belongs to."),
    )

    class Meta:
        verbose_name = _("neutral label")
        verbose_name_plural = _("neutral labels")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                fields=["party", "language"], name="liveconflict_party_label"
            )
        ]

    def __str__(self):
        return self.label

    def save(self, *args, **kwargs):
        with transaction.atomic():
            super().save(*args, **kwargs)

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from ..languages import get_language_choices
from ..links import validate_public_link
from .querysets import SourceManager


class NewsroomRecord(index.Indexed, models.Model):
    """What updates show and several of them share."""

    # Indexed once committed, see receivers.py: the index has locks of its own,
    # and two editors must not wait for each other in a circle.
    search_auto_update = False

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        # With its announcement to readers or not at all: see receivers.py.
        with transaction.atomic():
            super().save(*args, **kwargs)


class Party(NewsroomRecord):
    """A side of the conflict."""

    #: What readers see; a change of any of these is delivered to open pages.
    PUBLIC_FIELDS = ("name", "slug", "is_belligerent")

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    is_belligerent = models.BooleanField(
        _("belligerent"),
        default=False,
        help_text=_("Takes part in the fighting."),
    )

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
    ]

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["name"]

    def __str__(self):
        return self.name


class Source(NewsroomRecord):
    """Who or what is quoted. The identity of an anonymous source is not stored:
    only which colleague knows it."""

    class Kind(models.TextChoices):
        PERSON = "person", _("Person")
        OFFICE = "office", _("Office or institution")
        OUTLET = "outlet", _("Outlet")
        CHANNEL = "channel", _("Channel")
        DOCUMENT = "document", _("Document")
        WITNESS = "witness", _("Witness")
        ANONYMOUS = "anonymous", _("Anonymous")

    class Reliability(models.TextChoices):
        # The wording of the Admiralty (NATO) source reliability scale.
        A = "A", _("A: completely reliable")
        B = "B", _("B: usually reliable")
        C = "C", _("C: fairly reliable")
        D = "D", _("D: not usually reliable")
        E = "E", _("E: unreliable")
        F = "F", _("F: reliability cannot be judged")

    #: What readers see; a change of any of these is delivered to open pages.
    PUBLIC_FIELDS = (
        "kind",
        "name",
        "role",
        "affiliation",
        "party_id",
        "description",
        "language",
        "url",
    )

    kind = models.CharField(
        _("kind"), max_length=10, choices=Kind.choices, default=Kind.PERSON
    )
    name = models.CharField(
        _("public name"),
        max_length=200,
        help_text=_("As readers see it. Never the name of an anonymous source."),
    )
    role = models.CharField(_("role"), max_length=200, blank=True)
    affiliation = models.CharField(_("affiliation"), max_length=200, blank=True)
    party = models.ForeignKey(
        Party,
        verbose_name=_("party"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="sources",
    )
    description = models.CharField(
        _("description"),
        max_length=255,
        blank=True,
        help_text=_("One line for readers, such as “a military channel”."),
    )
    language = models.CharField(
        _("language"), max_length=20, blank=True, choices=get_language_choices
    )
    url = models.URLField(
        _("link"), max_length=500, blank=True, validators=[validate_public_link]
    )

    reliability = models.CharField(
        _("reliability"), max_length=1, blank=True, choices=Reliability.choices
    )
    internal_notes = models.TextField(_("notes"), blank=True)
    identity_known_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("identity known to"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The colleague who knows who this is. Do not write down a name."),
    )

    objects = SourceManager()

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("affiliation"),
        index.AutocompleteField("affiliation"),
        index.FilterField("kind"),
        index.FilterField("party"),
    ]

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name"]

    def __str__(self):
        return self.name

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.search import index

from ..attribution import Gender
from ..languages import get_language_choices
from ..links import validate_public_link
from .newsroom_record import NewsroomRecord
from .party import Party
from .querysets import SourceManager


class Source(NewsroomRecord, ClusterableModel):
    """Who or what is quoted: public facts only.

    What the newsroom thinks of it is a
    :class:`~wagtail_liveconflict.models.SourceAssessment`, which cannot be reached
    from here. The identity of an anonymous source is not stored at all.
    """

    class Kind(models.TextChoices):
        PERSON = "person", _("Person")
        OFFICE = "office", _("Office or institution")
        OUTLET = "outlet", _("Outlet")
        CHANNEL = "channel", _("Channel")
        DOCUMENT = "document", _("Document")
        WITNESS = "witness", _("Witness")
        ANONYMOUS = "anonymous", _("Anonymous")

    #: What readers see; a change of any of these is delivered to open pages.
    PUBLIC_FIELDS = (
        "kind",
        "name",
        "role",
        "affiliation",
        "party_id",
        "description",
        "grammatical_gender",
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
    grammatical_gender = models.CharField(
        _("grammatical gender"),
        max_length=10,
        blank=True,
        choices=Gender.choices,
        help_text=_(
            "For languages that inflect the verb: “написала”, “написав”. Left open, "
            "the sentence is built without it."
        ),
    )
    language = models.CharField(
        _("language"),
        max_length=20,
        blank=True,
        choices=get_language_choices,
        help_text=_("The one it usually speaks or writes in."),
    )
    url = models.URLField(
        _("link"), max_length=500, blank=True, validators=[validate_public_link]
    )

    objects = SourceManager()

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("affiliation"),
        index.AutocompleteField("affiliation"),
        index.RelatedFields(
            "handles", [index.SearchField("handle"), index.AutocompleteField("handle")]
        ),
        index.FilterField("kind"),
        index.FilterField("party"),
    ]

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def is_anonymous(self):
        return self.kind == self.Kind.ANONYMOUS

    def clean(self):
        super().clean()
        if self.is_anonymous and self.url:
            raise ValidationError(
                {"url": _("A link would lead to who this is. Leave it out.")}
            )

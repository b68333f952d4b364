from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from ..languages import get_language_choices


def split_forms(lines: str) -> list[str]:
    """The forms in a field with one on each line: without empty lines, outer and
    doubled spaces, and repetitions."""
    forms = (" ".join(line.split()) for line in lines.splitlines())
    return list(dict.fromkeys(form for form in forms if form))


class ContestedName(ClusterableModel):
    """A name that the sides of the conflict write differently: an entry of the
    glossary. Writing it in another form than the house form is warned of; nothing
    is changed by it."""

    term = models.CharField(
        _("name"),
        max_length=120,
        help_text=_("As the newsroom finds it in this list."),
    )
    other_forms = models.TextField(
        _("other forms, in every language"),
        blank=True,
        help_text=_(
            "One on each line. Whoever writes one of them is reminded of the house "
            "form. List inflected forms too; a form in small letters is found in "
            "capitals as well."
        ),
    )
    reason = models.CharField(
        _("reason"),
        max_length=500,
        help_text=_("Why the newsroom writes it so. Editors see it, readers do not."),
    )
    is_active = models.BooleanField(
        _("in use"), default=True, help_text=_("Switched off, it warns of nothing.")
    )
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        verbose_name = _("contested name")
        verbose_name_plural = _("contested names")
        ordering = ["term"]

    def __str__(self):
        return self.term

    def clean(self):
        super().clean()
        self.other_forms = "\n".join(split_forms(self.other_forms))

    def get_house_forms(self) -> str:
        """The house form of each language, for lists."""
        return ", ".join(str(form) for form in self.house_forms.all())

    get_house_forms.short_description = _("house forms")


class HouseForm(models.Model):
    """How the newsroom writes a contested name in one language."""

    contested_name = ParentalKey(
        ContestedName, on_delete=models.CASCADE, related_name="house_forms"
    )
    language = models.CharField(
        _("language"), max_length=20, choices=get_language_choices
    )
    form = models.CharField(_("house form"), max_length=120)
    other_forms = models.TextField(
        _("other forms, in this language"),
        blank=True,
        help_text=_("One on each line."),
    )

    class Meta:
        verbose_name = _("house form")
        verbose_name_plural = _("house forms")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                fields=["contested_name", "language"],
                name="liveconflict_house_form",
            )
        ]

    def __str__(self):
        return f"{self.form} ({self.language})"

    def clean(self):
        super().clean()
        self.form = " ".join(self.form.split())
        self.other_forms = "\n".join(split_forms(self.other_forms))

"""What is to be seen in a picture or a video, for readers who would rather not."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _, pgettext_lazy
from wagtail.blocks import ChoiceBlock


class Sensitivity(TextChoices):
    NONE = "none", pgettext_lazy("sensitivity", "None")
    DEATH = "death", _("Death")
    VIOLENCE = "violence", _("Violence")
    SUFFERING = "suffering", _("Suffering")
    PERSONAL = "personal", _("Personal information")
    OTHER = "other", pgettext_lazy("sensitivity", "Other")


class SensitivityBlock(ChoiceBlock):
    """Required, and nothing chosen to begin with. The first choice is one key away."""

    choices = Sensitivity.choices

    class Meta:
        label = _("Sensitive content")


class SensitiveMediaMixin:
    """For the ``StructValue`` of a block with a child ``sensitivity``. What was written
    before there was the question has none, and counts as not sensitive."""

    @property
    def is_sensitive(self) -> bool:
        return (self.get("sensitivity") or Sensitivity.NONE) != Sensitivity.NONE

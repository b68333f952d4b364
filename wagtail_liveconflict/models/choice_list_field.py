"""Several of a fixed list of choices, as a site ticks them."""

from django import forms
from django.db import models


class ChoiceListField(models.JSONField):
    """A list of codes. ``choices_of`` gives pairs of code and label when a form is
    made; they are no part of a migration, and codes that are none any more are left
    to the reader of the list."""

    def __init__(self, *args, choices_of=tuple, **kwargs):
        self.choices_of = choices_of
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs

    def formfield(self, **kwargs):
        return forms.MultipleChoiceField(
            choices=self.choices_of,
            widget=forms.CheckboxSelectMultiple,
            required=not self.blank,
            label=self.verbose_name,
            help_text=self.help_text,
        )

"""Telling readers what was wrong in an update that they have seen."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .. import editorial
from ..models import Correction
from .actions import AskView


class CorrectForm(forms.Form):
    text = forms.CharField(
        label=_("Correction"),
        max_length=Correction._meta.get_field("text").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "What was wrong, and what is right. Readers see it with the time, and it "
            "is not changed any more."
        ),
    )


class CorrectView(AskView):
    """Ask for the words of the correction, then add it. The update's own words are
    mended in the composer."""

    template_name = "wagtail_liveconflict/desk/correct.html"
    page_title = _("Correct")
    header_icon = "edit"
    form_class = CorrectForm
    done = _("Corrected. Readers see it under the update and under corrections.")

    def act(self, form):
        editorial.correct_update(
            self.update, self.request.user, form.cleaned_data["text"]
        )

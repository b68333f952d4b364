from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from ..editorial.gate import check_publishable
from ..exceptions import LiveConflictError
from ..sanitise import strip_control_characters


class LiveUpdateForm(WagtailAdminModelForm):
    """The composer. A draft may be incomplete; what is published may not."""

    def clean(self):
        cleaned_data = super().clean()
        for name in ("headline", "byline_names", "event_place"):
            if value := cleaned_data.get(name):
                cleaned_data[name] = " ".join(strip_control_characters(value).split())
        posted_page = self.data.get("live-blog")
        if posted_page and posted_page != str(self.instance.page_id):
            raise ValidationError(
                _(
                    "This form belongs to another live blog. Nothing was saved: copy "
                    "your text and open the desk of the right one."
                ),
                code="wrong_live_blog",
            )
        return cleaned_data

    def _post_clean(self):
        super()._post_clean()
        if self.is_deferred_validation or self.errors:
            return
        try:
            check_publishable(self.instance)
        except LiveConflictError as error:
            self.add_error(error.field, error.message)


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Public reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Readers see it, with the time, in place of the update."),
    )

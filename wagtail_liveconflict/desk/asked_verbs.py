"""The verbs that have to be told something, each with its form."""

import swapper
from django import forms
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from .. import editorial
from ..editorial.gate import is_held
from ..editorial.schedule import get_earlier_time
from ..models import Correction, LiveUpdate
from ..permissions import get_policy, may_on_page
from .asking import AskForm, AskView, MomentField


def _text_of(model, field, **kwargs):
    """A text of several lines, no longer than its column."""
    return forms.CharField(
        max_length=model._meta.get_field(field).max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
        **kwargs,
    )


class WithdrawForm(AskForm):
    reason = _text_of(
        LiveUpdate,
        "withdrawn_reason",
        label=_("Public reason"),
        help_text=_("Readers see it, with the time, in place of the update."),
    )
    is_our_error = forms.BooleanField(
        label=_("It was our error: list it under corrections"),
        required=False,
        help_text=_("Readers see your reason there as well."),
    )


class WithdrawView(AskView):
    page_title = _("Withdraw")
    header_icon = "no-view"
    intro = _(
        "Readers will see the time and your reason in its place. Its words, pictures "
        "and quotes are no longer shown to anybody outside the newsroom. This cannot "
        "be undone: to bring the news back, write a new update."
    )
    is_serious = True
    form_class = WithdrawForm
    done = _("Withdrawn. Readers see the reason.")

    def act(self, form):
        editorial.withdraw_update(
            self.update,
            self.request.user,
            form.cleaned_data["reason"],
            is_our_error=form.cleaned_data["is_our_error"],
        )


class CorrectForm(AskForm):
    text = _text_of(
        Correction,
        "text",
        label=_("Correction"),
        help_text=_(
            "What was wrong, and what is right. Readers see it with the time, and it "
            "is not changed any more."
        ),
    )


class CorrectView(AskView):
    """The update's own words are mended in the composer."""

    form_template_name = "wagtail_liveconflict/desk/_ask_correct.html"
    page_title = _("Correct")
    header_icon = "edit"
    intro = _(
        "Readers will see it under the update, among the corrections of the live blog "
        "and, for 24 hours, at its top. The words of the update stay as they are:"
    )
    submit_label = _("Add correction")
    form_class = CorrectForm
    done = _("Corrected. Readers see it under the update and under corrections.")

    def act(self, form):
        editorial.correct_update(
            self.update, self.request.user, form.cleaned_data["text"]
        )


class HoldForm(AskForm):
    until = MomentField(label=_("On hold until"))
    reason = _text_of(
        LiveUpdate,
        "hold_reason",
        label=_("Reason"),
        required=False,
        help_text=_("For colleagues; readers do not see it."),
    )


class HoldView(AskView):
    page_title = pgettext_lazy("update", "Hold")
    header_icon = "lock"
    intro = _(
        "Until then nobody can publish it, in whatever way. It can be scheduled for "
        "that time or a later one."
    )
    submit_label = _("Put on hold")
    form_class = HoldForm
    done = _("On hold.")
    right = "change"

    def get_initial(self):
        if not is_held(self.update):
            return {}
        return {"until": self.update.hold_until, "reason": self.update.hold_reason}

    def act(self, form):
        editorial.hold_update(self.update, self.request.user, **form.cleaned_data)


class ScheduleForm(AskForm):
    go_live_at = MomentField(label=_("Publish at"))


class ScheduleView(AskView):
    page_title = pgettext_lazy("update", "Schedule")
    header_icon = "calendar-alt"
    intro = _("It is published then as it is now, drafts included.")
    form_class = ScheduleForm
    done = _("Scheduled.")

    def get_initial(self):
        at = get_earlier_time(self.update)
        if at is None and is_held(self.update):
            at = self.update.hold_until
        return {"go_live_at": at}

    def act(self, form):
        editorial.schedule_update(
            self.update, self.request.user, form.cleaned_data["go_live_at"]
        )


class LiveBlogField(forms.ModelChoiceField):
    def __init__(self, **kwargs):
        super().__init__(
            queryset=swapper.load_model("wagtailcore", "Page").objects.none(),
            label=_("Live blog"),
            **kwargs,
        )

    def label_from_instance(self, page):
        return page.get_admin_display_title()


class MoveForm(AskForm):
    page = LiveBlogField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        right = "publish" if self.update.ordinal is not None else "add"
        pages = get_policy().pages.instances_user_has_any_permission_for(
            self.user, {right, "publish"}
        )
        field = self.fields["page"]
        found = field.queryset.model.objects.filter(
            pk__in=pages.values("pk"), live_feed__isnull=False
        )
        field.queryset = found.exclude(pk=self.update.page_id).order_by(
            "-live_feed__changed_at", "-pk"
        )


class MoveView(AskView):
    page_title = pgettext_lazy("update", "Move")
    header_icon = "arrow-right"
    intro = _(
        "It leaves this live blog with all its versions, corrections and claims. What "
        "readers see of it here goes, and is the newest update there; its permalink "
        "leads on."
    )
    form_class = MoveForm
    right = "change"

    def act(self, form):
        editorial.move_update(self.update, self.request.user, form.cleaned_data["page"])

    def get_done(self, form):
        return _("Moved to “%(live_blog)s”.") % {"live_blog": form.cleaned_data["page"]}


class TranslateForm(AskForm):
    page = LiveBlogField(help_text=_("The same live blog in another language."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["page"]
        found = [
            sister.pk
            for sister in editorial.get_sisters(self.update.page)
            if may_on_page(self.user, "add", sister)
        ]
        field.queryset = field.queryset.model.objects.filter(pk__in=found)


class TranslateView(AskView):
    page_title = pgettext_lazy("update", "Translate")
    header_icon = "globe"
    intro = _(
        "A draft of yours is made there with everything in it. What has to be "
        "translated is marked, and the draft cannot be published before it is."
    )
    form_class = TranslateForm
    right = "view"

    def act(self, form):
        editorial.translate_update(
            self.update, self.request.user, form.cleaned_data["page"]
        )

    def get_done(self, form):
        return _("There is a draft to translate in “%(live_blog)s” now.") % {
            "live_blog": form.cleaned_data["page"]
        }

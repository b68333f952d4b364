"""Templates for updates that recur: where a site admin makes them, and how a
composition starts from one."""

import re
from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.utils import timezone, translation
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _, gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import MultiFieldPanel, ObjectList
from wagtail.rich_text import RichText

from ..blocks.finding import find_values
from ..colleagues import name_of
from ..editorial.duplicate import copy_body
from ..editorial.gate import has_content
from ..models import LiveUpdate, UpdateTemplate
from ..permissions import UpdateTemplatePermissionPolicy
from ..sanitise import one_line
from .records import PolicyViewSet

#: How many are offered: more could not be looked through.
_OFFERED = 50
_PLACEHOLDER = re.compile(r"\{(time|date)\}")
_ID = re.compile(r"[0-9]{1,18}", re.ASCII)


class UpdateTemplateForm(WagtailAdminModelForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Like a draft's: whoever starts from the template completes them.
        self.fields["body"].is_deferred_validation = True

    def clean(self):
        cleaned_data = super().clean()
        for name in ("name", "note", "headline"):
            if value := cleaned_data.get(name):
                cleaned_data[name] = one_line(value)
        return cleaned_data

    def _post_clean(self):
        super()._post_clean()
        if not self.errors and not has_content(self.instance):
            self.add_error(
                "headline", _("A template needs a headline or some content.")
            )


class UpdateTemplateViewSet(PolicyViewSet):
    model = UpdateTemplate
    icon = "copy"
    menu_label = gettext_lazy("Templates")
    list_display = ["name", "note", "language"]
    # Few rows, and found by any part of a word: the database does it.
    search_backend_name = None
    search_fields = ["name", "note", "headline"]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                ["name", "note", "language"], heading=gettext_lazy("For editors")
            ),
            "headline",
            "body",
            "is_key_event",
            "byline",
        ],
        base_form_class=UpdateTemplateForm,
    )

    @property
    def permission_policy(self):
        return UpdateTemplatePermissionPolicy(self.model)


def get_offered_templates(page):
    """The templates that are offered in a live blog, with what a list shows of them;
    one query."""
    templates = UpdateTemplate.objects.filter(language__in=("", page.language_code))
    return templates.only("name", "note")[:_OFFERED]


def choose_template(request) -> UpdateTemplate | None:
    """The template that an address names; a message where there is none such."""
    wanted = request.GET.get("template")
    if wanted is None or request.method != "GET":
        return None
    template = None
    if _ID.fullmatch(wanted):
        template = UpdateTemplate.objects.filter(pk=wanted).first()
    if template is None:
        messages.warning(request, _("This template is not there any more."))
    return template


def get_update_from(template, page, user) -> LiveUpdate:
    """An update of the user's in a live blog (in its own type) that begins as the
    template says. It is not saved, and its blocks are new ones."""
    fill = _get_filling(page)
    body = copy_body(template)
    for _path, text in find_values(body, RichText):
        text.source = fill(text.source)
    return LiveUpdate(
        page=page,
        owner=user,
        live=False,
        headline=fill(template.headline),
        # Ready to type, as the empty composer is.
        body=body or [("text", RichText(""))],
        byline=template.byline,
        byline_names=name_of(user),
        is_key_event=template.is_key_event,
    )


def _get_filling(page) -> Callable[[str], str]:
    """Puts the time and the day, as readers of ``page`` are shown them, for
    ``{time}`` and ``{date}``. Other braces are left alone."""
    now = timezone.localtime(timezone=page.zone)
    with translation.override(page.language_code):
        words = {"time": time_format(now, "H:i"), "date": date_format(now, "j E")}
    return partial(_PLACEHOLDER.sub, lambda match: words[match[1]])

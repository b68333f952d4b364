from django import forms
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy, ngettext, pgettext
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ..models import Source
from ..permissions import NewsroomRecordPermissionPolicy
from .source_file import MAX_ROWS, UnreadableFile, read_file
from .source_import import import_rows, plan_rows
from .source_table import COLUMNS

#: So that a form of another kind cannot be posted here.
_SALT = "wagtail_liveconflict.source_import"


class ImportForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        # Read below, where the message says what to do.
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        help_text=gettext_lazy(
            "In UTF-8, with a heading. At most 2,000 rows and 1 MB. Nothing is saved "
            "before you have seen what would change."
        ),
    )


class SourceImportView(WagtailAdminTemplateMixin, View):
    """Upload a table of sources, see what it would change, import it.

    The rows that were read travel in the form: whatever happens, the file need not
    be uploaded again, and no session has to hold them.
    """

    template_name = "wagtail_liveconflict/desk/source_import.html"
    page_title = gettext_lazy("Import sources")
    header_icon = "upload"
    breadcrumbs_items = []

    def dispatch(self, request, *args, **kwargs):
        policy = NewsroomRecordPermissionPolicy(Source)
        if not all(
            policy.user_has_permission(request.user, action)
            for action in ("add", "change")
        ):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        return self.respond(ImportForm())

    def post(self, request, *args, **kwargs):
        if "rows" in request.POST:
            return self.import_previewed(request.POST["rows"])
        form = ImportForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                rows = read_file(form.cleaned_data["file"].read())
            except UnreadableFile as error:
                form.add_error("file", str(error))
            else:
                return self.preview(rows, plan_rows(rows))
        return self.respond(form)

    def import_previewed(self, signed):
        try:
            rows = [tuple(row) for row in signing.loads(signed, salt=_SALT)]
        except signing.BadSignature:
            messages.error(
                self.request,
                _("The preview arrived damaged. Upload the file again."),
            )
            return self.respond(ImportForm())
        try:
            plan = import_rows(rows, self.request.user)
        except DatabaseError:
            messages.error(
                self.request,
                _(
                    "Nothing was imported: a colleague was changing the same sources. "
                    "This is how it stands now."
                ),
            )
            return self.preview(rows, plan_rows(rows))
        return self.report(rows, plan)

    def report(self, rows, plan):
        new, updated = (
            sum(row.state == state for row in plan) for state in ("new", "update")
        )
        messages.success(
            self.request,
            _("Imported: %(new)s new, %(updated)s changed.")
            % {"new": new, "updated": updated},
        )
        failed = {row.number for row in plan if row.errors}
        if not failed:
            return redirect(self.get_list_url())
        messages.error(
            self.request,
            ngettext(
                "%(count)s row was not imported. What is wrong is said below.",
                "%(count)s rows were not imported. What is wrong is said below.",
                len(failed),
            )
            % {"count": len(failed)},
        )
        left = [row for row in rows if row[0] in failed]
        return self.preview(left, plan_rows(left))

    def preview(self, rows, plan):
        return self.respond(
            ImportForm(),
            plan=plan,
            rows=signing.dumps(rows, salt=_SALT, compress=True),
            to_save=sum(row.is_to_save for row in plan),
            failed=sum(bool(row.errors) for row in plan),
        )

    def get_list_url(self):
        return reverse(Source.snippet_viewset.get_url_name("list"))

    def get_breadcrumbs_items(self):
        return [
            {
                "url": reverse("wagtailadmin_home"),
                "label": pgettext("breadcrumb", "Home"),
            },
            {"url": self.get_list_url(), "label": _("Sources")},
            {"url": "", "label": self.page_title},
        ]

    def respond(self, form, **context):
        context = self.get_context_data(
            form=form,
            columns=COLUMNS,
            limit=MAX_ROWS,
            list_url=self.get_list_url(),
            **context,
        )
        return self.render_to_response(context)

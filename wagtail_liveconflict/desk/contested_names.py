"""The admin section of the glossary."""

from collections.abc import Iterator

from django.forms import Form
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import InlinePanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn

from ..glossary import is_same_form
from ..models import ContestedName, HouseForm
from ..models.contested_name import split_forms
from .records import RecordViewSet


class ContestedNameForm(WagtailAdminModelForm):
    """An entry of the glossary. It contradicts neither itself nor another entry:
    a text could otherwise not be written without a warning."""

    def is_valid(self):
        # Both halves are complete only now: the name, and its house forms.
        if not super().is_valid():
            return False
        for form, field, message in list(self._find_contradictions()):
            form.add_error(field, message)
        return super().is_valid()

    def _find_contradictions(self) -> Iterator[tuple[Form, str, str]]:
        """Triples of the form to complain to, its field and the message."""
        others = list(
            HouseForm.objects.exclude(contested_name=self.instance.pk).select_related(
                "contested_name"
            )
        )
        shared = split_forms(self.cleaned_data["other_forms"])
        for row in self.formsets["house_forms"].forms:
            given = row.cleaned_data
            if not given.get("language") or given.get("DELETE"):
                continue
            rivals = [other for other in others if other.language == given["language"]]
            for other in rivals:
                if _is_among(given["form"], _get_forms(other)):
                    yield row, "form", _say_taken(given["form"], other)
            for where, forms in (
                (row, split_forms(given["other_forms"])),
                (self, shared),
            ):
                for form in forms:
                    if is_same_form(form, given["form"]):
                        yield where, "other_forms", _say_own(form)
                    for other in rivals:
                        if _is_among(form, [other.form, *_get_forms(other)]):
                            yield where, "other_forms", _say_taken(form, other)


def _get_forms(house_form: HouseForm) -> list[str]:
    return split_forms(
        f"{house_form.other_forms}\n{house_form.contested_name.other_forms}"
    )


def _is_among(form: str, forms: list[str]) -> bool:
    return any(is_same_form(form, other) for other in forms)


def _say_own(form):
    return _("“%(form)s” is the house form: it cannot be warned of as well.") % {
        "form": form
    }


def _say_taken(form, house_form):
    return _("“%(form)s” is in another entry already: %(entry)s.") % {
        "form": form,
        "entry": house_form.contested_name,
    }


class ContestedNameViewSet(RecordViewSet):
    model = ContestedName
    icon = "globe"
    menu_label = _("Contested names")
    list_display = ["term", "get_house_forms", BooleanColumn("is_active"), "reason"]
    list_filter = ["is_active", "house_forms__language"]
    # Few rows, and found by any part of a word: the database does it.
    search_backend_name = None
    search_fields = ["term", "other_forms", "reason"]
    edit_handler = ObjectList(
        [
            "term",
            "reason",
            InlinePanel(
                "house_forms",
                heading=_("House forms"),
                label=_("House form"),
                min_num=1,
            ),
            "other_forms",
            "is_active",
        ],
        base_form_class=ContestedNameForm,
    )

    def get_queryset(self, request):
        return ContestedName.objects.prefetch_related("house_forms")

"""The editors' handbook: a page of the admin, in the languages it is written in.

Its words lie in ``templates/wagtail_liveconflict/desk/handbook/<language>/``, one file
for each chapter, and its pictures beside the other static files (``make screenshots``
takes them anew). What is written on a button stands there as ``{% label %}``, so that
it is what the button says.
"""

import re
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy as _, override
from wagtail.admin.menu import MenuItem
from wagtail.models import GroupApprovalTask

from ..permissions import get_policy
from .shortcuts import get_shortcuts

#: Code -> its name in the language itself, which is how its readers look for it.
LANGUAGES = {"en": "English", "ru": "Русский", "uk": "Українська"}
#: In the order of the page. Each is the id of its heading, and the name of its file.
CHAPTERS = (
    "trouble",
    "desk",
    "writing",
    "quotes",
    "claims",
    "pictures",
    "links",
    "changing",
    "outline",
    "timing",
    "together",
    "safety",
    "ending",
    "keys",
    "words",
)
_TEMPLATES = "wagtail_liveconflict/desk/handbook"
_HEADING = re.compile(r"<h2[^>]*>(.*?)</h2>", re.DOTALL)


@dataclass(frozen=True)
class Chapter:
    name: str
    title: SafeString
    html: SafeString


def get_chapters(request, language: str) -> list[Chapter]:
    """The chapters in one of :data:`LANGUAGES`, which has to be the active one."""
    context = {"language": language, "shortcuts": get_shortcuts(request)}
    chapters = []
    for name in CHAPTERS:
        html = render_to_string(f"{_TEMPLATES}/{language}/{name}.html", context)
        title = _HEADING.search(html)[1]
        chapters.append(Chapter(name, mark_safe(title), html))  # noqa: S308 - our own
    return chapters


def choose_language() -> str:
    """That of the admin where the handbook is written in it, else English."""
    language = (get_language() or "").split("-")[0]
    return language if language in LANGUAGES else "en"


def may_read_handbook(user) -> bool:
    """Whoever may open the desk of any live blog: to write there, or to approve what
    others have written."""
    return get_policy().user_has_permission(user, "add") or (
        user.is_active
        and GroupApprovalTask.objects.filter(
            active=True, groups__in=user.groups.all()
        ).exists()
    )


def get_handbook_url(chapter: str = "") -> str:
    url = reverse("liveconflict_handbook")
    return f"{url}#{chapter}" if chapter else url


def handbook(request, language=None):
    """The whole handbook; in the language of the admin, or in the one named."""
    if not may_read_handbook(request.user):
        raise PermissionDenied
    language = language or choose_language()
    if language not in LANGUAGES:
        raise Http404
    with override(language):
        chapters = get_chapters(request, language)
    context = {"language": language, "languages": LANGUAGES, "chapters": chapters}
    return TemplateResponse(request, "wagtail_liveconflict/desk/handbook.html", context)


urlpatterns = [
    path("live-handbook/", handbook, name="liveconflict_handbook"),
    path("live-handbook/<slug:language>/", handbook, name="liveconflict_handbook_in"),
]


class HandbookMenuItem(MenuItem):
    """In Wagtail's own menu of help."""

    def __init__(self):
        super().__init__(
            _("Live desk: handbook"),
            get_handbook_url(),
            name="liveconflict-handbook",
            icon_name="wlc-live",
            order=900,
        )

    def is_shown(self, request):
        return may_read_handbook(request.user)

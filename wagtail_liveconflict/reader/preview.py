from django.template.response import TemplateResponse
from django.utils import timezone, translation
from wagtail.users.models import UserProfile

from ..blocks.finding import find_values
from ..blocks.more_stories import MoreStoriesValue
from ..blocks.sensitivity import find_sensitive
from ..editorial.warnings import find_warnings, leave_out_repeated
from .locale import in_words_of
from .rendering import render_update
from .site_page import get_base_template


def serve_update_preview(update, request):
    """One update as readers will see it, alone on a page of the site; above it, for
    the editor only, what is worth a second look."""
    page = update.page.specific
    update.page = page
    for _path, stories in find_values(update.body or (), MoreStoriesValue):
        # As its publication will.
        stories.shown_on = page
        stories.keep()
    for _key, media in find_sensitive(update.body or ()):
        media.is_previewed = True
    # A draft has no time of publication yet: show the one it would get.
    update.first_published_at = update.first_published_at or timezone.now()
    language = _get_language_of_editor(request)
    with translation.override(language):
        warnings = leave_out_repeated(find_warnings(update))
    # Wagtail's content checks report them too: see desk/content_checks.py.
    request.liveconflict_warnings = warnings
    # A moderator's preview names one, which the bar of a site's own template would
    # look for among those of the page.
    request.revision_id = None
    with in_words_of(page):
        response = TemplateResponse(
            request,
            "wagtail_liveconflict/reader/update_preview.html",
            {
                "page": page,
                "update": update,
                "update_html": render_update(update, page),
                "warnings": warnings,
                "warnings_language": language,
                "base_template": get_base_template(),
            },
        )
        return response.render()


def _get_language_of_editor(request) -> str:
    user = getattr(request, "user", None)
    if user is None or user.is_anonymous:
        return translation.get_language()
    return UserProfile.get_for_user(user).get_preferred_language()

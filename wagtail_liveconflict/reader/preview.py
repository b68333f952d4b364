from django.template.loader import select_template
from django.template.response import TemplateResponse
from django.utils import timezone

from ..conf import conf
from .locale import in_words_of
from .rendering import render_update


def serve_update_preview(update, request):
    """One update as readers will see it, alone on a page of the site."""
    page = update.page.specific
    update.page = page
    # A draft has no time of publication yet: show the one it would get.
    update.first_published_at = update.first_published_at or timezone.now()
    with in_words_of(page):
        response = TemplateResponse(
            request,
            "wagtail_liveconflict/reader/update_preview.html",
            {
                "page": page,
                "update": update,
                "update_html": render_update(update, page),
                "base_template": select_template(
                    [
                        conf.LIVECONFLICT_BASE_TEMPLATE,
                        "wagtail_liveconflict/base.html",
                    ]
                ),
            },
        )
        return response.render()
